using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Simulator.Bench;
using Simulator.Mutate;

namespace Simulator.Cli;

/// <summary>Shows that the tests find defects: changes the safety and delivery code line by line and runs the tests that reach each change.</summary>
public static class MutateCommand
{
    private static readonly Option<int> s_seed = OptionOf.Whole("--seed", "The same seed draws the same changes.", 1, 0, 1_000_000);
    private static readonly Option<int> s_count = OptionOf.Whole("--count", "At least so many changes over all files.", 400, 1, 100_000);
    private static readonly Option<int> s_perFile = OptionOf.Whole("--per-file", "At least so many changes of each file that has them.", 20, 0, 10_000);
    private static readonly Option<string[]> s_only = new("--only") { Description = "Only these areas, folders, files or FILE:LINE, of which every change of the line is tried.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> s_tests = new("--tests") { Description = "Runs only tests whose name contains one of these: shows quickly what a new test notices. What survives may well be noticed by others.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> s_list = new("--list") { Description = "Only prints the changes that would be tried." };
    private static readonly Option<int> s_workers = OptionOf.Whole("--workers", "Processes that run tests at the same time.", Environment.ProcessorCount, 1, 64);
    private static readonly Option<int> s_budget = OptionOf.Whole("--budget", "Seconds of tests that play whole sessions, for one change; the unit tests that reach it run always. 0 for these alone, which is quick.", 20, 0, 10_000);
    private static readonly Option<string?> s_work = new("--work") { Description = "Builds the copy of the checkout in this folder and leaves it there: a second run on the same rooms does not run the same tests again to see what each reaches." };
    private static readonly Option<string?> s_docs = OptionOf.FigurePage();

    public static Command Create()
    {
        var command = new Command("mutate", "Changes the safety and delivery code by one line, in a copy, many times, and runs the tests that reach each change: one must fail.");
        foreach (Option option in new Option[] { s_seed, s_count, s_perFile, s_only, s_tests, s_list, s_workers, s_budget, s_work, s_docs }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    /// <summary>The process that runs the tests; started by the command itself.</summary>
    public static Command CreateWorker()
    {
        var root = new Argument<string>("root");
        var command = new Command("mutate-worker", "Started by mutate.") { Hidden = true };
        command.Arguments.Add(root);
        command.SetAction(parsed => MutateWorker.Serve(parsed.GetValue(root)!));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] only = parsed.GetValue(s_only) ?? [];
        bool lines = only.Any(o => o.Contains(':'));
        try
        {
            int seed = parsed.GetValue(s_seed);
            var plan = new MutationPlan(MutationPlan.Sites(only), seed, lines ? 1 : only.Length > 0 && parsed.GetResult(s_count) is not { Implicit: false } ? 0 : parsed.GetValue(s_count), lines ? int.MaxValue : parsed.GetValue(s_perFile));
            if (parsed.GetValue(s_list))
            {
                foreach (Mutant mutant in plan.Drawn) Console.WriteLine(mutant);
                Console.WriteLine($"{plan.Drawn.Count} changes, seed {seed}");
                return 0;
            }
            return Try(plan, seed, parsed);
        }
        catch (Exception e) when (!Ending.Token.IsCancellationRequested && e is (InvalidOperationException or FormatException))
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    private static int Try(MutationPlan plan, int seed, ParseResult parsed)
    {
        long from = Stopwatch.GetTimestamp();
        using var progress = Progress.OfTerminal();
        var run = new MutateRun { Told = progress.Line, Reached = (done, of) => progress.Show($"{done} of {of} changes tried"), Work = parsed.GetValue(s_work), Workers = parsed.GetValue(s_workers), BudgetMs = parsed.GetValue(s_budget) * 1000, Tests = parsed.GetValue(s_tests) ?? [] };
        IReadOnlyList<MutationVerdict> verdicts = run.Run(plan);
        progress.Dispose();
        List<MutationVerdict> survived = [.. verdicts.Where(v => v.Survived)];
        Console.WriteLine(survived.Count == 0 ? "no change survived" : $"{survived.Count} changes survived:");
        foreach (MutationVerdict v in survived)
        {
            Console.WriteLine($"{v.Mutant.File}:{v.Mutant.Line} {v.Mutant.Kind}, seed {seed}, {(v.Tests == 0 ? "no test reaches it" : $"{v.Tests} tests reach it, {v.Tried} of them ran")}");
            Console.WriteLine($"  - {v.Mutant.OldLine}\n  + {v.Mutant.NewLine}");
        }
        double equivalent = verdicts.Count == 0 ? 0 : 100.0 * verdicts.Count(v => v.Reason != null) / verdicts.Count;
        string[] figures =
        [
            $"mutation.tried={verdicts.Count}",
            $"mutation.survived={survived.Count}",
            string.Create(CultureInfo.InvariantCulture, $"mutation.equivalent_percent={equivalent:F1}"),
            string.Create(CultureInfo.InvariantCulture, $"mutation.minutes={Stopwatch.GetElapsedTime(from).TotalMinutes:F1}"),
        ];
        foreach (string figure in figures) Console.WriteLine(figure);
        if (survived.Count == 0 && run.Tests.Count == 0 && parsed.GetValue(s_docs) is string page) FigurePage.Write(page, Called(seed, parsed), figures);
        return survived.Count == 0 ? 0 : 1;
    }

    /// <summary>The options that decide which changes were tried.</summary>
    private static string Called(int seed, ParseResult parsed)
    {
        string[] only = parsed.GetValue(s_only) ?? [];
        return $"mutate --seed {seed} --per-file {parsed.GetValue(s_perFile)}{(only.Length == 0 ? "" : " --only " + string.Join(' ', only))}";
    }
}
