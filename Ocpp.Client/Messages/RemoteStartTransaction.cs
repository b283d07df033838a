using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>RemoteStartTransaction (S 6.33, 6.34). Its answer is a status alone: Accepted or Rejected.</summary>
    public sealed class RemoteStartTransaction
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "RemoteStartTransaction";

        private const int MaxId = 20;

        /// <summary>1 where it is not given.</summary>
        public int ConnectorId = 1;
        /// <summary>The id to charge for, at most 20 characters.</summary>
        public string IdTag;

        /// <summary>Null where it is not given, or not wanted.</summary>
        public ChargingProfile Profile;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        /// <param name="maxPeriods">Of a profile that comes with it; -1 to skip the profile.</param>
        public bool Read(PayloadReader r, RpcFrame frame, int maxPeriods)
        {
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("connectorId")) ConnectorId = r.Whole();
                else if (r.NameIs("idTag")) IdTag = r.Text(MaxId);
                else if (maxPeriods >= 0 && r.NameIs("chargingProfile"))
                {
                    Profile = new ChargingProfile(maxPeriods);
                    ChargingProfileFields.Read(r, Profile);
                }
            }
            return r.IsGood && (IdTag != null || r.Missing("idTag"));
        }
    }
}
