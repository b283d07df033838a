using Simulator.Schedule;

namespace Simulator.Tests.Can;

/// <summary>A sample of the bench's seeded faults: 100 ms at most from a condition turning false to the STOP.</summary>
public class StopLatencyTests
{
    [Theory]
    [InlineData(OtherThreads.Idle, 11)]
    [InlineData(OtherThreads.OcppBusy, 12)]
    [InlineData(OtherThreads.AllBusy, 13)]
    public void Stop_AnyCondition_IsOutWithin100Ms(OtherThreads others, int seed)
    {
        var faults = new StopFaults(seed, others);
        faults.Run(100);
        Assert.True(faults.WorstMs <= 100 && faults.WorstPinMs <= 100, $"{faults.WorstMs} ms, pin {faults.WorstPinMs} ms: {faults.WorstWas}; " + string.Join(", ", faults.ByKind));
    }
}
