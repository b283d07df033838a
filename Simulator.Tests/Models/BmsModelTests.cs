using Simulator.Models;

namespace Simulator.Tests.Models;

public sealed class BmsModelTests
{
    [Theory]
    [InlineData(BmsProfile.A, 0, "1806E5F4: 03 48 01 36 00 00 00 00")]
    [InlineData(BmsProfile.A, 1, "1806E5F4: 03 48 01 36 01 00 00 00")]
    [InlineData(BmsProfile.B, 0, "1806E5F4: 03 48 01 36 00 02 63 00")]
    public void Step_Plugged_SendsRequestOfItsProfile(BmsProfile profile, byte refusal, string frame)
    {
        var bms = new BmsModel { Vehicle = new VehicleModel(VehicleKind.Pro, 61.1) { Plugged = true }, Profile = profile, RefusalBits = refusal };
        var paper = new NodeRecorder(bms);
        bms.Step(0);
        Assert.Equal([frame], paper.Sent);
    }

    [Fact]
    public void Step_ChargerSilentFor5s_RefusesWithCommunicationBit()
    {
        var bms = new BmsModel { Vehicle = new VehicleModel(VehicleKind.Pro, 50) { Plugged = true } };
        var paper = new NodeRecorder(bms);
        for (long now = 0; now <= 6000; now += 1000) bms.Step(now);
        Assert.EndsWith("00 00 00 00", paper.Sent[5]);
        Assert.EndsWith("08 00 00 00", paper.Sent[6]);
    }

    [Fact]
    public void Receive_CounterRequests_AnswersMilliampereHours()
    {
        var bms = new BmsModel { Vehicle = new VehicleModel(VehicleKind.Pro, 50) { Plugged = true } };
        var paper = new NodeRecorder(bms);
        bms.Receive(0x160B0180, new byte[8], 0);
        bms.Receive(0x160D0180, new byte[8], 0);
        bms.Receive(0x18900140, new byte[8], 0);
        Assert.Equal(["160B8001: 00 0F B7 70 00 00 00 00", "160D8001: 00 0F 42 40 00 00 00 00"], paper.Sent);
    }

    [Fact]
    public void Receive_Unplugged_AnswersNothing()
    {
        var bms = new BmsModel { Vehicle = new VehicleModel(VehicleKind.Pro, 50) };
        var paper = new NodeRecorder(bms);
        bms.Receive(0x160B0180, new byte[8], 0);
        bms.Step(0);
        Assert.Empty(paper.Sent);
    }
}
