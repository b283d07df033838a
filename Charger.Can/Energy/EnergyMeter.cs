namespace Charger.Can
{
    /// <summary>
    /// Energy by the trapezoidal rule over the terminal-power samples, in 64-bit mW x ms. No energy is counted across a gap above its limit, or
    /// while the gate is closed at both ends of an interval.
    /// </summary>
    public sealed class EnergyMeter
    {
        /// <summary>1 Wh in mW x ms.</summary>
        public const long PerWh = 3_600_000_000L;

        private readonly int[] _settings;
        private long _lastMs = -1;
        private long _lastMw;
        private bool _lastCounted;
        private int _odd;
        private bool _warned;

        /// <summary>Reads EnergyGapMs and EnergyGapPercent of the settings.</summary>
        public EnergyMeter(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>Lifetime total in mW x ms; holds 290 years at 1 MW.</summary>
        public long TotalMwMs;

        /// <summary>Time of the session in ms during which the output was on.</summary>
        public long SessionMs;
        /// <summary>Part of <see cref="SessionMs"/> in which gaps were too long, so that nothing was counted.</summary>
        public long SessionGapMs;

        /// <summary>Power of the last sample.</summary>
        public int PowerMw => (int)(_lastMw > int.MaxValue ? int.MaxValue : _lastMw);

        /// <summary>Adds one sample. <paramref name="counts"/>: the output is on now.</summary>
        public void Sample(long timeMs, int milliVolt, int milliAmpere, bool counts)
        {
            long mw = ((long)milliVolt * milliAmpere + 500) / 1000;
            long ms = timeMs - _lastMs;
            if (_lastMs >= 0 && (counts || _lastCounted))
            {
                SessionMs += ms;
                if (ms > _settings[ChargerSettings.EnergyGapMs])
                {
                    SessionGapMs += ms;
                }
                else
                {
                    long doubled = (_lastMw + mw) * ms + _odd;
                    TotalMwMs += doubled >> 1;
                    _odd = (int)(doubled & 1);
                }
            }
            _lastMs = timeMs;
            _lastMw = mw;
            _lastCounted = counts;
        }

        /// <summary>Begins both times anew for the next transaction; the total goes on.</summary>
        public void StartSession()
        {
            SessionMs = 0;
            SessionGapMs = 0;
            _warned = false;
        }

        /// <summary>True once a session, when gaps exceed the share of it that warns.</summary>
        public bool ConsumeGapWarning()
        {
            if (_warned || SessionGapMs * 100 <= SessionMs * _settings[ChargerSettings.EnergyGapPercent]) return false;
            _warned = true;
            return true;
        }
    }
}
