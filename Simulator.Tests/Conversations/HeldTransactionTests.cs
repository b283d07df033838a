using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>A central system that fails on one transaction's message still gets the others, each in order and none twice.</summary>
public sealed class HeldTransactionTests
{
    private static void Play(Action<Conversation, CentralSystemModel> script) => Stage.Play(Who.ChargePoint, c => script(c, ((CentralInMemory)c.Central).Model));

    private static void Session(Conversation c, string id, int seconds) => c.Plug().Present(id).ExpectCurrent(true).Advance(seconds).PressStop().Advance(2).Unplug().Advance(5);

    /// <summary>Three transactions while the link is cut: two, BAD-1 among them, and a third.</summary>
    private static Conversation Backlog(Conversation c, params string[] ids)
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").Configure("StopTxnSampledData", "Energy.Active.Import.Register").CutLink().Advance(90);
        foreach (string id in ids) Session(c, id, 130);
        return c.RestoreLink();
    }

    private static string[] Carried(CentralSystemModel central) => [.. central.Transactions.Select(t => $"{t.IdTag}{(t.Stopped ? "" : " open")}")];

    [Fact]
    [Complies("offline", "A transaction over which the central system falls is held back, later ones go first.")]
    public void StartTransaction_ThatEndsEachLink_LaterTransactionsGoFirstAndItFollows() => Play((c, central) =>
    {
        central.Session.FallsOver = (action, payload) => action == "StartTransaction" && payload.Contains("BAD-1", StringComparison.Ordinal);
        Backlog(c, "BAD-1", "RIDER-2", "RIDER-3").Advance(120);
        c.Check(Carried(central) is ["RIDER-2", "RIDER-3"], string.Join(", ", Carried(central)));
        central.Session.FallsOver = (_, _) => false;
        c.Advance(600).Check(Carried(central) is ["RIDER-2", "RIDER-3", "BAD-1"], string.Join(", ", Carried(central)));
        int last = c.Central.Heard.ToList().FindLastIndex(t => t.FromCharger && t.Action == "StartTransaction");
        string[] after = [.. c.Central.Heard.Skip(last).Where(t => t.FromCharger && t.Action is "StartTransaction" or "MeterValues" or "StopTransaction" && t.MessageType == 2).Select(t => t.Action)];
        c.Check(after is ["StartTransaction", "MeterValues", "MeterValues", "StopTransaction"], string.Join(' ', after));
    });

    [Fact]
    public void StopTransaction_ThatEndsEachLink_KeepsItsIdAndItsValues() => Play((c, central) =>
    {
        bool falls = true;
        central.Session.FallsOver = (action, payload) => falls && action == "StopTransaction" && payload.Contains("BAD-1", StringComparison.Ordinal);
        Backlog(c, "BAD-1", "RIDER-2").Advance(120);
        c.Check(Carried(central) is ["BAD-1 open", "RIDER-2"], string.Join(", ", Carried(central)));
        falls = false;
        c.Advance(600).Check(Carried(central) is ["BAD-1", "RIDER-2"], string.Join(", ", Carried(central)));
        JsonNode stop = JsonNode.Parse(c.Central.Heard.Last(t => t.FromCharger && t.Action == "StopTransaction" && t.MessageType == 2).Payload)!;
        c.Check((int)stop["transactionId"]! == central.Transactions[0].Id, stop.ToJsonString());
        c.Check(stop["transactionData"] is JsonArray { Count: >= 3 }, stop.ToJsonString());
    });

    [Fact]
    public void MeterValues_ThatEndEachLink_TheirTransactionStaysInOrder() => Play((c, central) =>
    {
        bool falls = true;
        central.Session.FallsOver = (action, payload) => falls && action == "MeterValues" && payload.Contains("\"transactionId\":1,", StringComparison.Ordinal);
        Backlog(c, "BAD-1", "RIDER-2").Advance(120);
        c.Check(Carried(central) is ["BAD-1 open", "RIDER-2"], string.Join(", ", Carried(central)));
        falls = false;
        c.Advance(600).Check(Carried(central) is ["BAD-1", "RIDER-2"], string.Join(", ", Carried(central)));
    });

    [Fact]
    public void TwoTransactions_ThatEndEachLink_TheThirdGoesFirstAndBothFollow() => Play((c, central) =>
    {
        bool falls = true;
        central.Session.FallsOver = (action, payload) => falls && action == "StartTransaction" && payload.Contains("BAD-", StringComparison.Ordinal);
        Backlog(c, "BAD-1", "BAD-2", "RIDER-3").Advance(400);
        c.Check(Carried(central) is ["RIDER-3"], string.Join(", ", Carried(central)));
        falls = false;
        c.Advance(1800).Check(Carried(central).Order().SequenceEqual(["BAD-1", "BAD-2", "RIDER-3"]), string.Join(", ", Carried(central)));
    });

    [Fact]
    public void RunningTransaction_BehindOneThatEndsEachLink_IsToldLive() => Play((c, central) =>
    {
        central.Session.FallsOver = (action, payload) => action == "StartTransaction" && payload.Contains("BAD-1", StringComparison.Ordinal);
        Backlog(c, "BAD-1").Advance(60).Plug().Present("RIDER-2").Expect("StartTransaction", "idTag=RIDER-2").ExpectStatus(1, "Charging").Advance(200).PressStop().Expect("StopTransaction", "transactionId=1");
        central.Session.FallsOver = (_, _) => false;
        c.Advance(1200).Check(Carried(central) is ["RIDER-2", "BAD-1"], string.Join(", ", Carried(central)));
    });

    [Fact]
    public void Times_OfAHeldTransaction_StayItsOwn() => Play((c, central) =>
    {
        central.Session.FallsOver = (action, payload) => action == "StartTransaction" && payload.Contains("BAD-1", StringComparison.Ordinal);
        Backlog(c, "BAD-1", "RIDER-2").Advance(120).CutPower().Advance(5).PowerOn().Advance(60);
        central.Session.FallsOver = (_, _) => false;
        c.Advance(1200).Check(Carried(central) is ["RIDER-2", "BAD-1"], string.Join(", ", Carried(central)));
        CentralTransaction bad = central.Transactions[1];
        c.Check(string.CompareOrdinal(bad.StartedAt, central.Transactions[0].StartedAt) < 0, $"{bad.StartedAt}");
    });

    [Theory]
    [InlineData(WriteFault.Lost)]
    [InlineData(WriteFault.Torn)]
    [Complies("offline", "A power cut at any write while a transaction is set aside loses nothing.")]
    public void PowerCut_AtEveryWriteWhileATransactionIsSetAside_LosesAndDoublesNothing(WriteFault fault)
    {
        int writes = Cut(0, fault);
        Assert.True(writes > 10, $"{writes} writes prove nothing");
        for (int at = 1; at <= writes; at++) Cut(at, fault);
    }

    private static int Cut(int at, WriteFault fault)
    {
        int writes = 0;
        Play((c, central) =>
        {
            bool falls = true;
            central.Session.FallsOver = (action, payload) => falls && action == "StartTransaction" && payload.Contains("BAD-1", StringComparison.Ordinal);
            var charger = (PlainCharger)c.Charger;
            Backlog(c, "BAD-1", "RIDER-2");
            int before = charger.Flash.Writes;
            if (at > 0) charger.Flash.FailAfter(at, fault);
            c.Advance(120);
            falls = false;
            c.Advance(1200);
            writes = charger.Flash.Writes - before;
            c.Check(Carried(central).Order().SequenceEqual(["BAD-1", "RIDER-2"]), $"cut at write {at}: {string.Join(", ", Carried(central))}");
            c.Check(charger.Point.MessagesWaiting == 0, $"cut at write {at}: {charger.Point.MessagesWaiting} messages wait");
            c.Check(!charger.Flash.Names.Any(n => n.StartsWith("held", StringComparison.Ordinal)), $"cut at write {at}: a log stayed");
        });
        return writes;
    }
}
