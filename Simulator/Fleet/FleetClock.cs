using System.Diagnostics;

namespace Simulator.Fleet;

/// <summary>The time of a fleet: real time, but when the machine falls behind, it runs slower, and the chargers skip no time.</summary>
/// <param name="speed">Fleet seconds for each real one.</param>
public sealed class FleetClock(double speed)
{
    private const int LongestRoundMs = 50;

    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private long _lastWallMs;
    private long _nowMs;

    public long NowMs => Volatile.Read(ref _nowMs);

    public long WallMs => _wall.ElapsedMilliseconds;

    /// <summary>The time up to which all chargers may run now; called by one thread.</summary>
    public long Advance()
    {
        long wall = _wall.ElapsedMilliseconds;
        long ms = (long)Math.Min((wall - _lastWallMs) * speed, LongestRoundMs * speed);
        _lastWallMs = wall;
        Volatile.Write(ref _nowMs, _nowMs + ms);
        return _nowMs;
    }
}
