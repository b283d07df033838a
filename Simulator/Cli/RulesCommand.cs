using System.CommandLine;
using System.Diagnostics;
using Simulator.Rules;

namespace Simulator.Cli;

/// <summary>Shows that the tests of the 74 rules find defects: breaks the code of each rule and runs the rule's tests.</summary>
public static class RulesCommand
{
    public static Command Create()
    {
        var command = new Command("rules", "Breaks the code under each OCPP rule by one line, in a copy, and runs the tests that name the rule: each must fail.");
        var only = new Option<int[]>("--only") { Description = "Only these rules.", AllowMultipleArgumentsPerToken = true };
        only.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(t => t.Value).Where(t => !int.TryParse(t, out int rule) || rule < 1 || rule > RuleTest.Rules)) result.AddError($"--only '{text}' is not allowed: rules are numbered 1 to {RuleTest.Rules}");
        });
        var docs = OptionOf.WritableFile("--write-docs", "Also writes the page of rules to this file (docs/rules.md).");
        var list = new Option<bool>("--write-list") { Description = $"Only fills in the files and tests of {RuleList.File}; nothing is broken or run." };
        command.Options.Add(only);
        command.Options.Add(list);
        command.Options.Add(docs);
        command.SetAction(parsed => parsed.GetValue(list) ? WriteList() : Try(parsed.GetValue(only) ?? [], parsed.GetValue(docs)));
        return command;
    }

    private static int WriteList()
    {
        string page = Path.Combine(Checkout.Root, RuleList.File);
        File.WriteAllText(page, RuleList.Filled(File.ReadAllText(page)));
        return 0;
    }

    private static int Try(int[] only, string? docs)
    {
        long from = Stopwatch.GetTimestamp();
        // Read before the run begins: the checkout may change meanwhile, its copy does not.
        string when = RulePage.Now();
        using var progress = Progress.OfTerminal();
        var run = new RuleRun { Only = only, Told = progress.Line, Reached = (done, of) => progress.Show($"{done} of {of} rules tried") };
        IReadOnlyList<RuleVerdict> verdicts;
        try
        {
            verdicts = run.Run();
        }
        catch (InvalidOperationException e) when (!Ending.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
        progress.Dispose();
        int tested = verdicts.Count(v => v.Problem != "no test names it");
        int killed = verdicts.Count(v => v.Killed);
        foreach (RuleVerdict left in verdicts.Where(v => !v.Killed)) Console.WriteLine(RuleRun.Line(left));
        Console.WriteLine($"rules.tried={verdicts.Count}\nrules.tested={tested}\nrules.killing={killed}\nrules.seconds={Stopwatch.GetElapsedTime(from).TotalSeconds:F0}");
        if (docs != null && only.Length == 0) File.WriteAllText(docs, RulePage.Of(verdicts, when));
        return killed == verdicts.Count ? 0 : 1;
    }
}
