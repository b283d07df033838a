namespace Ocpp.Security.Arithmetic
{
    /// <summary>Powers modulo an odd number, in steps of <see cref="Montgomery"/>. Its time depends on the exponent's bits.</summary>
    internal sealed class ModularPower
    {
        private readonly Montgomery _modulus;
        private readonly uint[] _result;
        private uint[] _base;
        private uint[] _last;
        private uint[] _exponent;
        private int _bit;
        private bool _squared;

        public ModularPower(Montgomery modulus)
        {
            _modulus = modulus;
            _result = new uint[modulus.Words];
        }

        /// <summary>The power, in the form of the base or as <see cref="Begin"/> says.</summary>
        public uint[] Result => _result;

        /// <summary>Begins with a base in Montgomery's form.</summary>
        /// <param name="last">
        /// The factor of the last product, where the exponent is odd: the base in plain form makes the result plain, the base itself
        /// leaves it in Montgomery's form.
        /// </param>
        /// <param name="exponent">Above 1.</param>
        public void Begin(uint[] montgomery, uint[] last, uint[] exponent)
        {
            _base = montgomery;
            _last = last;
            _exponent = exponent;
            _bit = BigWords.Bits(exponent) - 2;
            BigWords.Copy(montgomery, _result);
            _squared = false;
            _modulus.Begin(_result, _result);
        }

        /// <summary>Does one step; true when it is done.</summary>
        public bool Step()
        {
            if (!_modulus.Step()) return false;
            _modulus.CopyTo(_result);
            if (!_squared && BigWords.Bit(_exponent, _bit))
            {
                _squared = true;
                _modulus.Begin(_result, _bit == 0 ? _last : _base);
                return false;
            }
            _squared = false;
            _bit--;
            if (_bit < 0) return true;
            _modulus.Begin(_result, _result);
            return false;
        }
    }
}
