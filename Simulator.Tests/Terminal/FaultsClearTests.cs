using Charger.Can;

namespace Simulator.Tests.Terminal;

/// <summary>Faults that lock the output for good: kept over a power cut, released by the operator or a Hard Reset.</summary>
public sealed class FaultsClearTests
{
    [Fact]
    public void Latched_PowerCutAndSoftReset_LocksUntilTheOperatorClearsIt()
    {
        using ConsoleWorld world = Latched();
        world.Charger.PowerOff();
        world.Charger.PowerOn();
        world.Run(20);
        world.Ask("reset soft", 20);
        Assert.Contains("active 53 RepeatedStarts (trips)", world.Ask("faults"));
        string answer = world.Ask("start RIDER-1", 10);
        Assert.Contains("error: the connector is faulted, RepeatedStarts: Three starts in 10 minutes", answer);
        Assert.Contains("unplug or say 'faults clear'", answer);
        Assert.True(world.Charger.Stage.Amperes == 0 && !answer.Contains("gate open"), answer);
        Assert.Contains("latched faults are cleared", world.Ask("faults clear"));
        Assert.Contains("no active fault", world.Ask("faults"));
        world.Ask("start RIDER-1", 30);
        Assert.True(world.Charger.Stage.Amperes > 1, string.Join('\n', world.Lines));
    }

    [Fact]
    public void Latched_HardReset_LetsGo()
    {
        using ConsoleWorld world = Latched();
        world.Ask("reset hard", 20);
        Assert.Contains("no active fault", world.Ask("faults"));
        world.Charger.PowerOff();
        world.Charger.PowerOn();
        world.Run(20);
        Assert.Contains("no active fault", world.Ask("faults"));
    }

    [Fact]
    public void Start_WhileTheEmergencyStopIsPressedOrLocks_SaysSo()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.EmergencyStop.Level = true;
        world.Run(2);
        Assert.Contains("error: the connector is faulted, EmergencyStop: Emergency stop: release it", world.Ask("start RIDER-1", 2));
        world.Charger.EmergencyStop.Level = false;
        world.Run(1);
        Assert.Contains("error: the connector is faulted, EmergencyStop: Emergency stop: release it", world.Ask("start RIDER-1", 2));
        world.Run(10);
        world.Ask("start RIDER-1", 20);
        Assert.True(world.Charger.Stage.Amperes > 1, string.Join('\n', world.Lines));
    }

    // A module that trips by itself again and again: the fourth time is the last.
    private static ConsoleWorld Latched()
    {
        ConsoleWorld world = new ConsoleWorld().Charging();
        for (int i = 0; i < 4; i++)
        {
            world.Charger.Module.HeldOff = true;
            world.Charger.Stage.SwitchOff();
            world.Run(1);
            world.Charger.Module.HeldOff = false;
            world.Run(8);
        }
        Assert.Contains("fault 53 RepeatedStarts", string.Join('\n', world.Lines));
        Assert.Equal(1 << (ChargerFaults.RepeatedStarts - ChargerFaults.FirstOwn), world.Charger.Firmware!.Control.Faults.Latched);
        return world;
    }
}
