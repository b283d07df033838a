using Simulator.Rules;

namespace Simulator.Mutate;

/// <summary>Changes that no test can notice because they change nothing that can be observed, each with the reason.</summary>
public sealed class Equivalents
{
    /// <summary>File of the list.</summary>
    public const string List = "Simulator/Mutate/equivalents.txt";

    private readonly Dictionary<(string File, string Old, string New), string> _reasons = [];

    /// <summary>Reads "FILE: REASON", "- OLD LINE", "+ NEW LINE" line by line; empty lines and those with # are skipped.</summary>
    public Equivalents(IReadOnlyList<string> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#') continue;
            int colon = lines[i].IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || i + 2 >= lines.Count || !lines[i + 1].StartsWith("- ", StringComparison.Ordinal) || !lines[i + 2].StartsWith("+ ", StringComparison.Ordinal))
                throw new FormatException($"{List}({i + 1}): '{lines[i]}' is no entry; wanted: FILE: REASON, then a line with - and the old line, then one with + and the new");
            _reasons[(lines[i][..colon], lines[i + 1][2..], lines[i + 2][2..])] = lines[i][(colon + 2)..];
            i += 2;
        }
    }

    public static Equivalents Read() => new(File.ReadAllLines(Path.Combine(Checkout.Root, List)));

    public IEnumerable<(string File, string Old, string New)> All => _reasons.Keys;

    /// <summary>Why nothing can notice it; null when it is not listed.</summary>
    public string? Reason(Mutant mutant) => _reasons.GetValueOrDefault((mutant.File, mutant.OldLine, mutant.NewLine));
}
