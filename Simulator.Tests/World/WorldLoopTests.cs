using Charger.Runtime;
using Simulator.World;

namespace Simulator.Tests.World;

public sealed class WorldLoopTests
{
    private sealed class EveryMs(string name, int everyMs) : Worker(name)
    {
        public List<long> At { get; } = [];

        public override long Step(long nowMs)
        {
            At.Add(nowMs);
            return nowMs + everyMs;
        }
    }

    private sealed class Wakes(Worker other, long atMs) : IModel
    {
        public string Name => "wakes";

        public long Step(long nowMs)
        {
            if (nowMs == atMs) other.Wake.Set();
            return nowMs < atMs ? atMs : long.MaxValue;
        }
    }

    [Fact]
    public void RunUntil_Deadlines_JumpsFromOneToTheNext()
    {
        var clock = new SimulatedClock();
        var loop = new WorldLoop(clock);
        var worker = new EveryMs("A", 700);
        loop.Add(worker, new BootClock(clock), highest: false);
        Assert.False(loop.RunUntil(() => false, 2000));
        Assert.Equal([0L, 700, 1400], worker.At);
        Assert.Equal(2000, clock.NowMs);
    }

    [Fact]
    public void RunUntil_WakeSignal_StepsBeforeTheDeadline()
    {
        var clock = new SimulatedClock();
        var loop = new WorldLoop(clock);
        var worker = new EveryMs("A", 1000);
        loop.Add(worker, new BootClock(clock), highest: false);
        loop.Add(new Wakes(worker, 123));
        loop.RunUntil(() => false, 1100);
        Assert.Equal([0L, 123], worker.At);
    }

    [Fact]
    public void Freeze_AllWorkers_RunAfterIt()
    {
        var clock = new SimulatedClock();
        var loop = new WorldLoop(clock);
        var worker = new EveryMs("A", 10);
        loop.Add(worker, new BootClock(clock), highest: true);
        loop.RunUntil(() => false, 25);
        loop.Freeze(30);
        loop.RunUntil(() => false, 80);
        Assert.Equal([0L, 10, 20, 55, 65, 75], worker.At);
    }

    [Fact]
    public void BootClock_AfterAReboot_StartsAtZeroInStepsOf10Ms()
    {
        var clock = new SimulatedClock();
        clock.AdvanceTo(5000);
        var boot = new BootClock(clock, 10);
        clock.AdvanceTo(5019);
        Assert.Equal(10, boot.NowMs);
        Assert.Equal(5100, boot.ToWorldMs(100));
    }

    [Theory]
    [InlineData(WriteFault.Lost, -1)]
    [InlineData(WriteFault.Torn, 2)]
    public void MemoryStorage_SecondWriteFails_LeavesWhatTheFaultSays(WriteFault fault, int length)
    {
        var storage = new MemoryStorage();
        storage.FailAfter(2, fault);
        Assert.True(storage.Write("a", [1, 2, 3, 4], 0, 4));
        Assert.False(storage.Write("b", [1, 2, 3, 4], 0, 4));
        Assert.False(storage.Append("a", [5], 0, 1));
        Assert.Equal(4, storage.Length("a"));
        Assert.Equal(length, storage.Length("b"));
        storage.Restore();
        Assert.True(storage.Append("a", [5], 0, 1));
        Assert.Equal(5, storage.Length("a"));
    }
}
