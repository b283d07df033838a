namespace Ocpp.Security.Certificates
{
    /// <summary>
    /// A certificate of X.509 version 3 (RFC 5280 4.1) read in full, as far as a signature of firmware or of a client needs it. The bytes belong to the
    /// caller; fields are given as places in them. A critical extension that is not known makes it unusable, as the standard requires.
    /// </summary>
    public sealed class X509
    {
        /// <summary>Bit of <see cref="KeyUsage"/>: its key may sign.</summary>
        public const int DigitalSignature = 0x80;
        /// <summary>Bit of <see cref="KeyUsage"/>: its key may sign certificates.</summary>
        public const int KeyCertSign = 0x04;

        private const int Version = 0xA0;
        private const int ExtensionsTag = 0xA3;
        private const int MostExtensions = 32;
        private const int NoLimit = 255;

        private readonly DerReader _r = new DerReader();
        private int _algorithmAt;
        private int _algorithmBytes;

        /// <summary>The bytes that were read; the certificate takes the first <see cref="Length"/> of them.</summary>
        public byte[] Der { get; private set; }

        /// <summary>Bytes of the certificate.</summary>
        public int Length { get; private set; }

        /// <summary>What its issuer signed: place and bytes.</summary>
        public int SignedAt { get; private set; }

        /// <summary>Bytes that its issuer signed.</summary>
        internal int SignedBytes { get; private set; }

        /// <summary>The algorithm of its signature, of <see cref="ObjectIds.Signatures"/>.</summary>
        public int Algorithm { get; private set; }

        /// <summary>Where its signature begins.</summary>
        public int SignatureAt { get; private set; }

        /// <summary>Bytes of its signature.</summary>
        internal int SignatureBytes { get; private set; }

        /// <summary>Where the issuer's name begins, with its tag.</summary>
        public int IssuerAt { get; private set; }

        /// <summary>Bytes of the issuer's name.</summary>
        public int IssuerBytes { get; private set; }

        /// <summary>Where the subject's name begins, with its tag.</summary>
        public int SubjectAt { get; private set; }

        /// <summary>Bytes of the subject's name.</summary>
        public int SubjectBytes { get; private set; }

        /// <summary>From when it is good, UTC in ms.</summary>
        public long FromMs { get; private set; }

        /// <summary>Until when it is good, UTC in ms.</summary>
        public long UntilMs { get; private set; }

        /// <summary>The subject's public key.</summary>
        public PublicKey Key { get; } = new PublicKey();

        /// <summary>It may issue others.</summary>
        public bool IsAuthority { get; private set; }

        /// <summary>Authorities that may follow it; 255 for any number.</summary>
        public int MostBelow { get; private set; }

        /// <summary>Bits of its key usage; all where the extension is missing.</summary>
        public int KeyUsage { get; private set; }

        /// <summary>Its purposes allow firmware signing: code signing, any purpose, or no purposes named.</summary>
        public bool MaySignCode { get; private set; }

        /// <summary>Null when it can be used, else what is wrong. It never throws.</summary>
        public string Read(byte[] der, int count)
        {
            Der = der;
            Length = count;
            IsAuthority = false;
            MostBelow = NoLimit;
            KeyUsage = 0xFF;
            MaySignCode = true;
            _r.Begin(der, 0, count);
            if (!_r.Enter(DerReader.Sequence, out int outer)) return "it is not DER";
            SignedAt = _r.At;
            if (!_r.Enter(DerReader.Sequence, out int whole)) return "it has no body";
            SignedBytes = _r.End - SignedAt;
            string wrong = ReadBody();
            if (wrong != null) return wrong;
            if (!_r.Leave(whole)) return "its body holds more than a certificate";
            int named = _r.At;
            if (!SignatureAlgorithm.Read(_r, der, out int algorithm)) return "its signature's algorithm is not one of RSA or P-256 with SHA-256";
            // RFC 5280 4.1.1.2: the same as within, to the byte; what stands here is not signed.
            if (_r.At - named != _algorithmBytes || !DerReader.Same(der, named, der, _algorithmAt, _algorithmBytes)) return "its two algorithms differ";
            Algorithm = algorithm;
            if (!_r.Find(DerReader.BitString) || _r.Length < 2 || der[_r.At] != 0) return "its signature is no bit string of whole bytes";
            SignatureAt = _r.At + 1;
            SignatureBytes = _r.Length - 1;
            _r.PassContent();
            return _r.Leave(outer) && _r.IsAtEnd ? null : "something follows it";
        }

        /// <summary>Its issuer is the subject of <paramref name="other"/>.</summary>
        public bool IsIssuedBy(X509 other) => IssuerBytes == other.SubjectBytes && DerReader.Same(Der, IssuerAt, other.Der, other.SubjectAt, IssuerBytes);

        /// <summary>It is the same certificate, byte by byte.</summary>
        public bool IsSame(X509 other) => Length == other.Length && DerReader.Same(Der, 0, other.Der, 0, Length);

        private string ReadBody()
        {
            if (!_r.Enter(Version, out int outer) || !_r.Find(DerReader.Integer) || _r.Length != 1 || Der[_r.At] != 2) return "it is not of version 3";
            _r.PassContent();
            if (!_r.Leave(outer)) return "it is not of version 3";
            if (!_r.Find(DerReader.Integer) || _r.Length < 1 || _r.Length > 21) return "its serial number is none";
            _r.PassContent();
            _algorithmAt = _r.At;
            if (!SignatureAlgorithm.Read(_r, Der, out _)) return "its signature's algorithm is not one of RSA or P-256 with SHA-256";
            _algorithmBytes = _r.At - _algorithmAt;
            IssuerAt = _r.At;
            if (!_r.Pass(DerReader.Sequence)) return "it names no issuer";
            IssuerBytes = _r.At - IssuerAt;
            if (!ReadValidity()) return "its validity is not readable";
            SubjectAt = _r.At;
            if (!_r.Pass(DerReader.Sequence)) return "it has no subject";
            SubjectBytes = _r.At - SubjectAt;
            if (!Key.Read(_r, Der)) return "its key is not one of RSA (2048 to 4096 bits) or P-256";
            // Unique identifiers of issuer and subject, which nobody uses.
            for (int tag = 0x81; tag <= 0x82; tag++)
                if (_r.Is(tag) && !_r.Pass(tag)) return "its identifiers are not readable";
            return _r.IsAtEnd ? null : ReadExtensions();
        }

        private bool ReadValidity()
        {
            if (!_r.Enter(DerReader.Sequence, out int outer)) return false;
            FromMs = DerTime.Read(_r, Der);
            UntilMs = DerTime.Read(_r, Der);
            return FromMs != DerTime.None && UntilMs != DerTime.None && _r.Leave(outer);
        }

        private string ReadExtensions()
        {
            const string unreadable = "its extensions are not readable";
            if (!_r.Enter(ExtensionsTag, out int tagged) || !_r.Enter(DerReader.Sequence, out int list)) return unreadable;
            byte[] known = ObjectIds.Extensions();
            int seen = 0;
            for (int i = 0; !_r.IsAtEnd; i++)
            {
                if (i == MostExtensions || !_r.Enter(DerReader.Sequence, out int one) || !_r.Is(DerReader.ObjectId)) return unreadable;
                bool understood = _r.Oid(known, out int which);
                bool critical = _r.Is(DerReader.Boolean);
                if (critical && (!_r.Find(DerReader.Boolean) || _r.Length != 1 || Der[_r.At] != 0xFF)) return unreadable;
                if (critical) _r.PassContent();
                if (!understood && critical) return "it has a critical extension that is not understood";
                if (understood && (seen & (1 << which)) != 0) return "it has an extension twice";
                if (understood) seen |= 1 << which;
                if (!_r.Enter(DerReader.OctetString, out int value)) return unreadable;
                if (!understood) _r.PassRest();
                else if (!(which == ObjectIds.KeyUsage ? ReadKeyUsage() : which == ObjectIds.BasicConstraints ? ReadConstraints() : ReadPurposes())) return unreadable;
                if (!_r.Leave(value) || !_r.Leave(one)) return unreadable;
            }
            return _r.Leave(list) && _r.Leave(tagged) ? null : unreadable;
        }

        private bool ReadKeyUsage()
        {
            if (!_r.Find(DerReader.BitString) || _r.Length < 2 || _r.Length > 3) return false;
            KeyUsage = Der[_r.At + 1];
            _r.PassContent();
            return true;
        }

        private bool ReadConstraints()
        {
            if (!_r.Enter(DerReader.Sequence, out int outer)) return false;
            if (_r.Is(DerReader.Boolean))
            {
                if (!_r.Find(DerReader.Boolean) || _r.Length != 1) return false;
                IsAuthority = Der[_r.At] != 0;
                _r.PassContent();
            }
            if (_r.Is(DerReader.Integer))
            {
                if (!_r.Find(DerReader.Integer) || _r.Length != 1 || Der[_r.At] >= 0x80) return false;
                MostBelow = Der[_r.At];
                _r.PassContent();
            }
            return _r.Leave(outer);
        }

        private bool ReadPurposes()
        {
            if (!_r.Enter(DerReader.Sequence, out int outer)) return false;
            byte[] fitting = ObjectIds.SigningPurposes();
            MaySignCode = false;
            while (!_r.IsAtEnd)
            {
                if (!_r.Is(DerReader.ObjectId)) return false;
                int before = _r.At;
                if (_r.Oid(fitting, out _)) MaySignCode = true;
                if (_r.At == before) return false;
            }
            return _r.Leave(outer);
        }
    }
}
