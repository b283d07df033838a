namespace Ocpp.Client.Wire
{
    /// <summary>Texts and numbers out of JSON tokens.</summary>
    public static class JsonText
    {
        /// <summary>Value of four hexadecimal digits, or -1.</summary>
        public static int Hex4(byte[] buffer, int at, int end)
        {
            if (at + 4 > end) return -1;
            int value = 0;
            for (int i = 0; i < 4; i++)
            {
                int digit = HexDigit(buffer[at + i]);
                if (digit < 0) return -1;
                value = (value << 4) | digit;
            }
            return value;
        }

        /// <summary>Value of a hexadecimal digit in either case, or -1.</summary>
        public static int HexDigit(int c)
        {
            if (c >= '0' && c <= '9') return c - '0';
            c |= 0x20;
            return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        }

        /// <summary>
        /// Turns the escapes of a string token into UTF-8, into <paramref name="into"/>; bytes written, or -1 when there is no
        /// room or a surrogate stands alone.
        /// </summary>
        public static int Unescape(byte[] buffer, int at, int count, byte[] into)
        {
            int end = at + count;
            int n = 0;
            while (at < end)
            {
                if (n + 4 > into.Length) return -1;
                byte c = buffer[at++];
                if (c != '\\')
                {
                    into[n++] = c;
                    continue;
                }
                c = buffer[at++];
                if (c != 'u')
                {
                    into[n++] = Simple(c);
                    continue;
                }
                int code = Hex4(buffer, at, end);
                at += 4;
                if (code >= 0xD800 && code < 0xDC00)
                {
                    int low = at + 6 <= end && buffer[at] == '\\' && buffer[at + 1] == 'u' ? Hex4(buffer, at + 2, end) : -1;
                    if (low < 0xDC00 || low > 0xDFFF) return -1;
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    at += 6;
                }
                else if (code >= 0xDC00 && code <= 0xDFFF)
                {
                    return -1;
                }
                n += Put(code, into, n);
            }
            return n;
        }

        /// <summary>A number token that is whole (16, 16.0, 1.6E1), within long; false otherwise.</summary>
        public static bool TryLong(byte[] buffer, int at, int count, out long value)
        {
            return TryFixed(buffer, at, count, 0, out value);
        }

        /// <summary>A number token times 10^scale; false when it has more decimals than that or does not fit.</summary>
        public static bool TryFixed(byte[] buffer, int at, int count, int scale, out long value)
        {
            value = 0;
            int end = at + count;
            bool negative = buffer[at] == '-';
            if (negative) at++;
            bool fraction = false;
            int zeros = 0;
            for (; at < end && (buffer[at] | 0x20) != 'e'; at++)
            {
                int digit = buffer[at] - '0';
                if (digit < 0)
                {
                    fraction = true;
                    continue;
                }
                // Zeros at the end of a fraction are skipped: they may be more than a long holds.
                if (fraction && digit == 0)
                {
                    zeros++;
                    continue;
                }
                for (int more = fraction ? zeros + 1 : 1; more > 0; more--)
                {
                    if (value > (long.MaxValue - 9) / 10) return false;
                    value *= 10;
                    if (fraction) scale--;
                }
                zeros = 0;
                value += digit;
            }
            if (at < end && !TryExponent(buffer, at + 1, end, ref scale)) return false;
            for (; scale > 0 && value != 0; scale--)
            {
                if (value > long.MaxValue / 10) return false;
                value *= 10;
            }
            for (; scale < 0 && value != 0; scale++)
            {
                if (value % 10 != 0) return false;
                value /= 10;
            }
            if (negative) value = -value;
            return true;
        }

        // Beyond three digits nothing but 0 fits.
        private static bool TryExponent(byte[] buffer, int at, int end, ref int scale)
        {
            bool negative = buffer[at] == '-';
            if (negative || buffer[at] == '+') at++;
            if (end - at > 3) return false;
            int exponent = 0;
            for (; at < end; at++) exponent = exponent * 10 + (buffer[at] - '0');
            scale += negative ? -exponent : exponent;
            return true;
        }

        private static byte Simple(byte c)
        {
            switch (c)
            {
                case (byte)'b': return 8;
                case (byte)'f': return 12;
                case (byte)'n': return 10;
                case (byte)'r': return 13;
                case (byte)'t': return 9;
                default: return c;
            }
        }

        /// <summary>Characters of a string token, however they are written.</summary>
        public static int Characters(byte[] buffer, int at, int count)
        {
            int characters = 0;
            for (int end = at + count; at < end; characters++)
            {
                at += buffer[at] != '\\' ? 1 : buffer[at + 1] == 'u' ? 6 : 2;
                while (at < end && (buffer[at] & 0xC0) == 0x80) at++;
            }
            return characters;
        }

        /// <summary>Bytes a character takes in UTF-8.</summary>
        public static int BytesOf(int code) => code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

        /// <summary>Writes a character as UTF-8; its bytes.</summary>
        public static int Put(int code, byte[] into, int at)
        {
            int more = BytesOf(code) - 1;
            if (more == 0)
            {
                into[at] = (byte)code;
                return 1;
            }
            int lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
            into[at] = (byte)(lead | (code >> (6 * more)));
            for (int i = 1; i <= more; i++) into[at + i] = (byte)(0x80 | ((code >> (6 * (more - i))) & 0x3F));
            return more + 1;
        }
    }
}
