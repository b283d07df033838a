namespace Charger.Can
{
    /// <summary>
    /// Which faults of <see cref="ChargerFaults"/> are active, and until when they lock the output: at least 10 s after the
    /// cause of a latching one has ended.
    /// </summary>
    public sealed class FaultState
    {
        private readonly int[] _settings;
        private int _own;
        private int _alarms;

        /// <summary>Reads FaultLockMs of the settings.</summary>
        public FaultState(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>Gate condition 10: the output is locked until then.</summary>
        public long LockedUntilMs;

        /// <summary>Number of the worst active fault, 0 for none.</summary>
        public int Worst;
        /// <summary>Since when <see cref="Worst"/> has its value.</summary>
        public long WorstSinceMs;

        /// <summary>Faults that lock the output until they are cleared by hand: bit 0 is number <see cref="ChargerFaults.FirstOwn"/>.</summary>
        public int Latched;

        /// <summary>The fault is latched: it locks the output until it is cleared by hand.</summary>
        public void Latch(int number) => Latched |= 1 << (number - ChargerFaults.FirstOwn);

        /// <summary>Clears one latched fault.</summary>
        public void Unlatch(int number) => Latched &= ~(1 << (number - ChargerFaults.FirstOwn));

        /// <summary>The cause of a latching fault is present: activates it and restarts its lock time.</summary>
        public void Trip(int number, long nowMs)
        {
            _own |= 1 << (number - ChargerFaults.FirstOwn);
            LockedUntilMs = nowMs + _settings[ChargerSettings.FaultLockMs];
        }

        /// <summary>Sets or clears a fault that ends with its cause.</summary>
        public void Set(int number, bool active)
        {
            int bit = 1 << (number - ChargerFaults.FirstOwn);
            if (active) _own |= bit;
            else _own &= ~bit;
        }

        /// <summary>Active or latched. Only for the charger's own faults, from <see cref="ChargerFaults.FirstOwn"/> on.</summary>
        public bool IsActive(int number) => ((_own | Latched) & (1 << (number - ChargerFaults.FirstOwn))) != 0;

        /// <summary>Records in the history which faults are active now.</summary>
        public void Note(FaultHistory history, long nowMs) => history.Note(_alarms, _own | Latched, nowMs);

        /// <summary>Alarms as read now; the tripping ones among <paramref name="latching"/> lock the output.</summary>
        public void ApplyAlarms(int bits, int latching, long nowMs)
        {
            int held = _alarms & ModuleProtocol.TrippingAlarms;
            _alarms = (bits & ~ModuleProtocol.StateBits) | held;
            if ((latching & ModuleProtocol.TrippingAlarms) != 0) LockedUntilMs = nowMs + _settings[ChargerSettings.FaultLockMs];
        }

        /// <summary>Clears the faults whose lock time is over, and finds the worst of those that remain.</summary>
        public void Step(long nowMs, int alarmsNow)
        {
            if (nowMs >= LockedUntilMs)
            {
                _own &= ~ChargerFaults.LockForTime;
                _alarms = alarmsNow & ~ModuleProtocol.StateBits;
            }
            int worst = FindWorst();
            if (worst == Worst) return;
            Worst = worst;
            WorstSinceMs = nowMs;
        }

        // Worst first: what locks for a time, what locks until cleared, the module's own, what holds off, what warns.
        private int FindWorst()
        {
            int active = _own | Latched;
            int worst = FirstOwn(active & ChargerFaults.LockForTime);
            if (worst == 0) worst = FirstOwn(Latched);
            if (worst == 0) worst = FirstAlarm(_alarms & ModuleProtocol.TrippingAlarms);
            if (worst == 0) worst = FirstOwn(active & ChargerFaults.HoldOff);
            if (worst == 0) worst = FirstAlarm(_alarms);
            return worst != 0 ? worst : FirstOwn(active);
        }

        private static int FirstOwn(int faults) => faults == 0 ? 0 : ChargerFaults.FirstOwn + Lowest(faults);

        /// <summary>The fault of the lowest bit of 0x83 that is set; 0 for none.</summary>
        public static int FirstAlarm(int bits) => bits == 0 ? 0 : ChargerFaults.OfAlarmBit(Lowest(bits));

        // One is set.
        private static int Lowest(int bits)
        {
            int bit = 0;
            while ((bits & (1 << bit)) == 0) bit++;
            return bit;
        }
    }
}
