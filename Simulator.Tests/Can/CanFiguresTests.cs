using Charger.Can;
using Charger.Runtime;
using Simulator.Bench;

namespace Simulator.Tests.Can;

/// <summary>The figures of the CAN side that have a limit, on shorter runs than bench takes.</summary>
public class CanFiguresTests
{
    [Fact]
    public void Spi_PerFrame_TwoReceivedThreeSent()
    {
        Assert.InRange(CanBench.SpiPerReceivedFrame(), 1, 2);
        Assert.InRange(CanBench.SpiPerSentFrame(), 1, 3);
    }

    [Fact]
    public void Frames_ThroughRingDecodeAndGate_AllocateNothing()
    {
        Assert.Equal(0, CanBench.Throughput().BytesPerFrame);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1900)]
    public void Ring_AtFullLoadWithLateThreads_LosesNothing(int framesPerSecond)
    {
        Assert.Equal(0, CanBench.RingLost(framesPerSecond, 120_000, out int peak));
        Assert.InRange(peak, 2, FrameRing.DefaultCapacity);
    }

    [Fact]
    public void Ring_ReaderGone_DropsTheOldestOneByOneAfterTheHoldBack()
    {
        var clock = new HandClock();
        var controllers = new EndlessControllers();
        CanPort module = CanTraffic.Port("CAN1", clock);
        var worker = new CanReceiveWorker(controllers, module, CanTraffic.Port("CAN2", clock), null, new SilentLog());
        controllers.Module.Ready = 1_000_000;
        long dueMs = 0;
        for (; clock.NowMs < BusSupervisor.HoldBackMs; clock.NowMs++)
        {
            if (clock.NowMs >= dueMs) dueMs = worker.Drive(clock.NowMs);
        }
        Assert.Equal(0, module.Ring.Dropped);
        Assert.Equal(FrameRing.DefaultCapacity, module.Ring.Count);
        for (; clock.NowMs < 2 * BusSupervisor.HoldBackMs; clock.NowMs++)
        {
            if (clock.NowMs >= dueMs) dueMs = worker.Drive(clock.NowMs);
        }
        Assert.True(module.Ring.Dropped > 0);
        Assert.Equal(module.Ring.Written, module.Ring.Dropped + FrameRing.DefaultCapacity);
        var oldest = new Frame();
        module.TryReceive(oldest);
        Assert.InRange(oldest.TimeMs, 2 * BusSupervisor.HoldBackMs - 3, 2 * BusSupervisor.HoldBackMs);
    }
}
