namespace Firmware.Terminal
{
    /// <summary>
    /// Which part of a typed line is a secret: it is echoed as asterisks, not kept for arrow up, and no answer repeats a word of
    /// the line. The simulator masks its output by this class too. Quotes count as blanks here: however
    /// the words are quoted, the secret is covered, sometimes with a part of the word before it.
    /// </summary>
    public static class SecretWords
    {
        /// <summary>First byte of the secret, or <paramref name="length"/> while there is none.</summary>
        public static int From(byte[] line, int length)
        {
            int first = Skip(line, length, 0);
            int second = After(line, length, first);
            int third = After(line, length, second);
            if (Is(line, length, first, "wifi")) return third;
            if (Is(line, length, first, "ocpp") && Is(line, length, second, "key")) return third;
            bool key = Is(line, length, first, "config") && Is(line, length, second, "set") && Is(line, length, third, "authorizationkey");
            return key ? After(line, length, third) : length;
        }

        /// <summary>Where the word after the one at <paramref name="at"/> begins.</summary>
        private static int After(byte[] line, int length, int at)
        {
            while (at < length && !IsGap(line[at])) at++;
            return Skip(line, length, at);
        }

        private static int Skip(byte[] line, int length, int at)
        {
            while (at < length && IsGap(line[at])) at++;
            return at;
        }

        private static bool IsGap(byte value) => value == ' ' || value == '"';

        private static bool Is(byte[] line, int length, int at, string lower)
        {
            int end = at + lower.Length;
            if (end > length || (end < length && !IsGap(line[end]))) return false;
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
