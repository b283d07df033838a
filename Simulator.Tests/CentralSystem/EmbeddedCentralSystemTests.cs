using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Tests.Peer;

namespace Simulator.Tests.CentralSystem;

/// <summary>The embedded central system with an independent charge point.</summary>
public sealed class EmbeddedCentralSystemTests
{
    private const string Identity = "CP 1/ä";

    private static readonly JsonObject s_boot = new() { ["chargePointVendor"] = "V", ["chargePointModel"] = "M" };

    private static async Task<JsonObject> CallAsync(NodePeer peer, string action, string payload)
    {
        JsonObject answer = await peer.CallAsync(Identity, action, (JsonObject)JsonNode.Parse(payload)!);
        return answer["result"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    [Fact]
    public async Task Session_IndependentChargePoint_IsServedWithoutABreach()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions { Prepare = b => b.BlockedIds.Add("BAD") });
        var traces = new List<OcppTrace>();
        central.Trace += t => { lock (traces) traces.Add(t); };
        await using NodePeer peer = await NodePeer.ConnectAsync(central.Url, Identity);
        Assert.Equal("Accepted", (string)(await CallAsync(peer, "BootNotification", s_boot.ToJsonString()))["status"]!);
        await CallAsync(peer, "StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Preparing"}""");
        Assert.NotNull((await CallAsync(peer, "Heartbeat", "{}"))["currentTime"]);
        Assert.Equal("Blocked", (string)(await CallAsync(peer, "Authorize", """{"idTag":"bad"}"""))["idTagInfo"]!["status"]!);
        JsonObject started = await CallAsync(peer, "StartTransaction", """{"connectorId":1,"idTag":"A","meterStart":7,"timestamp":"2026-01-05T06:00:00Z"}""");
        int id = (int)started["transactionId"]!;
        await CallAsync(peer, "MeterValues", $$$"""{"connectorId":1,"transactionId":{{{id}}},"meterValue":[{"timestamp":"2026-01-05T06:01:00.5Z","sampledValue":[{"value":"9"}]}]}""");
        await CallAsync(peer, "StopTransaction", $$"""{"transactionId":{{id}},"meterStop":12,"timestamp":"2026-01-05T06:02:00+01:00","reason":"Remote"}""");
        await CallAsync(peer, "DataTransfer", """{"vendorId":"V","messageId":"M","data":"x"}""");
        Assert.Empty(peer.StrictFailures);
        Assert.Empty(central.Violations);
        CentralTransaction transaction = Assert.Single(central.Transactions);
        Assert.Equal((7, 12, 1, "Remote"), (transaction.MeterStart, transaction.MeterStop, transaction.MeterValues, transaction.Reason));
        Assert.Equal("Preparing", central.StatusOf(1));
        lock (traces) Assert.Equal(central.Messages, traces.Count);
    }

    [Theory]
    [InlineData("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""", """{"status":"Accepted"}""")]
    [InlineData("RemoteStopTransaction", """{"transactionId":-1}""", """{"status":"Rejected"}""")]
    [InlineData("GetConfiguration", "{}", """{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"}],"unknownKey":["X"]}""")]
    [InlineData("ChangeConfiguration", """{"key":"HeartbeatInterval","value":"60"}""", """{"status":"RebootRequired"}""")]
    [InlineData("TriggerMessage", """{"requestedMessage":"MeterValues","connectorId":1}""", """{"status":"NotImplemented"}""")]
    [InlineData("GetLog", """{"logType":"SecurityLog","requestId":1,"log":{"remoteLocation":"http://127.0.0.1/"}}""", """{"status":"Accepted","filename":"a.log"}""")]
    public async Task Call_IndependentChargePoint_GetsItsAnswer(string action, string payload, string result)
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        await using NodePeer peer = await NodePeer.ConnectAsync(central.Url, Identity);
        await CallAsync(peer, "BootNotification", s_boot.ToJsonString());
        await peer.TellAsync("answer", new JsonObject { ["action"] = action, ["result"] = JsonNode.Parse(result) });
        CallAnswer answer = await central.CallAsync(Identity, action, payload);
        Assert.Equal(result, answer.Payload);
        Assert.Empty(peer.StrictFailures);
        Assert.Empty(central.Violations);
    }

    [Fact]
    public async Task Call_NobodyAnswers_IsGivenUpAndTheNextGoesOut()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions { CallLimit = TimeSpan.FromMilliseconds(200) });
        await using NodePeer peer = await NodePeer.ConnectAsync(central.Url, Identity);
        await CallAsync(peer, "BootNotification", s_boot.ToJsonString());
        await peer.TellAsync("silence", new JsonObject { ["action"] = "Reset" });
        Assert.Equal(CallAnswer.None, await central.CallAsync(Identity, "Reset", """{"type":"Soft"}"""));
        Assert.Equal("NotImplemented", (await central.CallAsync(Identity, "ClearCache", "{}")).ErrorCode);
    }
}
