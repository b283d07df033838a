namespace Ocpp.Client.Transport
{
    /// <summary>The address of a central system as an operator writes it: ws:// or wss://, host, port and path (J 3.1.1, without the identity).</summary>
    public static class Endpoint
    {
        /// <summary>What a valid address looks like, for the text of an error.</summary>
        public const string Allowed = "ws://HOST[:PORT][/PATH] or wss://HOST[:PORT][/PATH], without user, query and fragment";
        private const int PlainPort = 80;
        private const int SecurePort = 443;
        private const int HighestPort = 65535;

        /// <summary>Fills in Secure, Host, Port and Path; false when the text is no such address; the fields are undefined then.</summary>
        public static bool TryParse(string text, LinkTarget into)
        {
            string lower = text.ToLower();
            into.Secure = lower.IndexOf("wss://") == 0;
            if (!into.Secure && lower.IndexOf("ws://") != 0) return false;
            int host = into.Secure ? 6 : 5;
            int path = text.IndexOf('/', host);
            if (path < 0) path = text.Length;
            if (HasOther(text, host)) return false;
            int colon = text.IndexOf(':', host);
            if (colon < 0 || colon > path) colon = path;
            into.Host = text.Substring(host, colon - host);
            into.Path = Trimmed(text.Substring(path));
            into.Port = into.Secure ? SecurePort : PlainPort;
            return into.Host.Length > 0 && (colon == path || TryPort(text.Substring(colon + 1, path - colon - 1), into));
        }

        private static bool TryPort(string text, LinkTarget into)
        {
            int port = 0;
            for (int i = 0; i < text.Length && port <= HighestPort; i++)
            {
                int digit = text[i] - '0';
                if (digit < 0 || digit > 9) return false;
                port = port * 10 + digit;
            }
            into.Port = port;
            return port > 0 && port <= HighestPort;
        }

        private static bool HasOther(string text, int from)
        {
            for (int i = from; i < text.Length; i++)
            {
                char c = text[i];
                if (c <= ' ' || c > '~' || c == '@' || c == '?' || c == '#' || c == '"' || c == '\\') return true;
            }
            return false;
        }

        private static string Trimmed(string path)
        {
            int length = path.Length;
            while (length > 0 && path[length - 1] == '/') length--;
            return path.Substring(0, length);
        }
    }
}
