namespace Simulator.Mutate;

/// <summary>Which changes are tried: drawn by a seed over all that can be made.</summary>
public sealed class MutationPlan
{
    private readonly Dictionary<string, Queue<Mutant>> _rest = new(StringComparer.Ordinal);

    /// <param name="sites">Every change there is, by file.</param>
    /// <param name="count">At least so many over all files, where they have them.</param>
    /// <param name="perFile">At least so many of each file, where it has them.</param>
    public MutationPlan(IReadOnlyDictionary<string, IReadOnlyList<Mutant>> sites, int seed, int count, int perFile)
    {
        var drawn = new List<Mutant>();
        foreach ((string file, IReadOnlyList<Mutant> all) in sites.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            Mutant[] shuffled = [.. all];
            new Random(seed * 397 ^ Checksum(file)).Shuffle(shuffled);
            _rest[file] = new Queue<Mutant>(shuffled);
            for (int i = 0; i < perFile && _rest[file].TryDequeue(out Mutant? next); i++) drawn.Add(next);
        }
        // The rest is drawn from the files that have the most changes left, so that the result does not depend on the files' names.
        while (drawn.Count < count && _rest.Values.MaxBy(r => r.Count) is { Count: > 0 } most) drawn.Add(most.Dequeue());
        Drawn = drawn;
    }

    public IReadOnlyList<Mutant> Drawn { get; }

    /// <summary>Another change of the same file, for one that does not compile; null when there is none left.</summary>
    public Mutant? Instead(string file)
    {
        lock (_rest) return _rest[file].TryDequeue(out Mutant? next) ? next : null;
    }

    /// <summary>Every change of the files that were asked for; all where nothing was.</summary>
    /// <param name="only">Areas, folders, files or FILE:LINE.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<Mutant>> Sites(IReadOnlyList<string> only)
    {
        IReadOnlyList<MutationScope> scope = MutationScope.All();
        foreach (string asked in only.Where(o => !scope.Any(s => s.IsAsked(o))))
            throw new InvalidOperationException($"--only {asked}: no area, folder or file of {MutationScope.List}; areas are {string.Join(", ", scope.Select(s => s.Area).Distinct())}");
        var sites = new Dictionary<string, IReadOnlyList<Mutant>>(StringComparer.Ordinal);
        foreach (MutationScope s in scope)
        {
            string[] by = [.. only.Where(s.IsAsked)];
            if (only.Count > 0 && by.Length == 0) continue;
            IReadOnlyList<Mutant> all = MutationSites.In(s.File, Mutant.Source(s.File));
            int[] lines = [.. by.Where(o => o.Contains(':')).Select(o => int.Parse(o[(o.IndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture))];
            sites[s.File] = lines.Length == 0 ? all : [.. all.Where(m => lines.Contains(m.Line))];
        }
        return sites;
    }

    /// <summary>The same on every machine, which a string's own hash is not.</summary>
    private static int Checksum(string text) => text.Aggregate(17, (sum, c) => unchecked(sum * 31 + c));
}
