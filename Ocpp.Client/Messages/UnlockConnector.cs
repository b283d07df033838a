using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>UnlockConnector (S 6.53, 6.54). Its answer is a status alone: Unlocked, UnlockFailed or NotSupported.</summary>
    public static class UnlockConnector
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "UnlockConnector";

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame)
        {
            bool hasConnector = false;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (!r.NameIs("connectorId")) continue;
                r.Whole();
                hasConnector = true;
            }
            return r.IsGood && (hasConnector || r.Missing("connectorId"));
        }
    }
}
