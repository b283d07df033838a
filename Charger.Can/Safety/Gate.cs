namespace Charger.Can
{
    /// <summary>
    /// The only gate for power and metering (charger-protocol.md, "The gate"): eleven conditions from one snapshot. It keeps only
    /// the last result, the condition that closed it and the module's health. One long method, since it runs for every frame.
    /// </summary>
    public sealed class Gate
    {
        private readonly int[] _settings;

        /// <summary>Closed until the first <see cref="Evaluate"/>.</summary>
        public Gate(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>Result of the last <see cref="Evaluate"/>: <see cref="GateConditions"/>.</summary>
        public int Conditions;

        /// <summary>Number of the condition that closed it last, 1 to 11; 0 before the first time.</summary>
        public int LastClosedBy;
        /// <summary>How often it was closed since boot.</summary>
        public int Closings;

        /// <summary>At least 2 of 3 signs of life within 3 s, each counted only after its first frame.</summary>
        public bool ModuleHealthy;

        /// <summary>Over ceiling and margin for long enough.</summary>
        public bool OverTripped;

        /// <summary>
        /// The next instant at which silence alone makes a condition false: the control evaluates then, not up to 20 ms later.
        /// <see cref="long.MaxValue"/> while the gate is closed.
        /// </summary>
        public long RunsOutMs(GateFacts f)
        {
            if (Conditions != GateConditions.All) return long.MaxValue;
            long at = f.BmsRequestMs + _settings[ChargerSettings.BmsFreshMs] + 1;
            // At least two of three must be fresh: the second newest decides.
            long least = f.PowerMs < f.StatusMs ? f.PowerMs : f.StatusMs;
            long most = f.PowerMs < f.StatusMs ? f.StatusMs : f.PowerMs;
            long second = f.HeartbeatMs < most ? f.HeartbeatMs : most;
            if (second < least) second = least;
            long offline = second + _settings[ChargerSettings.ModuleFreshMs] + 1;
            if (offline < at) at = offline;
            if (f.OverSinceMs >= 0 && f.OverSinceMs + _settings[ChargerSettings.OverMs] < at) at = f.OverSinceMs + _settings[ChargerSettings.OverMs];
            return at;
        }

        /// <summary>Evaluates all eleven conditions. The output may start only when all bits are set.</summary>
        public int Evaluate(GateFacts f)
        {
            long now = f.NowMs;
            int fresh = _settings[ChargerSettings.ModuleFreshMs];
            int signs = 0;
            if (f.PowerMs >= 0 && now - f.PowerMs <= fresh) signs++;
            if (f.StatusMs >= 0 && now - f.StatusMs <= fresh) signs++;
            if (f.HeartbeatMs >= 0 && now - f.HeartbeatMs <= fresh) signs++;
            ModuleHealthy = signs >= 2;
            OverTripped = f.OverSinceMs >= 0 && now - f.OverSinceMs >= _settings[ChargerSettings.OverMs];
            int reading = _settings[ChargerSettings.ReadingFreshMs];

            int c = f.TransactionRunning ? GateConditions.Transaction : 0;
            if (f.EnergyPermitted) c |= GateConditions.EnergyPermitted;
            if (f.Plugged) c |= GateConditions.Plugged;
            if (f.BmsPermits && f.BmsRequestMs >= 0 && now - f.BmsRequestMs <= _settings[ChargerSettings.BmsFreshMs]) c |= GateConditions.Bms;
            if (f.RequestPlausible && f.LimitsPrepared && (f.LimitsEchoed || now - f.EchoMissingSinceMs <= _settings[ChargerSettings.AckMs])) c |= GateConditions.Request;
            bool alarmFree = f.AlarmsMs >= 0 && now - f.AlarmsMs <= reading && (f.Alarms & ModuleProtocol.TrippingAlarms) == 0;
            if (ModuleHealthy && alarmFree) c |= GateConditions.Module;
            if (!f.Hot && f.TemperatureMs >= 0 && now - f.TemperatureMs <= reading) c |= GateConditions.Temperature;
            if (!OverTripped && f.MeasuredMs >= 0 && now - f.MeasuredMs <= reading) c |= GateConditions.Measured;
            if (f.ModuleBusUp && f.BmsBusUp) c |= GateConditions.Buses;
            if (!f.EmergencyStop && now >= f.LockedUntilMs) c |= GateConditions.NoFault;
            if (!f.InstallUnderWay) c |= GateConditions.NoInstall;

            if (Conditions == GateConditions.All && c != GateConditions.All)
            {
                Closings++;
                LastClosedBy = GateConditions.FirstFalse(c);
            }
            Conditions = c;
            return c;
        }
    }
}
