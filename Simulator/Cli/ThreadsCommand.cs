using System.CommandLine;
using Charger.Runtime;
using Simulator.Threads;

namespace Simulator.Cli;

/// <summary>Real threads on real locks.</summary>
public static class ThreadsCommand
{
    private static readonly Option<int> Seconds = OptionOf.Whole("--seconds", "How long, in real seconds.", 300, 1, 86_400);
    private static readonly Option<int> Seed = OptionOf.Whole("--seed", "For what is drawn.", 1, 0, 1_000_000_000);
    private static readonly Option<int> Rate = OptionOf.Whole("--rate", "Foreign frames a second on each bus.", 500, 0, 1900);

    public static Command Create()
    {
        var command = new Command("threads", "The firmware's workers on real threads and real locks in real time: time-outs and longest holds.");
        foreach (Option option in new Option[] { Seconds, Seed, Rate }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var run = new ThreadsRun(parsed.GetValue(Seed), parsed.GetValue(Rate));
        run.Run(parsed.GetValue(Seconds));
        int timeouts = run.Locks.Sum(l => l.Timeouts);
        foreach (Worker worker in run.Workers) Console.WriteLine($"threads.{worker.Name.ToLowerInvariant()}.steps={worker.Steps}");
        foreach (TimedLock one in run.Locks) Console.WriteLine($"lock.{one.Name}.longest_hold_us={one.LongestHoldMs * 1000}");
        Console.WriteLine(FormattableString.Invariant($"threads.delivered_wh={run.DeliveredWh:F1}"));
        Console.WriteLine($"threads.lock_timeouts={timeouts}");
        foreach (string failure in run.Failures) Console.WriteLine($"failed: {failure}");
        bool good = timeouts == 0 && run.Failures.Count == 0;
        Console.WriteLine(good ? "verdict: no lock was waited for in vain" : "verdict: FAILED");
        return good ? 0 : 1;
    }
}
