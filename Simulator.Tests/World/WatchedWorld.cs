using Simulator.Models;
using Simulator.Tests.Terminal;
using Simulator.World;

namespace Simulator.Tests.World;

/// <summary>A whole charger that is judged by the models: the contactor, the current, the frames on the wire; never by what the firmware reports.</summary>
internal sealed class WatchedWorld : IDisposable
{
    private const uint ControlId = 0x068181FE;
    private const byte PowerFunction = 0x32;

    public WatchedWorld()
    {
        Charger.Can.ModuleWire.Heard = (id, data, _) =>
        {
            if (id == ControlId && data[1] == PowerFunction && data[3] == 0) StartFramesMs.Add(NowMs);
        };
        Charger.Contactor.Changed = closed =>
        {
            if (closed) ClosingsMs.Add(NowMs);
        };
    }

    public ConsoleWorld Console { get; } = new();

    public ChargerWorld Charger => Console.Charger;

    public PowerModuleModel Module => Charger.Module;

    public PowerStage Stage => Charger.Stage;

    public long NowMs => Charger.Clock.NowMs;

    /// <summary>When a START was on the wire to the module.</summary>
    public List<long> StartFramesMs { get; } = [];

    /// <summary>When the contactor closed: once for each start.</summary>
    public List<long> ClosingsMs { get; } = [];

    /// <summary>The contactor is open and no current flows.</summary>
    public bool IsOff => !Charger.Contactor.High && Stage.Amperes == 0;

    public string Told => string.Join('\n', Console.Lines);

    public WatchedWorld Charging()
    {
        Console.Charging();
        Run(5);
        return this;
    }

    public void Run(int seconds) => Console.Run(seconds);

    public bool RunUntil(Func<bool> done, int limitMs) => Charger.Loop.RunUntil(done, NowMs + limitMs);

    /// <summary>Off within the time, and for the seconds after it.</summary>
    public void AssertOff(int withinMs, int thenSeconds)
    {
        Assert.False(IsOff, "it was off before the fault");
        Assert.True(RunUntil(() => IsOff, withinMs), $"contactor {Charger.Contactor.High}, {Stage.Amperes:F1} A after {withinMs} ms\n{Told}");
        Assert.False(RunUntil(() => !IsOff, thenSeconds * 1000), $"on again at {NowMs} ms\n{Told}");
    }

    /// <summary>Presents an id every 5 s while no transaction runs, as a stubborn customer does: a running one would end by it.</summary>
    public void Insist(int seconds)
    {
        for (int i = 0; i < seconds; i += 5)
        {
            if (Console.Central.Transactions.All(t => t.Stopped)) Console.Ask("start RIDER-1", 5);
            else Run(5);
        }
    }

    public void Dispose() => Console.Dispose();
}
