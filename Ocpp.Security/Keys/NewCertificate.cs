using System;
using Charger.Runtime;
using Ocpp.Client.Certificates;
using Ocpp.Security.Certificates;
using Ocpp.Security.Signatures;

namespace Ocpp.Security.Keys
{
    /// <summary>
    /// The certificate from CertificateSigned (W A02): key, names, dates and purposes are checked at once, the signatures up
    /// to the installed CentralSystemRootCertificate in steps. Until they are found good it is stored with the requested key, so that
    /// the check continues after a restart; then the pair is in use.
    /// </summary>
    internal sealed class NewCertificate
    {
        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private CertificateChain _chain;
        private byte[] _content;

        public NewCertificate(IStorage storage, Crc32 crc)
        {
            _storage = storage;
            _crc = crc;
        }

        /// <summary>Signatures are being checked.</summary>
        public bool IsUnderway => _chain != null;

        /// <summary>What was wrong with the signatures once <see cref="Step"/> has returned true; null for nothing: the pair is in use.</summary>
        public string Wrong { get; private set; }

        /// <summary>Accepts the PEM text of a message; null when <see cref="Step"/> checks its signatures next, else what is wrong, and nothing has changed.</summary>
        public string Accept(byte[] text, int at, int count, long nowUtcMs)
        {
            byte[] asked = KeyFile.Read(_storage, _crc, KeyFile.Asked);
            if (asked == null) return "no certificate was asked for";
            CertificateChain chain = new CertificateChain();
            string wrong = Check(chain, text, at, count, nowUtcMs);
            if (wrong != null) return wrong;
            PublicKey own = chain.Leaf.Key;
            if (own.IsRsa || !DerReader.Same(own.Der, own.At, asked, KeyFile.PointAt, own.Bytes)) return "it is of another key";
            byte[] content = chain.Append(KeyOf(asked));
            if (content.Length > KeyFile.MostBytes - 4) return "the chain is longer than " + KeyFile.MostBytes + " bytes";
            if (!KeyFile.Write(_storage, _crc, KeyFile.Asked, content, content.Length)) return "it could not be written to flash";
            _content = content;
            _chain = chain;
            return null;
        }

        /// <summary>After a restart, once the time of day is known: continues the check of one that was accepted; returns what is wrong with it now, else null.</summary>
        public string Resume(long nowUtcMs)
        {
            byte[] content = KeyFile.Read(_storage, _crc, KeyFile.Asked);
            byte[] text = content == null ? null : KeyFile.Certificates(content);
            if (text == null) return null;
            CertificateChain chain = new CertificateChain();
            string wrong = Check(chain, text, 0, text.Length - 1, nowUtcMs);
            _content = content;
            if (wrong == null) _chain = chain;
            else Discard();
            return wrong;
        }

        /// <summary>Does one step of the signature checks; true when they are done.</summary>
        public bool Step(long nowUtcMs)
        {
            if (!_chain.Step()) return false;
            // A root may have a successor of the same name.
            if (!_chain.IsGood && _chain.Trace(_storage, _crc, CertificateUse.CentralSystemRootCertificate, nowUtcMs, true) == null) return false;
            Wrong = _chain.IsGood ? null : CertificateChain.FalseSignature;
            _chain = null;
            if (Wrong == null && !KeyFile.Write(_storage, _crc, KeyFile.InUse, _content, _content.Length)) Wrong = "it could not be written to flash";
            if (Wrong == null) _storage.Delete(KeyFile.Asked);
            else Discard();
            _content = null;
            return true;
        }

        private string Check(CertificateChain chain, byte[] text, int at, int count, long nowUtcMs)
        {
            string wrong = chain.Read(text, at, count);
            return wrong != null ? wrong : chain.Trace(_storage, _crc, CertificateUse.CentralSystemRootCertificate, nowUtcMs, false);
        }

        // The key stays: a certificate for it may still come.
        private void Discard() => KeyFile.Write(_storage, _crc, KeyFile.Asked, _content, KeyFile.CertificatesAt);

        private static byte[] KeyOf(byte[] content)
        {
            byte[] key = new byte[KeyFile.CertificatesAt];
            Array.Copy(content, key, key.Length);
            return key;
        }
    }
}
