using Simulator.CentralModel;
using Simulator.Models;
using Simulator.Wire;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>How the charger works with central systems that spell JSON differently, close connections or fail.</summary>
public sealed class ConversationBench : IBench
{
    private const int Cases = 12_000;
    private const int HourMs = 3_600_000;
    private const int OrderSeeds = 10;
    private const int OrderSessions = 12;

    public string Name => "ocpp";

    public void Run(IFigures figures)
    {
        var escapes = new EscapeRun(1);
        escapes.Run(Cases);
        if (escapes.Difference != null) throw new InvalidOperationException(escapes.Difference);
        figures.Add("ocpp.escape_cases", escapes.Cases);
        figures.Add("ocpp.message_order_violations", escapes.EarlyStatuses + Enumerable.Range(1, OrderSeeds).Sum(seed => OrderViolations(seed, OrderSessions, out _)), 0);
        figures.Add("ocpp.reconnects_per_hour_accept_then_close", ConnectsInAnHour(central => central.ClosesAtOnce = true));
    }

    /// <summary>
    /// Statuses that came before the transaction's own message, in sessions that begin and end in any way while the link is
    /// closed, refused or gone at any moment.
    /// </summary>
    /// <param name="transactions">Transactions that the central system received.</param>
    public static int OrderViolations(int seed, int sessions, out int transactions)
    {
        var random = new Random(seed);
        var settings = new WorldSettings { Seed = seed };
        var world = new ChargerWorld(settings);
        var network = new MemoryNetwork(world.Clock);
        var central = new CentralSystemModel(network, settings.StartUtc);
        world.Transport = () => new MemoryTransport(network);
        world.Loop.Add(central);
        world.PowerOn();
        Pass(30_000);
        for (int i = 0; i < sessions; i++)
        {
            world.Plug(new VehicleModel(VehicleKind.Pro, random.Next(10, 80)));
            Disturb();
            world.Console.Type("start RIDER-1\r");
            Disturb();
            Pass(random.Next(60_000));
            Disturb();
            if (random.Next(2) == 0) world.PressStop();
            Disturb();
            world.Unplug();
            Disturb();
            Pass(random.Next(20_000));
        }
        transactions = central.Session.Transactions.Count;
        return central.Session.EarlyStatuses;

        void Pass(int ms) => world.Loop.RunUntil(() => false, world.Clock.NowMs + ms);

        void Disturb()
        {
            int what = random.Next(6);
            if (what == 0) central.CloseAll(1001);
            if (what is 1 or 2) network.State = what == 1 ? NetworkState.Refusing : NetworkState.Down;
            if (what == 1) network.Kill();
            Pass(random.Next(8000));
            network.State = NetworkState.Up;
        }
    }

    /// <summary>Connections that a charger opens in an hour to a central system with an ordered fault.</summary>
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
