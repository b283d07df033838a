using Simulator.Models;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Soak;

/// <summary>One seed of the soak over the whole range: vehicles come and leave, the seed's faults happen, the oracle judges.</summary>
public sealed class WideRun
{
    private const long MinuteMs = 60_000;
    private const int CycleMs = 12 * 60_000;

    /// <summary>Before and behind 2^31 and 2^32 ms of uptime: the run crosses it in its middle.</summary>
    private static readonly long[] s_uptimes = [0, 1L << 31, 1L << 32, 0];

    private readonly SessionWorld _world;
    private readonly WideFaults _faults;
    private readonly long _lengthMs;

    public WideRun(int seed, long lengthMs, IReadOnlyList<WideFault> faults)
    {
        _lengthMs = lengthMs;
        long uptime = s_uptimes[seed % s_uptimes.Length];
        _world = SessionWorld.Create(new SessionOptions { Seed = seed, InMemory = true, UptimeMs = uptime == 0 ? 0 : uptime - lengthMs / 2 }, deviceScheduling: true);
        _faults = new WideFaults(_world.Charger, _world.Central!, faults);
        Oracle = new TruthOracle(_world.Charger, _world.Central!, _faults, _world.OpenConnections!);
        _world.Charger.Loop.Add(new ScenarioPlayer(Life(seed, lengthMs), new ScenarioStage(_world.Charger, _world.Central), 0));
        _world.Charger.Loop.Add(_faults);
    }

    public TruthOracle Oracle { get; }

    public Action<string>? Serial { get; set; }

    public Action<long, WideFault, bool>? Playing { get; set; }

    public int Transactions => _world.Central!.Transactions.Count;

    public double DeliveredWh => _world.Charger.Stage.DeliveredWh;

    public int Boots => _world.Charger.Boots;

    /// <summary>Runs to its end or to the first breach.</summary>
    public void Run()
    {
        ChargerWorld charger = _world.Charger;
        charger.Console.LineWritten = line => Serial?.Invoke(FormattableString.Invariant($"{charger.Clock.NowMs / 1000.0,10:F3} {line}"));
        _faults.Playing = (fault, begins) => Playing?.Invoke(charger.Clock.NowMs, fault, begins);
        charger.PowerOn();
        double before = 0;
        try
        {
            charger.Loop.RunUntil(() => Oracle.Count > 0, _lengthMs - WideFaultTable.QuietAtEndMs + 3 * MinuteMs);
            before = charger.Stage.DeliveredWh;
            charger.Loop.RunUntil(() => Oracle.Count > 0, _lengthMs);
        }
        catch (WorldException e)
        {
            Oracle.Break(e.Message);
        }
        if (Oracle.Count == 0 && charger.Stage.DeliveredWh - before < 20) Oracle.Break(FormattableString.Invariant($"after all faults were over the charger charged {charger.Stage.DeliveredWh - before:F1} Wh in {(WideFaultTable.QuietAtEndMs / MinuteMs) - 3} minutes"));
    }

    /// <summary>A vehicle every 12 minutes; at the end the latched faults are cleared and one more comes.</summary>
    private static Scenario Life(int seed, long lengthMs)
    {
        var random = new Random(seed ^ 0x5EED);
        var events = new List<ScenarioEvent>();
        void Add(long at, string kind, params (string, object)[] fields) => events.Add(new ScenarioEvent(kind, fields.ToDictionary(f => f.Item1, f => f.Item2)) { AtMs = at });
        long quiet = lengthMs - WideFaultTable.QuietAtEndMs;
        for (long at = 30_000; at + CycleMs < quiet; at += CycleMs)
        {
            Add(at, "plug", ("vehicle", VehicleKind.All[random.Next(3)].Name), ("soc", (double)random.Next(10, 80)));
            if (random.Next(3) == 0) Add(at + 10_000, "remote-start", ("id", "FLEET-7"));
            else Add(at + 10_000, "present", ("id", "RIDER-1"));
            if (random.Next(2) == 0) Add(at + CycleMs - 90_000, "press", ("button", "stop"));
            Add(at + CycleMs - 60_000, "unplug");
        }
        Add(quiet + 30_000, "unplug");
        // A reset by hand is what a service technician does last.
        Add(quiet + 60_000, "type", ("line", "faults clear"));
        Add(quiet + 180_000, "plug", ("vehicle", "pro"), ("soc", 30.0));
        Add(quiet + 200_000, "present", ("id", "RIDER-1"));
        Add(quiet + 500_000, "press", ("button", "stop"));
        Add(quiet + 520_000, "unplug");
        Add(quiet + 700_000, "plug", ("vehicle", "max"), ("soc", 30.0));
        Add(quiet + 720_000, "present", ("id", "RIDER-2"));
        return new Scenario { Name = "wide", LengthMs = lengthMs, Events = [.. events.OrderBy(e => e.AtMs)] };
    }
}
