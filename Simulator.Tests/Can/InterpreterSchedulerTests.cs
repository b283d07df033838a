using Charger.Runtime;
using Simulator.Schedule;
using Simulator.World;

namespace Simulator.Tests.Can;

/// <summary>The model against what was measured on the interpreter: a thread that waits 20 ms beside three that compute without pause.</summary>
public class InterpreterSchedulerTests
{
    [Fact]
    public void WaitOf20Ms_AtThePriorityOfTheBusyThreads_Is40MsLateEveryTime() => Assert.All(Delays(highest: false).Skip(5), late => Assert.Equal(40, late));

    [Fact]
    public void WaitOf20Ms_AtHighestPriority_IsWithin1Ms_SeldomUpTo40()
    {
        List<long> delays = [.. Delays(highest: true)];
        // The burst of 1 ms is included.
        Assert.InRange(delays.Count(late => late > 1), 0, 2);
        Assert.InRange(delays.Max(), 0, 41);
    }

    [Fact]
    public void WakeInTheMiddleOfAQuantum_WaitsForItsEnd()
    {
        var (clock, scheduler, slot) = New(highest: true);
        scheduler.AddBusy("A", 0);
        clock.AdvanceTo(105);
        // 100 to 120 is one quantum; the burst is 1 ms.
        Assert.Equal(16, scheduler.LatencyMs(slot));
    }

    [Fact]
    public void FlashWrite_OutlastsTheQuantum_AndBeginsAfterThreadsThatAreReady()
    {
        var (clock, scheduler, slot) = New(highest: true);
        scheduler.AddBusy("A", 100);
        long worst = 0;
        for (int i = 1; i < 400; i++)
        {
            clock.AdvanceTo(i * 137);
            worst = Math.Max(worst, scheduler.LatencyMs(slot));
        }
        Assert.InRange(worst, 25, 31);
    }

    [Fact]
    public void NobodyElse_TheIdleTickNotices()
    {
        var (clock, scheduler, slot) = New(highest: true);
        long worst = 0;
        for (int i = 1; i < 200; i++)
        {
            clock.AdvanceTo(i * 37);
            worst = Math.Max(worst, scheduler.LatencyMs(slot));
        }
        Assert.InRange(worst, 8, 11);
    }

    private static IEnumerable<long> Delays(bool highest)
    {
        var (clock, scheduler, slot) = New(highest);
        for (int i = 0; i < 3; i++) scheduler.AddBusy("busy " + i, 0);
        for (int i = 0; i < 200; i++)
        {
            clock.AdvanceTo(clock.NowMs + 20);
            long late = scheduler.LatencyMs(slot);
            clock.AdvanceTo(clock.NowMs + late);
            // The burst itself, 0 here by rounding, is not lateness.
            yield return late;
        }
    }

    private static (SimulatedClock Clock, InterpreterScheduler Scheduler, WorkerSlot Slot) New(bool highest)
    {
        var clock = new SimulatedClock();
        var scheduler = new InterpreterScheduler(clock, 1);
        var slot = new WorkerSlot(new Nobody(), new BootClock(clock), highest, 0);
        scheduler.BurstUs["NOBODY"] = highest ? 1_000 : 1;
        return (clock, scheduler, slot);
    }

    private sealed class Nobody() : Worker("NOBODY")
    {
        public override long Step(long nowMs) => nowMs;
    }
}
