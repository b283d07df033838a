namespace Charger.Can
{
    /// <summary>
    /// The state of the charger's control at one instant: filled and published by CHARGER_COMM, read as a copy by the
    /// other threads. Values are integers in the unit that their name ends in; -1 (or int.MinValue for temperatures) where unknown.
    /// </summary>
    public sealed class ChargerSnapshot
    {
        public const int UnknownTemperature = int.MinValue;

        public long TimeMs;

        // The output.
        /// <summary>START was sent and no STOP since.</summary>
        public bool OutputOn;
        public bool ContactorClosed;
        /// <summary>The module's own readback.</summary>
        public bool ModuleOn;
        /// <summary>Bit n-1 set: gate condition n holds. All eleven (0x7FF) open the gate.</summary>
        public int GateConditions;
        /// <summary>Number of the condition that closed the gate last, 0 before the first time.</summary>
        public int LastClosedBy;
        /// <summary>The output is off and stays off while the permit's stall request stands.</summary>
        public bool StallGranted;

        // The session.
        public bool Plugged;
        public Suspension Suspended;
        /// <summary>Set when the charger has ended the transaction with <see cref="EndedSerial"/>; stays until the next one.</summary>
        public EndReason Ended;
        public int EndedSerial;
        /// <summary>vendorErrorCode that goes with the end, or null.</summary>
        public string EndedVendorCode;
        /// <summary>Number of the worst active fault in the fault table, 0 for none.</summary>
        public int FaultNumber;
        public long FaultSinceMs;

        // Metering: terminal power frames and the lifetime register.
        public long RegisterWh;
        public int VoltageMv = -1;
        public int CurrentMa = -1;
        public int PowerW;
        /// <summary>The current the charger asks of the module now.</summary>
        public int OfferedMa;
        public int TemperatureMilliC = UnknownTemperature;

        // The vehicle.
        /// <summary>State of charge in 0.1 %, -1 unknown.</summary>
        public int SocDeciPercent = -1;
        public int BmsLimitMv = -1;
        public int BmsLimitMa = -1;
        public bool BmsPermits;
        /// <summary>d4 of 0x1806E5F4 as received.</summary>
        public int BmsRefusalBits;
        /// <summary>0 unknown, 1 Classic, 2 Pro, 3 Max.</summary>
        public int VehicleModel;
        public int RangeDeciKm = -1;

        // The module and the buses.
        public bool ModuleHealthy;
        public int ModuleAlarmBits;
        public CanBusState ModuleBus;
        public CanBusState BmsBus;

        public void CopyFrom(ChargerSnapshot o)
        {
            TimeMs = o.TimeMs;
            OutputOn = o.OutputOn;
            ContactorClosed = o.ContactorClosed;
            ModuleOn = o.ModuleOn;
            GateConditions = o.GateConditions;
            LastClosedBy = o.LastClosedBy;
            StallGranted = o.StallGranted;
            Plugged = o.Plugged;
            Suspended = o.Suspended;
            Ended = o.Ended;
            EndedSerial = o.EndedSerial;
            EndedVendorCode = o.EndedVendorCode;
            FaultNumber = o.FaultNumber;
            FaultSinceMs = o.FaultSinceMs;
            RegisterWh = o.RegisterWh;
            VoltageMv = o.VoltageMv;
            CurrentMa = o.CurrentMa;
            PowerW = o.PowerW;
            OfferedMa = o.OfferedMa;
            TemperatureMilliC = o.TemperatureMilliC;
            SocDeciPercent = o.SocDeciPercent;
            BmsLimitMv = o.BmsLimitMv;
            BmsLimitMa = o.BmsLimitMa;
            BmsPermits = o.BmsPermits;
            BmsRefusalBits = o.BmsRefusalBits;
            VehicleModel = o.VehicleModel;
            RangeDeciKm = o.RangeDeciKm;
            ModuleHealthy = o.ModuleHealthy;
            ModuleAlarmBits = o.ModuleAlarmBits;
            ModuleBus = o.ModuleBus;
            BmsBus = o.BmsBus;
        }
    }
}
