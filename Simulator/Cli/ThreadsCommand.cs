using System.CommandLine;
using Charger.Runtime;
using Simulator.Bench;
using Simulator.Threads;

namespace Simulator.Cli;

/// <summary>Real threads on real locks.</summary>
public static class ThreadsCommand
{
    private static readonly Option<int> s_seconds = OptionOf.Whole("--seconds", "How long, in real seconds.", 300, 1, 86_400);
    private static readonly Option<int> s_seed = OptionOf.Whole("--seed", "For what is drawn.", 1, 0, 1_000_000_000);
    private static readonly Option<int> s_rate = OptionOf.Whole("--rate", "Foreign frames a second on each bus.", 500, 0, 1900);
    private static readonly Option<bool> s_serial = new("--serial") { Description = "With the serial console." };
    private static readonly Option<string?> s_docs = OptionOf.FigurePage();

    public static Command Create()
    {
        var command = new Command("threads", "The firmware's workers on real threads and real locks in real time, supervised: time-outs and longest holds.");
        foreach (Option option in new Option[] { s_seconds, s_seed, s_rate, s_serial, s_docs }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using var progress = Progress.OfTerminal();
        Action<string>? serial = parsed.GetValue(s_serial) ? progress.Line : null;
        var run = new ThreadsRun(parsed.GetValue(s_seed), parsed.GetValue(s_rate)) { Serial = serial, Reached = (done, of) => progress.Show($"{done} of {of} s") };
        run.Run(parsed.GetValue(s_seconds));
        progress.Dispose();
        string[] figures = [.. Figures(run)];
        foreach (string figure in figures) Console.WriteLine(figure);
        foreach (string failure in run.Failures) Console.WriteLine($"failed: {failure}");
        bool good = run.Failures.Count == 0;
        Console.WriteLine(good ? "verdict: no lock was waited for in vain" : "verdict: FAILED");
        if (good && parsed.GetValue(s_docs) is string page) FigurePage.Write(page, $"threads --seconds {parsed.GetValue(s_seconds)} --rate {parsed.GetValue(s_rate)}", figures);
        return good ? 0 : 1;
    }

    internal static IEnumerable<string> Figures(ThreadsRun run)
    {
        yield return FormattableString.Invariant($"threads.wall_s={run.Seconds:F0}");
        foreach (Worker worker in run.Workers) yield return $"threads.{worker.Name.ToLowerInvariant()}.steps={worker.Steps}";
        yield return $"threads.main.steps={run.Supervised}";
        yield return FormattableString.Invariant($"threads.delivered_wh={run.DeliveredWh:F1}");
        yield return $"threads.lock_entries={run.Locks.Sum(l => (long)l.Entered)}";
        yield return $"threads.lock_timeouts={run.Locks.Sum(l => l.Timeouts)}";
        foreach (TimedLock one in run.Locks) yield return $"lock.{one.Name}.longest_hold_us={one.LongestHoldMs}";
    }
}

/// <summary>The locks' figures of a short run, for the bench command.</summary>
public sealed class LockBench : IBench
{
    private const int Seconds = 10;
    private const int Rate = 500;

    public string Name => "lock";

    public void Run(IFigures figures)
    {
        var run = new ThreadsRun(1, Rate);
        run.Run(Seconds);
        if (run.Failures.Count > 0) throw new InvalidOperationException(run.Failures[0]);
        foreach (TimedLock one in run.Locks) figures.Add($"lock.{one.Name}.longest_hold_us", one.LongestHoldMs);
    }
}
