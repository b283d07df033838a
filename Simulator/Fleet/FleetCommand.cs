using System.CommandLine;
using Simulator.Bench;
using Simulator.Cli;

namespace Simulator.Fleet;

/// <summary>Many chargers at one central system, with and without the jitter that spreads their return.</summary>
public static class FleetCommand
{
    private const int Least = 1;
    private const int Most = 2000;
    private const int Usual = 200;
    private const int BarWidth = 50;
    private static readonly Argument<int> s_chargers = new("chargers") { Description = $"How many [{Least} to {Most}, {Usual} unless told].", DefaultValueFactory = _ => Usual };
    private static readonly Option<int> s_outage = OptionOf.Whole("--outage", "Seconds that the central system is away.", 60, 5, 3600);
    private static readonly Option<int> s_seed = OptionOf.Whole("--seed", "For what is drawn.", 1, 0, 100_000);
    private static readonly Option<bool> s_once = new("--once") { Description = "Without the second run, which has no jitter." };
    private static readonly Option<string?> s_docs = OptionOf.FigurePage();

    public static Command Create()
    {
        var command = new Command("fleet", "Many whole chargers at one central system over sockets: sessions, an outage, and how their return is spread; invariants for each.");
        command.Arguments.Add(s_chargers);
        foreach (Option option in new Option[] { s_outage, s_seed, s_once, s_docs }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(s_chargers) is { Tokens: [var token] } && !(int.TryParse(token.Value, out int count) && count is >= Least and <= Most)) result.AddError($"chargers '{token.Value}' is not allowed: {Least} to {Most}");
        });
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using FleetRun first = Play(parsed, jitter: true);
        FleetRun? second = null;
        if (!parsed.GetValue(s_once) && first.Failures.Count == 0)
        {
            first.Dispose();
            second = Play(parsed, jitter: false);
            second.Dispose();
        }
        Tell("back in each second, with jitter", first.Reconnects);
        if (second != null) Tell("back in each second, without jitter", second.Reconnects);
        List<string> figures = [.. Figures(parsed.GetValue(s_chargers), first, second)];
        foreach (string figure in figures) Console.WriteLine(figure);
        string[] failures = [.. first.Failures, .. second?.Failures ?? []];
        foreach (string failure in failures) Console.WriteLine($"failed: {failure}");
        Console.WriteLine(failures.Length == 0 ? "verdict: nothing broke" : "verdict: FAILED");
        if (failures.Length == 0 && second != null && parsed.GetValue(s_docs) is string page) FigurePage.Write(page, $"fleet {parsed.GetValue(s_chargers)} --outage {parsed.GetValue(s_outage)}", figures);
        return failures.Length == 0 ? 0 : 1;
    }

    private static FleetRun Play(ParseResult parsed, bool jitter)
    {
        using var progress = Progress.OfTerminal();
        var run = new FleetRun(parsed.GetValue(s_chargers), parsed.GetValue(s_seed), jitter) { Told = text => progress.Show($"{(jitter ? "with" : "without")} jitter: {text}"), Ended = Ending.Token };
        run.Run(parsed.GetValue(s_outage) * 1000);
        return run;
    }

    private static void Tell(string title, IReadOnlyList<int> seconds)
    {
        Console.WriteLine(title);
        int most = Math.Max(1, seconds.DefaultIfEmpty().Max());
        for (int i = 0; i < seconds.Count; i++) Console.WriteLine($"{i,4} s {seconds[i],5} {new string('#', (seconds[i] * BarWidth + most - 1) / most)}");
    }

    private static IEnumerable<string> Figures(int chargers, FleetRun first, FleetRun? second)
    {
        yield return $"fleet.chargers={chargers}";
        yield return $"fleet.transactions={first.Transactions}";
        yield return FormattableString.Invariant($"fleet.memory_per_charger_kb={first.MemoryPerChargerKb:F0}");
        yield return $"fleet.reconnect_peak_per_s={first.Reconnects.DefaultIfEmpty().Max()}";
        if (second != null) yield return $"fleet.reconnect_peak_without_jitter_per_s={second.Reconnects.DefaultIfEmpty().Max()}";
        yield return $"fleet.last_back_s={first.Reconnects.Count}";
        yield return $"fleet.invariant_violations={first.Failures.Count + (second?.Failures.Count ?? 0)}";
        yield return FormattableString.Invariant($"fleet.wall_s={first.WallSeconds + (second?.WallSeconds ?? 0):F0}");
        yield return FormattableString.Invariant($"fleet.pace={first.Pace:F2}");
    }
}
