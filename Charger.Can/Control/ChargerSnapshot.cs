namespace Charger.Can
{
    /// <summary>
    /// The state of the charger's control at one instant: filled and published by CHARGER_COMM, read as a copy by the
    /// other threads. Values are integers in the unit that their name ends in; -1 (or int.MinValue for temperatures) where unknown.
    /// </summary>
    public sealed class ChargerSnapshot
    {
        /// <summary>Stands for no temperature, since -1 is one.</summary>
        public const int UnknownTemperature = int.MinValue;

        /// <summary>When it was filled, monotonic ms.</summary>
        public long TimeMs;

        // The output.
        /// <summary>START was sent and no STOP since.</summary>
        public bool OutputOn;
        /// <summary>The output-enable pin is high; false too on a board without one.</summary>
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
        /// <summary>A vehicle is plugged in (charger-protocol.md, "Decisions", plugged).</summary>
        public bool Plugged;
        /// <summary>Why no energy flows although a transaction runs; None while it flows or none runs.</summary>
        public Suspension Suspended;
        /// <summary>Set when the charger has ended the transaction with <see cref="EndedSerial"/>; stays until the next one.</summary>
        public EndReason Ended;
        /// <summary>Serial, as in the permit, of the transaction that the charger ended; counts while <see cref="Ended"/> is not None.</summary>
        public int EndedSerial;
        /// <summary>vendorErrorCode that goes with the end, or null.</summary>
        public string EndedVendorCode;
        /// <summary>Number of the worst active fault in the fault table, 0 for none.</summary>
        public int FaultNumber;
        /// <summary>Since when <see cref="FaultNumber"/> is the worst, monotonic ms.</summary>
        public long FaultSinceMs;

        // Metering: terminal power frames and the lifetime register.
        /// <summary>Lifetime energy in Wh; never falls. A transaction's energy is a difference of two.</summary>
        public long RegisterWh;
        /// <summary>Measured output voltage; -1 while its last reading is older than ReadingFreshMs.</summary>
        public int VoltageMv = -1;
        /// <summary>Measured output current; -1 as <see cref="VoltageMv"/>.</summary>
        public int CurrentMa = -1;
        /// <summary>Output power of the last terminal frame, rounded; of a meter with Meter=Modbus, there -1 while not known.</summary>
        public int PowerW;
        /// <summary>The current the charger asks of the module now.</summary>
        public int OfferedMa;
        /// <summary>Highest of the module's fitted sensors in 0.001 degC, whatever its age.</summary>
        public int TemperatureMilliC = UnknownTemperature;

        // The vehicle.
        /// <summary>State of charge in 0.1 %, -1 unknown.</summary>
        public int SocDeciPercent = -1;
        /// <summary>Vmax of the last plausible BMS request.</summary>
        public int BmsLimitMv = -1;
        /// <summary>Imax of the last plausible BMS request.</summary>
        public int BmsLimitMa = -1;
        /// <summary>d4 of the last BMS request was 0; false after unplugging.</summary>
        public bool BmsPermits;
        /// <summary>d4 of 0x1806E5F4 as received.</summary>
        public int BmsRefusalBits;
        /// <summary>0 unknown, 1 Classic, 2 Pro, 3 Max.</summary>
        public int VehicleModel;
        /// <summary>Range with the present charge in 0.1 km.</summary>
        public int RangeDeciKm = -1;

        // The module and the buses.
        /// <summary>At least two of the module's three signs of life are fresh.</summary>
        public bool ModuleHealthy;
        /// <summary>0x83 as received last, bit 0 to 31; fault number = bit + 1.</summary>
        public int ModuleAlarmBits;
        /// <summary>CAN1.</summary>
        public CanBusState ModuleBus;
        /// <summary>CAN2.</summary>
        public CanBusState BmsBus;

        /// <summary>Copies every field; the caller holds the lock where <paramref name="o"/> is the published snapshot.</summary>
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
