using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ClearChargingProfile (S 6.13, 6.14): what <see cref="ChargingProfileStore.Clear"/> takes. The answer is Accepted or Unknown.</summary>
    public sealed class ClearChargingProfile
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "ClearChargingProfile";

        /// <summary>The request names a profile; the other fields then do not count (rule 69).</summary>
        public bool HasId;
        /// <summary>chargingProfileId of the profile, any integer.</summary>
        public int Id;

        /// <summary>0 for the whole charge point, or <see cref="ChargingProfileStore.Any"/>.</summary>
        public int ConnectorId;
        /// <summary>A <see cref="ChargingProfilePurpose"/>, or <see cref="ChargingProfileStore.Any"/>.</summary>
        public int Purpose;
        /// <summary>From 0 on, or <see cref="ChargingProfileStore.Any"/>.</summary>
        public int StackLevel;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
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
