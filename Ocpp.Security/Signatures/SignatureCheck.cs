using Ocpp.Security.Arithmetic;
using Ocpp.Security.Certificates;

namespace Ocpp.Security.Signatures
{
    /// <summary>
    /// Checks a signature of a hash with a public key: RSA (PKCS #1 v1.5 or PSS) or ECDSA on P-256, with SHA-256, done
    /// in steps of about 3,000 IL instructions (twice that for RSA above 2048 bits): RSA 2048 takes about 1,500, P-256 about 5,200.
    /// The last step of RSA with PSS makes about 10 hashes more.
    /// </summary>
    public sealed class SignatureCheck
    {
        private RsaPower _rsa;
        private EcdsaVerify _ecdsa;
        private byte[] _hash;
        private int _algorithm;

        /// <summary>The firmware's signature does not name its padding: both are accepted.</summary>
        public const int EitherRsa = -1;

        /// <summary>The signature is the key's; false while the check is not done.</summary>
        public bool IsGood { get; private set; }

        /// <summary>Begins a check; an algorithm that does not fit the key leaves the result false.</summary>
        /// <param name="algorithm">Of <see cref="ObjectIds.Signatures"/>, or <see cref="EitherRsa"/>, which takes whatever fits the key.</param>
        public void Begin(PublicKey key, int algorithm, byte[] hash, byte[] signature, int at, int count)
        {
            IsGood = false;
            _rsa = null;
            _ecdsa = null;
            _hash = hash;
            _algorithm = algorithm;
            if (algorithm != EitherRsa && key.IsRsa == (algorithm == ObjectIds.EcdsaSha256)) return;
            if (key.IsRsa) BeginRsa(key, signature, at, count);
            else BeginEcdsa(key, signature, at, count);
        }

        /// <summary>Does one step; true when it is done: <see cref="IsGood"/> has the result.</summary>
        public bool Step()
        {
            if (_rsa != null)
            {
                if (!_rsa.Step()) return false;
                byte[] message = new byte[_rsa.Bits / 8];
                _rsa.Write(message);
                IsGood = (_algorithm != ObjectIds.RsaPss && RsaPadding.IsPkcs1(message, _hash)) || (_algorithm != ObjectIds.RsaSha256 && RsaPadding.IsPss(message, _hash));
                _rsa = null;
            }
            else if (_ecdsa != null)
            {
                if (!_ecdsa.Step()) return false;
                IsGood = _ecdsa.IsGood;
                _ecdsa = null;
            }
            return true;
        }

        private void BeginRsa(PublicKey key, byte[] signature, int at, int count)
        {
            RsaPower rsa = new RsaPower();
            if (rsa.Begin(key.Der, key.At, key.Bytes, key.ExponentAt, key.ExponentBytes, signature, at, count)) _rsa = rsa;
        }

        // Two positive integers in a sequence (RFC 3279 2.2.3), and nothing but them.
        private void BeginEcdsa(PublicKey key, byte[] signature, int at, int count)
        {
            DerReader r = new DerReader();
            r.Begin(signature, at, count);
            if (!r.Enter(DerReader.Sequence, out int outer) || !r.Positive(out int rAt, out int rBytes) || !r.Positive(out int sAt, out int sBytes)) return;
            uint[] first = new uint[CurveP256.Words];
            uint[] second = new uint[CurveP256.Words];
            if (!r.Leave(outer) || !r.IsAtEnd || !BigWords.Read(signature, rAt, rBytes, first) || !BigWords.Read(signature, sAt, sBytes, second)) return;
            _ecdsa = new EcdsaVerify();
            _ecdsa.Begin(key.Der, key.At, _hash, first, second);
        }
    }
}
