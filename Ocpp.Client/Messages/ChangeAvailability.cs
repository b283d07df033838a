using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ChangeAvailability (S 6.7, 6.8).</summary>
    public static class ChangeAvailability
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "ChangeAvailability";

        private const int Word = 20;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        /// <param name="connectorId">0 for the whole charge point.</param>
        public static bool Read(PayloadReader r, RpcFrame frame, out int connectorId, out bool inoperative)
        {
            bool hasConnector = false, hasType = false;
            connectorId = 0;
            inoperative = false;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("connectorId"))
                {
                    connectorId = r.Count();
                    hasConnector = true;
                }
                else if (r.NameIs("type"))
                {
                    string word = r.Text(Word);
                    inoperative = word == "Inoperative";
                    hasType = inoperative || word == "Operative" || r.NotOneOf(word);
                }
            }
            if (!r.IsGood) return false;
            if (!hasConnector) return r.Missing("connectorId");
            return hasType || r.Missing("type");
        }
    }
}
