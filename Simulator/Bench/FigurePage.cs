using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Simulator.Bench;

/// <summary>
/// docs/figures.md: the last figures of each command that measures, with the machine they were measured on. Every command
/// replaces its own groups (a run with --only just those it has measured) and leaves the others as they are, so that a run of
/// seconds does not replace figures of a run of minutes.
/// </summary>
public static partial class FigurePage
{
    public const string UsualPath = "docs/figures.md";
    public const string Bench = "bench";
    public const string Images = "images";
    private const string Seeds = " --seeds ";

    private sealed record Group(string Name, string By, string Machine, List<string> Lines);

    /// <summary>Writes the page again with a command's figures in it.</summary>
    public static void Write(string path, string by, IReadOnlyList<string> lines)
    {
        string former = File.Exists(path) ? File.ReadAllText(path) : "";
        File.WriteAllText(path, Of(former, by, lines, ThisMachine()));
    }

    /// <summary>The text of the page with the new figures.</summary>
    /// <param name="by">The command as it was typed after "--"; its first word owns the groups.</param>
    public static string Of(string former, string by, IReadOnlyList<string> lines, string machine)
    {
        SortedDictionary<string, Group> groups = new(StringComparer.Ordinal);
        bool part = by.Contains(" --only ", StringComparison.Ordinal);
        foreach (Group group in Parse(former).Where(g => part || Owner(g.By) != Owner(by))) groups[group.Name] = group;
        foreach (var mine in lines.GroupBy(l => l[..l.IndexOf('.')]))
        {
            // A short run of bench does not replace what a command of its own has measured for minutes.
            if (Owner(by) == Bench && groups.TryGetValue(mine.Key, out Group? other) && Owner(other.By) != Bench) continue;
            string name = mine.Key + Owner(by)[by.Split(' ')[0].Length..].Replace(" --", "-", StringComparison.Ordinal);
            // The figure of bench about the default image's heap stays with the sizes of all images.
            if (Owner(by) == Images && mine.Key == "image") name += "-flavours";
            groups[name] = new Group(name, by, machine, [.. mine]);
        }
        var page = new StringBuilder("# Figures\n\nWritten by `dotnet run -c Release --project Simulator -- COMMAND --write-docs " + UsualPath + "` with the command that each group names; do not edit\nby hand.\n");
        foreach (Group group in groups.Values)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {group.Name}\n\nBy `{group.By}` on {group.Machine}.\n\n```\n");
            foreach (string line in group.Lines) page.Append(line).Append('\n');
            page.Append("```\n");
        }
        return page.ToString();
    }

    /// <summary>The command with the options that give it figures of its own: many seeds of a soak are not its day.</summary>
    private static string Owner(string by) => by.Split(' ')[0] + (by.Contains(Seeds, StringComparison.Ordinal) ? Seeds.TrimEnd() : "");

    private static IEnumerable<Group> Parse(string page)
    {
        foreach (Match m in Groups().Matches(page))
            yield return new Group(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, [.. m.Groups[4].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    [GeneratedRegex(@"^## (\S+)\n\nBy `(.+?)` on (.+)\.\n\n```\n((?:.+\n)*)```\n", RegexOptions.Multiline)]
    private static partial Regex Groups();

    public static string ThisMachine()
    {
        string processor = "unknown processor";
        if (File.Exists("/proc/cpuinfo"))
        {
            string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            if (line != null) processor = line[(line.IndexOf(':') + 1)..].Trim();
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {processor}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }
}
