using Simulator.Plot;

namespace Simulator.Tests.Plot;

public sealed class PlotPageTests
{
    private static readonly string[] s_log =
    [
        "[0.000] INFO SYSTEM boot 1, last restart: first boot",
        "[3.100] INFO BMS plugged in: 84000 mV, 31000 mA",
        "[Status] Uptime: 10 s | Network: up",
        "[Metrics] V=70.0 V I=0.0 A SOC=40.0 % Range=- km Temp=31.0 C Energy=0 Wh",
        "heap t_s=10 free=20000 low_sampled=20000 drift_24h=0",
        "ring t_s=10 name=CAN1 used=0 peak=3 size=64 written=100 dropped=0",
        "[12.000] INFO OCPP transaction 1 begins for id 'A<b>' at 0 Wh",
        "[Status] Uptime: 20 s | Network: up",
        "[Metrics] V=77.5 V I=31.0 A SOC=41.0 % Range=- km Temp=32.0 C Energy=5 Wh",
        "heap t_s=20 free=19000 low_sampled=19000 drift_24h=0",
        "ring t_s=20 name=CAN1 used=0 peak=3 size=64 written=350 dropped=0",
    ];

    [Fact]
    public void Of_LogOfASession_HasFiveChartsWithUnitsMarksAndWhatNeverChangedFolded()
    {
        string page = PlotPage.Of(SerialLog.Read([.. s_log, "ring t_s=30 name=CAN1 used=0 peak=3 size=64 written=900 dropped=0"]), "a<b");
        Assert.Equal(["Session", "Memory", "Threads and locks", "Buses", "Link"], System.Text.RegularExpressions.Regex.Matches(page, "<h2>(.*?)</h2>").Select(m => m.Groups[1].Value));
        foreach (string part in new[] { "voltage [V]", "current [A]", "state of charge [%]", "managed heap [bytes]", "frames [1/s]", ">plugged</text>", "boot [m:ss]", "prefers-color-scheme:dark" }) Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.Contains("<td>ring.CAN1.dropped</td><td>0</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("A<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a<b", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LinesOfALog_AreMarksAtTheirTime()
    {
        SerialLog log = SerialLog.Read([.. s_log, "[1.000] INFO SYSTEM boot 2, last restart: soft", "[2.000] ERROR CHARGER fault 44 OverTemperature: hot"]);
        Assert.Equal([(0, "boot"), (3.1, "plugged"), (12, "start"), (21, "boot"), (22, "fault")], log.Marks.Select(m => (m.Seconds, m.Kind)));
        Assert.Equal((20, 77.5), log.All.Single(s => s.Name == "Metrics.V").Points[^1]);
    }

    [Fact]
    public void PerSecond_CounterThatBeginsAnew_RisesFromZero()
    {
        var counter = new Series("c");
        counter.Points.AddRange([(0, 10), (10, 30), (20, 5)]);
        Assert.Equal([(10, 2), (20, 0.5)], counter.PerSecond().Points);
    }

    [Theory]
    [InlineData(0, 77.5, "0 20 40 60 80")]
    [InlineData(19000, 20000, "19000 19500 20000")]
    [InlineData(3, 3.2, "3 3.05 3.1 3.15 3.2")]
    public void Ticks_Range_AreRound(double least, double most, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', PlotAxis.Ticks(least, most, 4).Select(t => Math.Round(t, 6).ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
