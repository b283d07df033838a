using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Simulator.Mutate;

/// <summary>Which test reaches what, and how long it takes.</summary>
public sealed class CoverageMap
{
    /// <summary>Tests that take the machine's time or another program instead of simulated time; what they reach others reach too.</summary>
    private static readonly string[] s_leftOut = ["_OverASocket_", ".Transport.TlsTests.", ".CentralSystem.", ".Transport.AutobahnCasesTests.", "Simulator.Tests.Peer.", "Simulator.Tests.Cpu.", "Simulator.Tests.Examples.", "Simulator.Tests.Leak.", "Simulator.Tests.Rules.", "Simulator.Tests.House.", "Simulator.Tests.Bench.", "Simulator.Tests.Threads.", "Simulator.Tests.Drive.", "Simulator.Tests.Stack.", "Simulator.Tests.Memory.", "Simulator.Tests.Mutate."];

    /// <summary>The assembly whose tests play whole sessions.</summary>
    private const string Slow = "Simulator.Tests|";

    private readonly Dictionary<int, List<string>> _testsOf = [];
    private readonly Dictionary<string, long> _ms = new(StringComparer.Ordinal);
    private readonly HitPoints _points;

    private CoverageMap(HitPoints points, IEnumerable<WorkerAnswer> runs)
    {
        _points = points;
        foreach (WorkerAnswer run in runs.Where(r => !r.Useless))
        {
            _ms[run.Test!] = run.Ms;
            foreach (int hit in run.Hits)
            {
                if (!_testsOf.TryGetValue(hit, out var tests)) _testsOf[hit] = tests = [];
                tests.Add(run.Test!);
            }
        }
    }

    public int Tests => _ms.Count;

    /// <summary>How long a test took without a change.</summary>
    public long Ms(string test) => _ms.GetValueOrDefault(test);

    /// <summary>Tests that reach a change: the portable ones first, the quick ones first.</summary>
    public IReadOnlyList<string> Reaching(Mutant mutant) => [.. _points.Of(mutant).SelectMany(p => _testsOf.GetValueOrDefault(p, [])).Distinct()
        .OrderBy(t => t.StartsWith(Slow, StringComparison.Ordinal)).ThenBy(t => _ms[t]).ThenBy(t => t, StringComparer.Ordinal)];

    /// <summary>The first of them, as long as they take no longer together than this without a change.</summary>
    public IReadOnlyList<string> Within(IReadOnlyList<string> tests, long budgetMs)
    {
        long spent = 0;
        return [.. tests.TakeWhile(t => !t.StartsWith(Slow, StringComparison.Ordinal) || (spent += _ms[t]) <= budgetMs)];
    }

    /// <summary>Runs all tests once; of those that an earlier run on the same rooms has run already, it takes what was found then.</summary>
    /// <param name="sessions">Those that play whole sessions too.</param>
    /// <param name="only">Only tests whose name contains one of these; all where none is given.</param>
    public static CoverageMap Of(BuiltProjects projects, IReadOnlyList<WorkerProcess> workers, bool sessions, IReadOnlyList<string> only, Action<string> told)
    {
        string file = Path.Combine(projects.Root, $"mutate-coverage-{Checksum(projects)}{(sessions ? "" : "-units")}.json");
        projects.Noted(out HitPoints points);
        Dictionary<string, WorkerAnswer> known = File.Exists(file) ? JsonSerializer.Deserialize<List<WorkerAnswer>>(File.ReadAllText(file))!.DistinctBy(a => a.Test).ToDictionary(a => a.Test!) : [];
        var names = new List<string>();
        workers[0].Carry(new WorkerOrder { Names = true }, _ => 300_000, a => names.AddRange(a.Names));
        // Classes stay together: what a class sets up is set up once.
        List<string> wanted = [.. names.Where(n => (sessions || !n.StartsWith(Slow, StringComparison.Ordinal)) && !s_leftOut.Any(l => n.Contains(l, StringComparison.Ordinal)) && (only.Count == 0 || only.Any(o => n.Contains(o, StringComparison.Ordinal))))];
        var classes = new ConcurrentQueue<List<string>>(wanted.Where(n => !known.ContainsKey(n)).GroupBy(n => n[..n.LastIndexOf('.')]).Select(g => g.ToList()).Chunk(40).Select(c => c.SelectMany(t => t).ToList()));
        told($"{classes.Sum(c => c.Count)} of {names.Count} tests run once, to see what each reaches");
        var runs = new ConcurrentBag<WorkerAnswer>(known.Values);
        Parallel.ForEach(workers, new ParallelOptions { MaxDegreeOfParallelism = workers.Count }, worker =>
        {
            while (classes.TryDequeue(out var tests))
            {
                string running = "";
                bool ended = worker.Carry(new WorkerOrder { Cover = true, Tests = tests }, _ => 300_000, a =>
                {
                    running = a.Test!;
                    if (a.Begins) return;
                    runs.Add(a);
                    if (a.Useless) told($"fails without any change: {a.Test}: {a.Failed?.Split('\n')[0]}");
                });
                if (!ended) throw new InvalidOperationException($"{running} did not come to an end without any change");
            }
        });
        File.WriteAllText(file, JsonSerializer.Serialize(runs));
        HashSet<string> asked = [.. wanted];
        return new CoverageMap(points, runs.Where(r => asked.Contains(r.Test!)));
    }

    private static string Checksum(BuiltProjects projects)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in projects.Rooms.SelectMany(p => p.Sources.Where(f => !f.StartsWith("obj/", StringComparison.Ordinal)).Select(f => Path.Combine(p.Folder, f))).Order(StringComparer.Ordinal)) sum.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexString(sum.GetCurrentHash())[..16];
    }
}
