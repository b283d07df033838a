namespace Simulator.World;

/// <summary>How long a worker that is due waits until it runs.</summary>
public interface IScheduling
{
    long LatencyMs(WorkerSlot slot);
}

/// <summary>Every worker runs as soon as it is due.</summary>
public sealed class IdealScheduling : IScheduling
{
    public long LatencyMs(WorkerSlot slot) => 0;
}

/// <summary>
/// The interpreter's scheduler as measured (platform.md, "The dialect, as seen on the real interpreter"): beside threads that compute without pause a thread of
/// normal priority wakes 40 ms late every time, one of highest within 1 ms, once in 200 times up to 40 ms late.
/// </summary>
public sealed class DeviceScheduling(int seed) : IScheduling
{
    private const int QuantumMs = 20;
    private const int NormalLateMs = 2 * QuantumMs;
    private const int OnceIn = 200;

    private readonly Random _random = new(seed);

    /// <summary>How often another thread computes without pause when someone wakes, 0 to 100.</summary>
    public int BusyPercent { get; set; } = 20;

    public long LatencyMs(WorkerSlot slot)
    {
        if (!slot.Highest) return _random.Next(100) < BusyPercent ? NormalLateMs : 0;
        return _random.Next(OnceIn) == 0 ? _random.Next(2, NormalLateMs + 1) : _random.Next(2);
    }
}
