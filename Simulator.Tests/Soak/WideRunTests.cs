using Simulator.Soak;

namespace Simulator.Tests.Soak;

public sealed class WideRunTests
{
    private const long LengthMs = 45 * 60_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_WithoutFaults_ChargesAndBreaksNothing(int seed)
    {
        var run = new WideRun(seed, LengthMs, []);
        run.Run();
        Assert.Empty(run.Oracle.Broken);
        Assert.True(run.DeliveredWh > 100);
    }

    [Theory]
    [InlineData("over-voltage", 500)]
    [InlineData("over-voltage", 120.5)]
    [InlineData("over-current", 1000)]
    [InlineData("inlet-celsius", 400)]
    [InlineData("internal-celsius", -60)]
    [InlineData("terminals-raw", 0)]
    [InlineData("spi-zeros", 1)]
    [InlineData("spi-ones", 2)]
    [InlineData("int-stuck", 1)]
    [InlineData("flash-refuse", 0)]
    [InlineData("clock-step", 50)]
    public void Run_OneFault_IsMasteredAndChargingGoesOnLater(string kind, double value)
    {
        var run = new WideRun(4, LengthMs, [new WideFault(1, kind, 90_000, 30_000, value)]);
        run.Run();
        Assert.Empty(run.Oracle.Broken);
    }

    [Fact]
    public void Draw_OfManySeeds_HasEveryKind()
    {
        var drawn = Enumerable.Range(0, 200).SelectMany(s => WideFaultTable.Draw(s, 7_200_000)).ToList();
        Assert.Equal(WideFaultTable.Kinds.Order(), drawn.Select(f => f.Kind).Distinct().Order());
        Assert.All(drawn, f => Assert.True(f.AtMs + f.ForMs <= 7_200_000 - WideFaultTable.QuietAtEndMs));
        Assert.Contains(drawn, f => f is { Kind: "over-voltage", Value: > 490 });
        Assert.Contains(drawn, f => f is { Kind: "inlet-celsius", Value: < -55 });
    }

    [Fact]
    public void Chosen_OfASeed_AreThoseNumbers()
    {
        Assert.Equal([2, 5], WideSoak.Chosen(7, 7_200_000, [2, 5]).Select(f => f.Number));
        Assert.Empty(WideSoak.Chosen(7, 7_200_000, [0]));
        Assert.NotEmpty(WideSoak.Chosen(7, 7_200_000, []));
    }
}
