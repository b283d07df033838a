namespace Charger.Metering
{
    /// <summary>CRC-16/MODBUS (polynomial 0xA001 reflected, begins with 0xFFFF); in a frame its low byte comes first.</summary>
    public static class Crc16
    {
        /// <summary>Bytes of a check sum at the end of a frame.</summary>
        public const int Bytes = 2;

        private const int Start = 0xFFFF;
        private const int Polynomial = 0xA001;

        /// <summary>The check sum of <paramref name="count"/> bytes, 0 to 0xFFFF.</summary>
        public static int Of(byte[] bytes, int offset, int count)
        {
            int crc = Start;
            for (int i = 0; i < count; i++)
            {
                crc ^= bytes[offset + i];
                for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }
            return crc;
        }

        /// <summary>Adds the check sum of the first <paramref name="count"/> bytes behind them.</summary>
        public static void Append(byte[] frame, int count)
        {
            int crc = Of(frame, 0, count);
            frame[count] = (byte)crc;
            frame[count + 1] = (byte)(crc >> 8);
        }

        /// <summary>True when the last two of the <paramref name="count"/> bytes are the check sum of those before.</summary>
        public static bool Holds(byte[] bytes, int offset, int count)
        {
            int crc = Of(bytes, offset, count - Bytes);
            return bytes[offset + count - 2] == (byte)crc && bytes[offset + count - 1] == (byte)(crc >> 8);
        }
    }
}
