using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ClearChargingProfile (S 6.13, 6.14): what <see cref="ChargingProfileStore.Clear"/> takes. The answer is Accepted or Unknown.</summary>
    public sealed class ClearChargingProfile
    {
        public const string Action = "ClearChargingProfile";

        public bool HasId;
        public int Id;

        /// <summary>This and the next two fields are <see cref="ChargingProfileStore.Any"/> where they are not given.</summary>
        public int ConnectorId;
        public int Purpose;
        public int StackLevel;

        public bool Read(PayloadReader r, RpcFrame frame)
        {
            HasId = false;
            Id = 0;
            ConnectorId = Purpose = StackLevel = ChargingProfileStore.Any;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("id"))
                {
                    Id = r.Whole();
                    HasId = true;
                }
                else if (r.NameIs("connectorId"))
                {
                    ConnectorId = r.Count();
                }
                else if (r.NameIs("chargingProfilePurpose"))
                {
                    if (ChargingProfileFields.TryPurpose(r, out ChargingProfilePurpose purpose)) Purpose = (int)purpose;
                }
                else if (r.NameIs("stackLevel"))
                {
                    StackLevel = r.Count();
                }
            }
            return r.IsGood;
        }
    }
}
