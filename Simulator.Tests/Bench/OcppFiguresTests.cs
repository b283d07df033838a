using Ocpp.Client.Configuration;
using Simulator.Bench;
using Simulator.Wire;
using Simulator.World;

namespace Simulator.Tests.Bench;

/// <summary>The figures of the OCPP side that have a limit, on shorter runs than bench takes.</summary>
public class OcppFiguresTests
{
    [Theory]
    [InlineData(Measurands.All)]
    [InlineData(Measurands.Energy | Measurands.Voltage | Measurands.StateOfCharge)]
    public void MeterValues_CallAndAnswer_AllocateNothing(int measurands) => Assert.Equal(0, OcppBench.AllocatedBytes(measurands, 2000));

    [Fact]
    public void Store_WithoutACentralSystem_KeepsEachMinuteOfADay()
    {
        Assert.True(StoreBench.OutageHours(60, out int most) >= 24);
        Assert.InRange(most, 32_768, 65_536);
    }

    [Fact]
    public void Escapes_InEveryTextOfTheCentralSystem_ChangeNothingTheChargerSays()
    {
        var run = new EscapeRun(7);
        run.Run(400);
        Assert.True(run.Difference == null, run.Difference);
        Assert.True(run.Compared > 300, $"{run.Compared} messages");
    }

    [Fact]
    public void Order_LinksCutAtAnyMoment_NoStatusComesBeforeItsTransactionsMessage()
    {
        Assert.Equal(0, ConversationBench.OrderViolations(3, 4, out int transactions));
        Assert.True(transactions >= 2, $"{transactions} transactions");
    }

    [Fact]
    public void Outage_OfAMinuteWithConnectionsRefused_IsOverWithinTenSeconds()
    {
        long[] ms = TransportBench.ReconnectMs(200, NetworkState.Refusing, 60_000);
        Assert.True(ms.Average() <= 5000 && ms.Max() <= 10_000, $"mean {ms.Average()} ms, worst {ms.Max()} ms");
        int together = ms.GroupBy(m => m / 100).Max(g => g.Count());
        Assert.True(together <= 20, $"{together} of 200 chargers came within the same 100 ms");
    }
}
