using System.Diagnostics;
using Firmware;
using Simulator.CentralModel;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Soak;

/// <summary>The settings of a soak.</summary>
public sealed class SoakOptions
{
    public int Seed { get; init; } = 1;

    public required Scenario Scenario { get; init; }

    /// <summary>Mean time between the seed's own faults; 0 for none.</summary>
    public int FaultEveryMs { get; init; } = 900_000;
}

/// <summary>A day of a charger in simulated time; the invariants are checked after every step.</summary>
public sealed class SoakRun
{
    private const int SampleAfterBootMs = 20_000;
    private const int HourMs = 3_600_000;

    private readonly SoakOptions _options;
    private readonly SessionWorld _world;
    private readonly List<int> _live = [];
    private readonly List<Composition> _booted = [];
    private long _sampleAtMs;

    public SoakRun(SoakOptions options)
    {
        _options = options;
        _world = SessionWorld.Create(new SessionOptions { Seed = options.Seed, InMemory = true }, deviceScheduling: true);
        Invariants = new Invariants(_world.Charger, _world.Central) { Connections = _world.OpenConnections };
        _world.Charger.Booted = Booted;
    }

    public Invariants Invariants { get; }

    /// <summary>Called with what happens: events, faults, each hour.</summary>
    public Action<long, string>? Told { get; set; }

    /// <summary>Each line of the firmware's console.</summary>
    public Action<string>? Serial { get; set; }

    public double WallSeconds { get; private set; }

    /// <summary>Live objects of the firmware 20 s after each boot.</summary>
    public IReadOnlyList<int> LiveAfterBoot => _live;

    public int LiveDrift => _live.Count == 0 ? 0 : _live.Max() - _live.Min();

    /// <summary>Of every boot of the run.</summary>
    public int LockTimeouts => _booted.Sum(LockFigures.Timeouts);

    public long SimulatedMs => _world.Charger.Clock.NowMs;

    public long Steps => _world.Charger.Loop.Steps;

    public int Boots => _world.Charger.Boots;

    public IReadOnlyList<CentralTransaction> Transactions => _world.Central!.Transactions;

    public double DeliveredWh => _world.Charger.Stage.DeliveredWh;

    public int Messages => _world.Central!.Messages;

    /// <summary>Runs to the end of the scenario, or to the first breach.</summary>
    public void Run()
    {
        var wall = Stopwatch.StartNew();
        ChargerWorld charger = _world.Charger;
        charger.Console.LineWritten = line => Serial?.Invoke(line);
        var stage = new ScenarioStage(charger, _world.Central);
        charger.Loop.Add(new ScenarioPlayer(_options.Scenario, stage, charger.Clock.NowMs) { Playing = Tell });
        if (_options.FaultEveryMs > 0) charger.Loop.Add(new SoakFaults(stage, _options.Seed, _options.FaultEveryMs) { Playing = Tell });
        charger.PowerOn();
        try
        {
            for (long until = HourMs; Invariants.Count == 0 && charger.Clock.NowMs < _options.Scenario.LengthMs; until += HourMs)
            {
                charger.Loop.RunUntil(Watch, Math.Min(until, _options.Scenario.LengthMs));
                Hour();
            }
        }
        catch (WorldException e)
        {
            Invariants.Break(e.Message);
        }
        if (Invariants.Count == 0) JudgeEnd(charger);
        WallSeconds = wall.Elapsed.TotalSeconds;
    }

    /// <summary>A day without a transaction, or one that was billed wrong, has shown nothing.</summary>
    private void JudgeEnd(ChargerWorld charger)
    {
        int expected = _options.Scenario.Expect.Transactions ?? 1;
        if (Transactions.Count < expected) Invariants.Break($"{Transactions.Count} transactions, at least {expected} expected");
        if (Summary.WrongBill(charger, _world.Central!) is string wrong) Invariants.Break(wrong);
    }

    private void Booted(Composition firmware)
    {
        _booted.Add(firmware);
        _sampleAtMs = _world.Charger.Clock.NowMs + SampleAfterBootMs;
    }

    private bool Watch()
    {
        ChargerWorld charger = _world.Charger;
        if (charger.Firmware is Composition firmware && charger.Clock.NowMs >= _sampleAtMs)
        {
            _sampleAtMs = long.MaxValue;
            _live.Add(LiveObjects.Count(firmware));
        }
        return Invariants.Count > 0;
    }

    private void Hour()
    {
        Invariants.LookAtFlash();
        Told?.Invoke(SimulatedMs, FormattableString.Invariant($"{SimulatedMs / (double)HourMs:F0} h: {Boots} boots, {Transactions.Count} transactions, {DeliveredWh:F0} Wh, {Messages} messages, {Steps} steps"));
    }

    private void Tell(ScenarioEvent what, bool begins) => Told?.Invoke(SimulatedMs, begins ? what.ToString() : $"{what.Kind} is over");
}
