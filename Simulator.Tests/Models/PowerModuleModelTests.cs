using Simulator.Models;

namespace Simulator.Tests.Models;

public sealed class PowerModuleModelTests
{
    private const uint Control = 0x068181FE;
    private const uint Query = 0x068182FE;

    [Theory]
    [InlineData("01 32 00 00 00 00 00 00", "0681817E: 01 32 00 00 00 00 00 00")]
    [InlineData("01 32 00 01 00 00 00 00", "0681817E: 01 32 00 01 00 00 00 00")]
    [InlineData("01 00 00 00 00 01 58 00", "0681817E: 01 00 00 00 00 01 58 00")]
    [InlineData("01 03 00 00 00 00 07 26", "0681817E: 01 03 00 00 00 00 07 26")]
    [InlineData("01 77 00 00 00 00 00 00", "0681817E: 21 77 00 00 00 00 00 00")]
    public void Control_Request_AnsweredAsInCan1Table(string request, string answer)
    {
        var module = new PowerModuleModel(new PowerStage());
        var paper = new NodeRecorder(module);
        module.Receive(Control, NodeRecorder.Bytes(request), 0);
        Assert.Equal([answer], paper.Sent);
    }

    [Fact]
    public void Control_RefusedOnOrder_AnswersErrorAndStaysOff()
    {
        var module = new PowerModuleModel(new PowerStage()) { RefuseNext = 1 };
        var paper = new NodeRecorder(module);
        module.Receive(Control, NodeRecorder.Bytes("01 32 00 00 00 00 00 00"), 0);
        Assert.Equal("0681817E: 21 32 00 00 00 00 00 00", paper.Sent[0]);
        Assert.False(module.Stage.On);
    }

    [Theory]
    [InlineData(0x79, "0681827E: 01 79 00 00 00 03 98 00")]
    [InlineData(0x80, "0681827E: 01 80 00 00 00 00 70 00")]
    [InlineData(0x83, "0681827E: 01 83 00 00 00 00 02 00")]
    public void Query_Function_AnsweredScaledBy1024(byte function, string answer)
    {
        var module = new PowerModuleModel(new PowerStage());
        var paper = new NodeRecorder(module);
        module.Receive(Query, [1, function, 0, 0, 0, 0, 0, 0], 0);
        Assert.Equal([answer], paper.Sent);
    }

    [Theory]
    [InlineData(2900, true)]
    [InlineData(3100, false)]
    public void Step_QueriesStayAway_SwitchesOffAfter3s(int silenceMs, bool stillOn)
    {
        var module = new PowerModuleModel(new PowerStage());
        module.Receive(Query, [1, 0x84, 0, 0, 0, 0, 0, 0], 1000);
        module.Receive(Control, NodeRecorder.Bytes("01 32 00 00 00 00 00 00"), 1000);
        for (long now = 1000; now <= 1000 + silenceMs; now += 20)
        {
            module.Receive(Control, NodeRecorder.Bytes("01 32 00 00 00 00 00 00"), now);
            module.Step(now);
        }
        Assert.Equal(stillOn, module.Stage.On);
        Assert.Equal(stillOn ? 0 : 1, module.CommunicationFaults);
    }

    [Fact]
    public void Step_TenSeconds_SendsItsThreeFramesAtTheirPeriods()
    {
        var module = new PowerModuleModel(new PowerStage());
        var paper = new NodeRecorder(module);
        long now = 0;
        while (now < 10_000) now = module.Step(now);
        Assert.Equal(50, paper.Sent.Count(s => s.StartsWith("00433F01", StringComparison.Ordinal)));
        Assert.Equal(20, paper.Sent.Count(s => s.StartsWith("00473F01", StringComparison.Ordinal)));
        Assert.Equal(10, paper.Sent.Count(s => s.StartsWith("18FF50E5", StringComparison.Ordinal)));
    }

    [Fact]
    public void Stage_OnWithVehicle_RampsToTheLimitsAndChargesIt()
    {
        var stage = new PowerStage { LimitVolts = 84, LimitAmperes = 31 };
        var vehicle = new VehicleModel(VehicleKind.Pro, 40) { Plugged = true };
        stage.Park(vehicle);
        stage.SwitchOn();
        for (long now = 0; now <= 3_600_000; now = stage.Step(now)) Assert.InRange(stage.Amperes, 0, 31.001);
        Assert.InRange(stage.Volts, 70, 84.001);
        Assert.InRange(vehicle.SocPercent, 88, 93);
        Assert.Equal(stage.DeliveredWh, vehicle.TakenWh, 3);
    }

    [Fact]
    public void Stage_UnpluggedAndOff_DecaysBy04VoltsASecond()
    {
        var stage = new PowerStage { LimitVolts = 84, LimitAmperes = 31 };
        stage.SwitchOn();
        long now = 0;
        while (now < 5000) now = stage.Step(now);
        stage.SwitchOff();
        double before = stage.Volts;
        while (now < 15_000) now = stage.Step(now);
        Assert.Equal(before - 4.0, stage.Volts, 1);
    }
}
