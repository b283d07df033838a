using Charger.Runtime;

namespace Simulator.World;

/// <summary>An output of the board that remembers its level and tells each change.</summary>
public sealed class SimulatedOutput(string name, SimulatedClock clock) : IOutputPin
{
    public string Name { get; } = name;

    public bool High { get; private set; }

    public long ChangedMs { get; private set; }

    public int Changes { get; private set; }

    public Action<bool>? Changed { get; set; }

    public void Write(bool high)
    {
        if (high == High) return;
        High = high;
        ChangedMs = clock.NowMs;
        Changes++;
        Changed?.Invoke(high);
    }
}

/// <summary>An input of the board that the scenario sets.</summary>
public sealed class SimulatedInput(bool level = false) : IInputPin
{
    public bool Level { get; set; } = level;

    public bool Read() => Level;
}

/// <summary>Releases a pressed button after a while.</summary>
internal sealed class Finger(WorldLoop loop, SimulatedInput button, long atMs) : IModel
{
    public string Name => "finger";

    public long Step(long nowMs)
    {
        if (nowMs < atMs) return atMs;
        button.Level = true;
        loop.Remove(this);
        return long.MaxValue;
    }
}
