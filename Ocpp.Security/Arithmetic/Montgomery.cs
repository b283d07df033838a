namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// Products modulo an odd number after Montgomery: a b / R, where R is 2 to the power of 32 times the words. One product is computed
    /// in steps of about 3,000 IL instructions (a modulus of up to 64 words), at most twice as many (128 words).
    /// </summary>
    internal sealed class Montgomery
    {
        /// <summary>Pairs of words that one step multiplies at least.</summary>
        private const int StepPairs = 64;

        private readonly uint[] _n;
        private readonly uint[] _t;
        private readonly uint _inverse;
        private uint[] _a;
        private uint[] _b;
        private int _row;

        /// <param name="modulus">Odd; kept, not copied.</param>
        public Montgomery(uint[] modulus)
        {
            _n = modulus;
            _t = new uint[modulus.Length + 1];
            // -1 / n modulo 2^32: each round doubles the bits that are right.
            uint inverse = 1;
            for (int i = 0; i < 5; i++) inverse *= 2 - modulus[0] * inverse;
            _inverse = 0 - inverse;
        }

        public uint[] Modulus => _n;

        public int Words => _n.Length;

        /// <summary>Begins a product; both factors are below the modulus and must not change until <see cref="Step"/> returns true.</summary>
        public void Begin(uint[] a, uint[] b)
        {
            _a = a;
            _b = b;
            _row = 0;
            for (int i = 0; i < _t.Length; i++) _t[i] = 0;
        }

        /// <summary>Does one step of the product; true when it is done: <see cref="CopyTo"/> copies it.</summary>
        public bool Step()
        {
            int rows = StepPairs / _n.Length;
            do
            {
                Row(_a[_row]);
                _row++;
                rows--;
            }
            while (rows > 0 && _row < _n.Length);
            return _row == _n.Length;
        }

        /// <summary>Copies the product, which is below the modulus; the target may be a factor.</summary>
        public void CopyTo(uint[] into)
        {
            bool above = _t[_n.Length] != 0;
            for (int i = 0; i < into.Length; i++) into[i] = _t[i];
            if (above || BigWords.Compare(into, _n) >= 0) BigWords.Subtract(into, _n, into);
        }

        /// <summary>a + b modulo the modulus.</summary>
        public void Add(uint[] a, uint[] b, uint[] into)
        {
            if (BigWords.Add(a, b, into) != 0 || BigWords.Compare(into, _n) >= 0) BigWords.Subtract(into, _n, into);
        }

        /// <summary>a - b modulo the modulus.</summary>
        public void Subtract(uint[] a, uint[] b, uint[] into)
        {
            if (BigWords.Subtract(a, b, into) != 0) BigWords.Add(into, _n, into);
        }

        /// <summary>One word of a factor times the other, and a multiple of the modulus that makes the last word 0, which then goes.</summary>
        private void Row(uint word)
        {
            uint[] n = _n;
            uint[] t = _t;
            uint[] b = _b;
            int words = n.Length;
            ulong factor = word;
            ulong x = factor * b[0] + t[0];
            ulong multiple = (uint)x * _inverse;
            ulong y = (uint)x + multiple * n[0];
            x >>= 32;
            y >>= 32;
            for (int i = 1; i < words; i++)
            {
                x += factor * b[i] + t[i];
                y += (uint)x + multiple * n[i];
                t[i - 1] = (uint)y;
                x >>= 32;
                y >>= 32;
            }
            x += y + t[words];
            t[words - 1] = (uint)x;
            t[words] = (uint)(x >> 32);
        }
    }
}
