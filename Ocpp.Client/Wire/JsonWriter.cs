using System;
using System.Text;

namespace Ocpp.Client.Wire
{
    /// <summary>
    /// Appends JSON to a preallocated buffer. Text that does not fit sets <see cref="Overflowed"/> and is left out; the caller
    /// checks that once, at the end. Literal text is copied in bulk by the platform's encoder.
    /// </summary>
    public sealed class JsonWriter
    {
        // Encoding.UTF8 makes a new one each time.
        private readonly Encoding _utf8 = Encoding.UTF8;
        private readonly byte[] _own;
        private readonly int _most;
        private readonly int _first;
        private int _start;
        private byte[] _buffer;
        private int _count;

        // The buffer's length; -1 once something did not fit, so that one comparison checks both.
        private int _room;

        /// <summary>Writes into <paramref name="buffer"/> from its start on.</summary>
        /// <param name="most">Above the buffer's length: a longer message gets its own buffer, which doubles as it grows and is released by <see cref="Clear"/>; 0 for never.</param>
        public JsonWriter(byte[] buffer, int most = 0)
            : this(buffer, most, 0)
        {
        }

        /// <summary>A writer that holds no buffer between messages; a message begins with a buffer of <paramref name="first"/> bytes.</summary>
        public JsonWriter(int first, int most)
            : this(new byte[0], most, first)
        {
        }

        private JsonWriter(byte[] buffer, int most, int first)
        {
            _first = first;
            _own = buffer;
            _buffer = buffer;
            _room = buffer.Length;
            _most = most;
        }

        /// <summary>The buffer that is written to; another one after <see cref="Begin"/> and when a message grows.</summary>
        public byte[] Buffer => _buffer;

        /// <summary>Index of the next byte in <see cref="Buffer"/>.</summary>
        public int Count => _count;

        /// <summary>Something did not fit: the text is not whole and must not be sent.</summary>
        public bool Overflowed => _room < 0;

        /// <summary>Where the text begins in <see cref="Buffer"/>.</summary>
        public int Start => _start;

        /// <summary>Bytes written since <see cref="Begin"/>.</summary>
        public int Length => _count - _start;

        /// <summary>Empties the writer and releases a buffer that was made for a long message.</summary>
        public void Clear()
        {
            _buffer = _own;
            _room = _own.Length;
            _start = _count = 0;
        }

        /// <summary>Begins in another owner's buffer, at <paramref name="start"/>; null begins in the writer's own.</summary>
        public void Begin(byte[] buffer, int start)
        {
            Clear();
            if (buffer == null) return;
            _buffer = buffer;
            _room = buffer.Length;
            _start = _count = start;
        }

        /// <summary>Removes what was written after <paramref name="count"/>.</summary>
        public void Truncate(int count)
        {
            _count = count;
        }

        /// <summary>ASCII that is JSON already.</summary>
        public void Raw(string ascii)
        {
            int length = ascii.Length;
            if (_count + length > _room && !HasRoom(length)) return;
            _count += _utf8.GetBytes(ascii, 0, length, _buffer, _count);
        }

        /// <summary>Bytes that are JSON already.</summary>
        public void Raw(byte[] from, int offset, int count)
        {
            if (_count + count > _room && !HasRoom(count)) return;
            Array.Copy(from, offset, _buffer, _count, count);
            _count += count;
        }

        /// <summary>One ASCII character that is JSON already.</summary>
        public void Byte(char ascii)
        {
            if (_count < _room || HasRoom(1)) _buffer[_count++] = (byte)ascii;
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
            // avoids an indexed access to the string for each character.
            if (!HasRoom(value.Length * 3)) return;
            int from = _count;
            int bytes = _utf8.GetBytes(value, 0, value.Length, _buffer, from);
            int more = 0;
            byte[] buffer = _buffer;
            for (int i = from; i < from + bytes; i++)
            {
                // A call only for what is escaped: it costs the interpreter more than the comparison of ten characters.
                byte c = buffer[i];
                if (c < ' ' || c == '"' || c == '\\') more += Extra(c);
            }
            if (more > 0 && !HasRoom(bytes + more)) return;
            _count = from + bytes + more;
            if (more > 0) Spread(from, bytes, _count);
            Byte('"');
        }

        /// <summary>Already unescaped UTF-8 bytes, quoted and escaped.</summary>
        public void Quoted(byte[] utf8, int offset, int count)
        {
            Byte('"');
            int more = 0;
            for (int i = offset; i < offset + count; i++)
            {
                byte c = utf8[i];
                if (c < ' ' || c == '"' || c == '\\') more += Extra(c);
            }
            if (!HasRoom(count + more)) return;
            Array.Copy(utf8, offset, _buffer, _count, count);
            int from = _count;
            _count += count + more;
            if (more > 0) Spread(from, count, _count);
            Byte('"');
        }

        /// <summary>A whole number.</summary>
        public void Number(long value)
        {
            Fixed(value, 0);
        }

        /// <summary>value / 10^scale with trailing zeros of the fraction left out: 8240 at scale 2 is 82.4.</summary>
        public void Fixed(long value, int scale)
        {
            if (_count + 24 > _room && !HasRoom(24)) return;
            if (value < 0)
            {
                _buffer[_count++] = (byte)'-';
                value = -value;
            }
            for (; scale > 0 && value % 10 == 0; scale--) value /= 10;
            if (value > int.MaxValue) Long(value, scale);
            else Short((int)value, scale);
        }

        // For nearly every number; without calls and fields, which cost the interpreter more than a digit.
        private void Short(int value, int scale)
        {
            byte[] buffer = _buffer;
            int digits = 1;
            for (int power = 10; digits < 10 && value >= power; power *= 10) digits++;
            if (digits <= scale) digits = scale + 1;
            int at = _count + digits;
            if (scale > 0) at++;
            _count = at;
            if (scale > 0)
            {
                digits -= scale;
                for (; scale > 0; scale--)
                {
                    int next = value / 10;
                    buffer[--at] = (byte)('0' + value - next * 10);
                    value = next;
                }
                buffer[--at] = (byte)'.';
            }
            for (; digits > 1; digits--)
            {
                int next = value / 10;
                buffer[--at] = (byte)('0' + value - next * 10);
                value = next;
            }
            buffer[--at] = (byte)('0' + value);
        }

        private void Long(long value, int scale)
        {
            int digits = 1;
            for (long rest = value / 10; rest > 0; rest /= 10) digits++;
            if (digits <= scale) digits = scale + 1;
            int at = _count + digits + (scale > 0 ? 1 : 0);
            _count = at;
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
            if (_count + bytes <= _room) return true;
            if (_room < 0) return false;
            if (_room >= _most || _count + bytes > _most)
            {
                _room = -1;
                return false;
            }
            int room = _room == 0 ? _first : _room * 2;
            if (room < _count + bytes) room = _count + bytes;
            if (room > _most) room = _most;
            byte[] longer = new byte[room];
            Array.Copy(_buffer, 0, longer, 0, _count);
            _buffer = longer;
            _room = room;
            return true;
        }
    }
}
