using Firmware.Panel;
using Simulator.CentralModel;
using Simulator.Models;
using Simulator.PanelParts;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.PanelParts;

/// <summary>The whole firmware with light, buzzer and card reader, against the simulator's central system.</summary>
public sealed class PanelSessionTests
{
    private const string Uid = "04A1B2C3D4E5F6";

    private static (ConsoleWorld World, SimulatedPanel Panel) Booted()
    {
        var world = new ConsoleWorld();
        var panel = new SimulatedPanel(world.Charger);
        world.Booted();
        world.Run(10);
        return (world, panel);
    }

    private static void PlugIn(ConsoleWorld world)
    {
        world.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        world.Run(5);
    }

    private static void Tap(ConsoleWorld world, SimulatedPanel panel, string uid = Uid)
    {
        panel.Hold(uid);
        world.Run(1);
        panel.TakeAway();
        world.Run(3);
    }

    [Fact]
    public void Card_PresentedTwice_StartsAndStopsWithLightAndBuzzer()
    {
        var (world, panel) = Booted();
        using ConsoleWorld _ = world;
        Assert.Equal(LightState.Available, panel.State);
        Assert.True(panel.Green.High);

        PlugIn(world);
        Assert.Equal(LightState.Preparing, panel.State);
        int sounds = panel.Buzzer.Changes;
        Tap(world, panel);
        world.Run(15);
        Assert.Equal(LightState.Charging, panel.State);
        Assert.Equal(Uid, world.Charger.Firmware!.ChargePoint.Transactions.IdTag);
        Assert.Equal(sounds + 2, panel.Buzzer.Changes);

        Tap(world, panel);
        Assert.Equal(LightState.Finishing, panel.State);
        Assert.False(world.Charger.ContactorIsClosed);
        Assert.Equal(sounds + 4, panel.Buzzer.Changes);
    }

    [Theory]
    [InlineData("04A1B2C3", true)]
    [InlineData("04a1b2c3d4e5f6", true)]
    [InlineData("04A1B2C3D4E5F6070809", true)]
    [InlineData("04A1B2", false)]
    [InlineData("RIDER-12", false)]
    public void PresentCard_Id_IsHeldToTheReaderWhereACardCanHaveIt(string id, bool held)
    {
        var (world, panel) = Booted();
        using ConsoleWorld _ = world;
        Assert.Equal(held, world.Charger.PresentCard!(id));
        Assert.Equal(held, panel.Reader.Card != null);
        world.Run(2);
        Assert.Null(panel.Reader.Card);
    }

    [Fact]
    public void PresentCard_AgainAtOnce_CountsAsPresentedTwice()
    {
        var (world, _) = Booted();
        using ConsoleWorld _ = world;
        PlugIn(world);
        world.Charger.PresentCard!(Uid);
        world.Run(1);
        Assert.True(world.Charger.Firmware!.ChargePoint.Transactions.Running);
        world.Charger.PresentCard!(Uid);
        world.Run(5);
        Assert.False(world.Charger.Firmware!.ChargePoint.Transactions.Running);
    }

    [Fact]
    public void Told_CardBlocked_NamesTheTonesAndWhatTheyMean()
    {
        var (world, panel) = Booted();
        using ConsoleWorld _ = world;
        var told = new List<string>();
        panel.Told = told.Add;
        ((CentralSystemModel)world.Central).Records.BlockedIds.Add(Uid);
        PlugIn(world);
        Tap(world, panel);
        world.Run(2);
        Assert.Equal(["light: green, 500 ms on, 500 ms off: Preparing", "buzzer: 3 short tones: refused"], told);
        Assert.Equal("3 short tones: refused", panel.Heard);
    }

    [Fact]
    public void Card_NotAuthorised_IsRefusedByThreeTones()
    {
        var (world, panel) = Booted();
        using ConsoleWorld _ = world;
        ((CentralSystemModel)world.Central).Records.BlockedIds.Add(Uid);
        PlugIn(world);
        int sounds = panel.Buzzer.Changes;
        Tap(world, panel);
        world.Run(2);
        Assert.Equal(sounds + 6, panel.Buzzer.Changes);
        Assert.False(world.Charger.Firmware!.ChargePoint.Transactions.Running);
    }

    [Fact]
    public void Reader_DiesAndComesBack_IsToldOnceEach()
    {
        var (world, panel) = Booted();
        using ConsoleWorld _ = world;
        panel.Reader.Dead = true;
        world.Run(10);
        panel.Reader.Dead = false;
        panel.Reader.PowerCycle();
        world.Run(10);
        string log = string.Join('\n', world.Lines);
        Assert.Equal(2, log.Split("card reader answers").Length - 1);
        Assert.Equal(1, log.Split("card reader does not answer").Length - 1);
        PlugIn(world);
        Tap(world, panel);
        world.Run(15);
        Assert.Equal(LightState.Charging, panel.State);
    }
}
