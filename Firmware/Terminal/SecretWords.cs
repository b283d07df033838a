namespace Firmware.Terminal
{
    /// <summary>Which part of a line that is being typed is a secret: it is echoed as asterisks.</summary>
    public static class SecretWords
    {
        /// <summary>First byte of the secret, or <paramref name="length"/> while there is none.</summary>
        public static int From(byte[] line, int length)
        {
            int second = After(line, length, 0);
            int third = After(line, length, second);
            if (Is(line, length, 0, "wifi")) return third;
            if (Is(line, length, 0, "ocpp") && Is(line, length, second, "key")) return third;
            bool key = Is(line, length, 0, "config") && Is(line, length, second, "set") && Is(line, length, third, "authorizationkey");
            return key ? After(line, length, third) : length;
        }

        /// <summary>Where the word after the one at <paramref name="at"/> begins; quotes keep blanks together.</summary>
        private static int After(byte[] line, int length, int at)
        {
            bool quoted = false;
            while (at < length && (quoted || line[at] != ' ')) quoted ^= line[at++] == '"';
            while (at < length && line[at] == ' ') at++;
            return at;
        }

        private static bool Is(byte[] line, int length, int at, string lower)
        {
            int end = at + lower.Length;
            if (end > length || (end < length && line[end] != ' ')) return false;
            for (int i = 0; i < lower.Length; i++)
            {
                int c = line[at + i];
                if (c >= 'A' && c <= 'Z') c |= 0x20;
                if (c != lower[i]) return false;
            }
            return true;
        }
    }
}
