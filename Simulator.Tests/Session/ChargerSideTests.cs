using Charger.Can;
using Simulator.Models;

namespace Simulator.Tests.Session;

/// <summary>The charger's control against the models: real frames, real timing, both directions.</summary>
public sealed class ChargerSideTests
{
    private static ChargerSide Charging(double amperes = 0)
    {
        var side = new ChargerSide();
        side.Run(3000);
        if (amperes > 0) side.World.Bms.AskAmperes = amperes;
        side.World.Plug(new VehicleModel(VehicleKind.Pro, 40));
        Assert.True(side.RunUntil(() => side.Snapshot.Plugged, 5000), string.Join("\n", side.Lines));
        side.Permit(true);
        Assert.True(side.RunUntil(() => side.World.Stage.Amperes > 0, 10_000), string.Join("\n", side.Lines));
        return side;
    }

    [Fact]
    public void Permit_Plugged_ChargesAtTheRequestedCurrent()
    {
        ChargerSide side = Charging();
        side.Run(10_000);
        Assert.Equal(31, side.World.Stage.Amperes, 0.2);
        Assert.True(side.World.Contactor.High);
        Assert.Equal(0x7FF, side.Snapshot.GateConditions);
        Assert.Equal(0, side.World.Module.CommunicationFaults);
    }

    [Fact]
    public void Metering_TenMinutes_AgreesWithWhatFlowed()
    {
        ChargerSide side = Charging();
        long before = side.Snapshot.RegisterWh;
        double flowed = side.World.Stage.DeliveredWh;
        side.Run(600_000);
        side.Permit(false);
        side.Run(2000);
        Assert.InRange(side.Snapshot.RegisterWh - before, side.World.Stage.DeliveredWh - flowed - 2, side.World.Stage.DeliveredWh - flowed + 2);
    }

    [Fact]
    public void PermitGone_Charging_StopsWithin100ms()
    {
        ChargerSide side = Charging();
        side.Run(10_000);
        side.Permit(false);
        Assert.True(side.RunUntil(() => !side.World.Stage.On, 100));
        Assert.True(side.RunUntil(() => !side.World.Contactor.High, 600));
    }

    [Fact]
    public void Unplugged_Charging_OutputOffAndPlugLost()
    {
        ChargerSide side = Charging();
        side.Run(10_000);
        side.World.Unplug();
        Assert.True(side.RunUntil(() => !side.World.Stage.On, 3200));
        Assert.True(side.RunUntil(() => !side.Snapshot.Plugged && side.Snapshot.Ended == EndReason.EvDisconnected, 6000));
    }

    [Theory]
    [InlineData("emergency")]
    [InlineData("alarm")]
    [InlineData("refusal")]
    public void Fault_Charging_StopsAndLeavesTheContactorOpen(string fault)
    {
        ChargerSide side = Charging();
        side.Run(10_000);
        if (fault == "emergency") side.World.EmergencyStop.Level = true;
        if (fault == "alarm") side.World.Module.InjectedAlarms = 1u << 6;
        if (fault == "refusal") side.World.Bms.RefusalBits = 4;
        Assert.True(side.RunUntil(() => !side.World.Stage.On, 1200), string.Join("\n", side.Lines));
        Assert.True(side.RunUntil(() => !side.World.Contactor.High, 600));
    }
}
