namespace Charger.Can
{
    /// <summary>
    /// The one snapshot the gate decides from: plain fields, filled by the control in one go before each decision. Times are
    /// -1 where the thing has not happened yet.
    /// </summary>
    public sealed class GateFacts
    {
        public long NowMs;

        // 1, 2, 11: what the session side allows.
        public bool TransactionRunning;
        public bool EnergyPermitted;
        public bool InstallUnderWay;

        // 3, 4: the vehicle.
        public bool Plugged;
        public long BmsRequestMs = -1;
        public bool BmsPermits;

        // 5: the request and its acknowledgement.
        public bool RequestPlausible;
        public bool LimitsPrepared;
        public bool LimitsEchoed;
        public long EchoMissingSinceMs;

        // 6: the module.
        public long PowerMs = -1;
        public long StatusMs = -1;
        public long HeartbeatMs = -1;
        public int Alarms;
        public long AlarmsMs = -1;

        // 7, 8: what is measured.
        public bool Hot;
        public long TemperatureMs = -1;
        public long OverSinceMs = -1;

        /// <summary>When voltage and current were measured last, at the terminals or by the module itself.</summary>
        public long MeasuredMs = -1;

        // 9, 10.
        public bool ModuleBusUp;
        public bool BmsBusUp;
        public long LockedUntilMs;
        public bool EmergencyStop;

        // What SessionRules needs in addition to the conditions.
        public int TransactionSerial;
        public bool LimitIsZero;
        public bool StallHold;

        /// <summary>The STOP button was pressed in this turn.</summary>
        public bool StopPressed;
        public int RefusalBits;
        public bool GunFitted;
        public bool GunOpen;

        /// <summary>Since when CAN2 is up; -1 while it is down. Silence is counted from here at the earliest.</summary>
        public long BmsBusUpSinceMs = -1;

        /// <summary>Number of the fault that ends a transaction at once: over-voltage, over-current, emergency stop; 0 for none.</summary>
        public int EndingFault;

        /// <summary>Alarms that end a transaction: those that trip, less what a returning module still shows.</summary>
        public int EndingAlarms;

        /// <summary>The BMS asks for no voltage or no current.</summary>
        public bool VehicleAsksNothing;

        /// <summary>ON was read back.</summary>
        public bool ModuleOn;
        public int CurrentMa = -1;
    }
}
