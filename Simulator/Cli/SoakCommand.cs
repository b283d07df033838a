using System.CommandLine;
using System.Globalization;
using Simulator.Bench;
using Simulator.Scenarios;
using Simulator.Soak;

namespace Simulator.Cli;

/// <summary>24 simulated hours with every fault, invariants after each step.</summary>
public static class SoakCommand
{
    private static readonly Option<int> Seed = OptionOf.Whole("--seed", "The same seed gives the same run.", 1, 0, 1_000_000_000);
    private static readonly Option<FileInfo?> ScenarioFile = OptionOf.ExistingFile("--scenario", "Other events than the built-in day's (docs/scenarios.md).");
    private static readonly Option<int> FaultEvery = OptionOf.Whole("--fault-every", "Mean seconds between the faults that the seed draws; 0 for none.", 900, 0, 86_400);
    private static readonly Option<bool> Serial = new("--serial") { Description = "With the serial console." };
    private static readonly Option<int> Seeds = OptionOf.Whole("--seeds", "So many seeds over the whole range of faults, from --seed on; 0 for the day instead.", 0, 0, 1_000_000);
    private static readonly Option<double> Hours = OptionOf.Number("--hours", "Simulated hours of each seed of --seeds.", 2, 0.7, 1000);
    private static readonly Option<int[]> Faults = new("--faults") { Description = "Only these faults of the seed, by their numbers; 0 for none.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Docs = OptionOf.FigurePage();

    public static Command Create()
    {
        var command = new Command("soak", "24 simulated hours: reboots, bursts, link and vehicle faults, a vehicle every 40 minutes; invariants after every step. With --seeds: many runs with everything that physics and damaged hardware can send.");
        foreach (Option option in new Option[] { Seed, ScenarioFile, FaultEvery, Serial, Seeds, Hours, Faults, Docs }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Seeds) == 1 && (parsed.GetValue(Serial) || parsed.GetValue(Faults) is { Length: > 0 })) return Replay(parsed);
        if (parsed.GetValue(Seeds) > 0) return Wide(parsed);
        FileInfo? file = parsed.GetValue(ScenarioFile);
        try
        {
            Scenario scenario = file != null ? ScenarioReader.ReadFile(file.FullName) : SoakDay.Scenario;
            var run = new SoakRun(new SoakOptions { Seed = parsed.GetValue(Seed), Scenario = scenario, FaultEveryMs = parsed.GetValue(FaultEvery) * 1000 });
            run.Told = (ms, what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0,10:F3} {what}"));
            if (parsed.GetValue(Serial)) run.Serial = line => Console.WriteLine($"           serial {line}");
            run.Run();
            return Verdict(run, parsed, file);
        }
        catch (ScenarioException e)
        {
            Console.Error.WriteLine($"error: --scenario '{file}': {e.Message}");
            return Program.WrongUsage;
        }
    }

    private static long LengthMs(ParseResult parsed) => (long)(parsed.GetValue(Hours) * 3_600_000);

    private static int Wide(ParseResult parsed)
    {
        var soak = new WideSoak(parsed.GetValue(Seed), parsed.GetValue(Seeds), LengthMs(parsed)) { Told = Console.WriteLine };
        IReadOnlyList<WideFailure> failures = soak.Run();
        foreach (WideFailure failure in failures)
        {
            Console.WriteLine($"seed {failure.Seed} broken: {failure.Broken}; {failure.Faults.Count} faults are enough:");
            foreach (WideFault fault in failure.Faults) Console.WriteLine($"  {fault}");
            Console.WriteLine(WideSoak.Replay(failure, parsed.GetValue(Hours)));
        }
        string[] figures =
        [
            $"soak.seeds={parsed.GetValue(Seeds)}",
            FormattableString.Invariant($"soak.seed_hours={parsed.GetValue(Hours):0.##}"),
            $"soak.seed_faults={soak.Faults}",
            $"soak.seed_transactions={soak.Transactions}",
            FormattableString.Invariant($"soak.seeds_wall_s={soak.WallSeconds:F0}"),
            $"soak.invariant_violations={failures.Count}",
        ];
        foreach (string figure in figures) Console.WriteLine(figure);
        Console.WriteLine(failures.Count == 0 ? "verdict: nothing broke" : "verdict: FAILED");
        if (failures.Count == 0 && parsed.GetValue(Docs) is string page) FigurePage.Write(page, FormattableString.Invariant($"soak --seeds {parsed.GetValue(Seeds)} --hours {parsed.GetValue(Hours)}"), figures);
        return failures.Count == 0 ? 0 : 1;
    }

    /// <summary>One seed again, told as it goes.</summary>
    private static int Replay(ParseResult parsed)
    {
        int seed = parsed.GetValue(Seed);
        var run = new WideRun(seed, LengthMs(parsed), WideSoak.Chosen(seed, LengthMs(parsed), parsed.GetValue(Faults) ?? []))
        {
            Playing = (ms, fault, begins) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0,10:F3} {(begins ? fault : $"{fault.Kind} is over")}")),
        };
        if (parsed.GetValue(Serial)) run.Serial = line => Console.WriteLine($"           serial {line}");
        run.Run();
        foreach (string broken in run.Oracle.Broken) Console.WriteLine($"broken: {broken}");
        Console.WriteLine(run.Oracle.Count == 0 ? "verdict: nothing broke" : "verdict: FAILED");
        return run.Oracle.Count == 0 ? 0 : 1;
    }

    private static int Verdict(SoakRun run, ParseResult parsed, FileInfo? file)
    {
        string[] figures = [.. Figures(run)];
        foreach (string figure in figures) Console.WriteLine(figure);
        foreach (string broken in run.Invariants.Broken) Console.WriteLine($"broken: {broken}");
        bool good = run.Invariants.Count == 0 && run.LiveDrift == 0 && run.LockTimeouts == 0;
        if (!good)
        {
            string scenario = file == null ? "" : $" --scenario {file}";
            Console.WriteLine($"replay: dotnet run -c Release --project Simulator -- soak --seed {parsed.GetValue(Seed)} --fault-every {parsed.GetValue(FaultEvery)}{scenario} --serial");
        }
        Console.WriteLine(good ? "verdict: nothing broke" : "verdict: FAILED");
        if (good && parsed.GetValue(Docs) is string page) FigurePage.Write(page, FormattableString.Invariant($"soak --seed {parsed.GetValue(Seed)}"), figures);
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
