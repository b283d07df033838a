using Charger.Runtime;

namespace Ocpp.Client.Configuration
{
    /// <summary>Checks of values against their key's row.</summary>
    public static class KeyValue
    {
        /// <summary>Null when the value fits; otherwise what is allowed.</summary>
        public static string Check(ConfigurationKey key, string value)
        {
            // Values are stored as lines of text.
            if (HasControls(value)) return "no control characters";
            switch (key.Kind)
            {
                case KeyKind.Whole: return TryWhole(value, out int number) && number >= key.Min && number <= key.Max ? null : "a whole number from " + key.Min + " to " + key.Max;
                case KeyKind.Truth: return TryTruth(value, out bool truth) && (!truth || key.Max > 0) ? null : key.Max > 0 ? "true or false" : "false";
                case KeyKind.Hex: return IsHex(value) && value.Length >= key.Min && value.Length <= key.Max ? null : key.Min + " to " + key.Max + " hexadecimal digits, an even number";
                case KeyKind.Address: return value.Length == 0 || value.Length <= key.Max && Transport.Endpoint.TryParse(value, new Transport.LinkTarget()) ? null : Transport.Endpoint.Allowed;
                case KeyKind.List: return ListFits(key, value) ? null : "at most " + key.Max + " of " + key.Allowed;
                default:
                    if (key.Allowed.Length > 0) return Contains(key.Allowed, value) ? null : "one of " + key.Allowed;
                    return value.Length >= key.Min && value.Length <= key.Max ? null : key.Min + " to " + key.Max + " characters";
            }
        }

        /// <summary>Reads a decimal number with an optional minus sign; false for anything else, and for what 32 bits cannot hold.</summary>
        internal static bool TryWhole(string text, out int value)
        {
            value = 0;
            if (text.Length == 0 || text.Length > 11) return false;
            bool negative = text[0] == '-';
            long sum = 0;
            for (int i = negative ? 1 : 0; i < text.Length; i++)
            {
                int digit = text[i] - '0';
                if (digit < 0 || digit > 9) return false;
                sum = sum * 10 + digit;
            }
            if (negative) sum = -sum;
            if ((negative && text.Length == 1) || sum > int.MaxValue || sum < int.MinValue) return false;
            value = (int)sum;
            return true;
        }

        /// <summary>Reads "true" or "false" in any case; false for anything else.</summary>
        internal static bool TryTruth(string text, out bool value)
        {
            string lower = text.ToLower();
            value = lower == "true";
            return value || lower == "false";
        }

        /// <summary>The word is one item of the comma-separated list.</summary>
        public static bool Contains(string list, string word)
        {
            // One native search, then a check of both ends: cutting the list into items would allocate for each message.
            int end;
            for (int at = word.Length == 0 ? -1 : list.IndexOf(word); at >= 0; at = end < list.Length ? list.IndexOf(word, end) : -1)
            {
                end = at + word.Length;
                if ((at == 0 || list[at - 1] == ',') && (end == list.Length || list[end] == ',')) return true;
            }
            return false;
        }

        private static bool ListFits(ConfigurationKey key, string value)
        {
            if (value.Length == 0) return true;
            int items = 0;
            int at = 0;
            while (at <= value.Length)
            {
                int comma = value.IndexOf(',', at);
                if (comma < 0) comma = value.Length;
                if (++items > key.Max || !Contains(key.Allowed, value.Substring(at, comma - at).Trim())) return false;
                at = comma + 1;
            }
            return true;
        }

        private static bool HasControls(string text)
        {
            return ControlCharacters.Escaped(text) != text;
        }

        private static bool IsHex(string text)
        {
            for (int i = 0; i < text.Length; i++)
                if (Wire.JsonText.HexDigit(text[i]) < 0) return false;
            return text.Length % 2 == 0;
        }
    }
}
