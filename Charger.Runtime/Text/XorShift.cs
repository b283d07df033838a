namespace Charger.Runtime
{
    /// <summary>
    /// Random bits by Marsaglia's xorshift128, seeded from outside: good for jitter, masking keys and message ids, the same
    /// sequence for the same seed; not for secrets. One owner thread.
    /// </summary>
    public sealed class XorShift : IRandomSource
    {
        // Signed throughout: on the interpreter a uint cast to int loses its sign when it is widened later.
        private int _x;
        private int _y;
        private int _z;
        private int _w;

        /// <param name="seed">Any value; the same seed gives the same sequence.</param>
        public XorShift(int seed)
        {
            int state = seed;
            _x = Spread(ref state);
            _y = Spread(ref state);
            _z = Spread(ref state);
            // All four zero would stay zero for ever.
            _w = Spread(ref state) | 1;
        }

        /// <inheritdoc/>
        public int NextInt32()
        {
            int t = _x ^ (_x << 11);
            _x = _y;
            _y = _z;
            _z = _w;
            _w = _w ^ ((_w >> 19) & 0x1FFF) ^ t ^ ((t >> 8) & 0xFFFFFF);
            return _w;
        }

        /// <inheritdoc/>
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

        private static int Spread(ref int state)
        {
            state += -0x61C88647;
            int z = state;
            z = (z ^ ((z >> 16) & 0xFFFF)) * -0x7A143595;
            z = (z ^ ((z >> 13) & 0x7FFFF)) * -0x3D4D51CB;
            return z ^ ((z >> 16) & 0xFFFF);
        }
    }
}
