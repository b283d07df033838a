using Spectre.Console;
using Spectre.Console.Rendering;

namespace Simulator.Monitor;

/// <summary>What the monitor shows: the last figures of every subject, and the last lines that warn.</summary>
public sealed class Dashboard
{
    private const int MostSubjects = 40;
    private const int MostWarnings = 8;
    private const string StatusLine = "[Status]";
    private const string NameKey = "name=";

    /// <summary>Counters that stay at 0 on a healthy charger.</summary>
    private static readonly string[] s_losses = ["dropped", "timeouts", "lost", "undeliverable", "exhausted", "failed_starts", "left_out"];

    private readonly SortedDictionary<string, string> _subjects = new(StringComparer.Ordinal);
    private readonly Queue<string> _warnings = new();

    public int Lines { get; private set; }

    public int WarningLines { get; private set; }

    public IReadOnlyDictionary<string, string> Subjects => _subjects;

    /// <summary>Takes one line of the serial console; escape sequences of a terminal are passed over.</summary>
    public void Take(string line)
    {
        line = PlainText(line);
        Lines++;
        if (IsWarning(line))
        {
            WarningLines++;
            _warnings.Enqueue(line);
            if (_warnings.Count > MostWarnings) _warnings.Dequeue();
        }
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = line.StartsWith(StatusLine, StringComparison.Ordinal) ? 1 : Array.FindIndex(words, w => w.IndexOf('=') > 0);
        if (first <= 0) return;
        var subject = words[first - 1].Trim(':', '[', ']');
        // Threads, rings and queues share their subject; their name tells them apart.
        var name = words.FirstOrDefault(w => w.StartsWith(NameKey, StringComparison.Ordinal));
        if (name != null) subject += " " + name[NameKey.Length..];
        if (_subjects.Count < MostSubjects || _subjects.ContainsKey(subject)) _subjects[subject] = string.Join(' ', words.Skip(first).Where(w => w != name));
    }

    public IRenderable Picture()
    {
        var table = new Table().Border(TableBorder.Rounded).Expand().AddColumn("subject").AddColumn("last figures");
        foreach (var (subject, figures) in _subjects) table.AddRow(Markup.Escape(subject), HasLoss(figures) ? $"[yellow]{Markup.Escape(figures)}[/]" : Markup.Escape(figures));
        var warnings = new Panel(_warnings.Count == 0 ? new Markup("[green]none[/]") : new Markup(string.Join('\n', _warnings.Select(Coloured)))) { Header = new PanelHeader($"warnings: {WarningLines}") };
        warnings.Expand = true;
        return new Rows(table, warnings, new Text($"{Lines} lines, Ctrl+C ends"));
    }

    internal static bool HasLoss(string figures) => figures.Split(' ').Any(w => s_losses.Any(l => w.StartsWith(l + "=", StringComparison.Ordinal) && w[(l.Length + 1)..] != "0"));

    internal static bool IsWarning(string line) => line.Contains(" WARN", StringComparison.Ordinal) || IsError(line);

    private static bool IsError(string line) => line.Contains(" ERROR", StringComparison.Ordinal);

    private static string Coloured(string line) => $"[{(IsError(line) ? "red" : "yellow")}]{Markup.Escape(line)}[/]";

    private static string PlainText(string line) => System.Text.RegularExpressions.Regex.Replace(line, @"\x1b\[[0-9;?]*[A-Za-z]", "").TrimEnd();
}
