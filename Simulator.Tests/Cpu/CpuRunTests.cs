using Simulator.Cpu;

namespace Simulator.Tests.Cpu;

/// <summary>Counting what the firmware makes the processor do.</summary>
public class CpuRunTests
{
    private static readonly Lazy<CountingContext> s_context = new(() => new CountingContext());

    [Fact]
    public void Run_TheSameTwice_CountsTheSame()
    {
        CpuRate first = CpuRun.Of(s_context.Value, CpuSituation.Idle, 20).Total;
        CpuRate second = CpuRun.Of(s_context.Value, CpuSituation.Idle, 20).Total;
        Assert.Equal(first, second);
        Assert.True(first.Calls > 100);
    }

    [Fact]
    public void Run_OfAllThreads_CountsEachOne()
    {
        var threads = CpuRun.Of(s_context.Value, CpuSituation.Charging, 20).Threads.ToDictionary(t => t.Name);
        Assert.All(new[] { "CAN_RX", "CHARGER_COMM", "OCPP", "UI", "MAIN", CpuRun.EventThread }, name => Assert.True(threads[name].Calls > 0, name));
    }

    [Fact]
    public void Run_UnderAFloodOfFrames_CountsMoreThanWhileCharging()
    {
        double charging = CpuRun.Of(s_context.Value, CpuSituation.Charging, 10).Total.Calls;
        Assert.True(CpuRun.Of(s_context.Value, CpuSituation.Flood, 10).Total.Calls > charging);
    }

    /// <summary>The table must have no row for a call that the firmware does not make: its name is wrong, or the call is gone.</summary>
    [Fact]
    public void PlatformCosts_EachRow_NamesACallThatTheFirmwareMakes()
    {
        Assert.All(new PlatformCosts().Names.Where(n => !n.StartsWith("shell.", StringComparison.Ordinal)), name => Assert.Contains(name, s_context.Value.Weaver.Outside));
    }

    [Fact]
    public void SetChargingProfileCall_Length_IsTheOneTheFigureNames()
    {
        Assert.Equal(417, CpuMessages.SetChargingProfileCall.Length);
    }
}
