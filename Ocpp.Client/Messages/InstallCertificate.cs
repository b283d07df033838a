using Ocpp.Client.Certificates;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>InstallCertificate (W 6.11, 6.12). The certificate stays in the receive buffer; the answer is a status alone.</summary>
    public sealed class InstallCertificate
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "InstallCertificate";

        private const int MostText = 5500;

        /// <summary>What the certificate is for.</summary>
        public CertificateUse Use;
        /// <summary>Where the PEM text, with its JSON escapes, begins in the receive buffer.</summary>
        public int CertificateAt;
        /// <summary>Bytes of that text, at most 5500.</summary>
        public int CertificateBytes;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public bool Read(PayloadReader r, RpcFrame frame)
        {
            CertificateBytes = -1;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("certificateType")) Use = GetInstalledCertificateIds.ReadUse(r);
                else if (r.NameIs("certificate") && r.Slice(MostText))
                {
                    CertificateAt = r.Json.Start;
                    CertificateBytes = r.Json.Length;
                }
            }
            if (r.IsGood && Use == CertificateUse.None) r.Missing("certificateType");
            if (r.IsGood && CertificateBytes < 0) r.Missing("certificate");
            return r.IsGood;
        }
    }
}
