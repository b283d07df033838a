using Simulator.Models;
using Simulator.Soak;
using Simulator.World;

namespace Simulator.Tests.Soak;

/// <summary>Each invariant is broken once on purpose: an invariant that cannot fail checks nothing.</summary>
public sealed class InvariantsTests
{
    private static (ChargerWorld World, Invariants Invariants) Booted(Func<int>? connections = null)
    {
        var world = new ChargerWorld(new WorldSettings()) { Transport = () => new MemoryTransport(new MemoryNetwork(new SimulatedClock())) };
        var invariants = new Invariants(world, null) { Connections = connections };
        world.PowerOn();
        world.Loop.RunUntil(() => false, 5000);
        Assert.Empty(invariants.Broken);
        return (world, invariants);
    }

    private static void Run(ChargerWorld world, int ms, Action? each = null)
    {
        for (int i = 0; i < ms / 100; i++)
        {
            each?.Invoke();
            world.Loop.RunUntil(() => false, world.Clock.NowMs + 100);
        }
    }

    [Fact]
    public void Module_OnWithoutAVehicle_IsTold()
    {
        var (world, invariants) = Booted();
        world.Module.Silent = true;
        Run(world, 9000, world.Stage.SwitchOn);
        Assert.Contains(invariants.Broken, b => b.Contains("no vehicle is plugged in"));
    }

    [Fact]
    public void Contactor_ClosedWithoutTransaction_IsTold()
    {
        var (world, invariants) = Booted();
        Run(world, 2000, () => world.Contactor.Write(true));
        Assert.Contains(invariants.Broken, b => b.Contains("contactor is closed"));
    }

    [Fact]
    public void Voltage_AboveTheCeiling_IsTold()
    {
        var (world, invariants) = Booted();
        world.Module.Silent = true;
        world.Stage.LimitVolts = 95;
        Run(world, 4000, world.Stage.SwitchOn);
        Assert.Contains(invariants.Broken, b => b.Contains("above the ceiling"));
    }

    [Fact]
    public void Current_AboveTheRequest_IsTold()
    {
        var (world, invariants) = Booted();
        world.Module.Silent = true;
        world.Plug(new VehicleModel(VehicleKind.Classic, 30));
        world.Stage.ContactorClosed = () => true;
        world.Stage.LimitVolts = 84;
        world.Stage.LimitAmperes = 40;
        Run(world, 9000, world.Stage.SwitchOn);
        Assert.Contains(invariants.Broken, b => b.Contains("the BMS asked for 10.0 A"));
    }

    [Theory]
    [InlineData(9000, -1, "the charging profiles allow 9.0 A")]
    [InlineData(-1, 500, "the charging profiles allow ")]
    public void Current_AboveTheProfiles_IsTold(int limitMa, int limitW, string told)
    {
        var (world, invariants) = Booted();
        world.Module.Silent = true;
        world.Plug(new VehicleModel(VehicleKind.Max, 30));
        world.Stage.ContactorClosed = () => true;
        world.Stage.LimitVolts = 84;
        world.Stage.LimitAmperes = 20;
        Action<Charger.Runtime.Worker> judge = world.Stepped!;
        world.Stepped = worker =>
        {
            world.Firmware!.Permit.LimitMa = limitMa;
            world.Firmware.Permit.LimitW = limitW;
            judge(worker);
        };
        Run(world, 9000, world.Stage.SwitchOn);
        Assert.Contains(invariants.Broken, b => b.Contains(told));
    }

    [Fact]
    public void Connections_TwoAtOnce_AreTold()
    {
        int connections = 1;
        var (world, invariants) = Booted(() => connections);
        connections = 2;
        Run(world, 500);
        Assert.Contains(invariants.Broken, b => b.Contains("2 connections at once"));
    }

    [Fact]
    public void FreezingCall_OutputOn_IsTold()
    {
        var (world, invariants) = Booted();
        world.FreezingCall!("a look-up");
        Assert.Empty(invariants.Broken);
        world.Stage.SwitchOn();
        world.FreezingCall!("a look-up");
        Assert.Contains(invariants.Broken, b => b.Contains("a look-up begins while the output is on"));
    }
}
