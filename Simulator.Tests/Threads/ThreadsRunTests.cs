using Charger.Runtime;
using Simulator.Cli;
using Simulator.Threads;

namespace Simulator.Tests.Threads;

/// <summary>Each test takes some real seconds: the run works, and it can fail.</summary>
public sealed class ThreadsRunTests
{
    private const int Seconds = 4;

    [Fact]
    public void Run_AllThreads_StepAreSupervisedAndTimeNoLockOut()
    {
        var run = new ThreadsRun(1, 200);
        run.Run(Seconds);
        Assert.Empty(run.Failures);
        Assert.All(run.Workers, w => Assert.True(w.Steps > 2, $"{w.Name}: {w.Steps} steps"));
        Assert.True(run.Supervised >= 4);
        string[] figures = [.. ThreadsCommand.Figures(run)];
        Assert.Contains(figures, f => f.StartsWith("lock.charger.longest_hold_us=", StringComparison.Ordinal));
        Assert.Contains("threads.lock_timeouts=0", figures);
    }

    [Fact]
    public void Run_ALockThatIsNeverGivenBack_Fails()
    {
        var run = new ThreadsRun(1, 0) { Starting = firmware => Session(firmware).TryEnter("TEST") };
        run.Run(Seconds);
        Assert.Contains(run.Failures, f => f.StartsWith("lock session: ", StringComparison.Ordinal) && f.Contains("TEST holds it for"));
        Assert.Contains(run.Locks, l => l.Timeouts > 0);
    }

    [Fact]
    public void Run_AThreadThatEndsWithoutAWord_IsNoticedByTheSupervisor()
    {
        var lines = new List<string>();
        var run = new ThreadsRun(1, 0) { Serial = lines.Add, Started = threads => threads[0].Stop(0) };
        run.Run(Seconds);
        Assert.Contains(run.Failures, f => f.StartsWith("the supervisor restarts", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("restart: thread CAN_RX has ended"));
    }

    private static TimedLock Session(Firmware.Composition firmware) => firmware.Registry.Lock("session");
}
