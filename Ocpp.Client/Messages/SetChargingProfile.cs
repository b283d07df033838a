using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>SetChargingProfile (S 6.43, 6.44). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class SetChargingProfile
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "SetChargingProfile";

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, ChargingProfile into, out int connectorId)
        {
            bool hasConnector = false, hasProfile = false;
            connectorId = 0;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("connectorId"))
                {
                    connectorId = r.Count();
                    hasConnector = true;
                }
                else if (r.NameIs("csChargingProfiles"))
                {
                    hasProfile = ChargingProfileFields.Read(r, into);
                }
            }
            if (!r.IsGood) return false;
            if (!hasConnector) return r.Missing("connectorId");
            return hasProfile || r.Missing("csChargingProfiles");
        }
    }
}
