namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>A location taken apart: scheme, user, host, port, path with query, and a checksum in the fragment.</summary>
    public sealed class HttpAddress
    {
        private const int MaxLocation = 512;

        /// <summary>The scheme is https.</summary>
        public bool Secure { get; private set; }

        /// <summary>Name or address of the server.</summary>
        public string Host { get; private set; } = "";

        /// <summary>1 to 65535; that of the scheme where the location names none.</summary>
        public int Port { get; private set; }

        /// <summary>Begins with a slash; query included, fragment not.</summary>
        public string Path { get; private set; } = "/";

        /// <summary>user:password, empty for none. Never logged.</summary>
        public string User { get; private set; } = "";

        /// <summary>The fragment crc32=XXXXXXXX was there: a fragment is for the client alone, so a location can carry its file's checksum.</summary>
        public bool HasCrc { get; private set; }

        /// <summary>The CRC-32 of that fragment; only when <see cref="HasCrc"/>.</summary>
        public uint Crc { get; private set; }

        /// <summary>Takes a location of at most 512 printable ASCII characters apart; None, or why it cannot be used: the fields are undefined then.</summary>
        public TransferFailure Read(string location)
        {
            Secure = HasCrc = false;
            User = "";
            int mark = location.IndexOf("://");
            if (mark < 1 || location.Length > MaxLocation) return TransferFailure.BadAddress;
            string scheme = location.Substring(0, mark).ToLower();
            if (scheme != "http" && scheme != "https") return TransferFailure.UnknownScheme;
            for (int i = 0; i < location.Length; i++)
                if (location[i] <= ' ' || location[i] > '~') return TransferFailure.BadAddress;
            Secure = scheme == "https";
            string rest = location.Substring(mark + 3);
            int fragment = rest.IndexOf('#');
            if (fragment >= 0)
            {
                if (!ReadFragment(rest.Substring(fragment + 1))) return TransferFailure.BadAddress;
                rest = rest.Substring(0, fragment);
            }
            int end = rest.IndexOfAny(new char[] { '/', '?' });
            Path = end < 0 ? "/" : rest[end] == '/' ? rest.Substring(end) : "/" + rest.Substring(end);
            return ReadAuthority(end < 0 ? rest : rest.Substring(0, end)) ? TransferFailure.None : TransferFailure.BadAddress;
        }

        private bool ReadAuthority(string authority)
        {
            int at = authority.LastIndexOf('@');
            if (at >= 0)
            {
                User = authority.Substring(0, at);
                authority = authority.Substring(at + 1);
            }
            int colon = authority.IndexOf(':');
            Host = colon < 0 ? authority : authority.Substring(0, colon);
            Port = colon < 0 ? (Secure ? 443 : 80) : PortOf(authority.Substring(colon + 1));
            return Host.Length > 0 && Port > 0 && Port <= 65535;
        }

        private static int PortOf(string digits)
        {
            if (digits.Length == 0 || digits.Length > 5) return 0;
            int port = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9') return 0;
                port = port * 10 + (digits[i] - '0');
            }
            return port;
        }

        // Other fragments are ignored; one that begins like a checksum must be valid.
        private bool ReadFragment(string fragment)
        {
            const string name = "crc32=";
            if (fragment.Length < name.Length || fragment.Substring(0, name.Length).ToLower() != name) return true;
            if (fragment.Length != name.Length + 8) return false;
            uint crc = 0;
            for (int i = name.Length; i < fragment.Length; i++)
            {
                int digit = Wire.JsonText.HexDigit(fragment[i]);
                if (digit < 0) return false;
                crc = (crc << 4) | (uint)digit;
            }
            Crc = crc;
            HasCrc = true;
            return true;
        }
    }
}
