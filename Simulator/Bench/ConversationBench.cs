using Simulator.CentralModel;
using Simulator.Wire;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>How the charger gets along with central systems that write, close or fall over in their own ways.</summary>
public sealed class ConversationBench : IBench
{
    private const int Cases = 12_000;
    private const int HourMs = 3_600_000;

    public string Name => "ocpp";

    public void Run(IFigures figures)
    {
        var escapes = new EscapeRun(1);
        escapes.Run(Cases);
        if (escapes.Difference != null) throw new InvalidOperationException(escapes.Difference);
        figures.Add("ocpp.escape_cases", escapes.Cases);
        figures.Add("ocpp.reconnects_per_hour_accept_then_close", ConnectsInAnHour(central => central.ClosesAtOnce = true));
    }

    /// <summary>Connections a charger makes in an hour to a central system that is made to misbehave.</summary>
    public static int ConnectsInAnHour(Action<CentralSystemModel> misbehave)
    {
        var settings = new WorldSettings();
        var world = new ChargerWorld(settings);
        var network = new MemoryNetwork(world.Clock);
        var central = new CentralSystemModel(network, settings.StartUtc);
        world.Transport = () => new MemoryTransport(network);
        world.Loop.Add(central);
        misbehave(central);
        world.PowerOn();
        world.Loop.RunUntil(() => false, HourMs);
        return central.AttemptsMs.Count;
    }
}
