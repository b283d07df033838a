using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>CertificateSigned (W 6.1, 6.2). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class CertificateSigned
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "CertificateSigned";

        private const int MostChain = 10000;

        /// <summary>What ExtendedTriggerMessage asks for (W A02).</summary>
        public const string Trigger = "SignChargePointCertificate";

        /// <summary>Finds the PEM text of the chain, at most 10,000 characters; false when the payload breaks its schema.</summary>
        /// <param name="at">Receives the index of the text in the frame's buffer.</param>
        public static bool Read(PayloadReader r, RpcFrame frame, out int at, out int count)
        {
            bool has = false;
            at = count = 0;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("certificateChain"))
                {
                    has = r.Slice(MostChain);
                    at = r.Json.Start;
                    count = r.Json.Length;
                }
            return r.IsGood && (has || r.Missing("certificateChain"));
        }
    }
}
