namespace Charger.Runtime
{
    /// <summary>CRC-32 (IEEE 802.3, reflected, as in zip). A nibble table of 16 entries: two look-ups a byte, 76 bytes of heap.</summary>
    public sealed class Crc32
    {
        /// <summary>Running value before the first byte.</summary>
        public const uint Start = 0xFFFFFFFF;
        private const uint Polynomial = 0xEDB88320;

        private readonly uint[] _table = new uint[16];

        /// <summary>Computes the nibble table.</summary>
        public Crc32()
        {
            // The entry of 0 is 0.
            for (uint i = 1; i < 16; i++)
            {
                uint entry = i;
                for (int bit = 0; bit < 4; bit++) entry = (entry & 1) != 0 ? (entry >> 1) ^ Polynomial : entry >> 1;
                _table[i] = entry;
            }
        }

        /// <summary>CRC-32 of a part of a buffer.</summary>
        public uint Compute(byte[] buffer, int offset, int count) => Finish(Update(Start, buffer, offset, count));

        /// <summary>Adds bytes to a running value that began with <see cref="Start"/>.</summary>
        public uint Update(uint running, byte[] buffer, int offset, int count)
        {
            uint[] table = _table;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                running ^= buffer[i];
                running = table[running & 0xF] ^ (running >> 4);
                running = table[running & 0xF] ^ (running >> 4);
            }
            return running;
        }

        /// <summary>CRC-32 from a running value.</summary>
        public static uint Finish(uint running) => running ^ 0xFFFFFFFF;
    }
}
