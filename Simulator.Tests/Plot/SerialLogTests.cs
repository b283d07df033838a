using Simulator.Plot;

namespace Simulator.Tests.Plot;

public sealed class SerialLogTests
{
    [Theory]
    [InlineData("    12.500 serial heap free=44000 min=43000", "heap.free", 12.5, 44000)]
    [InlineData("heap t_ms=30000 free=44000", "heap.free", 30, 44000)]
    [InlineData("INFO ring name=CAN1 peak=7 dropped=0", "ring.CAN1.peak", 0, 7)]
    public void Read_Line_TellsSeriesTimeAndValue(string line, string name, double seconds, double value)
    {
        Series series = SerialLog.Read([line]).All.Single(s => s.Name == name);
        Assert.Equal((seconds, value), series.Points[0]);
    }

    [Fact]
    public void Read_WithoutTimes_CountsRoundsOf10s()
    {
        Series heap = SerialLog.Read(["heap free=3", "ring peak=1", "heap free=2", "ring peak=1", "heap free=1"]).All.First();
        Assert.Equal([(0.0, 3.0), (10, 2), (20, 1)], heap.Points);
    }

    [Fact]
    public void Read_ARestart_GoesOnInTime()
    {
        Series heap = SerialLog.Read(["heap t_s=7190 free=3", "heap t_s=7200 free=2", "heap t_s=10 free=3", "heap t_s=20 free=2"]).All.Single();
        Assert.Equal([7190.0, 7200, 7210, 7220], heap.Points.Select(p => p.Seconds));
    }

    [Fact]
    public void Page_OfTheFirmwaresLines_HasEverySubjectOfTheLog()
    {
        using var world = new Terminal.ConsoleWorld();
        world.Charging();
        world.Ask("status full");
        world.Run(30);
        string[] names = [.. SerialLog.Read(world.Lines).All.Select(s => s.Name)];
        foreach (string series in new[] { "heap.free", "heap.low_sampled", "ring.CAN1.peak", "locks.timeouts", "link.opened", "link.failed", "pool.peak", "session.power_w", "session.energy_wh", "thread.OCPP.nesting" })
            Assert.Contains(series, names);
    }

    [Theory]
    [InlineData("hello world")]
    [InlineData("a = b")]
    [InlineData("heap free=none")]
    [InlineData("=== x=")]
    public void Read_NoFigures_TakesNothing(string line)
    {
        Assert.Empty(SerialLog.Read([line]).All);
    }

    [Fact]
    public void Page_OfALog_IsSelfContained()
    {
        string page = PlotPage.Of(SerialLog.Read(["heap free=3", "heap free=2"]), "a <log>");
        Assert.Contains("<polyline", page);
        Assert.Contains("a &lt;log&gt;", page);
        Assert.DoesNotContain("http", page);
    }
}
