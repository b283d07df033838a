using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>CertificateSigned (W 6.1, 6.2). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class CertificateSigned
    {
        public const string Action = "CertificateSigned";

        private const int MostChain = 10000;

        public static bool Read(PayloadReader r, RpcFrame frame)
        {
            bool has = false;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("certificateChain")) has = r.Slice(MostChain);
            return r.IsGood && (has || r.Missing("certificateChain"));
        }
    }
}
