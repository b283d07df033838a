using Ocpp.Security.Arithmetic;

namespace Ocpp.Security.Certificates
{
    /// <summary>A public key (RFC 5280 4.1.2.7) of RSA or of P-256; its bytes stay in the certificate.</summary>
    public sealed class PublicKey
    {
        /// <summary>The certificate that the places below lie in.</summary>
        public byte[] Der { get; private set; }

        /// <summary>Of RSA; else of P-256.</summary>
        public bool IsRsa { get; private set; }

        /// <summary>The modulus, or the point: <see cref="CurveP256.PointBytes"/>.</summary>
        public int At { get; private set; }

        /// <summary>Bytes of the modulus or of the point.</summary>
        public int Bytes { get; private set; }

        /// <summary>Of RSA alone.</summary>
        public int ExponentAt { get; private set; }

        /// <summary>Bytes of the exponent; only of RSA.</summary>
        internal int ExponentBytes { get; private set; }

        /// <summary>Moves past it; false when it is neither.</summary>
        public bool Read(DerReader r, byte[] der)
        {
            Der = der;
            if (!r.Enter(DerReader.Sequence, out int outer) || !r.Enter(DerReader.Sequence, out int algorithm)) return false;
            if (!r.Oid(ObjectIds.Keys(), out int kind)) return false;
            IsRsa = kind == ObjectIds.RsaKey;
            if (IsRsa ? r.Is(DerReader.Null) && !r.Pass(DerReader.Null) : !r.Oid(ObjectIds.P256(), out _)) return false;
            if (!r.Leave(algorithm) || !r.Enter(DerReader.BitString, out int bits) || r.IsAtEnd || der[r.At] != 0) return false;
            r.PassByte();
            return (IsRsa ? ReadRsa(r) : ReadPoint(r)) && r.Leave(bits) && r.Leave(outer);
        }

        private bool ReadRsa(DerReader r)
        {
            if (!r.Enter(DerReader.Sequence, out int outer) || !r.Positive(out int at, out int bytes) || !r.Positive(out int exponentAt, out int exponentBytes)) return false;
            At = at;
            Bytes = bytes;
            ExponentAt = exponentAt;
            ExponentBytes = exponentBytes;
            return bytes >= RsaPower.LeastBits / 8 && bytes <= RsaPower.MostBits / 8 && r.Leave(outer);
        }

        private bool ReadPoint(DerReader r)
        {
            At = r.At;
            Bytes = r.End - r.At;
            r.PassRest();
            return Bytes == CurveP256.PointBytes && Der[At] == 4;
        }
    }
}
