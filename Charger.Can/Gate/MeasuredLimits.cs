namespace Charger.Can
{
    /// <summary>Which measured value is above its ceiling.</summary>
    public enum OverLimit
    {
        None,
        Voltage,
        Current,
    }

    /// <summary>
    /// What the terminals and the temperatures say about limits: gate conditions 7 and 8, each with the hysteresis or the
    /// time the specification gives it, and whether a battery shows at the terminals (supporting evidence only).
    /// </summary>
    public sealed class MeasuredLimits
    {
        private const int BatteryLeastMv = 40_000;
        private const int BatteryMostMv = 90_000;
        private const int BatteryHysteresisMv = 2_000;
        private const int StandInAfterMs = 600;

        private readonly ChargerSettings _settings;

        public MeasuredLimits(ChargerSettings settings)
        {
            _settings = settings;
        }

        /// <summary>Since when a measured value is above ceiling and margin; -1 while it is not.</summary>
        public long OverSinceMs = -1;
        public OverLimit Over;

        /// <summary>Set at the limit, cleared below limit minus hysteresis.</summary>
        public bool Hot;
        public bool BatteryPresent;

        /// <summary>When voltage and current were measured last; -1 before.</summary>
        public long MeasuredMs = -1;

        public void TakeTerminals(int milliVolt, int milliAmpere, long timeMs)
        {
            MeasuredMs = timeMs;
            int margin = BatteryPresent ? BatteryHysteresisMv : 0;
            BatteryPresent = milliVolt >= BatteryLeastMv - margin && milliVolt <= BatteryMostMv + margin;
            bool voltage = milliVolt > _settings.CeilingMv + _settings.OverMv;
            bool current = milliAmpere > _settings.CeilingMa + _settings.OverMa;
            if (!voltage && !current)
            {
                OverSinceMs = -1;
                return;
            }
            if (OverSinceMs < 0) OverSinceMs = timeMs;
            Over = voltage ? OverLimit.Voltage : OverLimit.Current;
        }

        /// <summary>The module's own readings stand in while the terminals are silent: they limit, but they do not bill.</summary>
        public void StandIn(ModuleReadings r)
        {
            if (r.OutputTimeMs - MeasuredMs > StandInAfterMs && r.OutputMv >= 0) TakeTerminals(r.OutputMv, r.OutputMa, r.OutputTimeMs);
        }

        public void TakeTemperature(int milliC)
        {
            if (milliC == ChargerSnapshot.UnknownTemperature) return;
            if (milliC >= _settings.CeilingMilliC) Hot = true;
            else if (milliC <= _settings.CeilingMilliC - _settings.HysteresisMilliC) Hot = false;
        }
    }
}
