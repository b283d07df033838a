using System;
using System.Text;

namespace Ocpp.Client.Wire
{
    /// <summary>
    /// Appends JSON to a preallocated buffer. What does not fit sets <see cref="Overflowed"/> and is left out; the caller
    /// looks once, at the end. Literal text is copied in bulk by the platform's encoder.
    /// </summary>
    public sealed class JsonWriter
    {
        private readonly byte[] _own;
        private readonly int _most;
        private byte[] _buffer;

        /// <param name="most">Above the buffer's length: a longer message is written into one made for it and let go by <see cref="Clear"/>; 0 for never.</param>
        public JsonWriter(byte[] buffer, int most = 0)
        {
            _own = buffer;
            _buffer = buffer;
            _most = most;
        }

        public byte[] Buffer => _buffer;

        public int Count { get; private set; }

        public bool Overflowed { get; private set; }

        public void Clear()
        {
            _buffer = _own;
            Count = 0;
            Overflowed = false;
        }

        /// <summary>Takes back what was written after <paramref name="count"/>.</summary>
        public void Truncate(int count)
        {
            Count = count;
        }

        /// <summary>ASCII that is JSON already.</summary>
        public void Raw(string ascii)
        {
            int length = ascii.Length;
            if (!HasRoom(length)) return;
            Count += Encoding.UTF8.GetBytes(ascii, 0, length, _buffer, Count);
        }

        public void Raw(byte[] from, int offset, int count)
        {
            if (!HasRoom(count)) return;
            Array.Copy(from, offset, _buffer, Count, count);
            Count += count;
        }

        public void Byte(char ascii)
        {
            if (HasRoom(1)) _buffer[Count++] = (byte)ascii;
        }

        /// <summary>A member's text value, escaped; <paramref name="prefix"/> is raw: a comma where needed, the name, the colon.</summary>
        public void Text(string prefix, string value)
        {
            Raw(prefix);
            Quoted(value);
        }

        /// <summary>Quotes and escapes. The string is at most as long as the buffer's rest.</summary>
        public void Quoted(string value)
        {
            Byte('"');
            // A character is at most three bytes here (a surrogate pair four); encoding first and looking at bytes afterwards
            // spares an indexing walk of the string for each character.
            if (!HasRoom(value.Length * 3)) return;
            int from = Count;
            int bytes = Encoding.UTF8.GetBytes(value, 0, value.Length, _buffer, from);
            int more = 0;
            for (int i = from; i < from + bytes; i++) more += Extra(_buffer[i]);
            if (more > 0 && !HasRoom(bytes + more)) return;
            Count = from + bytes + more;
            if (more > 0) Spread(from, bytes, Count);
            Byte('"');
        }

        /// <summary>Already unescaped UTF-8 bytes, quoted and escaped.</summary>
        public void Quoted(byte[] utf8, int offset, int count)
        {
            Byte('"');
            int more = 0;
            for (int i = offset; i < offset + count; i++) more += Extra(utf8[i]);
            if (!HasRoom(count + more)) return;
            Array.Copy(utf8, offset, _buffer, Count, count);
            int from = Count;
            Count += count + more;
            if (more > 0) Spread(from, count, Count);
            Byte('"');
        }

        public void Number(long value)
        {
            Fixed(value, 0);
        }

        /// <summary>value / 10^scale with trailing zeros of the fraction left out: 8240 at scale 2 is 82.4.</summary>
        public void Fixed(long value, int scale)
        {
            if (!HasRoom(24)) return;
            if (value < 0)
            {
                _buffer[Count++] = (byte)'-';
                value = -value;
            }
            for (; scale > 0 && value % 10 == 0; scale--) value /= 10;
            int digits = 1;
            for (long rest = value / 10; rest > 0; rest /= 10) digits++;
            if (digits <= scale) digits = scale + 1;
            int at = Count + digits + (scale > 0 ? 1 : 0);
            Count = at;
            for (int i = 0; i < digits; i++)
            {
                if (i == scale && scale > 0) _buffer[--at] = (byte)'.';
                long next = value / 10;
                _buffer[--at] = (byte)('0' + (int)(value - next * 10));
                value = next;
            }
        }

        private static int Extra(byte c)
        {
            if (c >= ' ') return c == '"' || c == '\\' ? 1 : 0;
            return c == '\n' || c == '\r' || c == '\t' ? 1 : 5;
        }

        private void Spread(int from, int bytes, int to)
        {
            for (int i = from + bytes - 1; i >= from; i--)
            {
                byte c = _buffer[i];
                int extra = Extra(c);
                if (extra == 5)
                {
                    _buffer[--to] = (byte)"0123456789abcdef"[c & 15];
                    _buffer[--to] = (byte)('0' + (c >> 4));
                    _buffer[--to] = (byte)'0';
                    _buffer[--to] = (byte)'0';
                    _buffer[--to] = (byte)'u';
                }
                else
                {
                    _buffer[--to] = extra == 0 || c == '"' || c == '\\' ? c : (byte)(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
                }
                if (extra > 0) _buffer[--to] = (byte)'\\';
            }
        }

        private bool HasRoom(int bytes)
        {
            if (Overflowed) return false;
            if (Count + bytes <= _buffer.Length) return true;
            Overflowed = _buffer.Length >= _most || Count + bytes > _most;
            if (Overflowed) return false;
            byte[] longer = new byte[_most];
            Array.Copy(_buffer, 0, longer, 0, Count);
            _buffer = longer;
            return true;
        }
    }
}
