namespace Ocpp.Security.Certificates
{
    /// <summary>AlgorithmIdentifier of a signature (RFC 4055 3.1 and 5, RFC 5758 3.2). SHA-256 is the only hash; SHA-1, 384 and 512 are refused.</summary>
    internal static class SignatureAlgorithm
    {
        private const int Hash = 0xA0;
        private const int Mask = 0xA1;
        private const int Salt = 0xA2;
        private const int Trailer = 0xA3;

        /// <summary>Moves past it; false for any that is not of <see cref="ObjectIds.Signatures"/>.</summary>
        public static bool Read(DerReader r, byte[] der, out int algorithm)
        {
            algorithm = -1;
            if (!r.Enter(DerReader.Sequence, out int outer) || !r.Oid(ObjectIds.Signatures(), out algorithm)) return false;
            if (algorithm == ObjectIds.RsaPss && !ReadPss(r, der)) return false;
            if (algorithm == ObjectIds.RsaSha256 && r.Is(DerReader.Null) && !r.Pass(DerReader.Null)) return false;
            return r.Leave(outer);
        }

        // What is left out means SHA-1, which is refused: both must be there and be SHA-256. The salt's length shows in the signature.
        private static bool ReadPss(DerReader r, byte[] der)
        {
            if (!r.Enter(DerReader.Sequence, out int outer) || !r.Enter(Hash, out int hash) || !ReadSha256(r) || !r.Leave(hash)) return false;
            if (!r.Enter(Mask, out int mask) || !r.Enter(DerReader.Sequence, out int function)) return false;
            if (!r.Oid(ObjectIds.Mgf1(), out _) || !ReadSha256(r) || !r.Leave(function) || !r.Leave(mask)) return false;
            if (r.Is(Salt) && !r.Pass(Salt)) return false;
            // Trailer 1 is the only one there is (RFC 4055 3.1).
            if (r.Is(Trailer) && (!r.Enter(Trailer, out int trailer) || !r.Positive(out int at, out int count) || count != 1 || der[at] != 1 || !r.Leave(trailer))) return false;
            return r.Leave(outer);
        }

        private static bool ReadSha256(DerReader r)
        {
            if (!r.Enter(DerReader.Sequence, out int outer) || !r.Oid(ObjectIds.Sha256(), out _)) return false;
            if (r.Is(DerReader.Null) && !r.Pass(DerReader.Null)) return false;
            return r.Leave(outer);
        }
    }
}
