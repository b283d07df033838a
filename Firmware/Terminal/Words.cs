namespace Firmware.Terminal
{
    /// <summary>A command line cut into words at spaces; text in double quotes is one word, spaces included. Reused.</summary>
    public sealed class Words
    {
        /// <summary>Words of the longest line.</summary>
        public const int Max = 8;

        private readonly string[] _words = new string[Max];

        /// <summary>No words: every index gives an empty string.</summary>
        public Words()
        {
            for (int i = 0; i < Max; i++) _words[i] = "";
        }

        /// <summary>Words of the last line; 0 to <see cref="Max"/>.</summary>
        public int Count { get; private set; }

        /// <summary>The word, or an empty string beyond the last.</summary>
        public string this[int index] => index < Count ? _words[index] : "";

        /// <summary>False when there are more than <see cref="Max"/> words or a quote is not closed.</summary>
        public bool Split(string line)
        {
            Count = 0;
            int at = 0;
            while (at < line.Length)
            {
                if (line[at] == ' ')
                {
                    at++;
                    continue;
                }
                if (Count == Max) return false;
                char end = line[at] == '"' ? '"' : ' ';
                if (end == '"') at++;
                int to = line.IndexOf(end, at);
                if (to < 0 && end == '"') return false;
                if (to < 0) to = line.Length;
                _words[Count++] = line.Substring(at, to - at);
                at = to + 1;
            }
            return true;
        }

        /// <summary>A whole number in decimal; false when the word is none or leaves 32 bits.</summary>
        public bool TryNumber(int index, out int value)
        {
            value = 0;
            string word = this[index];
            bool negative = word.Length > 0 && word[0] == '-';
            long sum = 0;
            int at = negative ? 1 : 0;
            if (at == word.Length || word.Length > 11) return false;
            for (; at < word.Length; at++)
            {
                char digit = word[at];
                if (digit < '0' || digit > '9') return false;
                sum = sum * 10 + (digit - '0');
            }
            if (negative) sum = -sum;
            if (sum < int.MinValue || sum > int.MaxValue) return false;
            value = (int)sum;
            return true;
        }

        /// <summary>A hexadecimal number of up to 8 digits without prefix.</summary>
        public bool TryHex(int index, out uint value)
        {
            value = 0;
            string word = this[index];
            if (word.Length == 0 || word.Length > 8) return false;
            for (int i = 0; i < word.Length; i++)
            {
                int digit = HexDigit(word[i]);
                if (digit < 0) return false;
                value = value << 4 | (uint)digit;
            }
            return true;
        }

        /// <summary>0 to 15, or -1 when it is no hexadecimal digit.</summary>
        public static int HexDigit(char c)
        {
            if (c >= '0' && c <= '9') return c - '0';
            if (c >= 'a' && c <= 'f') return c - 'a' + 10;
            if (c >= 'A' && c <= 'F') return c - 'A' + 10;
            return -1;
        }
    }
}
