using Simulator.Models;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Session;

/// <summary>The usual session as steps: boot, connect, plug in, authorise, charge, stop, unplug.</summary>
public static class SessionSteps
{
    public static SessionScript Of(SessionPlan plan, ChargerWorld world, ICentral? central)
    {
        long chargingSinceMs = 0;
        var trouble = new LinkTrouble(world);
        world.Loop.Add(trouble);
        return new SessionScript(
        [
            new("boot and connect", world.PowerOn, () => Connected(world, central), 60_000, "charger not accepted", trouble.Told),
            new("plug in", () => world.Plug(new VehicleModel(plan.Vehicle, plan.SocPercent)), () => world.Firmware is { Inputs.Plugged: true }, 10_000),
            new("authorise", () => Start(plan, world, central), () => world.Firmware is { Permit.TransactionRunning: true }, 30_000, "no transaction began", trouble.Told),
            new("power on", () => { }, () => world.Stage.Amperes > 0, 30_000),
            new("charge", () => chargingSinceMs = world.Clock.NowMs, () => world.Clock.NowMs - chargingSinceMs >= plan.ChargeSeconds * 1000L, plan.ChargeSeconds * 1000 + 60_000),
            new("stop", () => Stop(plan, world, central), () => !world.Stage.On && world.Firmware is { Permit.TransactionRunning: false }, 10_000),
            new("deliver", () => { }, () => central != null ? central.Transactions is [.., { Stopped: true }] : world.Firmware is { ChargePoint.Queue.Waiting: 0 }, 60_000, "the end of the transaction was not delivered", trouble.Told),
            new("unplug", world.Unplug, () => world.Firmware is { Inputs.Plugged: false }, 10_000),
            new("settle", () => { }, () => (central != null ? central.StatusOf(1) : world.Firmware?.ChargePoint.Status) == "Available", 30_000),
        ]);
    }

    private static bool Connected(ChargerWorld world, ICentral? central) =>
        central != null ? central.StatusOf(1) != null : world.Firmware is { ChargePoint.IsOnline: true };

    private static void Start(SessionPlan plan, ChargerWorld world, ICentral? central)
    {
        if (plan.Remote && central != null) central.RemoteStart(plan.IdTag);
        else world.Console.Type($"start {plan.IdTag}\r");
    }

    private static void Stop(SessionPlan plan, ChargerWorld world, ICentral? central)
    {
        if (plan.Remote && central != null) central.RemoteStop();
        else world.PressStop();
    }
}
