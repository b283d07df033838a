namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// The public operation of RSA (RFC 8017 5.2.2), a signature to the power of the public exponent, for moduli of 2048 to 4096 bits in whole bytes.
    /// Heap: seven numbers of the modulus' length, about 1.8 KB for 2048 bits. Made for one signature and released.
    /// </summary>
    internal sealed class RsaPower
    {
        public const int LeastBits = 2048;
        public const int MostBits = 4096;

        // 2^5 squarings make 2^32 of every word of the modulus.
        private const int Squarings = 5;

        private Montgomery _modulus;
        private ModularPower _power;
        private uint[] _signature;
        private uint[] _x;
        private uint[] _base;
        private uint[] _exponent;
        private int _doublings;
        private int _squarings;
        private bool _entered;

        /// <summary>Bits of the modulus.</summary>
        public int Bits { get; private set; }

        /// <summary>False when key or signature are not acceptable: size, an even number, a signature that is not below the modulus.</summary>
        public bool Begin(byte[] key, int modulusAt, int modulusBytes, int exponentAt, int exponentBytes, byte[] signature, int signatureAt, int signatureBytes)
        {
            Bits = 8 * modulusBytes;
            if (Bits < LeastBits || Bits > MostBits) return false;
            uint[] n = new uint[(modulusBytes + 3) / 4];
            BigWords.Read(key, modulusAt, modulusBytes, n);
            if (BigWords.Bits(n) != Bits || (n[0] & 1) == 0) return false;
            _exponent = new uint[1];
            if (!BigWords.Read(key, exponentAt, exponentBytes, _exponent) || _exponent[0] < 3 || (_exponent[0] & 1) == 0) return false;
            _signature = new uint[n.Length];
            // RFC 8017 8.2.2: as long as the modulus.
            if (signatureBytes != modulusBytes || !BigWords.Read(signature, signatureAt, signatureBytes, _signature) || BigWords.Compare(_signature, n) >= 0) return false;
            BeginForm(n);
            return true;
        }

        /// <summary>The result into as many bytes as the modulus has.</summary>
        public void Write(byte[] into)
        {
            byte[] whole = new byte[4 * _signature.Length];
            BigWords.Write(_power.Result, whole, 0);
            System.Array.Copy(whole, whole.Length - into.Length, into, 0, into.Length);
        }

        /// <summary>Does one step; true when it is done.</summary>
        public bool Step()
        {
            if (_doublings > 0)
            {
                _modulus.Add(_x, _x, _x);
                _doublings--;
                if (_doublings == 0) _modulus.Begin(_x, _x);
                return false;
            }
            if (_entered) return _power.Step();
            if (!_modulus.Step()) return false;
            if (_squarings == 0)
            {
                _modulus.CopyTo(_base);
                _power.Begin(_base, _signature, _exponent);
                _entered = true;
                return false;
            }
            _modulus.CopyTo(_x);
            _squarings--;
            _modulus.Begin(_x, _squarings == 0 ? _signature : _x);
            return false;
        }

        // R^2 modulo n brings the signature into Montgomery's form: the highest power of 2 below n, doubled to R and one time more for
        // each word, is 2^words in that form; squared five times it is R itself in that form.
        private void BeginForm(uint[] n)
        {
            _modulus = new Montgomery(n);
            _power = new ModularPower(_modulus);
            _base = new uint[n.Length];
            _x = new uint[n.Length];
            _x[(Bits - 1) >> 5] = 1u << ((Bits - 1) & 31);
            _doublings = 32 * n.Length - Bits + 1 + n.Length;
            _squarings = Squarings;
        }
    }
}
