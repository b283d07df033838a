using Simulator.Models;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Storage;

/// <summary>
/// A flash that refuses every write while the charger runs: each refused call freezes all threads like one that succeeds, so
/// every retry has a pause that grows and a bound, and nothing that was promised waits for the flash for ever.
/// </summary>
public sealed class RefusingFlashTests
{
    [Fact]
    public void MeterValues_FlashRefusesWhileCharging_AreTriedWithGrowingPauses()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Storage.Refusing = true;
        world.Run(190);
        AssertFewCalls(world, 40);
        Assert.True(world.Charger.Stage.Amperes > 1, "charging goes on: the register and the values are kept in memory");
        world.Charger.Storage.Refusing = false;
        world.Run(90);
        world.Ask("stop", 30);
        Assert.Equal(0, world.Charger.Firmware!.ChargePoint.Queue.Waiting);
        Assert.NotNull(Assert.Single(world.Central.Transactions).Reason);
    }

    [Fact]
    public void Delivery_FlashRefusesToForgetADeliveredMessage_IsTriedWithGrowingPauses()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Central.LinkDown = true;
        world.Run(70);
        world.Central.LinkDown = false;
        for (int i = 0; i < 60 && world.Charger.Firmware!.ChargePoint.Registration.Acceptances < 2; i++) world.Run(1);
        world.Charger.Storage.Refusing = true;
        world.Run(190);
        AssertFewCalls(world, 40);
        world.Charger.Storage.Refusing = false;
        world.Ask("stop", 120);
        Assert.Equal(0, world.Charger.Firmware!.ChargePoint.Queue.Waiting);
    }

    [Fact]
    public void Stop_FlashRefuses_IsTriedWithGrowingPausesAndStoredAtLast()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Storage.Refusing = true;
        world.Ask("stop", 300);
        Assert.False(world.Charger.Contactor.High);
        AssertFewCalls(world, 60);
        world.Charger.Storage.Refusing = false;
        world.Run(90);
        Assert.NotNull(Assert.Single(world.Central.Transactions).Reason);
    }

    [Fact]
    public void Start_FlashRefuses_IsGivenUpAndTold()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        world.Run(5);
        world.Charger.Storage.Refusing = true;
        string told = world.Ask("start RIDER-1", 120);
        Assert.Contains("id 'RIDER-1' begins no transaction: flash refuses to store its start", told);
        Assert.False(world.Charger.Contactor.High);
        AssertFewCalls(world, 30);
        world.Charger.Storage.Refusing = false;
        world.Ask("start RIDER-1", 30);
        Assert.True(world.Charger.Stage.Amperes > 1);
    }

    [Theory]
    [InlineData("reset hard")]
    [InlineData("reset soft")]
    public void Reset_FlashRefusesWhileCharging_IsCarriedOutWithin60SecondsAndTellsWhatIsLost(string command)
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Storage.Refusing = true;
        string told = world.Ask(command, 61);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Matches("ERROR OCPP restart without the end of transaction 1 on flash: .* Wh", told);
    }

    [Fact]
    public void Reset_FromTheCentralSystem_IsCarriedOutWithin60SecondsWhateverFlashDoes()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Storage.Refusing = true;
        world.Central.Call("Reset", new() { ["type"] = "Hard" });
        world.Run(61);
        Assert.Equal(2, world.Charger.Boots);
    }

    private static void AssertFewCalls(ConsoleWorld world, int most)
    {
        string calls = string.Join(", ", world.Charger.Storage.RefusedOf.Select(f => $"{f.Key} {f.Value}"));
        Assert.True(world.Charger.Storage.Refused <= most, $"{world.Charger.Storage.Refused} calls: {calls}");
        Assert.True(world.Charger.Storage.Refused > 0, "nothing was written at all");
    }
}
