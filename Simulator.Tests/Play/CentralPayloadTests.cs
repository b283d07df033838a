using Simulator.CentralSystem;
using Simulator.CentralSystem.Schemas;
using Simulator.Play;

namespace Simulator.Tests.Play;

/// <summary>Every CALL that a user can send is one that the schemas let through.</summary>
public sealed class CentralPayloadTests
{
    [Theory]
    [InlineData("remote start RIDER-1")]
    [InlineData("remote start RIDER-1 1")]
    [InlineData("remote stop 7")]
    [InlineData("reset soft")]
    [InlineData("unlock")]
    [InlineData("availability inoperative 0")]
    [InlineData("get configuration")]
    [InlineData("get configuration HeartbeatInterval")]
    [InlineData("change configuration HeartbeatInterval 30")]
    [InlineData("set profile 1500.55")]
    [InlineData("set profile 16 A TxProfile 600 2 1")]
    [InlineData("clear profile")]
    [InlineData("clear profile TxProfile")]
    [InlineData("composite schedule 60")]
    [InlineData("trigger StatusNotification 1")]
    [InlineData("trigger LogStatusNotification")]
    [InlineData("reserve RIDER-1 5")]
    [InlineData("cancel reservation")]
    [InlineData("send local list 3 RIDER-1, RIDER-2")]
    [InlineData("send local list 4")]
    [InlineData("local list version")]
    [InlineData("clear cache")]
    [InlineData("diagnostics")]
    [InlineData("update")]
    [InlineData("update broken 2.1.0")]
    [InlineData("manufacturer root")]
    [InlineData("signed update")]
    [InlineData("signed update changed 2.1.0")]
    [InlineData("signed update stranger")]
    [InlineData("operator root")]
    [InlineData("transfer charger message=health data=now")]
    [InlineData("call Reset {\"type\":\"Hard\"}")]
    public async Task Payload_TypedLine_FitsTheSchema(string line)
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        ActionCall call = ActionLine.Read(line, PlayActions.Central)!;
        (string action, var payload) = call.Action.Payload!(call.For("CP-1", central.UtcNow), central);
        Assert.Null(MessageChecker.Shared.CheckRequest(action, payload.ToJsonString()));
    }
}
