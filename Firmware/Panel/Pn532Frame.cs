namespace Firmware.Panel
{
    /// <summary>
    /// The frames of a PN532 on a serial line: 00 00 FF, length, its complement, D4 or D5, command, data, check sum, 00
    /// (NXP UM0701-02, 6.2.1). Reads bytes one by one; bytes before the start of a frame are skipped.
    /// </summary>
    public sealed class Pn532Frame
    {
        private const byte ToReader = 0xD4;
        private const byte FromReader = 0xD5;

        /// <summary>Data bytes of the longest frame that is accepted.</summary>
        public const int Longest = 40;

        private readonly byte[] _data = new byte[Longest];
        private int _state;
        private int _length;
        private int _at;
        private int _sum;

        /// <summary>Bytes after D5 of the last whole frame, the command first; 0 for an acknowledgement.</summary>
        public int Length { get; private set; }

        /// <summary>Byte <paramref name="index"/> of the last whole frame; 0 is the command of the request plus 1.</summary>
        public int Byte(int index) => _data[index + 1];

        /// <summary>Reads one byte; true when it ends a whole frame with a correct checksum.</summary>
        public bool Receive(byte value)
        {
            switch (_state)
            {
                case 0: _state = value == 0 ? 1 : 0; return false;
                case 1: _state = value == 0xFF ? 2 : value == 0 ? 1 : 0; return false;
                case 2: return Begin(value);
                case 3: return Check(value);
                case 4: return Data(value);
                default: return End(value);
            }
        }

        /// <summary>Puts a command into a buffer; returns its length. The buffer has room for the data and 8 bytes.</summary>
        public static int Write(byte[] into, byte[] command, int count)
        {
            into[0] = 0;
            into[1] = 0;
            into[2] = 0xFF;
            into[3] = (byte)(count + 1);
            into[4] = (byte)(-(count + 1));
            into[5] = ToReader;
            int sum = ToReader;
            for (int i = 0; i < count; i++)
            {
                into[6 + i] = command[i];
                sum += command[i];
            }
            into[6 + count] = (byte)-sum;
            into[7 + count] = 0;
            return count + 8;
        }

        private bool Begin(byte length)
        {
            _length = length;
            _at = 0;
            _sum = 0;
            _state = 3;
            return false;
        }

        private bool Check(byte complement)
        {
            // 00 FF is an acknowledgement: the next byte ends it.
            if (_length == 0 && complement == 0xFF)
            {
                _state = 5;
                return false;
            }
            bool right = (byte)(_length + complement) == 0 && _length <= Longest && _length > 1;
            _state = right ? 4 : 0;
            return false;
        }

        private bool Data(byte value)
        {
            _sum += value;
            if (_at < _length)
            {
                _data[_at++] = value;
                return false;
            }
            _state = 0;
            if ((byte)_sum != 0 || _data[0] != FromReader) return false;
            Length = _length - 1;
            return true;
        }

        private bool End(byte value)
        {
            _state = 0;
            Length = 0;
            return value == 0;
        }
    }
}
