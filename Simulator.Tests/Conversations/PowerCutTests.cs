using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>
/// A session in which the power fails at the N-th write to flash, for every N: whatever the moment, the central system
/// has the transaction once, with start and stop, and the register never goes back.
/// </summary>
public sealed class PowerCutTests
{
    [Theory]
    [InlineData(WriteFault.Lost, false)]
    [InlineData(WriteFault.Torn, false)]
    [InlineData(WriteFault.Lost, true)]
    [InlineData(WriteFault.Torn, true)]
    [Complies("offline", "A power cut at any write to flash loses no transaction and doubles none.")]
    public void Session_CutAtEveryWrite_EndsOnceAtTheCentralSystem(WriteFault fault, bool offline)
    {
        int writes = Session(0, fault, offline);
        Assert.True(writes > 5, $"a session of {writes} writes proves nothing");
        for (int n = 1; n <= writes; n++) Session(n, fault, offline);
    }

    /// <summary>Runs the session; returns its writes to flash.</summary>
    private static int Session(int cutAt, WriteFault fault, bool offline)
    {
        int writes = 0;
        Stage.Play(Who.ChargePoint, c =>
        {
            var charger = (PlainCharger)c.Charger;
            c.Booted().Configure("AllowOfflineTxForUnknownId", "true").Advance(1);
            int before = charger.Flash.Writes;
            if (cutAt > 0) charger.Flash.FailAfter(cutAt, fault);
            if (offline) c.CutLink().Advance(60);
            c.Plug().Do(() => charger.Present("RIDER-1")).Advance(150);
            bool began = charger.HasPower && charger.Point.Outputs.TransactionRunning;
            c.Do(() => { if (charger.HasPower) c.PressStop(); }).Advance(20).Unplug().Advance(20).RestoreLink().Advance(240);
            writes = charger.Flash.Writes - before;
            Judge(c, cutAt, began);
        });
        return writes;
    }

    private static void Judge(Conversation c, int cutAt, bool began)
    {
        IReadOnlyList<CentralTransaction> all = ((CentralInMemory)c.Central).Model.Transactions;
        string found = $"cut at write {cutAt}: {string.Join("; ", all)}";
        c.Check(all.Count <= 1, found);
        c.Check(cutAt > 0 || all.Count == 1, found);
        c.Check(!began || all.Count == 1, found + ", although it ran");
        c.Check(all.All(t => t.Stopped && t.MeterStop >= t.MeterStart), found);
        c.Check(((PlainCharger)c.Charger).Point.Queue.Waiting == 0, found + ", and messages still wait");
    }
}
