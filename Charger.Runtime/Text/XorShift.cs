namespace Charger.Runtime
{
    /// <summary>
    /// Random bits by Marsaglia's xorshift128, seeded from outside: good for jitter, masking keys and message ids, the same
    /// sequence for the same seed; not for secrets. One owner thread.
    /// </summary>
    public sealed class XorShift : IRandomSource
    {
        private uint _x;
        private uint _y;
        private uint _z;
        private uint _w;

        public XorShift(int seed)
        {
            uint state = (uint)seed;
            _x = Spread(ref state);
            _y = Spread(ref state);
            _z = Spread(ref state);
            // All four zero would stay zero for ever.
            _w = Spread(ref state) | 1;
        }

        public int NextInt32()
        {
            uint t = _x ^ (_x << 11);
            _x = _y;
            _y = _z;
            _z = _w;
            _w = _w ^ (_w >> 19) ^ t ^ (t >> 8);
            return (int)_w;
        }

        public void Fill(byte[] buffer, int offset, int count)
        {
            int bits = 0;
            for (int i = 0; i < count; i++)
            {
                if ((i & 3) == 0) bits = NextInt32();
                buffer[offset + i] = (byte)bits;
                bits >>= 8;
            }
        }

        private static uint Spread(ref uint state)
        {
            state += 0x9E3779B9;
            uint z = state;
            z = (z ^ (z >> 16)) * 0x85EBCA6B;
            z = (z ^ (z >> 13)) * 0xC2B2AE35;
            return z ^ (z >> 16);
        }
    }
}
