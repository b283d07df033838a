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
    private static readonly Option<string?> Docs = OptionOf.FigurePage();

    public static Command Create()
    {
        var command = new Command("soak", "24 simulated hours: reboots, bursts, link and vehicle faults, a vehicle every 40 minutes; invariants after every step.");
        foreach (Option option in new Option[] { Seed, ScenarioFile, FaultEvery, Serial, Docs }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
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
