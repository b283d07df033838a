namespace Ocpp.Client.Wire
{
    /// <summary>UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.</summary>
    internal static class Utf8
    {
        /// <summary>Index after the character at <paramref name="at"/>, or -1 when it is not well formed or not whole.</summary>
        public static int Next(byte[] buffer, int at, int end)
        {
            byte c = buffer[at];
            if (c < 0x80) return at + 1;
            int more = c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
            if (more == 0 || at + more >= end) return -1;
            byte second = buffer[at + 1];
            int least = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
            int most = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
            if (second < least || second > most) return -1;
            for (int i = 2; i <= more; i++)
                if ((buffer[at + i] & 0xC0) != 0x80) return -1;
            return at + more + 1;
        }

        /// <summary>The bytes from <paramref name="at"/> to the end are the beginning of a well-formed character.</summary>
        public static bool IsPrefix(byte[] buffer, int at, int end)
        {
            byte c = buffer[at];
            int more = c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
            int have = end - at - 1;
            if (more == 0 || have >= more) return false;
            if (have == 0) return true;
            int least = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
            int most = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
            if (buffer[at + 1] < least || buffer[at + 1] > most) return false;
            return have == 1 || (buffer[at + 2] & 0xC0) == 0x80;
        }
    }
}
