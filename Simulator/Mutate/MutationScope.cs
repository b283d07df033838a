using Simulator.Rules;

namespace Simulator.Mutate;

/// <summary>Which files are changed: what the output's safety and the delivery of transactions depend on. Listed by area in scope.txt.</summary>
/// <param name="Area">The name it can be asked for by: gate, link.</param>
/// <param name="File">Relative to the checkout.</param>
public sealed record MutationScope(string Area, string File)
{
    /// <summary>Where the areas are written down.</summary>
    public const string List = "Simulator/Mutate/scope.txt";

    /// <summary>All files of all areas that the checkout has; an exception where a line of the list finds nothing.</summary>
    public static IReadOnlyList<MutationScope> All()
    {
        var all = new Dictionary<string, MutationScope>(StringComparer.Ordinal);
        foreach (string line in System.IO.File.ReadAllLines(Path.Combine(Checkout.Root, List)))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#') continue;
            foreach (string pattern in words.Skip(1))
            {
                List<string> files = [.. Files(pattern)];
                if (files.Count == 0) throw new InvalidOperationException($"{List}: '{pattern}' of {words[0]} names no file: a file was renamed, so correct the list");
                foreach (string file in files) all.TryAdd(file, new MutationScope(words[0], file));
            }
        }
        return [.. all.Values.OrderBy(s => s.File, StringComparer.Ordinal)];
    }

    /// <summary>True where an area, a folder, a file or FILE:LINE was asked for that this is or is part of.</summary>
    public bool IsAsked(string only)
    {
        string wanted = only.Split(':')[0];
        return wanted == Area || wanted == File || File.StartsWith(wanted.TrimEnd('/') + "/", StringComparison.Ordinal) || Path.GetFileName(File) == wanted;
    }

    private static IEnumerable<string> Files(string pattern)
    {
        if (!pattern.EndsWith("/*", StringComparison.Ordinal)) return System.IO.File.Exists(Path.Combine(Checkout.Root, pattern)) ? [pattern] : [];
        string folder = pattern[..^2];
        return Directory.Exists(Path.Combine(Checkout.Root, folder)) ? Checkout.Sources(folder) : [];
    }
}
