using System.Diagnostics;

namespace Simulator.World;

/// <summary>Lets simulated time wait for real time.</summary>
public interface IPace
{
    /// <summary>Called before the clock goes from one time to the other.</summary>
    void WaitFor(long fromMs, long toMs);
}

/// <summary>
/// So many simulated milliseconds for each real one. When the machine falls behind, the time lost is not caught up: real
/// peers would otherwise run into time limits.
/// </summary>
public sealed class WallPace(double speed) : IPace
{
    private const double MostBehindMs = 20;

    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private double _dueMs;

    public double Speed { get; set; } = speed;

    public void WaitFor(long fromMs, long toMs)
    {
        _dueMs += (toMs - fromMs) / Speed;
        double ahead = _dueMs - _wall.Elapsed.TotalMilliseconds;
        if (ahead >= 1) Thread.Sleep((int)ahead);
        else if (ahead < -MostBehindMs) _dueMs = _wall.Elapsed.TotalMilliseconds - MostBehindMs;
    }
}
