namespace Ocpp.Client
{
    /// <summary>Whether energy flows, as S 4.9 distinguishes it.</summary>
    public enum EnergyState
    {
        /// <summary>Energy is offered, and the vehicle takes it.</summary>
        Charging,
        /// <summary>Offered, but the vehicle takes none: SuspendedEV.</summary>
        SuspendedByVehicle,
        /// <summary>Not offered: SuspendedEVSE.</summary>
        SuspendedByCharger,
    }

    /// <summary>
    /// What a charger reports to the OCPP client about its one connector, at one instant. Filled by the charger's side, read by
    /// <c>ChargePoint.Step</c>. Integers in the unit the name ends in; -1 where not measured.
    /// </summary>
    public sealed class ConnectorInputs
    {
        /// <summary>A vehicle is plugged.</summary>
        public bool Plugged;

        /// <summary>Only used while a transaction runs.</summary>
        public EnergyState Energy;

        /// <summary>Lifetime register: only grows, survives a power cut.</summary>
        public long RegisterWh;
        /// <summary>Power of the output in W.</summary>
        public int PowerW = -1;
        /// <summary>Voltage of the output in mV.</summary>
        public int VoltageMv = -1;
        /// <summary>Current of the output in mA.</summary>
        public int CurrentMa = -1;
        /// <summary>Current that the charger offers, in mA.</summary>
        public int OfferedMa = -1;
        /// <summary>State of charge of the vehicle's battery in tenths of a percent.</summary>
        public int SocDeciPercent = -1;

        /// <summary>int.MinValue where not measured.</summary>
        public int TemperatureMilliC = int.MinValue;

        /// <summary>ChargePointErrorCode (S 7.6) while a fault is active, null for NoError.</summary>
        public string FaultErrorCode;
        /// <summary>The vendor's own code of that fault, at most 50 characters are sent; null for none.</summary>
        public string FaultVendorCode;
        /// <summary>That fault in words, at most 50 characters are sent; null for none.</summary>
        public string FaultInfo;

        /// <summary>True while the active fault makes the connector unusable (status Faulted); false for warnings.</summary>
        public bool FaultStops;

        /// <summary>The charger has ended the transaction with this serial (see <see cref="ConnectorOutputs.TransactionSerial"/>).</summary>
        public int EndedSerial;

        /// <summary>OCPP reason that goes with it (S 7.35): EVDisconnected, EmergencyStop, Other.</summary>
        public string EndedReason;

        /// <summary>Null when the charger could start energy now, else the reason for the log (rule 57).</summary>
        public string NotReadyBecause;

        /// <summary>A call that freezes all threads may begin now (the output is off and stays off while the request stands).</summary>
        public bool StallGranted = true;
    }
}
