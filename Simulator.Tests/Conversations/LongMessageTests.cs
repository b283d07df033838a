using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.CentralModel;

namespace Simulator.Tests.Conversations;

/// <summary>Messages above what the charger has room for: answered, and the link stays.</summary>
public sealed class LongMessageTests
{
    private static void Play(Action<Conversation, CentralSystemModel> script) => Stage.PlayWorld((c, _, network, model, _) =>
    {
        network.BufferBytes = 1 << 20;
        script(c, model);
    });

    [Theory]
    [InlineData(8_300)]
    [InlineData(20_000)]
    [InlineData(64_000)]
    [InlineData(120_000)]
    [Complies("security", "A call above the receive buffer gets a CALLERROR and the link stays.")]
    public void Call_AboveTheReceiveBuffer_GetsACallErrorAndTheLinkStays(int length) => Play((c, central) =>
    {
        c.Booted().Call("DataTransfer", $$"""{"vendorId":"vendor","data":"{{new string('a', length)}}"}""").AnsweredWithError("InternalError")
            .Call("ClearCache", "{}").Answered("status=Accepted");
        c.Check(central.AttemptsMs.Count == 1, $"{central.AttemptsMs.Count} connections");
    });

    [Fact]
    public void Call_TwoLongOnesWithCharactersOfThreeBytes_AreBothAnswered() => Play((c, central) =>
    {
        for (int shift = 0; shift < 3; shift++)
        {
            string data = new string('x', shift) + new string('\u96fb', 6000);
            (shift == 0 ? c.Booted() : c).Call("DataTransfer", $$"""{"vendorId":"vendor","data":"{{data}}"}""").AnsweredWithError("InternalError");
        }
        c.Check(central.AttemptsMs.Count == 1, $"{central.AttemptsMs.Count} connections");
    });

    [Fact]
    [NotPossible("security", "A call of more than 128 KB is answered.", "passing it over would hold the link up for minutes: the link is closed with 1009")]
    public void Call_AboveWhatIsPassedOver_EndsTheLinkWith1009() => Play((c, central) => c
        .Booted().Call("DataTransfer", $$"""{"vendorId":"vendor","data":"{{new string('a', 140_000)}}"}""").Advance(20).Check(central.AttemptsMs.Count > 1, "the link stayed"));

    [Fact]
    [Complies("list", "A full list with indentation is taken.")]
    public void SendLocalList_FullAndPrettyPrinted_IsTaken() => Play((c, _) =>
    {
        var list = new JsonArray();
        for (int i = 0; i < 20; i++)
        {
            var info = new JsonObject { ["expiryDate"] = "2099-12-31T23:59:59.000Z", ["parentIdTag"] = $"PARENT-0123456789-{i:D2}", ["status"] = "Accepted" };
            list.Add(new JsonObject { ["idTag"] = $"RIDER-01234567890-{i:D2}", ["idTagInfo"] = info });
        }
        string payload = new JsonObject { ["listVersion"] = 1, ["localAuthorizationList"] = list, ["updateType"] = "Full" }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        c.Booted().Check(payload.Length > 4000, $"{payload.Length} characters").Call("SendLocalList", payload).Answered("status=Accepted").Call("GetLocalListVersion", "{}").Answered("listVersion=1");
    });
}
