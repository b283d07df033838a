namespace Ocpp.Client.Certificates
{
    /// <summary>
    /// Reads an X.509 certificate (RFC 5280 4.1, DER) only as far as is needed to identify it: serial number, issuer, subject, public key.
    /// Lengths are checked against what is there; nothing is trusted, nothing is verified.
    /// </summary>
    public sealed class DerCertificate
    {
        private const int Integer = 0x02;
        private const int BitString = 0x03;
        private const int Sequence = 0x30;
        private const int Version = 0xA0;

        private byte[] _der;
        private int _at;
        private int _end;

        /// <summary>Where the serial number's bytes begin in the array.</summary>
        public int SerialAt { get; private set; }

        /// <summary>Bytes of the serial number, at least 1; a leading zero counts.</summary>
        internal int SerialBytes { get; private set; }

        /// <summary>The issuer's whole name with its tag, as it is hashed (RFC 6960 4.1.1).</summary>
        public int IssuerAt { get; private set; }

        /// <summary>Bytes of the issuer's name with its tag.</summary>
        public int IssuerBytes { get; private set; }

        /// <summary>Where the subject's name begins, with its tag.</summary>
        public int SubjectAt { get; private set; }

        /// <summary>Bytes of the subject's name with its tag.</summary>
        public int SubjectBytes { get; private set; }

        /// <summary>The bits of the public key without tag, length and unused-bits octet.</summary>
        public int KeyAt { get; private set; }

        /// <summary>Bytes of the public key from <see cref="KeyAt"/> on.</summary>
        public int KeyBytes { get; private set; }

        /// <summary>Issuer and subject are the same: a root.</summary>
        public bool IsSelfIssued { get; private set; }

        /// <summary>Null when the bytes are one certificate and nothing else, else what is wrong.</summary>
        public string Read(byte[] der, int count)
        {
            _der = der;
            _at = 0;
            _end = count;
            if (!Enter(Sequence) || _end != count) return "it is not one DER certificate";
            int whole = _end;
            if (!Enter(Sequence)) return "it has no body";
            int body = _end;
            if (!ReadBody()) return "its body is no certificate of X.509";
            _at = body;
            _end = whole;
            if (!Pass(Sequence) || !Pass(BitString) || _at != whole) return "its signature is missing";
            IsSelfIssued = SameNames();
            return null;
        }

        private bool ReadBody()
        {
            if (_at < _end && _der[_at] == Version && !Pass(Version)) return false;
            if (!Header(Integer, out int length) || length == 0) return false;
            SerialAt = _at;
            SerialBytes = length;
            _at += length;
            if (!Pass(Sequence)) return false;
            IssuerAt = _at;
            if (!Pass(Sequence)) return false;
            IssuerBytes = _at - IssuerAt;
            if (!Pass(Sequence)) return false;
            SubjectAt = _at;
            if (!Pass(Sequence)) return false;
            SubjectBytes = _at - SubjectAt;
            if (!Enter(Sequence) || !Pass(Sequence) || !Header(BitString, out length) || length < 2) return false;
            KeyAt = _at + 1;
            KeyBytes = length - 1;
            return true;
        }

        private bool SameNames()
        {
            if (IssuerBytes != SubjectBytes) return false;
            for (int i = 0; i < IssuerBytes; i++)
                if (_der[IssuerAt + i] != _der[SubjectAt + i]) return false;
            return true;
        }

        /// <summary>Moves into an element: what is read next lies in it, up to its end.</summary>
        private bool Enter(int tag)
        {
            if (!Header(tag, out int length)) return false;
            _end = _at + length;
            return true;
        }

        private bool Pass(int tag)
        {
            if (!Header(tag, out int length)) return false;
            _at += length;
            return true;
        }

        /// <summary>Moves to the content of an element with this tag; its length is within what is there.</summary>
        private bool Header(int tag, out int length)
        {
            length = 0;
            if (_at + 2 > _end || _der[_at] != tag) return false;
            int first = _der[_at + 1];
            _at += 2;
            if (first < 0x80)
            {
                length = first;
                return _at + length <= _end;
            }
            // A length of more than two bytes is longer than any certificate that is accepted.
            int bytes = first & 0x7F;
            if (bytes == 0 || bytes > 2 || _at + bytes > _end) return false;
            for (int i = 0; i < bytes; i++) length = (length << 8) | _der[_at++];
            return _at + length <= _end;
        }
    }
}
