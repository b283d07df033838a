namespace Ocpp.Client.Messages
{
    /// <summary>Identity of this charge point for BootNotification (S 6.3). Lengths are checked where the values are set.</summary>
    public sealed class ChargePointOptions
    {
        /// <summary>At most 20 characters.</summary>
        public string Vendor = "";

        /// <summary>At most 20 characters.</summary>
        public string Model = "";

        /// <summary>At most 25 characters; empty to leave it out.</summary>
        public string SerialNumber = "";

        /// <summary>At most 50 characters; empty to leave it out.</summary>
        public string FirmwareVersion = "";

        /// <summary>At most 25 characters; empty to leave it out.</summary>
        public string MeterType = "";
    }
}
