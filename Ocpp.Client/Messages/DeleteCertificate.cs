using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>DeleteCertificate (W 6.3, 6.4). Its answer is a status alone: Accepted, Failed or NotFound.</summary>
    public sealed class DeleteCertificate
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "DeleteCertificate";

        private const int MostHash = 128;
        private const int MostSerial = 40;

        /// <summary>SHA256, SHA384 or SHA512.</summary>
        public string Algorithm;
        /// <summary>Hash of the issuer's name as hexadecimal digits, at most 128.</summary>
        public string IssuerNameHash;
        /// <summary>Hash of the issuer's public key as hexadecimal digits, at most 128.</summary>
        public string IssuerKeyHash;
        /// <summary>Serial number as hexadecimal digits, at most 40.</summary>
        public string SerialNumber;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
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
