using Charger.Can;

namespace Simulator.Tests.Terminal;

public sealed class FactoryResetTests
{
    [Fact]
    public void ResetFactory_NothingWaits_ForgetsAllButTheRegisterAndTheBoard()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Ask("config set HeartbeatInterval 77");
        world.Ask("stop", 30);
        Assert.Contains("kept; counts from the next start on", world.Ask("board default"));
        long registerWh = world.Charger.Firmware!.Control.Register.Wh;
        Assert.Contains("energy.a", world.Charger.Storage.Names);
        Assert.True(registerWh > 0);

        Assert.Contains("'reset factory yes' does it", world.Ask("reset factory"));
        string answer = world.Ask("reset factory yes", 10);
        Assert.Contains("everything is forgotten but the energy register", answer);
        Assert.Contains("boot 2, last restart: factory reset from the console", answer);
        Assert.Contains("not provisioned", answer);
        Assert.Equal(300, world.Charger.Firmware!.Configuration.Whole(Ocpp.Client.Configuration.OcppKeys.HeartbeatInterval));
        Assert.Equal(registerWh, world.Charger.Firmware.Control.Register.Wh);
        Assert.Equal(["board", "boot.a", "boot.b", "boots.a", "energy.a", "energy.b", "events.a", "events.b"], world.Charger.Storage.Names.Except(["txn.a", "txn.b", "log.a", "log.b", "seclog.a", "seclog.b"]));
        Assert.Equal(0, world.Charger.Firmware.ChargePoint.Queue.LastSerial);
    }

    /// <summary>A factory reset does not clear the fault of a welded contactor.</summary>
    [Theory]
    [InlineData(ChargerFaults.ContactorFails)]
    [InlineData(ChargerFaults.RepeatedStarts)]
    public void ResetFactory_AFaultIsLatched_LocksTheOutputAsBefore(int fault)
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Charger.Firmware!.Control.Faults.Latch(fault);
        world.Run(1);
        world.Ask("reset factory yes", 20);
        Assert.Equal(2, world.Charger.Boots);
        Assert.True(world.Charger.Firmware!.Control.Faults.IsActive(fault));
        world.Run(5);
        Assert.Equal(0, world.Charger.Firmware.Control.Gate.Conditions & GateConditions.NoFault);
        world.Ask("faults clear", 12);
        Assert.Contains("no active fault", world.Ask("faults"));
    }

    [Fact]
    public void ResetFactory_MessagesWait_IsRefusedWithTheirNumberUntilForced()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Central.LinkDown = true;
        world.Ask("stop", 30);
        int waiting = world.Charger.Firmware!.ChargePoint.Queue.Waiting;
        Assert.True(waiting > 0);

        Assert.Contains($"error: {waiting} transaction messages are not delivered", world.Ask("reset factory yes", 10));
        Assert.Equal(1, world.Charger.Boots);
        Assert.Contains($"{waiting} transaction messages that were not delivered are lost", world.Ask("reset factory force", 10));
        Assert.Equal(2, world.Charger.Boots);
        Assert.Equal(0, world.Charger.Firmware!.ChargePoint.Queue.Waiting);
    }

    [Fact]
    public void ResetFactory_WhileCharging_CutsTheOutputBeforeTheFirstFile()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        Assert.Contains("a transaction is running", world.Ask("reset factory yes"));
        bool on = false;
        world.Charger.Storage.Freezing = name => on |= world.Charger.Contactor.High;
        world.Ask("reset factory force", 10);
        Assert.Equal(2, world.Charger.Boots);
        Assert.False(on);
    }

    [Fact]
    public void ResetSoft_WhileCharging_DeliversTheStopBeforeItRestarts()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        string answer = world.Ask("reset soft", 10);
        Assert.Contains("boot 2, last restart: soft reset from the console", answer);
        Assert.Equal("SoftReset", Assert.Single(world.Central.Transactions).Reason);
        Assert.Equal(0, world.Charger.Firmware!.ChargePoint.Queue.Undeliverable);
    }

    [Fact]
    public void ResetSoft_NobodyAnswers_WaitsNoLongerThanItsGrace()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Central.Mute = true;
        world.Ask("reset soft", 4);
        Assert.Equal(1, world.Charger.Boots);
        world.Run(6);
        Assert.Equal(2, world.Charger.Boots);
        world.Central.Mute = false;
        world.Run(60);
        Assert.Equal("SoftReset", Assert.Single(world.Central.Transactions).Reason);
    }
}
