using System.Text;

namespace Charger.Runtime
{
    /// <summary>
    /// Text to a serial line through one buffer: numbers are formatted into it, so that a screen full of numbers makes little
    /// garbage. The buffer is there from the first text to <see cref="LetGo"/>. Used by the UI thread alone.
    /// </summary>
    public sealed class TextOutput
    {
        private const int BufferBytes = 160;

        /// <summary>A character takes at most this many bytes of UTF-8 (surrogate pairs: two characters, four bytes).</summary>
        private const int BytesPerCharacter = 3;
        private const int DigitsOfLong = 20;

        private readonly ISerialLine _line;
        private byte[] _buffer;
        private int _length;

        /// <param name="line">Where the text is written.</param>
        public TextOutput(ISerialLine line)
        {
            _line = line;
        }

        /// <summary>A text, its control characters escaped (<see cref="ControlCharacters"/>); null adds nothing.</summary>
        public TextOutput Text(string text)
        {
            if (text == null) return this;
            text = ControlCharacters.Escaped(text);
            if (_buffer == null) _buffer = new byte[BufferBytes + DigitsOfLong];
            int from = 0;
            while (from < text.Length)
            {
                int room = (BufferBytes - _length) / BytesPerCharacter;
                if (room == 0)
                {
                    Flush();
                    continue;
                }
                int count = text.Length - from < room ? text.Length - from : room;
                _length += Encoding.UTF8.GetBytes(text, from, count, _buffer, _length);
                from += count;
            }
            return this;
        }

        /// <summary>One byte, unchanged.</summary>
        public TextOutput Byte(byte value)
        {
            if (_buffer == null) _buffer = new byte[BufferBytes + DigitsOfLong];
            if (_length == BufferBytes) Flush();
            _buffer[_length++] = value;
            return this;
        }

        /// <summary>A whole number in decimal.</summary>
        public TextOutput Number(long value)
        {
            if (value < 0) Byte((byte)'-');
            if (_buffer == null) _buffer = new byte[BufferBytes + DigitsOfLong];
            // Last digit first, behind the text.
            int at = BufferBytes + DigitsOfLong;
            do
            {
                int digit = (int)(value % 10);
                _buffer[--at] = (byte)('0' + (digit < 0 ? -digit : digit));
                value /= 10;
            }
            while (value != 0);
            while (at < BufferBytes + DigitsOfLong) Byte(_buffer[at++]);
            return this;
        }

        /// <summary>A fixed-point number: <c>Fixed(12345, 3, 1)</c> is 12.3; digits cut off are dropped, not rounded.</summary>
        /// <param name="scale">How many decimal digits <paramref name="value"/> carries.</param>
        /// <param name="shown">How many of them are shown, 0 to <paramref name="scale"/>.</param>
        public TextOutput Fixed(long value, int scale, int shown)
        {
            if (value < 0)
            {
                Byte((byte)'-');
                value = -value;
            }
            long unit = 1;
            for (int i = 0; i < scale; i++) unit *= 10;
            Number(value / unit);
            if (shown == 0) return this;
            Byte((byte)'.');
            long rest = value % unit;
            for (int i = 0; i < shown; i++)
            {
                unit /= 10;
                Byte((byte)('0' + (int)(rest / unit)));
                rest %= unit;
            }
            return this;
        }

        /// <summary>As <see cref="Fixed"/>; -1 stands for not measured and shows as a dash.</summary>
        public TextOutput Measured(long value, int scale, int shown)
        {
            return value == -1 ? Text("-") : Fixed(value, scale, shown);
        }

        /// <summary>Upper-case hexadecimal, at least so many digits.</summary>
        public TextOutput Hex(uint value, int digits)
        {
            for (int shift = 28; shift >= 0; shift -= 4)
            {
                if (shift >= digits * 4 && value >> shift == 0) continue;
                int digit = (int)(value >> shift) & 15;
                Byte((byte)(digit < 10 ? '0' + digit : 'A' + digit - 10));
            }
            return this;
        }

        /// <summary>"yes" or "no".</summary>
        public TextOutput YesNo(bool value)
        {
            return Text(value ? "yes" : "no");
        }

        /// <summary>One pair of a machine-readable line: a blank, the key, an equals sign.</summary>
        public TextOutput Key(string key)
        {
            return Text(" ").Text(key).Text("=");
        }

        /// <summary>Ends the line and writes it to the serial line.</summary>
        public void Line()
        {
            Byte((byte)'\r').Byte((byte)'\n');
            Flush();
        }

        /// <summary>A text, then the end of the line.</summary>
        public void Line(string text)
        {
            Text(text).Line();
        }

        /// <summary>Releases the buffer until the next text, unless it holds one.</summary>
        public void LetGo()
        {
            if (_length == 0) _buffer = null;
        }

        /// <summary>Writes the buffered text to the serial line.</summary>
        public void Flush()
        {
            if (_length == 0) return;
            int count = _length;
            _length = 0;
            if (_line != null) _line.Write(_buffer, 0, count);
        }
    }
}
