namespace Charger.Can
{
    /// <summary>
    /// Whether a vehicle is plugged in: by plausible frames of its BMS (2 to set, 1 s debounce, lost after 3 s) and, where
    /// fitted, by the gun switch. A current of zero or the terminal voltage never unplugs.
    /// </summary>
    public sealed class PlugDetector
    {
        private readonly int[] _settings;
        private int _framesAtStart;
        private long _firstMs = -1;
        private long _openSinceMs;

        /// <summary>Unplugged until plausible requests have come.</summary>
        public PlugDetector(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>A vehicle is plugged in. The gun switch may be open already (<see cref="GunOpen"/>).</summary>
        public bool Plugged;

        /// <summary>The gun switch is open though a vehicle was plugged in: no power, at once; unplugged after the debounce.</summary>
        public bool GunOpen;

        /// <param name="gunFitted">False: only frames decide, and <paramref name="gunClosed"/> is ignored.</param>
        /// <param name="busUpSinceMs">Silence is counted from here at the earliest; -1 while the bus is down, when silence does not count.</param>
        public void Step(long nowMs, Bms bms, bool gunFitted, bool gunClosed, long busUpSinceMs)
        {
            GunOpen = gunFitted && !gunClosed;
            if (Plugged) WatchForEnd(nowMs, bms, gunFitted, busUpSinceMs);
            else WatchForPlug(nowMs, bms);
        }

        private void WatchForPlug(long nowMs, Bms bms)
        {
            bool silent = bms.PlausibleMs < 0 || nowMs - bms.PlausibleMs > _settings[ChargerSettings.PlugLostMs];
            if (silent || GunOpen)
            {
                _firstMs = -1;
                _framesAtStart = bms.PlausibleRequests;
                return;
            }
            if (_firstMs < 0) _firstMs = bms.PlausibleMs;
            if (bms.PlausibleRequests - _framesAtStart < _settings[ChargerSettings.PlugFrames] || nowMs - _firstMs < _settings[ChargerSettings.PlugDebounceMs]) return;
            Plugged = true;
            _openSinceMs = -1;
        }

        private void WatchForEnd(long nowMs, Bms bms, bool gunFitted, long busUpSinceMs)
        {
            if (gunFitted)
            {
                if (!GunOpen) _openSinceMs = -1;
                else if (_openSinceMs < 0) _openSinceMs = nowMs;
                if (_openSinceMs >= 0 && nowMs - _openSinceMs >= _settings[ChargerSettings.PlugDebounceMs]) Unplug(bms);
                return;
            }
            if (busUpSinceMs < 0) return;
            long heardMs = bms.RequestMs > busUpSinceMs ? bms.RequestMs : busUpSinceMs;
            if (nowMs - heardMs > _settings[ChargerSettings.PlugLostMs]) Unplug(bms);
        }

        private void Unplug(Bms bms)
        {
            Plugged = false;
            _firstMs = -1;
            _framesAtStart = bms.PlausibleRequests;
            bms.Forget();
        }
    }
}
