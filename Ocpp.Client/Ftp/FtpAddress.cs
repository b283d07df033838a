using System.Text;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Ftp
{
    /// <summary>An ftp location (RFC 1738 3.2) taken apart, %XX decoded: user, password, host, port, path, and a checksum in the fragment.</summary>
    internal sealed class FtpAddress
    {
        private const string Scheme = "ftp://";
        private const int UsualPort = 21;
        private const int HttpPort = 80;

        private readonly HttpAddress _parts = new HttpAddress();

        public string Host => _parts.Host;

        public int Port { get; private set; }

        /// <summary>"anonymous" where the location names no user.</summary>
        public string User { get; private set; } = "";

        /// <summary>Never logged.</summary>
        public string Password { get; private set; } = "";

        /// <summary>From the directory that the user comes into; empty for that itself.</summary>
        public string Path { get; private set; } = "";

        public bool HasCrc => _parts.HasCrc;

        public uint Crc => _parts.Crc;

        public static bool Is(string location) => location.Length > Scheme.Length && location.Substring(0, Scheme.Length).ToLower() == Scheme;

        public TransferFailure Read(string location)
        {
            if (!Is(location)) return TransferFailure.UnknownScheme;
            string rest = location.Substring(Scheme.Length);
            TransferFailure wrong = _parts.Read("http://" + rest);
            if (wrong != TransferFailure.None) return wrong;
            Port = _parts.Port == HttpPort && !NamesPort(rest) ? UsualPort : _parts.Port;
            string path = _parts.Path.Substring(1);
            int type = path.LastIndexOf(';');
            // ";type=i" selects the transfer mode: it is ignored, since all transfers are binary.
            if (type >= 0 && path.Length - type == 7 && path.Substring(type, 6).ToLower() == ";type=") path = path.Substring(0, type);
            int colon = _parts.User.IndexOf(':');
            string user = colon < 0 ? _parts.User : _parts.User.Substring(0, colon);
            User = user.Length == 0 ? "anonymous" : Decode(user);
            Password = user.Length == 0 ? "anonymous@" : colon < 0 ? "" : Decode(_parts.User.Substring(colon + 1));
            Path = Decode(path);
            return User == null || Password == null || Path == null ? TransferFailure.BadAddress : TransferFailure.None;
        }

        private static bool NamesPort(string rest)
        {
            int end = rest.IndexOfAny(new char[] { '/', '?', '#' });
            string authority = end < 0 ? rest : rest.Substring(0, end);
            return authority.LastIndexOf(':') > authority.LastIndexOf('@');
        }

        /// <summary>Null for a text with a line end, which would begin another FTP command.</summary>
        private static string Decode(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int length = 0;
            for (int at = 0; at < bytes.Length; at++)
            {
                int b = bytes[at];
                if (b == '%')
                {
                    b = at + 2 < bytes.Length ? JsonText.HexDigit(bytes[at + 1]) << 4 | JsonText.HexDigit(bytes[at + 2]) : -1;
                    at += 2;
                }
                if (b < ' ') return null;
                bytes[length++] = (byte)b;
            }
            return length == 0 ? "" : Encoding.UTF8.GetString(bytes, 0, length);
        }
    }
}
