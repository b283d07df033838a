namespace Ocpp.Security.Certificates
{
    /// <summary>Object identifiers in DER, each after its length; the constants are their places in a table.</summary>
    public static class ObjectIds
    {
        /// <summary>RSA with PKCS #1 v1.5 and SHA-256.</summary>
        public const int RsaSha256 = 0;
        /// <summary>RSA with PSS.</summary>
        public const int RsaPss = 1;
        /// <summary>ECDSA with SHA-256.</summary>
        public const int EcdsaSha256 = 2;

        /// <summary>Of signatures (RFC 4055, RFC 5758).</summary>
        public static byte[] Signatures() => new byte[]
        {
            9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B,
            9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A,
            8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02,
        };

        /// <summary>An RSA key.</summary>
        public const int RsaKey = 0;
        /// <summary>A key of an elliptic curve.</summary>
        public const int EcKey = 1;

        /// <summary>Of public keys (RFC 3279).</summary>
        public static byte[] Keys() => new byte[]
        {
            9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01,
            7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        };

        /// <summary>Curve P-256 (RFC 5480).</summary>
        public static byte[] P256() => new byte[] { 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07 };

        /// <summary>SHA-256 (RFC 4055).</summary>
        public static byte[] Sha256() => new byte[] { 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01 };

        /// <summary>Mask generation function 1 (RFC 8017 B.2.1).</summary>
        public static byte[] Mgf1() => new byte[] { 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x08 };

        /// <summary>What a key may be used for.</summary>
        public const int KeyUsage = 0;
        /// <summary>Whether it is an authority's certificate.</summary>
        public const int BasicConstraints = 1;
        /// <summary>For which purposes it may be used.</summary>
        public const int ExtendedKeyUsage = 2;

        /// <summary>Extensions that are understood (RFC 5280 4.2.1).</summary>
        public static byte[] Extensions() => new byte[] { 3, 0x55, 0x1D, 0x0F, 3, 0x55, 0x1D, 0x13, 3, 0x55, 0x1D, 0x25 };

        /// <summary>Purposes under which firmware may be signed: code signing, any (RFC 5280 4.2.1.12).</summary>
        public static byte[] SigningPurposes() => new byte[] { 8, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x03, 4, 0x55, 0x1D, 0x25, 0x00 };

        /// <summary>The name of a person or device.</summary>
        public const int CommonName = 0;
        /// <summary>The name of an organization.</summary>
        public const int Organization = 1;

        /// <summary>Parts of a name (RFC 5280 A.1).</summary>
        public static byte[] Names() => new byte[] { 3, 0x55, 0x04, 0x03, 3, 0x55, 0x04, 0x0A };
    }
}
