using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>SignedUpdateFirmware (W). Certificate and signature stay in the received message: their places go to the verifier.</summary>
    public sealed class SignedUpdateFirmware
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "SignedUpdateFirmware";

        private const int MaxLocation = 512;
        private const int MaxCertificate = 5500;
        private const int MaxSignature = 800;

        private bool _hasLocation;
        private bool _hasDate;

        /// <summary>Where the PEM text of the signing certificate, with its JSON escapes, begins in the receive buffer.</summary>
        public int CertificateAt { get; private set; }

        /// <summary>Bytes of that text, at most 5500.</summary>
        public int CertificateCount { get; private set; }

        /// <summary>Where the base64 text of the signature begins in the receive buffer.</summary>
        public int SignatureAt { get; private set; }

        /// <summary>Bytes of that text, at most 800.</summary>
        public int SignatureCount { get; private set; }

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public bool Read(PayloadReader r, RpcFrame frame, FirmwareRequest into)
        {
            bool hasId = false, hasFirmware = false;
            CertificateCount = SignatureCount = 0;
            _hasLocation = _hasDate = false;
            into.Signed = true;
            into.InstallMs = 0;
            into.Retries = into.RetryIntervalS = -1;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("requestId"))
                {
                    into.RequestId = r.Whole();
                    hasId = true;
                }
                else if (r.NameIs("retries"))
                {
                    into.Retries = r.Count();
                }
                else if (r.NameIs("retryInterval"))
                {
                    into.RetryIntervalS = r.Count();
                }
                else if (r.NameIs("firmware"))
                {
                    hasFirmware = ReadFirmware(r, into);
                }
            }
            if (!r.IsGood) return false;
            if (!hasId) return r.Missing("requestId");
            return hasFirmware || r.Missing("firmware");
        }

        private bool ReadFirmware(PayloadReader r, FirmwareRequest into)
        {
            if (!r.Enter(JsonToken.ObjectStart)) return false;
            while (r.NextMember()) ReadMember(r, into);
            if (!r.IsGood) return false;
            if (!_hasLocation) return r.Missing("firmware.location");
            if (!_hasDate) return r.Missing("firmware.retrieveDateTime");
            if (CertificateCount == 0) return r.Missing("firmware.signingCertificate");
            return SignatureCount > 0 || r.Missing("firmware.signature");
        }

        private void ReadMember(PayloadReader r, FirmwareRequest into)
        {
            if (r.NameIs("location"))
            {
                into.Location = r.Text(MaxLocation);
                _hasLocation = true;
            }
            else if (r.NameIs("retrieveDateTime"))
            {
                into.RetrieveMs = r.Time();
                _hasDate = true;
            }
            else if (r.NameIs("installDateTime"))
            {
                into.InstallMs = r.Time();
            }
            else if (r.NameIs("signingCertificate") && r.Slice(MaxCertificate))
            {
                CertificateAt = r.Json.Start;
                CertificateCount = r.Json.Length;
            }
            else if (r.NameIs("signature") && r.Slice(MaxSignature))
            {
                SignatureAt = r.Json.Start;
                SignatureCount = r.Json.Length;
            }
        }

        /// <summary>UpdateFirmwareStatus as the answer spells it; used for GetLog too, except the two about certificates.</summary>
        public static string Word(RequestAnswer answer)
        {
            switch (answer)
            {
                case RequestAnswer.Accepted: return "Accepted";
                case RequestAnswer.AcceptedCanceled: return "AcceptedCanceled";
                case RequestAnswer.InvalidCertificate: return "InvalidCertificate";
                case RequestAnswer.RevokedCertificate: return "RevokedCertificate";
                default: return "Rejected";
            }
        }
    }
}
