using System.Collections.Concurrent;
using System.Diagnostics;
using Simulator.Cli;
using Simulator.Rules;

namespace Simulator.Mutate;

/// <summary>The result of a change.</summary>
/// <param name="By">The test that noticed it; "no end" or "broke down" where the process did.</param>
/// <param name="Tests">Tests that reach it.</param>
/// <param name="Tried">Of these, how many were to run.</param>
/// <param name="Reason">Why nothing can notice it, where it is listed.</param>
public sealed record MutationVerdict(Mutant Mutant, string? By, int Tests, int Tried, string? Reason)
{
    public bool Survived => By == null && Reason == null;
}

/// <summary>
/// Makes drawn changes of one line, one at a time, and runs the tests that reach each until one fails: in a copy of the
/// checkout, built once; the changed room is compiled in memory and loaded apart. The checkout itself is only read.
/// </summary>
public sealed class MutateRun
{
    /// <summary>The least time a test may take with a change; else ten times as long as without.</summary>
    private const int LeastLimitMs = 5_000;
    private const int CompileLimitMs = 120_000;

    private readonly Equivalents _equivalents = Equivalents.Read();

    /// <summary>How often each test has noticed a change of a file: the best ones are tried first.</summary>
    private readonly ConcurrentDictionary<(string File, string Test), int> _noticed = new();

    /// <summary>Told as it goes along.</summary>
    public Action<string> Told { get; init; } = _ => { };

    /// <summary>Told how many are done, and of how many.</summary>
    public Action<int, int> Reached { get; init; } = (_, _) => { };

    /// <summary>Where the built copy lies and stays for the next run; null for one that is thrown away.</summary>
    public string? Work { get; init; }

    /// <summary>Tests that play whole sessions are run for one change as long as they take no longer together than this.</summary>
    public int BudgetMs { get; init; } = 20_000;

    /// <summary>Only tests whose name contains one of these are run; all where none is given.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];

    public int Workers { get; init; } = Environment.ProcessorCount;

    public IReadOnlyList<MutationVerdict> Run(MutationPlan plan)
    {
        using ScratchFolder? scratch = Work == null ? Ending.MakeFolder("charger-mutate-") : null;
        string folder = Work ?? scratch!.FullName;
        List<WorkerProcess> workers = [];
        try
        {
            Told($"builds a copy of the checkout in {folder}");
            BuiltProjects projects = Build(folder);
            for (int i = 0; i < Workers; i++) workers.Add(new WorkerProcess(folder, projects.Folders["Simulator.Tests"]));
            CoverageMap map = CoverageMap.Of(projects, workers, BudgetMs > 0, Tests, Told);
            SwitchedRooms rooms = SwitchedRooms.Make(projects, [.. plan.Drawn.Where(m => _equivalents.Reason(m) == null)]);
            Told($"{map.Tests} tests, {plan.Drawn.Count} changes, {rooms.Taken} of them compiled together");
            return TryAll(plan, map, workers, rooms);
        }
        finally
        {
            foreach (WorkerProcess worker in workers) worker.Dispose();
        }
    }

    /// <summary>One line to read.</summary>
    public static string Line(MutationVerdict v) => (v.Reason != null ? "equivalent" : v.Survived ? v.Tests == 0 ? "SURVIVED, no test reaches it" : $"SURVIVED {v.Tried} of {v.Tests} tests" : "killed") + $" {v.Mutant}" + (v.By == null ? "" : $" (by {v.By})");

    private static BuiltProjects Build(string folder)
    {
        Checkout.CopyTo(folder);
        foreach (string project in BuiltProjects.TestFolders(folder))
        {
            string file = Directory.EnumerateFiles(project, "*.csproj").Single();
            using Process process = Process.Start(new ProcessStartInfo("dotnet", ["build", file, "-v", "q", "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
            using IDisposable ended = Ending.Ends(process);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{file} does not build: {output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal), output).Trim()}");
        }
        return BuiltProjects.Of(folder, ask: true);
    }

    private List<MutationVerdict> TryAll(MutationPlan plan, CoverageMap map, List<WorkerProcess> workers, SwitchedRooms rooms)
    {
        var queue = new ConcurrentQueue<Mutant>(plan.Drawn);
        var verdicts = new ConcurrentBag<MutationVerdict>();
        Parallel.ForEach(workers, new ParallelOptions { MaxDegreeOfParallelism = workers.Count }, worker =>
        {
            while (queue.TryDequeue(out Mutant? mutant))
            {
                MutationVerdict? verdict = null;
                while (mutant != null && (verdict = Judge(mutant, worker, map, rooms.NumberOf(mutant))) == null) mutant = plan.Instead(mutant.File);
                if (verdict == null) continue;
                if (verdict.By != null) _noticed.AddOrUpdate((verdict.Mutant.File, verdict.By), 1, (_, n) => n + 1);
                verdicts.Add(verdict);
                Told(Line(verdict));
                Reached(verdicts.Count, plan.Drawn.Count);
            }
        });
        return [.. verdicts.OrderBy(v => v.Mutant.File, StringComparer.Ordinal).ThenBy(v => v.Mutant.Start)];
    }

    /// <summary>Null when it does not compile.</summary>
    /// <param name="number">Its number in the assemblies with many changes; 0 to compile it for itself.</param>
    private MutationVerdict? Judge(Mutant mutant, WorkerProcess worker, CoverageMap map, int number)
    {
        IReadOnlyList<string> tests = map.Reaching(mutant);
        if (_equivalents.Reason(mutant) is string reason) return new MutationVerdict(mutant, null, tests.Count, 0, reason);
        List<string> chosen = [.. map.Within(tests, BudgetMs).OrderByDescending(t => _noticed.GetValueOrDefault((mutant.File, t)))];
        if (number > 0)
        {
            for (int again = 0; again < 2; again++)
            {
                MutationVerdict? verdict = Try(new WorkerOrder { Try = mutant, Number = number, Tests = chosen }, worker, map, tests.Count, out bool stale);
                if (!stale) return verdict;
                worker.Renew();
            }
        }
        return Try(new WorkerOrder { Try = mutant, Tests = chosen }, worker, map, tests.Count, out _);
    }

    private static MutationVerdict? Try(WorkerOrder order, WorkerProcess worker, CoverageMap map, int reaching, out bool stale)
    {
        string? problem = null, by = null, running = null;
        bool left = false;
        bool ended = worker.Carry(order, t => t == null ? CompileLimitMs : (int)Math.Max(LeastLimitMs, 10 * map.Ms(t)), a =>
        {
            problem ??= a.Problem;
            running = a.Test ?? running;
            if (a.Failed != null && !a.Useless) by = a.Test;
            left |= a.Stale;
        });
        stale = left;
        if (problem != null) return null;
        return new MutationVerdict(order.Try!, by ?? (ended ? null : $"{running}, which came to no end"), reaching, order.Tests.Count, null);
    }
}
