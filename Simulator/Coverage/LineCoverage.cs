using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Simulator.Bench;

namespace Simulator.Coverage;

/// <summary>
/// Which lines of the portable rooms tests reach, merged from the Cobertura reports of several test projects: a line counts as
/// reached when any of them reached it.
/// </summary>
public sealed class LineCoverage
{
    /// <summary>The rooms that are compiled for the device too; of Firmware the portable files only, as its .csproj has them.</summary>
    public static IReadOnlyList<string> Rooms { get; } = ["Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security", "Firmware"];

    // File below its room and line: reached or not. The projects may report the same file below different source folders.
    private readonly Dictionary<(string Room, string File, int Line), bool> _lines = [];

    /// <summary>Where the table of the least covered files stands.</summary>
    public static PageMarks Marks { get; } = new("<!-- least covered: written by `coverage --write-docs` -->\n", "<!-- end of the least covered -->");

    /// <summary>Lines with code in all rooms together.</summary>
    public int Lines => _lines.Count;

    /// <summary>Adds one report; packages that are not a room are left out.</summary>
    public void Add(XDocument report)
    {
        string[] sources = [.. report.Descendants("source").Select(s => s.Value)];
        foreach (XElement package in report.Descendants("package"))
        {
            string room = package.Attribute("name")!.Value;
            if (!Rooms.Contains(room)) continue;
            foreach (XElement type in package.Descendants("class"))
            {
                string file = Below(room, type.Attribute("filename")!.Value, sources);
                // The lines of a class contain those of its methods, which the report lists once more.
                foreach (XElement line in type.Elements("lines").Elements("line"))
                {
                    var at = (room, file, int.Parse(line.Attribute("number")!.Value, CultureInfo.InvariantCulture));
                    bool reached = line.Attribute("hits")!.Value != "0";
                    _lines[at] = reached || _lines.GetValueOrDefault(at);
                }
            }
        }
    }

    /// <summary>The figures as <c>key=value</c> lines, all rooms first.</summary>
    /// <exception cref="InvalidOperationException">No line of a room was reported: a percentage of nothing says nothing.</exception>
    public IReadOnlyList<string> Figures() =>
    [
        Figure("portable", _lines.Keys.Select(k => k.Room).Distinct()),
        .. Rooms.Select(room => Figure(room.ToLowerInvariant().Replace('.', '_'), [room])),
        $"coverage.portable_lines={Lines}",
    ];

    /// <summary>The files of which the smallest share of lines is reached, as a table with the lines that no test reaches.</summary>
    public string LeastCovered(int files)
    {
        var table = new StringBuilder("| file | lines | reached | not reached |\n|---|---|---|---|\n");
        var least = _lines.GroupBy(l => (l.Key.Room, l.Key.File)).Select(f => (f.Key, Lines: f.Count(), Missed: f.Where(l => !l.Value).Select(l => l.Key.Line).Order().ToArray()));
        foreach (var (at, lines, missed) in least.Where(f => f.Missed.Length > 0).OrderByDescending(f => f.Missed.Length / (double)f.Lines).ThenBy(f => f.Key).Take(files))
            table.Append(CultureInfo.InvariantCulture, $"| `{at.Room}/{at.File}` | {lines} | {100.0 * (lines - missed.Length) / lines:F1} % | {Ranges(missed)} |\n");
        return table.ToString();
    }

    // "12-15, 40"
    private static string Ranges(int[] lines)
    {
        var ranges = new List<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            int first = lines[i];
            while (i + 1 < lines.Length && lines[i + 1] == lines[i] + 1) i++;
            ranges.Add(first == lines[i] ? $"{first}" : $"{first}-{lines[i]}");
        }
        return string.Join(", ", ranges);
    }

    private string Figure(string name, IEnumerable<string> rooms)
    {
        bool[] reached = [.. _lines.Where(l => rooms.Contains(l.Key.Room)).Select(l => l.Value)];
        if (reached.Length == 0) throw new InvalidOperationException($"the reports have no line of {name}: did its tests run with the collector?");
        return string.Create(CultureInfo.InvariantCulture, $"coverage.{name}_line_percent={100.0 * reached.Count(r => r) / reached.Length:F1}");
    }

    private static string Below(string room, string file, string[] sources)
    {
        string path = "/" + file.Replace('\\', '/');
        int at = path.IndexOf($"/{room}/", StringComparison.Ordinal);
        if (at >= 0) return path[(at + room.Length + 2)..];
        // A report whose only source is the room's own folder names files relative to it.
        return sources.Any(s => s.TrimEnd('/', '\\').EndsWith(room, StringComparison.Ordinal)) ? path[1..] : file;
    }
}
