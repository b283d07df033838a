using Ocpp.Client.Certificates;

namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// The secret number of one ECDSA signature, made from the key and the hash (RFC 6979 3.2 with SHA-256): it never repeats and needs
    /// no random source. Five steps as a rule, each one HMAC: about 30,000 IL instructions.
    /// </summary>
    internal sealed class EcdsaNonce
    {
        private const int Block = 64;
        private const int Rounds = 4;
        private const int MostRounds = 64;

        private readonly byte[] _key = new byte[Sha256.HashBytes];
        private readonly byte[] _value = new byte[Sha256.HashBytes];
        private readonly byte[] _message = new byte[3 * Sha256.HashBytes + 1];
        private readonly uint[] _order;
        private readonly uint[] _nonce = new uint[CurveP256.Words];
        private int _round;

        /// <param name="secret">Of 32 bytes; the hash too, reduced modulo the order.</param>
        public EcdsaNonce(byte[] secret, byte[] hash, uint[] order)
        {
            _order = order;
            for (int i = 0; i < _value.Length; i++) _value[i] = 1;
            System.Array.Copy(secret, 0, _message, Sha256.HashBytes + 1, Sha256.HashBytes);
            System.Array.Copy(hash, 0, _message, 2 * Sha256.HashBytes + 1, Sha256.HashBytes);
        }

        public uint[] Nonce => _nonce;

        /// <summary>Found none within its bound, which does not happen with a valid key.</summary>
        public bool HasFailed => _round > MostRounds;

        /// <summary>Does one step; true when the nonce is found, or when the search has failed.</summary>
        public bool Step()
        {
            int round = _round++;
            if (HasFailed) return true;
            bool keys = round < Rounds ? (round & 1) == 0 : (round - Rounds) % 3 == 1;
            if (keys)
            {
                System.Array.Copy(_value, _message, Sha256.HashBytes);
                _message[Sha256.HashBytes] = (byte)(round == 2 ? 1 : 0);
                Hmac(_message, round < Rounds ? _message.Length : Sha256.HashBytes + 1, _key);
                return false;
            }
            Hmac(_value, _value.Length, _value);
            if (round < Rounds || (round - Rounds) % 3 == 2) return false;
            BigWords.Read(_value, 0, _value.Length, _nonce);
            return !BigWords.IsZero(_nonce) && BigWords.Compare(_nonce, _order) < 0;
        }

        // RFC 2104, with a key shorter than a block.
        private void Hmac(byte[] message, int count, byte[] into)
        {
            byte[] pad = new byte[Block];
            Sha256 sha = new Sha256();
            for (int i = 0; i < Block; i++) pad[i] = (byte)((i < _key.Length ? _key[i] : 0) ^ 0x36);
            sha.Update(pad, 0, Block);
            sha.Update(message, 0, count);
            byte[] inner = new byte[Sha256.HashBytes];
            sha.Finish(inner, 0);
            sha = new Sha256();
            for (int i = 0; i < Block; i++) pad[i] ^= 0x36 ^ 0x5C;
            sha.Update(pad, 0, Block);
            sha.Update(inner, 0, inner.Length);
            sha.Finish(into, 0);
        }
    }
}
