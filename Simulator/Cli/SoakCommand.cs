using System.CommandLine;
using System.Globalization;
using Simulator.Bench;
using Simulator.Scenarios;
using Simulator.Soak;

namespace Simulator.Cli;

/// <summary>24 simulated hours with every fault, invariants after each step.</summary>
public static class SoakCommand
{
    private static readonly Option<int> s_seed = OptionOf.Whole("--seed", "The same seed gives the same run.", 1, 0, 1_000_000_000);
    private static readonly Option<ScenarioFile?> s_scenarioFile = OptionOf.Scenario("Other events than the built-in day's (docs/scenarios.md).");
    private static readonly Option<int> s_faultEvery = OptionOf.Whole("--fault-every", "Mean seconds between the faults that the seed draws; 0 for none.", 900, 0, 86_400);
    private static readonly Option<bool> s_serial = new("--serial") { Description = "With the serial console." };
    private static readonly Option<int> s_seeds = OptionOf.Whole("--seeds", "So many seeds over the whole range of faults, from --seed on; 0 for the day instead.", 0, 0, 1_000_000);
    private static readonly Option<double> s_hours = OptionOf.Number("--hours", "Simulated hours of each seed of --seeds.", 2, 0.7, 1000);
    private static readonly Option<int[]> s_faults = new("--faults") { Description = "Only these faults of the seed, by their numbers; 0 for none.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> s_docs = OptionOf.FigurePage();

    private const double MsOfAnHour = 3_600_000;

    public static Command Create()
    {
        var command = new Command("soak", "24 simulated hours: reboots, bursts, link and vehicle faults, a vehicle every 40 minutes; invariants after every step. With --seeds: many runs with everything that physics and damaged hardware can send.");
        foreach (Option option in new Option[] { s_seed, s_scenarioFile, s_faultEvery, s_serial, s_seeds, s_hours, s_faults, s_docs }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(s_seeds) == 1 && (parsed.GetValue(s_serial) || parsed.GetValue(s_faults) is { Length: > 0 })) return Replay(parsed);
        if (parsed.GetValue(s_seeds) > 0) return Wide(parsed);
        ScenarioFile? file = parsed.GetValue(s_scenarioFile);
        try
        {
            Scenario scenario = file?.Read() ?? SoakDay.Scenario;
            var run = new SoakRun(new SoakOptions { Seed = parsed.GetValue(s_seed), Scenario = scenario, FaultEveryMs = parsed.GetValue(s_faultEvery) * 1000 });
            using var progress = Progress.OfTerminal();
            run.Told = (ms, what) =>
            {
                progress.Line(string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0,10:F3} {what}"));
                if (progress.Live) progress.Show(FormattableString.Invariant($"{ms / MsOfAnHour:F1} of {scenario.LengthMs / MsOfAnHour:0.#} h"));
            };
            if (parsed.GetValue(s_serial)) run.Serial = line => progress.Line($"           serial {line}");
            run.Run();
            progress.Dispose();
            return Verdict(run, parsed, file);
        }
        catch (ScenarioException e)
        {
            Console.Error.WriteLine($"error: --scenario '{file}': {e.Message}");
            return Program.WrongUsage;
        }
    }

    private static long LengthMs(ParseResult parsed) => (long)(parsed.GetValue(s_hours) * 3_600_000);

    private static int Wide(ParseResult parsed)
    {
        using var progress = Progress.OfTerminal();
        var soak = new WideSoak(parsed.GetValue(s_seed), parsed.GetValue(s_seeds), LengthMs(parsed)) { Told = progress.Line, Reached = (done, of) => progress.Show($"{done} of {of} seeds") };
        IReadOnlyList<WideFailure> failures = soak.Run();
        progress.Dispose();
        foreach (WideFailure failure in failures)
        {
            Console.WriteLine($"seed {failure.Seed} broken: {failure.Broken}; {failure.Faults.Count} faults are enough:");
            foreach (WideFault fault in failure.Faults) Console.WriteLine($"  {fault}");
            Console.WriteLine(WideSoak.Replay(failure, parsed.GetValue(s_hours)));
        }
        string[] figures =
        [
            $"soak.seeds={parsed.GetValue(s_seeds)}",
            FormattableString.Invariant($"soak.seed_hours={parsed.GetValue(s_hours):0.##}"),
            $"soak.seed_faults={soak.Faults}",
            $"soak.seed_transactions={soak.Transactions}",
            FormattableString.Invariant($"soak.seeds_wall_s={soak.WallSeconds:F0}"),
            $"soak.invariant_violations={failures.Count}",
        ];
        foreach (string figure in figures) Console.WriteLine(figure);
        Console.WriteLine(failures.Count == 0 ? "verdict: nothing broke" : "verdict: FAILED");
        if (failures.Count == 0 && parsed.GetValue(s_docs) is string page) FigurePage.Write(page, FormattableString.Invariant($"soak --seeds {parsed.GetValue(s_seeds)} --hours {parsed.GetValue(s_hours)}"), figures);
        return failures.Count == 0 ? 0 : 1;
    }

    /// <summary>Runs one seed again and prints what happens.</summary>
    private static int Replay(ParseResult parsed)
    {
        int seed = parsed.GetValue(s_seed);
        var run = new WideRun(seed, LengthMs(parsed), WideSoak.Chosen(seed, LengthMs(parsed), parsed.GetValue(s_faults) ?? []))
        {
            Playing = (ms, fault, begins) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0,10:F3} {(begins ? fault : $"{fault.Kind} is over")}")),
        };
        if (parsed.GetValue(s_serial)) run.Serial = line => Console.WriteLine($"           serial {line}");
        run.Run();
        foreach (string broken in run.Oracle.Broken) Console.WriteLine($"broken: {broken}");
        Console.WriteLine(run.Oracle.Count == 0 ? "verdict: nothing broke" : "verdict: FAILED");
        return run.Oracle.Count == 0 ? 0 : 1;
    }

    private static int Verdict(SoakRun run, ParseResult parsed, ScenarioFile? file)
    {
        string[] figures = [.. Figures(run)];
        foreach (string figure in figures) Console.WriteLine(figure);
        foreach (string broken in run.Invariants.Broken) Console.WriteLine($"broken: {broken}");
        bool good = run.Invariants.Count == 0 && run.LiveDrift == 0 && run.LockTimeouts == 0;
        if (!good)
        {
            string scenario = file == null ? "" : $" --scenario {file}";
            Console.WriteLine($"replay: {OwnName.ReleaseLine($"soak --seed {parsed.GetValue(s_seed)} --fault-every {parsed.GetValue(s_faultEvery)}{scenario} --serial")}");
        }
        Console.WriteLine(good ? "verdict: nothing broke" : "verdict: FAILED");
        if (good && parsed.GetValue(s_docs) is string page) FigurePage.Write(page, FormattableString.Invariant($"soak --seed {parsed.GetValue(s_seed)}"), figures);
        return good ? 0 : 1;
    }

    private static IEnumerable<string> Figures(SoakRun run)
    {
        yield return FormattableString.Invariant($"soak.simulated_hours={run.SimulatedMs / 3_600_000.0:0.##}");
        yield return FormattableString.Invariant($"soak.wall_s={run.WallSeconds:F1}");
        yield return $"soak.steps={run.Steps}";
        yield return $"soak.boots={run.Boots}";
        yield return $"soak.transactions={run.Transactions.Count}";
        yield return $"soak.invariant_violations={run.Invariants.Count}";
        yield return $"soak.lock_timeouts_fault_free={run.LockTimeouts}";
        yield return $"soak.live_objects={(run.LiveAfterBoot.Count == 0 ? 0 : run.LiveAfterBoot.Max())}";
        yield return $"soak.live_drift={run.LiveDrift}";
    }
}
