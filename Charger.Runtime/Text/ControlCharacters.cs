namespace Charger.Runtime
{
    /// <summary>
    /// Makes texts from outside (ids, keys, values, texts of vendors and libraries) safe to show: a control character could
    /// end a line, begin a forged one, or control the operator's terminal. Every line to the log, the flash and the console
    /// passes here.
    /// </summary>
    public static class ControlCharacters
    {
        private const int LastOfC0 = 0x1F;
        private const int Delete = 0x7F;
        private const int LastOfC1 = 0x9F;

        /// <summary>Most characters of a text that needs escapes; the rest is cut off.</summary>
        private const int MostEscaped = 1024;

        private static readonly char[] s_all = Fill();

        /// <summary>The same text when it has no control character, empty for null (U+0001 to U+001F, U+007F to U+009F); else each as \xHH.</summary>
        public static string Escaped(string text)
        {
            // One native search: a loop over the characters costs a hundred times as much.
            if (text == null) return "";
            int at = text.IndexOfAny(s_all);
            if (at < 0) return text;
            string shown = "";
            int from = 0;
            for (; at >= 0 && shown.Length < MostEscaped; at = from < text.Length ? text.IndexOfAny(s_all, from) : -1)
            {
                int value = text[at];
                shown += text.Substring(from, at - from) + "\\x" + Digit(value >> 4) + Digit(value & 0xF);
                from = at + 1;
            }
            return at < 0 ? shown + text.Substring(from) : shown + "...";
        }

        private static char Digit(int nibble) => (char)(nibble < 10 ? '0' + nibble : 'A' + nibble - 10);

        // From 1: a text ends at its first U+0000 on the device.
        private static char[] Fill()
        {
            char[] all = new char[LastOfC0 + LastOfC1 - Delete + 1];
            int at = 0;
            for (int c = 1; c <= LastOfC0; c++) all[at++] = (char)c;
            for (int c = Delete; c <= LastOfC1; c++) all[at++] = (char)c;
            return all;
        }
    }
}
