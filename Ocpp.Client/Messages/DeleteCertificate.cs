using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>DeleteCertificate (W 6.3, 6.4). Its answer is a status alone: Accepted, Failed or NotFound.</summary>
    public sealed class DeleteCertificate
    {
        public const string Action = "DeleteCertificate";

        private const int MostHash = 128;
        private const int MostSerial = 40;

        /// <summary>SHA256, SHA384 or SHA512.</summary>
        public string Algorithm;
        public string IssuerNameHash;
        public string IssuerKeyHash;
        public string SerialNumber;

        public bool Read(PayloadReader r, RpcFrame frame)
        {
            bool has = false;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (!r.NameIs("certificateHashData") || !r.Enter(JsonToken.ObjectStart)) continue;
                has = true;
                ReadHashData(r);
            }
            return r.IsGood && (has || r.Missing("certificateHashData"));
        }

        private void ReadHashData(PayloadReader r)
        {
            while (r.NextMember())
            {
                if (r.NameIs("hashAlgorithm")) Algorithm = r.Text(6);
                else if (r.NameIs("issuerNameHash")) IssuerNameHash = r.Text(MostHash);
                else if (r.NameIs("issuerKeyHash")) IssuerKeyHash = r.Text(MostHash);
                else if (r.NameIs("serialNumber")) SerialNumber = r.Text(MostSerial);
            }
            if (!r.IsGood) return;
            if (Algorithm == null) r.Missing("hashAlgorithm");
            else if (IssuerNameHash == null) r.Missing("issuerNameHash");
            else if (IssuerKeyHash == null) r.Missing("issuerKeyHash");
            else if (SerialNumber == null) r.Missing("serialNumber");
            else if (Algorithm != "SHA256" && Algorithm != "SHA384" && Algorithm != "SHA512") r.Fail(PayloadReader.PropertyError, "hashAlgorithm knows no " + Algorithm);
        }
    }
}
