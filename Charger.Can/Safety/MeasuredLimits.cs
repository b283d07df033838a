namespace Charger.Can
{
    /// <summary>Which measured value is above its ceiling.</summary>
    public enum OverLimit
    {
        /// <summary>Neither yet.</summary>
        None,
        /// <summary>Voltage: fault <see cref="ChargerFaults.OverVoltage"/>.</summary>
        Voltage,
        /// <summary>Current: fault <see cref="ChargerFaults.OverCurrent"/>.</summary>
        Current,
    }

    /// <summary>
    /// What the measured signals mean for gate conditions 7 and 8: which source counts, how old it is, what is above its limit
    /// and since when (charger-protocol.md, "Decisions"). Also whether the terminals show the voltage of a battery
    /// (supporting evidence only).
    /// </summary>
    public sealed class MeasuredLimits
    {
        private const int BatteryLeastMv = 40_000;
        private const int BatteryMostMv = 90_000;
        private const int BatteryHysteresisMv = 2_000;

        /// <summary>Terminal frames count as missing after three periods without one.</summary>
        private const int MissingMs = 600;

        /// <summary>Limits of difference and duration above which the sources disagree. The answers are up to 0.8 s older than the terminal frames.</summary>
        private const int DisagreeMv = 3_000;
        private const int DisagreeMa = 5_000;
        private const int DisagreeForMs = 10_000;

        private readonly int[] _settings;
        private readonly ModuleReadings _readings;
        private long _disagreeMs = -1;

        /// <summary>Nothing is measured yet: every time is -1.</summary>
        public MeasuredLimits(int[] settings, ModuleReadings readings)
        {
            _settings = settings;
            _readings = readings;
            Voltage = readings.Voltage;
            Current = readings.Current;
        }

        /// <summary>The source that counts: the terminal frames, or the module's own reading while they are missing and it is newer.</summary>
        public MeasuredSignal Voltage;

        /// <summary>Current of the source that counts, chosen by itself as <see cref="Voltage"/> is.</summary>
        public MeasuredSignal Current;

        /// <summary>Since when voltage or current is above ceiling and margin; -1 while neither is.</summary>
        public long OverSinceMs = -1;

        /// <summary>Which of them was above last.</summary>
        public OverLimit Over;

        /// <summary>Set at the limit, cleared when every sensor is below limit minus hysteresis.</summary>
        public bool Hot;

        /// <summary>
        /// The measured voltage is 40 to 90 V, with 2 V of hysteresis. Supporting evidence only: the gate does not use it, the BMS feedback
        /// reports it.
        /// </summary>
        public bool BatteryPresent;

        /// <summary>When voltage and current were measured last, the older of both times; -1 before both were.</summary>
        public long MeasuredMs = -1;

        /// <summary>When the temperatures were measured last, the oldest time of the fitted sensors; -1 before all were.</summary>
        public long TemperatureMs = -1;

        /// <summary>Terminal frames and the module's own readings have disagreed for 10 s.</summary>
        public bool Disagree;

        /// <summary>The highest temperature of the fitted sensors; <see cref="MeasuredSignal.Unknown"/> before.</summary>
        public int HighestMilliC
        {
            get
            {
                int inlet = _settings[ChargerSettings.TemperatureSensors] == ChargerSettings.InternalFitted ? MeasuredSignal.Unknown : _readings.Inlet.Value;
                int inside = _settings[ChargerSettings.TemperatureSensors] == ChargerSettings.InletFitted ? MeasuredSignal.Unknown : _readings.Internal.Value;
                return inlet > inside ? inlet : inside;
            }
        }

        /// <summary>Updates voltage and current; called after each terminal frame, and once per turn.</summary>
        public void ApplyTerminals(long nowMs)
        {
            ModuleReadings r = _readings;
            bool missing = nowMs - r.PowerMs > MissingMs;
            MeasuredSignal v = missing && r.OwnVoltage.TimeMs > r.Voltage.TimeMs ? r.OwnVoltage : r.Voltage;
            MeasuredSignal a = missing && r.OwnCurrent.TimeMs > r.Current.TimeMs ? r.OwnCurrent : r.Current;
            Voltage = v;
            Current = a;
            MeasuredMs = v.TimeMs < a.TimeMs ? v.TimeMs : a.TimeMs;
            long voltageMs = v.OverSinceMs;
            long currentMs = a.OverSinceMs;
            bool voltage = voltageMs >= 0 && (currentMs < 0 || voltageMs <= currentMs);
            OverSinceMs = voltage ? voltageMs : currentMs;
            if (OverSinceMs >= 0) Over = voltage ? OverLimit.Voltage : OverLimit.Current;
        }

        /// <summary>Checks the time-outs that can close the gate; called every 20 ms.</summary>
        public void WatchTrips(long nowMs)
        {
            ApplyTerminals(nowMs);
            ApplyTemperatures(nowMs);
        }

        /// <summary>The same, the battery, and whether the sources disagree: every 100 ms and on any change.</summary>
        /// <param name="on">The output is on: only then both sources measure the same voltage and current.</param>
        public void Watch(long nowMs, bool on)
        {
            WatchTrips(nowMs);
            int margin = BatteryPresent ? BatteryHysteresisMv : 0;
            BatteryPresent = Voltage.Value >= BatteryLeastMv - margin && Voltage.Value <= BatteryMostMv + margin;
            if (!on || !Differ()) _disagreeMs = -1;
            else if (_disagreeMs < 0) _disagreeMs = nowMs;
            Disagree = _disagreeMs >= 0 && nowMs - _disagreeMs >= DisagreeForMs;
        }

        private void ApplyTemperatures(long nowMs)
        {
            MeasuredSignal inlet = _settings[ChargerSettings.TemperatureSensors] == ChargerSettings.InternalFitted ? _readings.Internal : _readings.Inlet;
            MeasuredSignal inside = _settings[ChargerSettings.TemperatureSensors] == ChargerSettings.InletFitted ? _readings.Inlet : _readings.Internal;
            TemperatureMs = inlet.TimeMs < inside.TimeMs ? inlet.TimeMs : inside.TimeMs;
            int cool = _settings[ChargerSettings.CeilingMilliC] - _settings[ChargerSettings.HysteresisMilliC];
            int overMs = _settings[ChargerSettings.OverMs];
            if ((inlet.OverSinceMs >= 0 && nowMs - inlet.OverSinceMs >= overMs) || (inside.OverSinceMs >= 0 && nowMs - inside.OverSinceMs >= overMs)) Hot = true;
            else if (inlet.Value <= cool && inside.Value <= cool) Hot = false;
        }

        private bool Differ()
        {
            ModuleReadings r = _readings;
            if (Voltage != r.Voltage || Current != r.Current) return false;
            return Apart(r.Voltage.Value, r.OwnVoltage.Value) > DisagreeMv || Apart(r.Current.Value, r.OwnCurrent.Value) > DisagreeMa;
        }

        // Readings of voltage and current are not negative: the difference has room. An unknown one, the least int, is no
        // disagreement: its difference to any reading is below zero.
        private static int Apart(int a, int b) => a > b ? a - b : b - a;
    }
}
