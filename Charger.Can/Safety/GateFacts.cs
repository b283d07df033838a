namespace Charger.Can
{
    /// <summary>
    /// The one snapshot the gate decides from: plain fields, filled by the control in one go before each decision. Times are
    /// -1 where the thing has not happened yet.
    /// </summary>
    public sealed class GateFacts
    {
        /// <summary>When the decision is made; every age is counted from here.</summary>
        public long NowMs;

        // 1, 2, 11: what the session side allows.
        /// <summary>A transaction runs that the charger has not ended.</summary>
        public bool TransactionRunning;
        /// <summary>The session side permits energy, no limit is 0, and no call that freezes all threads is waiting or granted.</summary>
        public bool EnergyPermitted;
        /// <summary>A firmware install is under way.</summary>
        public bool InstallUnderWay;

        // 3, 4: the vehicle.
        /// <summary>Plugged in, and not <see cref="GunOpen"/>.</summary>
        public bool Plugged;
        /// <summary>When the last BMS request arrived, plausible or not.</summary>
        public long BmsRequestMs = -1;
        /// <summary>d4 of that request was 0.</summary>
        public bool BmsPermits;

        // 5: the request and its acknowledgement.
        /// <summary><see cref="RequestChoice.Plausible"/>, and the plausible request is still fresh.</summary>
        public bool RequestPlausible;
        /// <summary>Both limits were echoed since the start-up sequence began.</summary>
        public bool LimitsPrepared;
        /// <summary>The last echoes had both limits as they are wanted now.</summary>
        public bool LimitsEchoed;
        /// <summary>Since when that is no longer so; counts while <see cref="LimitsEchoed"/> is false.</summary>
        public long EchoMissingSinceMs;

        // 6: the module.
        /// <summary>Sign of life: the last 0x00433F01.</summary>
        public long PowerMs = -1;
        /// <summary>Sign of life: the last 0x00473F01.</summary>
        public long StatusMs = -1;
        /// <summary>Sign of life: the last 0x18FF50E5 on CAN1.</summary>
        public long HeartbeatMs = -1;
        /// <summary>0x83 as received last.</summary>
        public int Alarms;
        /// <summary>When <see cref="Alarms"/> arrived.</summary>
        public long AlarmsMs = -1;

        // 7, 8: what is measured.
        /// <summary>A fitted temperature sensor is at the limit or has not cooled below its hysteresis.</summary>
        public bool Hot;
        /// <summary>The oldest time of the fitted sensors.</summary>
        public long TemperatureMs = -1;
        /// <summary>Since when voltage or current is above ceiling plus margin; -1 while neither is.</summary>
        public long OverSinceMs = -1;

        /// <summary>When voltage and current were measured last, at the terminals or by the module itself.</summary>
        public long MeasuredMs = -1;

        // 9, 10.
        /// <summary>CAN1 is up.</summary>
        public bool ModuleBusUp;
        /// <summary>CAN2 is up.</summary>
        public bool BmsBusUp;
        /// <summary>The output is locked until then; long.MaxValue while a fault is latched or the meter that is billed by does not answer.</summary>
        public long LockedUntilMs;
        /// <summary>An emergency stop is pressed, or was less than FaultLockMs ago.</summary>
        public bool EmergencyStop;

        // What SessionRules needs in addition to the conditions.
        /// <summary>Number of the permit's transaction, also while none is running.</summary>
        public int TransactionSerial;
        /// <summary>A smart-charging limit is 0, or below the smallest current that the module knows.</summary>
        public bool LimitIsZero;
        /// <summary>The output is held off for a call that freezes all threads.</summary>
        public bool StallHold;

        /// <summary>The STOP button was pressed in this turn.</summary>
        public bool StopPressed;
        /// <summary>d4 of the last BMS request.</summary>
        public int RefusalBits;
        /// <summary>The board has a gun switch.</summary>
        public bool GunFitted;
        /// <summary>The gun switch was open at its last read.</summary>
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
        /// <summary>Measured current of the last reading, whatever its age; negative while unknown.</summary>
        public int CurrentMa = -1;
    }
}
