namespace Charger.Can
{
    /// <summary>Why no energy flows although a transaction runs; SuspendedEVSE has priority over SuspendedEV.</summary>
    public enum Suspension
    {
        /// <summary>Energy flows, or no transaction runs.</summary>
        None,
        /// <summary>SuspendedEV: the vehicle takes nothing, asks for nothing, refuses, or is silent.</summary>
        ByVehicle,
        /// <summary>SuspendedEVSE: any other false condition, or a start-up of more than 5 s.</summary>
        ByCharger,
    }

    /// <summary>Why the charger ended a transaction; the OCPP reasons are EVDisconnected, EmergencyStop, Other, Local (charger-protocol.md, "Stop reasons").</summary>
    public enum EndReason
    {
        /// <summary>The charger has not ended it.</summary>
        None,
        /// <summary>Unplugged, or the BMS is silent and no closed gun switch contradicts that.</summary>
        EvDisconnected,
        /// <summary>A trip, an alarm that trips, an emergency stop, a refusing BMS or over-temperature.</summary>
        EmergencyStop,
        /// <summary>
        /// A bus or the module is lost, limit 0 for too long, repeated starts, or a silent BMS with a closed gun switch; a vendor code
        /// tells which.
        /// </summary>
        Other,

        /// <summary>The STOP button.</summary>
        Local,
    }
}
