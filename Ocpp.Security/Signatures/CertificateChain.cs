using System;
using Charger.Runtime;
using Ocpp.Client.Certificates;
using Ocpp.Security.Certificates;

namespace Ocpp.Security.Signatures
{
    /// <summary>
    /// A certificate and the authorities above it up to a trusted root (RFC 5280 6.1, as far as needed): checks names, dates,
    /// constraints and purposes at once, the signatures in steps. Revocation lists are not known here.
    /// </summary>
    public sealed class CertificateChain
    {
        /// <summary>Certificates of one message: the one that signs and two authorities between it and the root.</summary>
        public const int Most = 3;

        /// <summary>The error text for a wrong signature.</summary>
        public const string FalseSignature = "a signature of its chain is false";

        private const string End = "-----END CERTIFICATE-----";
        private const int HashBlock = 64;

        // The one that signs first, the root last.
        private readonly X509[] _links = new X509[Most + 1];
        private readonly byte[] _hash = new byte[Sha256.HashBytes];
        private int _read;
        private int _count;
        private int _checked;
        private int _row;
        private Sha256 _sha;
        private int _hashed;
        private SignatureCheck _check;

        /// <summary>The certificate that signs.</summary>
        public X509 Leaf => _links[0];

        /// <summary>All signatures are good; valid once <see cref="Step"/> has returned true.</summary>
        public bool IsGood { get; private set; }

        /// <summary>
        /// Reads one to three certificates (PEM, one after the other, the one that signs first) as they stand in a message or file.
        /// Null when they can be used, else what is wrong.
        /// </summary>
        public string Read(byte[] text, int at, int count)
        {
            _read = 0;
            byte[] der = new byte[CertificateIndex.MostDerBytes];
            int end = at + count;
            while (at < end)
            {
                int after = After(text, at, end);
                int length = after < 0 ? -1 : Pem.ToDer(text, at, after - at, der, 0, der.Length);
                if (length < 0) return "they are not PEM certificates of at most " + der.Length + " bytes";
                if (_read == Most) return "there are more than " + Most + " of them";
                byte[] own = new byte[length];
                Array.Copy(der, own, length);
                X509 read = new X509();
                string wrong = read.Read(own, length);
                if (wrong != null) return "certificate " + (_read + 1) + ": " + wrong;
                _links[_read++] = read;
                at = Pem.Blanks(text, after, end);
            }
            return _read == 0 ? "there is none" : null;
        }

        /// <summary>
        /// Traces the chain to one of the installed roots: null when it leads there and everything except the signatures is right
        /// now, else what is wrong. When no CentralSystemRootCertificate is installed, the chain is accepted without a root.
        /// </summary>
        /// <param name="next">True when the signatures did not fit the root that was found before: continues with the next root.</param>
        public string Trace(IStorage storage, Crc32 crc, CertificateUse use, long nowUtcMs, bool next)
        {
            bool signsCode = use == CertificateUse.ManufacturerRootCertificate;
            string wrong = null;
            byte[] der = new byte[CertificateIndex.MostDerBytes];
            for (_row = next ? _row + 1 : 0; _row < CertificateIndex.Most; _row++)
            {
                int length = CertificateIndex.Load(storage, crc, use, _row, der);
                if (length < 0) continue;
                byte[] own = new byte[length];
                Array.Copy(der, own, length);
                X509 root = new X509();
                wrong = root.Read(own, length);
                wrong = wrong != null ? "the installed root: " + wrong : Join(root, nowUtcMs, signsCode);
                if (wrong == null) return null;
            }
            if (wrong != null || next) return wrong == null ? FalseSignature : wrong;
            if (signsCode) return "no ManufacturerRootCertificate is installed";
            return CertificateIndex.HasRoot(storage, crc) ? "the installed root cannot be read" : CheckAlone(nowUtcMs);
        }

        /// <summary>Sets the root at the chain's end and checks all but the signatures; null when it is right now.</summary>
        /// <param name="signsCode">The first certificate must be allowed to sign firmware.</param>
        public string Join(X509 root, long nowUtcMs, bool signsCode)
        {
            if (_links[_read - 1].IsSame(root)) _read--;
            _count = _read + 1;
            _links[_read] = root;
            return CheckLinks(nowUtcMs, signsCode);
        }

        /// <summary>Appends the chain without the root to other bytes: each certificate (DER) after its length of two bytes.</summary>
        public byte[] Append(byte[] content)
        {
            int length = content.Length;
            for (int i = 0; i < _read; i++) length += 2 + _links[i].Length;
            byte[] all = new byte[length];
            Array.Copy(content, all, content.Length);
            int at = content.Length;
            for (int i = 0; i < _read; i++)
            {
                Bytes.PutUInt16(all, at, _links[i].Length);
                Array.Copy(_links[i].Der, 0, all, at + 2, _links[i].Length);
                at += 2 + _links[i].Length;
            }
            return all;
        }

        /// <summary>Does one step of the signature checks; true when they are done.</summary>
        public bool Step()
        {
            if (_checked >= _count - 1)
            {
                IsGood = true;
                return true;
            }
            X509 link = _links[_checked];
            if (_check == null)
            {
                if (Hash(link)) BeginCheck(link);
                return false;
            }
            if (!_check.Step()) return false;
            bool good = _check.IsGood;
            _check = null;
            if (!good) return true;
            _checked++;
            return false;
        }

        private string CheckAlone(long nowUtcMs)
        {
            _count = _read;
            return CheckLinks(nowUtcMs, false);
        }

        private string CheckLinks(long nowUtcMs, bool signsCode)
        {
            IsGood = false;
            _checked = 0;
            _check = null;
            _sha = null;
            for (int i = 0; i < _count; i++)
            {
                X509 link = _links[i];
                string which = "certificate " + (i + 1) + ": ";
                if (nowUtcMs < link.FromMs) return which + "it is not valid yet";
                if (nowUtcMs > link.UntilMs) return which + "it has expired";
                if (i == 0 && (link.KeyUsage & X509.DigitalSignature) == 0) return which + "its key is not for signatures";
                if (i == 0 && signsCode && !link.MaySignCode) return which + "its purposes do not contain code signing";
                if (i > 0 && (!link.IsAuthority || (link.KeyUsage & X509.KeyCertSign) == 0)) return which + "it may not issue others";
                if (i > 0 && link.MostBelow < i - 1) return which + "too many authorities follow it";
                if (i > 0 && !_links[i - 1].IsIssuedBy(link)) return which + "it has not issued the one before it";
            }
            return null;
        }

        private bool Hash(X509 link)
        {
            if (_sha == null)
            {
                _sha = new Sha256();
                _hashed = 0;
            }
            int part = link.SignedBytes - _hashed;
            if (part > HashBlock) part = HashBlock;
            _sha.Update(link.Der, link.SignedAt + _hashed, part);
            _hashed += part;
            if (_hashed < link.SignedBytes) return false;
            _sha.Finish(_hash, 0);
            _sha = null;
            return true;
        }

        private void BeginCheck(X509 link)
        {
            _check = new SignatureCheck();
            _check.Begin(_links[_checked + 1].Key, link.Algorithm, _hash, link.Der, link.SignatureAt, link.SignatureBytes);
        }

        // The place after the next end line; -1 when there is none.
        private static int After(byte[] text, int at, int end)
        {
            for (; at + End.Length <= end; at++)
            {
                int i = 0;
                while (i < End.Length && text[at + i] == End[i]) i++;
                if (i == End.Length) return at + i;
            }
            return -1;
        }
    }
}
