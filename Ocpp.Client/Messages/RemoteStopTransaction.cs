using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>RemoteStopTransaction (S 6.35, 6.36). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class RemoteStopTransaction
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "RemoteStopTransaction";

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, out int transactionId)
        {
            bool hasTransaction = false;
            transactionId = 0;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (!r.NameIs("transactionId")) continue;
                transactionId = r.Whole();
                hasTransaction = true;
            }
            return r.IsGood && (hasTransaction || r.Missing("transactionId"));
        }
    }
}
