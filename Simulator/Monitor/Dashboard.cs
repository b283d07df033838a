using Simulator.CentralModel;
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

    /// <summary>Rows of frames, headers and the last line.</summary>
    private const int FrameRows = 7;
    private const int UnlimitedHeight = 1000;
    private const int UnlimitedWidth = 1000;

    /// <summary>So many of <see cref="s_first"/> are always shown, and whole.</summary>
    private const int AlwaysWhole = 4;

    /// <summary>Columns of the table's borders and spaces.</summary>
    private const int TableColumns = 7;
    private const int PanelColumns = 4;
    private const int LeastColumns = 20;

    /// <summary>One block may come before its figures.</summary>
    private const int BlocksUntilAsked = 2;

    /// <summary>Shown first, in this order: what a small terminal must not lose.</summary>
    private static readonly string[] s_first = ["Status", "Metrics", "Vehicle", "Charger", "session", "link", "heap", "locks"];

    /// <summary>Counters that stay at 0 on a healthy charger.</summary>
    private static readonly string[] s_losses = ["dropped", "timeouts", "lost", "undeliverable", "exhausted", "failed_starts", "left_out"];

    private readonly SortedDictionary<string, string> _subjects = new(StringComparer.Ordinal);
    private readonly Queue<string> _warnings = new();

    private int _blocksWithout;

    public int Lines { get; private set; }

    public int WarningLines { get; private set; }

    /// <summary>The charger writes its block of four lines without figures below: "status full" brings them. Asked for again as long as none come.</summary>
    public bool TakeFiguresWanted()
    {
        if (_blocksWithout < BlocksUntilAsked) return false;
        _blocksWithout = -BlocksUntilAsked;
        return true;
    }

    public IReadOnlyDictionary<string, string> Subjects => _subjects;

    /// <summary>Takes one line of the serial console; escape sequences of a terminal are skipped.</summary>
    public void Take(string line)
    {
        string? console = ConsoleLine(Secrets.Shown(PlainText(line)));
        if (console == null) return;
        line = console;
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
        if (subject == s_first[0]) _blocksWithout++;
        if (line.Contains(" t_s=", StringComparison.Ordinal)) _blocksWithout = 0;
        if (_subjects.Count < MostSubjects || _subjects.ContainsKey(subject)) _subjects[subject] = string.Join(' ', words.Skip(first).Where(w => w != name));
    }

    /// <summary>The part that fits into a terminal: important subjects come first and whole, others are cut to one row each, the newest warnings stay.</summary>
    public IRenderable Picture(int height = UnlimitedHeight, int width = UnlimitedWidth)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand().AddColumn(new TableColumn("subject").NoWrap()).AddColumn("last figures");
        IReadOnlyList<string> shown = Shown(height, width);
        foreach (string subject in shown) table.AddRow(new Markup(Markup.Escape(subject)), Figures(subject, width));
        IEnumerable<Markup> lines = _warnings.TakeLast(WarningRows(height)).Select(w => new Markup(Coloured(Cut(w, width - PanelColumns), IsError(w))));
        var warnings = new Panel(_warnings.Count == 0 ? new Markup("[green]none[/]") : new Rows(lines)) { Header = new PanelHeader($"warnings: {WarningLines}"), Expand = true };
        int hidden = _subjects.Count - shown.Count;
        return new Rows(table, warnings, new Text($"{Lines} lines{(hidden > 0 ? $", {hidden} more subjects in a taller terminal" : "")}, Ctrl-C ends"));
    }

    /// <summary>The subjects that a picture of this size has room for, in its order.</summary>
    internal IReadOnlyList<string> Shown(int height, int width = UnlimitedWidth)
    {
        int room = height - FrameRows - Math.Max(1, Math.Min(_warnings.Count, WarningRows(height)));
        var shown = new List<string>();
        foreach (string subject in _subjects.Keys.OrderBy(Rank).ThenBy(s => s, StringComparer.Ordinal))
        {
            room -= RowsOf(subject, width);
            if (room < 0 && shown.Count >= AlwaysWhole) break;
            shown.Add(subject);
        }
        return shown;
    }

    private Markup Figures(string subject, int width)
    {
        string figures = _subjects[subject];
        string text = Markup.Escape(IsWhole(subject) ? figures : Cut(figures, FigureColumns(width)));
        return new Markup(HasLoss(figures) ? $"[yellow]{text}[/]" : text);
    }

    private static bool IsWhole(string subject) => Array.IndexOf(s_first, subject) is >= 0 and < AlwaysWhole;

    private static string Cut(string text, int columns) => text.Length <= columns ? text : text[..(columns - 1)] + "\u2026";

    private int FigureColumns(int width) => Math.Max(LeastColumns, width - _subjects.Keys.Max(s => s.Length) - TableColumns);

    /// <summary>Rows that a subject takes when its figures are wrapped at spaces.</summary>
    private int RowsOf(string subject, int width)
    {
        if (!IsWhole(subject)) return 1;
        int columns = FigureColumns(width), rows = 1, at = 0;
        foreach (string word in _subjects[subject].Split(' '))
        {
            if (at > 0 && at + 1 + word.Length > columns) (rows, at) = (rows + 1, 0);
            at += (at > 0 ? 1 : 0) + word.Length;
        }
        return rows;
    }

    private static int WarningRows(int height) => Math.Clamp(height / 6, 1, MostWarnings);

    // A subject whose counter of losses is above 0 follows directly after those that are always shown.
    private int Rank(string subject)
    {
        int rank = Array.IndexOf(s_first, subject);
        return rank >= 0 && rank < AlwaysWhole ? rank : HasLoss(_subjects[subject]) ? AlwaysWhole : rank >= 0 ? rank + 1 : s_first.Length + 1;
    }

    /// <summary>The console's line of a run of the simulator, which puts time and source before each; null for what is not the console's.</summary>
    internal static string? ConsoleLine(string line)
    {
        System.Text.RegularExpressions.Match told = System.Text.RegularExpressions.Regex.Match(line, @"^ *\d+\.\d{3} (serial|ocpp  |world ) ");
        return !told.Success ? line : told.Groups[1].Value == "serial" ? line[told.Length..] : null;
    }

    internal static bool HasLoss(string figures) => figures.Split(' ').Any(w => s_losses.Any(l => w.StartsWith(l + "=", StringComparison.Ordinal) && w[(l.Length + 1)..] != "0"));

    internal static bool IsWarning(string line) => line.Contains(" WARN", StringComparison.Ordinal) || IsError(line);

    private static bool IsError(string line) => line.Contains(" ERROR", StringComparison.Ordinal);

    private static string Coloured(string line, bool error) => $"[{(error ? "red" : "yellow")}]{Markup.Escape(line)}[/]";

    private static string PlainText(string line) => System.Text.RegularExpressions.Regex.Replace(line, @"\x1b\[[0-9;?]*[A-Za-z]", "").TrimEnd();
}
