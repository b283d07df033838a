using System;
using Charger.Runtime;
using nanoFramework.Runtime.Native;

namespace Firmware.Adapters
{
    /// <summary>Milliseconds since boot; the platform counts in steps of 10.</summary>
    internal sealed class DeviceMonotonicClock : IMonotonicClock
    {
        public long NowMs => Environment.TickCount64;
    }

    /// <summary>
    /// UTC. Once the central system has told the time it runs on the monotonic clock, so that the platform's whole-second
    /// clock does not round it; before that it is the time of SNTP or of a clock that kept running over the reboot.
    /// </summary>
    internal sealed class DeviceWallClock : IWallClock
    {
        /// <summary>An earlier year means that the clock was never set.</summary>
        private const int FirstCredibleYear = 2025;

        private readonly long _epochTicks = new DateTime(1970, 1, 1).Ticks;
        private long _offsetMs;
        private bool _told;

        public bool IsKnown => _told || DateTime.UtcNow.Year >= FirstCredibleYear;

        public long UtcNowMs => _told
            ? _offsetMs + Environment.TickCount64
            : (DateTime.UtcNow.Ticks - _epochTicks) / TimeSpan.TicksPerMillisecond;

        public void Set(long utcMs)
        {
            _offsetMs = utcMs - Environment.TickCount64;
            _told = true;
            Rtc.SetSystemTime(new DateTime(_epochTicks + utcMs * TimeSpan.TicksPerMillisecond));
        }
    }
}
