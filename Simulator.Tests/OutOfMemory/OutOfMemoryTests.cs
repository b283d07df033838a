using Simulator.OutOfMemory;

namespace Simulator.Tests.OutOfMemory;

/// <summary>The first allocations of every worker fail; `bench` takes a thousand of them.</summary>
public sealed class OutOfMemoryTests
{
    [Fact]
    public void Allocation_OfAnyWorkerFails_OutputOffAndRestartOrStillObedient()
    {
        OutOfMemoryResult result = OutOfMemoryRun.Run(60, 6);
        Assert.Empty(result.Wrong);
        Assert.Equal(0, result.LeftOn);
        Assert.True(result.Injections >= 30, $"only {result.Injections} allocations failed");
        Assert.True(result.Deaths > 10, $"only {result.Deaths} workers ended by it");
    }
}
