using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Soak;

/// <summary>Faults of the charger's side at times that the seed draws, one after the other, beside what the scenario says.</summary>
public sealed class SoakFaults(IStage stage, int seed, int meanMs) : IModel
{
    private static readonly (string Kind, int ForMs, string Field, double Value)[] s_kinds =
    [
        ("bms-refuse", 20_000, "bits", 4),
        ("bms-refuse", 90_000, "bits", 1),
        ("bms-silent", 2_000, "", 0),
        ("bms-silent", 15_000, "", 0),
        ("bms-ask", 60_000, "amperes", 5),
        ("module-alarm", 5_000, "bit", 4),
        ("module-alarm", 5_000, "bit", 6),
        ("module-silent", 2_000, "", 0),
        ("module-silent", 10_000, "", 0),
        ("module-refuse", 0, "count", 2),
        ("module-hot", 120_000, "celsius", 50),
        ("over-voltage", 1_000, "volts", 6),
        ("mains", 8_000, "volts", 0),
        ("bus-off", 6_000, "bus", 1),
        ("bus-off", 6_000, "bus", 2),
        ("emergency", 5_000, "", 0),
    ];

    private readonly Random _random = new(seed);
    private ScenarioEvent? _running;
    private long _nextMs = -1;

    public string Name => "faults";

    public int Begun { get; private set; }

    /// <summary>Told of each fault, with true when it begins.</summary>
    public Action<ScenarioEvent, bool>? Playing { get; set; }

    public long Step(long nowMs)
    {
        if (_nextMs < 0) _nextMs = nowMs + Gap();
        if (nowMs < _nextMs) return _nextMs;
        if (_running != null)
        {
            Apply(_running, false);
            _running = null;
            return _nextMs = nowMs + Gap();
        }
        var (kind, forMs, field, value) = s_kinds[_random.Next(s_kinds.Length)];
        var fields = new Dictionary<string, object>();
        if (field.Length > 0) fields[field] = value;
        var fault = new ScenarioEvent(kind, fields) { AtMs = nowMs, ForMs = forMs };
        Begun++;
        Apply(fault, true);
        if (forMs == 0) return _nextMs = nowMs + Gap();
        _running = fault;
        return _nextMs = nowMs + forMs;
    }

    private void Apply(ScenarioEvent fault, bool begins)
    {
        Playing?.Invoke(fault, begins);
        stage.Apply(fault, begins);
    }

    private long Gap() => (long)(meanMs * (0.5 + _random.NextDouble()));
}
