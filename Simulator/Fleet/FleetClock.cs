using System.Diagnostics;

namespace Simulator.Fleet;

/// <summary>The time of a fleet: real time, but a machine that falls behind makes it slower instead of letting chargers leap.</summary>
/// <param name="speed">Fleet seconds for each real one.</param>
public sealed class FleetClock(double speed)
{
    private const int LongestRoundMs = 50;

    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private long _lastWallMs;
    private long _nowMs;

    public long NowMs => Volatile.Read(ref _nowMs);

    public long WallMs => _wall.ElapsedMilliseconds;

    /// <summary>To be called by one thread: how far all may go now.</summary>
    public long Advance()
    {
        long wall = _wall.ElapsedMilliseconds;
        long ms = (long)Math.Min((wall - _lastWallMs) * speed, LongestRoundMs * speed);
        _lastWallMs = wall;
        Volatile.Write(ref _nowMs, _nowMs + ms);
        return _nowMs;
    }
}
