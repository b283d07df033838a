using Simulator.World;

namespace Simulator.Models;

/// <summary>A node that sends without need: foreign frames on both buses at a given rate, some with identifiers close to the wanted ones.</summary>
public sealed class BurstModel(Action<uint, byte[]> onModuleBus, Action<uint, byte[]> onBmsBus, int seed) : IModel
{
    private readonly Random _random = new(seed);
    private double _due;
    private long _lastMs;

    public string Name => "burst";

    /// <summary>On each bus; 0 is silent.</summary>
    public int FramesPerSecond { get; set; }

    public long Sent { get; private set; }

    public long Step(long nowMs)
    {
        long ms = nowMs - _lastMs;
        _lastMs = nowMs;
        if (FramesPerSecond == 0)
        {
            _due = 0;
            return long.MaxValue;
        }
        _due += Math.Min(ms, 100) * FramesPerSecond / 1000.0;
        for (; _due >= 1; _due--)
        {
            onModuleBus(Foreign(), Data());
            onBmsBus(Foreign(), Data());
            Sent += 2;
        }
        return nowMs + 1;
    }

    /// <summary>Never one that the charger listens to: those would be forged values, not load.</summary>
    private uint Foreign() => 0x10000000u | (uint)_random.Next(0x1000) << 4;

    private byte[] Data()
    {
        byte[] data = new byte[8];
        _random.NextBytes(data);
        return data;
    }
}
