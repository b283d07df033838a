using Ocpp.Client.Certificates;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>GetInstalledCertificateIds (W 6.7, 6.8).</summary>
    public static class GetInstalledCertificateIds
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "GetInstalledCertificateIds";

        private const int MostUse = 40;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, out CertificateUse use)
        {
            use = CertificateUse.None;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("certificateType")) use = ReadUse(r);
            return r.IsGood && (use != CertificateUse.None || r.Missing("certificateType"));
        }

        /// <summary>The answer when there are some; how many. Without any it is the status NotFound alone.</summary>
        public static int WriteAnswer(JsonWriter w, CertificateIndex index, CertificateUse use)
        {
            w.Raw("{\"certificateHashData\":[");
            int found = index.Write(w, use);
            w.Raw("],\"status\":\"Accepted\"}");
            return found;
        }

        /// <summary>CertificateUseEnumType (W 5.4).</summary>
        internal static CertificateUse ReadUse(PayloadReader r)
        {
            string word = r.Text(MostUse);
            if (word == "CentralSystemRootCertificate") return CertificateUse.CentralSystemRootCertificate;
            if (word == "ManufacturerRootCertificate") return CertificateUse.ManufacturerRootCertificate;
            if (word != null) r.NotOneOf(word);
            return CertificateUse.None;
        }
    }
}
