using System;
using System.Text;

namespace Charger.Runtime
{
    /// <summary>
    /// One line of text put together in a byte array (UTF-8) without making strings: console lines, watermarks, log lines.
    /// When it is full, the rest is cut off and <see cref="Truncated"/> is true; it never grows.
    /// </summary>
    public sealed class TextBuffer
    {
        private const int MostBytesPerChar = 3;

        /// <param name="capacity">Most bytes of the text.</param>
        public TextBuffer(int capacity)
        {
            Bytes = new byte[capacity];
        }

        /// <summary>The text's bytes, from index 0 to <see cref="Count"/>.</summary>
        public byte[] Bytes { get; }

        /// <summary>Bytes of the text.</summary>
        public int Count { get; private set; }

        /// <summary>Something did not fit since the last <see cref="Clear"/>.</summary>
        public bool Truncated { get; private set; }

        /// <summary>Empties the buffer.</summary>
        public void Clear()
        {
            Count = 0;
            Truncated = false;
        }

        /// <summary>ASCII only.</summary>
        public TextBuffer Append(char c)
        {
            if (Count == Bytes.Length) Truncated = true;
            else Bytes[Count++] = (byte)c;
            return this;
        }

        /// <summary>The text as far as it fits; null adds nothing.</summary>
        public TextBuffer Append(string text)
        {
            if (text == null || text.Length == 0) return this;
            int chars = text.Length;
            int room = Bytes.Length - Count;
            if (chars > room)
            {
                Truncated = true;
                chars = room;
            }
            if (chars == 0) return this;
            // Characters may take several bytes: only encoding shows whether they fit.
            if (!TryEncode(text, chars))
            {
                Truncated = true;
                TryEncode(text, room / MostBytesPerChar);
            }
            return this;
        }

        /// <summary>Bytes of UTF-8, as far as they fit.</summary>
        public TextBuffer Append(byte[] bytes, int offset, int count)
        {
            int room = Bytes.Length - Count;
            if (count > room)
            {
                Truncated = true;
                count = room;
            }
            Array.Copy(bytes, offset, Bytes, Count, count);
            Count += count;
            return this;
        }

        /// <summary>A whole number in decimal.</summary>
        public TextBuffer Append(long value) => AppendFixed(value, 0);

        /// <summary>A fixed-point number: 1840 with 3 decimals is 1.840. Decimals 0 to 18.</summary>
        public TextBuffer AppendFixed(long value, int decimals)
        {
            int length = Numbers.LengthOfFixed(value, decimals);
            if (Count + length > Bytes.Length)
            {
                Truncated = true;
                return this;
            }
            Count += Numbers.WriteFixed(value, decimals, Bytes, Count);
            return this;
        }

        /// <summary>The lowest <paramref name="digits"/> hexadecimal digits, in capitals, with leading zeros.</summary>
        public TextBuffer AppendHex(uint value, int digits)
        {
            for (int i = digits - 1; i >= 0; i--)
            {
                int nibble = (int)(value >> (4 * i)) & 0xF;
                Append((char)(nibble < 10 ? '0' + nibble : 'A' + nibble - 10));
            }
            return this;
        }

        /// <summary>The text as a new string.</summary>
        public override string ToString() => Count == 0 ? "" : Encoding.UTF8.GetString(Bytes, 0, Count);

        private bool TryEncode(string text, int chars)
        {
            try
            {
                Count += Encoding.UTF8.GetBytes(text, 0, chars, Bytes, Count);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
