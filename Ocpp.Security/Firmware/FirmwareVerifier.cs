using System;
using Charger.Runtime;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Certificates;
using Ocpp.Security.Signatures;

namespace Ocpp.Security.Firmware
{
    /// <summary>
    /// Checks signed firmware (W L01): the signing certificate up to the installed manufacturer's root, then the image's signature
    /// by it, RSA or ECDSA over SHA-256. What it needs is on flash too, so that an update continues after a reboot.
    /// </summary>
    public sealed class FirmwareVerifier : ISignatureVerifier
    {
        /// <summary>File with the certificates and the signature of the update under way, as received.</summary>
        public const string File = "fwsign";

        private const int HeadBytes = 4;
        private const int CrcBytes = 4;
        private const int MostSignatureBytes = 512;
        private const int MostFileBytes = 8192;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly IWallClock _clock;
        private readonly ILog _log;
        private readonly byte[] _hash = new byte[Sha256.HashBytes];
        private CertificateChain _chain;
        private byte[] _signature;
        private Sha256 _sha;
        private SignatureCheck _check;
        private SignatureState _chainState;

        /// <summary>Reads nothing from flash until an update begins or continues.</summary>
        public FirmwareVerifier(IStorage storage, Crc32 crc, IWallClock clock, ILog log)
        {
            _storage = storage;
            _crc = crc;
            _clock = clock;
            _log = log;
        }

        /// <inheritdoc/>
        public CertificateCheck Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount)
        {
            CertificateCheck check = Read(buffer, certificateAt, certificateCount, signatureAt, signatureCount);
            if (check != CertificateCheck.Good) return check;
            _sha = null;
            _check = null;
            if (!Keep(buffer, certificateAt, certificateCount, signatureAt, signatureCount)) _log.Write(LogLevel.Warning, LogSection.Ocpp, "the firmware's certificate could not be written to flash: a reboot ends the update");
            return check;
        }

        /// <inheritdoc/>
        public void Restart()
        {
            if (_chain == null) Resume();
            _sha = new Sha256();
            _check = null;
        }

        /// <inheritdoc/>
        public void Update(byte[] buffer, int offset, int count)
        {
            if (_sha != null) _sha.Update(buffer, offset, count);
        }

        /// <inheritdoc/>
        public SignatureState Work(int steps, bool image)
        {
            // After a reboot the time of day is known only after the central system's first answer.
            if (_chain == null && !_clock.IsKnown) return SignatureState.Underway;
            if (_chain == null && !Resume()) return SignatureState.Bad;
            if (_chainState == SignatureState.Underway) WorkOnChain(steps);
            if (_chainState != SignatureState.Good || !image) return _chainState;
            // Good certificates are not enough for an image that was not hashed.
            if (_sha == null && _check == null) return SignatureState.Bad;
            if (_check == null)
            {
                _sha.Finish(_hash, 0);
                _check = new SignatureCheck();
                _check.Begin(_chain.Leaf.Key, SignatureCheck.EitherRsa, _hash, _signature, 0, _signature.Length);
            }
            while (steps-- > 0)
            {
                if (!_check.Step()) continue;
                bool good = _check.IsGood;
                Release();
                return good ? SignatureState.Good : SignatureState.Bad;
            }
            return SignatureState.Underway;
        }

        private void WorkOnChain(int steps)
        {
            while (steps-- > 0)
            {
                if (!_chain.Step()) continue;
                _chainState = _chain.IsGood ? SignatureState.Good : SignatureState.Bad;
                if (_chain.IsGood) return;
                Tell(CertificateChain.FalseSignature);
                return;
            }
        }

        // The fields change only at the end: a refused request leaves the one under way unchanged.
        private CertificateCheck Read(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount)
        {
            if (!_clock.IsKnown)
            {
                Tell("the time of day is not known yet");
                return CertificateCheck.NotAble;
            }
            CertificateChain chain = new CertificateChain();
            string wrong = chain.Read(buffer, certificateAt, certificateCount);
            if (wrong == null) wrong = chain.Trace(_storage, _crc, CertificateUse.ManufacturerRootCertificate, _clock.UtcNowMs, false);
            if (wrong != null)
            {
                Tell(wrong);
                return CertificateCheck.Invalid;
            }
            byte[] signature = new byte[MostSignatureBytes];
            int count = Pem.FromBase64(buffer, signatureAt, signatureAt + signatureCount, signature, 0, signature.Length, out int stop);
            if (count <= 0 || stop != signatureAt + signatureCount)
            {
                Tell("the signature is no base64 of at most " + MostSignatureBytes + " bytes");
                return CertificateCheck.NotAble;
            }
            _chain = chain;
            _signature = new byte[count];
            Array.Copy(signature, _signature, count);
            _chainState = SignatureState.Underway;
            return CertificateCheck.Good;
        }

        private void Tell(string wrong) => _log.Write(LogLevel.Warning, LogSection.Ocpp, "the firmware's signing certificate is refused: " + wrong);

        private void Release()
        {
            _chain = null;
            _signature = null;
            _sha = null;
            _check = null;
        }

        // Two lengths of two bytes, certificates, signature, CRC-32 of it all.
        private bool Keep(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount)
        {
            int length = HeadBytes + certificateCount + signatureCount;
            byte[] file = new byte[length + CrcBytes];
            Bytes.PutUInt16(file, 0, certificateCount);
            Bytes.PutUInt16(file, 2, signatureCount);
            Array.Copy(buffer, certificateAt, file, HeadBytes, certificateCount);
            Array.Copy(buffer, signatureAt, file, HeadBytes + certificateCount, signatureCount);
            Bytes.PutUInt32(file, length, _crc.Compute(file, 0, length));
            return _storage.Write(File, file, 0, file.Length);
        }

        private bool Resume()
        {
            int bytes = _storage.Length(File);
            if (bytes < HeadBytes + CrcBytes || bytes > MostFileBytes) return false;
            byte[] file = new byte[bytes];
            int length = bytes - CrcBytes;
            if (_storage.Read(File, 0, file, 0, bytes) != bytes || Bytes.UInt32(file, length) != _crc.Compute(file, 0, length)) return false;
            int certificates = Bytes.UInt16(file, 0);
            int signature = Bytes.UInt16(file, 2);
            return HeadBytes + certificates + signature == length && Read(file, HeadBytes, certificates, HeadBytes + certificates, signature) == CertificateCheck.Good;
        }
    }
}
