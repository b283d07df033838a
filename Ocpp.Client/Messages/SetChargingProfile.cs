using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>SetChargingProfile (S 6.43, 6.44). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class SetChargingProfile
    {
        public const string Action = "SetChargingProfile";

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
