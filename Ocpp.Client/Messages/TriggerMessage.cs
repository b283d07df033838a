using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>TriggerMessage (S 6.51, 6.52) and ExtendedTriggerMessage (W), which differ only in the messages that they know.</summary>
    public static class TriggerMessage
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "TriggerMessage";
        /// <summary>The action of ExtendedTriggerMessage as a CALL names it.</summary>
        public const string ExtendedAction = "ExtendedTriggerMessage";

        private const int LongestName = 50;

        /// <summary>Reads the payload of either request; false when it breaks its schema. The name of the message is not checked here.</summary>
        /// <param name="connectorId">-1 where it is not given: all connectors.</param>
        public static bool Read(PayloadReader r, RpcFrame frame, out string message, out int connectorId)
        {
            message = null;
            connectorId = -1;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("requestedMessage")) message = r.Text(LongestName);
                else if (r.NameIs("connectorId")) connectorId = r.Count();
            }
            return r.IsGood && (message != null || r.Missing("requestedMessage"));
        }
    }
}
