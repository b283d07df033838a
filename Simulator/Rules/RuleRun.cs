using System.Collections.Concurrent;
using System.Diagnostics;
using Simulator.Cli;

namespace Simulator.Rules;

/// <summary>The result of a rule's change.</summary>
/// <param name="CaughtBy">The tests that failed with it; empty when it survived or could not be made.</param>
/// <param name="Problem">Why it could not be tried, null when it was.</param>
public sealed record RuleVerdict(int Rule, RuleChange? Change, IReadOnlyList<string> CaughtBy, string? Problem)
{
    public bool Killed => CaughtBy.Count > 0;
}

/// <summary>
/// Tries each rule's change: in a copy of the checkout, built once; the changed room alone is compiled again and put among the
/// copy's assemblies, and only the tests that name the rule run on it. The checkout itself is only read.
/// </summary>
public sealed class RuleRun
{
    private static readonly string[] s_projects = ["Firmware.Tests", "Simulator.Tests"];

    private readonly IReadOnlyList<RuleTest> _tests = RuleTest.All();
    private readonly IReadOnlyList<RuleChange> _changes = RuleChange.All();

    /// <summary>Called for each result, in any order.</summary>
    public Action<string> Told { get; init; } = _ => { };

    /// <summary>Told how many are done, and of how many.</summary>
    public Action<int, int> Reached { get; init; } = (_, _) => { };

    /// <summary>Rules to try; all where empty.</summary>
    public IReadOnlyCollection<int> Only { get; init; } = [];

    public IReadOnlyList<RuleVerdict> Run()
    {
        using ScratchFolder folder = Ending.MakeFolder("charger-rules-");
        return RunIn(folder.FullName);
    }

    private IReadOnlyList<RuleVerdict> RunIn(string folder)
    {
        Told($"builds a copy of the checkout in {folder}");
        Checkout.CopyTo(folder);
        var builds = s_projects.ToDictionary(p => p, p => Build(folder, p));
        var compiler = new RoomCompiler(folder, builds["Simulator.Tests"]);
        var slots = new ConcurrentBag<Slot>();
        for (int i = 0; i < Environment.ProcessorCount; i++) slots.Add(new Slot(Path.Combine(folder, "slots", i.ToString(System.Globalization.CultureInfo.InvariantCulture)), builds));
        List<int> rules = [.. Enumerable.Range(1, RuleTest.Rules).Where(r => Only.Count == 0 || Only.Contains(r))];
        HashSet<string> broken = Unchanged(slots, rules);
        var verdicts = new ConcurrentBag<RuleVerdict>();
        Parallel.ForEach(rules, new ParallelOptions { MaxDegreeOfParallelism = slots.Count }, rule =>
        {
            if (!slots.TryTake(out Slot? slot)) throw new InvalidOperationException("more rules at once than slots");
            RuleVerdict verdict = Judge(rule, slot, compiler, broken);
            slots.Add(slot);
            verdicts.Add(verdict);
            Told(Line(verdict));
            Reached(verdicts.Count, rules.Count);
        });
        return [.. verdicts.OrderBy(v => v.Rule)];
    }

    /// <summary>One line to read.</summary>
    public static string Line(RuleVerdict v) => $"rule {v.Rule,2} {(v.Killed ? "killed" : "SURVIVED")}: {(v.Problem ?? (v.Killed ? string.Join(", ", v.CaughtBy) : $"{v.Change!.File}: {v.Change.New.Trim()}"))}";

    private static string Build(string folder, string project)
    {
        var start = new ProcessStartInfo("dotnet", ["build", Path.Combine(folder, project, project + ".csproj"), "-v", "q", "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        using Process process = Process.Start(start)!;
        using IDisposable ended = Ending.Ends(process);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{project} does not build: {output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal), output).Trim()}");
        return Path.Combine(folder, project, "bin", "desktop", "Debug", "net10.0");
    }

    /// <summary>Tests that fail without any change: they prove nothing.</summary>
    private HashSet<string> Unchanged(ConcurrentBag<Slot> slots, List<int> rules)
    {
        slots.TryPeek(out Slot? slot);
        var broken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tests in _tests.Where(t => rules.Contains(t.Rule)).GroupBy(t => t.Project)) broken.UnionWith(slot!.Failing(tests.Key, [.. tests]));
        foreach (string test in broken) Told($"fails without any change: {test}");
        return broken;
    }

    private RuleVerdict Judge(int rule, Slot slot, RoomCompiler compiler, HashSet<string> broken)
    {
        List<RuleTest> tests = [.. _tests.Where(t => t.Rule == rule)];
        RuleChange? change = _changes.FirstOrDefault(c => c.Rule == rule);
        if (tests.Count == 0) return new RuleVerdict(rule, change, [], "no test names it");
        if (change == null) return new RuleVerdict(rule, null, [], $"no change in {RuleChange.Table}");
        string? whyNot = change.WhyNot(File.ReadAllText(Path.Combine(Checkout.Root, change.File)));
        if (whyNot != null) return new RuleVerdict(rule, change, [], whyNot);
        try
        {
            byte[] former = slot.Exchange(change.Room, compiler.Compile(change));
            try
            {
                // The portable tests first: they take no time.
                foreach (var project in tests.GroupBy(t => t.Project).OrderBy(g => g.Key, StringComparer.Ordinal))
                {
                    List<string> failed = [.. slot.Failing(project.Key, [.. project]).Where(f => !broken.Contains(f))];
                    if (failed.Count > 0) return new RuleVerdict(rule, change, failed, null);
                }
            }
            finally
            {
                slot.Exchange(change.Room, former);
            }
        }
        catch (InvalidOperationException e)
        {
            return new RuleVerdict(rule, change, [], e.Message);
        }
        return new RuleVerdict(rule, change, [], null);
    }
}
