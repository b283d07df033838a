using Charger.Runtime;

namespace Simulator.World;

/// <summary>Monotonic time that stands still until the loop moves it. 0 is the first boot; a reboot does not set it back.</summary>
public sealed class SimulatedClock : IMonotonicClock
{
    public long NowMs { get; private set; }

    /// <summary>Never goes back: an earlier time is refused.</summary>
    public void AdvanceTo(long nowMs)
    {
        if (nowMs < NowMs) throw new ArgumentOutOfRangeException(nameof(nowMs), nowMs, $"the clock already stands at {NowMs} ms");
        NowMs = nowMs;
    }
}

/// <summary>
/// What the firmware's monotonic clock shows: time since its own boot, in the device's steps of 10 ms unless told otherwise, and
/// what it shows at boot where that is not 0 (a device that has run for weeks).
/// </summary>
public sealed class BootClock(SimulatedClock world, int resolutionMs = 1, long atBootMs = 0) : IMonotonicClock
{
    private readonly long _bootMs = world.NowMs - atBootMs;

    public long NowMs => (world.NowMs - _bootMs) / resolutionMs * resolutionMs;

    /// <summary>The same instant on the world's clock.</summary>
    public long ToWorldMs(long bootMs) => bootMs == long.MaxValue ? long.MaxValue : bootMs + _bootMs;
}

/// <summary>The clock for timestamps: unknown after boot until it is set, as on a board without a battery-backed clock.</summary>
public sealed class SimulatedWallClock(IMonotonicClock monotonic) : IWallClock
{
    private long _offsetMs;

    public bool IsKnown { get; private set; }

    public long UtcNowMs => monotonic.NowMs + _offsetMs;

    public int Settings { get; private set; }

    public void Set(long utcMs)
    {
        _offsetMs = utcMs - monotonic.NowMs;
        IsKnown = true;
        Settings++;
    }
}
