namespace Charger.Can
{
    /// <summary>Why no energy flows although a transaction runs; SuspendedEVSE has priority over SuspendedEV.</summary>
    public enum Suspension
    {
        None,
        ByVehicle,
        ByCharger,
    }

    /// <summary>Why the charger ended a transaction; the OCPP reasons are EVDisconnected, EmergencyStop, Other, Local (charger-protocol.md, "Stop reasons").</summary>
    public enum EndReason
    {
        None,
        EvDisconnected,
        EmergencyStop,
        Other,

        /// <summary>The STOP button.</summary>
        Local,
    }
}
