using System.Globalization;

namespace Simulator.Rules;

/// <summary>A change of one line to the code under a rule, which at least one of the rule's tests must catch.</summary>
/// <param name="File">Relative to the checkout.</param>
/// <param name="Old">Part of one line, found exactly once in the file.</param>
/// <param name="New">What stands there instead.</param>
public sealed record RuleChange(int Rule, string File, string Old, string New)
{
    /// <summary>File of the list.</summary>
    public const string Table = "Simulator/Rules/changes.txt";

    /// <summary>The room whose assembly it changes.</summary>
    public string Room => File[..File.IndexOf('/')];

    public static IReadOnlyList<RuleChange> All() => Read(System.IO.File.ReadAllLines(Path.Combine(Checkout.Root, Table)));

    /// <summary>Reads "RULE FILE", "- OLD", "+ NEW" line by line; empty lines and those with # are skipped.</summary>
    public static IReadOnlyList<RuleChange> Read(IReadOnlyList<string> lines)
    {
        var all = new List<RuleChange>();
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#') continue;
            string[] head = lines[i].Split(' ', 2);
            if (head.Length != 2 || i + 2 >= lines.Count || !int.TryParse(head[0], CultureInfo.InvariantCulture, out int rule)
                || !lines[i + 1].StartsWith("- ", StringComparison.Ordinal) || !lines[i + 2].StartsWith("+ ", StringComparison.Ordinal))
                throw new FormatException($"{Table}({i + 1}): '{lines[i]}' is no change; wanted: RULE FILE, then a line with - and the old text, then one with + and the new");
            all.Add(new RuleChange(rule, head[1], lines[i + 1][2..], lines[i + 2][2..]));
            i += 2;
        }
        return all;
    }

    /// <summary>Null when it can be made to this source, else why not.</summary>
    public string? WhyNot(string source)
    {
        if (Old == New) return "it changes nothing";
        int at = source.IndexOf(Old, StringComparison.Ordinal);
        if (at < 0) return $"'{Old}' is not in {File} any more";
        return source.IndexOf(Old, at + 1, StringComparison.Ordinal) < 0 ? null : $"'{Old}' is in {File} more than once";
    }

    public string Make(string source)
    {
        int at = source.IndexOf(Old, StringComparison.Ordinal);
        return source[..at] + New + source[(at + Old.Length)..];
    }
}
