using System.Globalization;
using Simulator.CentralModel;
using Spectre.Console;

namespace Simulator.Session;

/// <summary>What a run shows: the serial console, the OCPP trace and the world's events interleaved, a progress line below.</summary>
public sealed class SessionView
{
    private const int BarWidth = 30;
    private const int BlockEveryMs = 60_000;
    private const int RedirectedWidth = 4000;

    private readonly IAnsiConsole _console;
    private readonly bool _live;
    private readonly Lock _guard = new();
    private string _progress = "";
    private int _tenthShown = -1;
    private long _nextBlockMs;
    private long _blockMs = -1;

    public SessionView(IAnsiConsole console, bool live)
    {
        _console = console;
        _live = live;
        if (live) return;
        console.Profile.Width = RedirectedWidth;
        console.Profile.Capabilities.Ansi = false;
        console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    /// <summary>The terminal; colours and the live line only where it is one.</summary>
    public static SessionView OfTerminal(bool brief, bool all)
    {
        bool live = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        return new SessionView(AnsiConsole.Console, live) { Brief = brief, All = all };
    }

    /// <summary>Hides the console and the trace; events, progress and summary stay.</summary>
    public bool Brief { get; init; }

    /// <summary>Shows every line of the console; else the machine-readable ones are left out and the status block comes once a minute.</summary>
    public bool All { get; init; }

    /// <summary>Told of each line shown, with its time and source.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>Told what happens in the world around the charger.</summary>
    public Action<string>? Happened { get; set; }

    /// <summary>Takes every line of the console, shown or not: the log that plot reads.</summary>
    public TextWriter? SerialLog { get; set; }

    public void Serial(long nowMs, string line)
    {
        SerialLog?.WriteLine(line);
        if (!Brief && (All || !IsRoutine(nowMs, line))) Line(nowMs, "serial", "grey", line);
    }

    private bool IsRoutine(long nowMs, string line)
    {
        if (line.Contains(" t_s=", StringComparison.Ordinal)) return true;
        if (!line.StartsWith("[Status]", StringComparison.Ordinal) && !line.StartsWith("[Metrics]", StringComparison.Ordinal)
            && !line.StartsWith("[Vehicle]", StringComparison.Ordinal) && !line.StartsWith("[Charger]", StringComparison.Ordinal)) return false;
        if (nowMs < _nextBlockMs && nowMs != _blockMs) return true;
        _blockMs = nowMs;
        _nextBlockMs = nowMs + BlockEveryMs;
        return false;
    }

    public void Ocpp(long nowMs, string line)
    {
        if (!Brief) Line(nowMs, "ocpp  ", line.StartsWith("->", StringComparison.Ordinal) ? "aqua" : "lime", line);
    }

    public void World(long nowMs, string line)
    {
        Happened?.Invoke(line);
        Line(nowMs, "world ", "yellow", line);
    }

    /// <summary>The run's end: its figures, then the verdict as the last line.</summary>
    public void Summary(SessionResult result)
    {
        _console.WriteLine();
        foreach (var (name, value) in result.Lines) _console.MarkupLine($"[bold]{name,-16}[/] {Markup.Escape(value)}");
        foreach (string failure in result.Failures.Skip(1)) _console.MarkupLine($"[red]failed           {Markup.Escape(Secrets.Shown(failure))}[/]");
        _console.MarkupLine(result.Good ? "[green]verdict          the session ended as it should[/]" : $"[red]verdict          FAILED: {Markup.Escape(Secrets.Shown(result.Failures[0]))}[/]");
    }

    /// <summary>Progress of the charging; in a file one line for each tenth.</summary>
    public void Progress(double share, string text)
    {
        int filled = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        string bar = new string('#', filled) + new string('.', BarWidth - filled);
        string line = string.Create(CultureInfo.InvariantCulture, $"[{bar}] {share * 100,3:F0} %  {text}");
        lock (_guard)
        {
            if (_live)
            {
                Erase();
                _progress = line;
                Console.Out.Write(line);
                return;
            }
            int tenth = (int)(share * 10);
            if (tenth == _tenthShown) return;
            _tenthShown = tenth;
            _console.WriteLine(line);
        }
    }

    public void EndProgress()
    {
        lock (_guard)
        {
            Erase();
            _progress = "";
        }
    }

    private void Line(long nowMs, string source, string colour, string text)
    {
        text = Secrets.Shown(text);
        string time = string.Create(CultureInfo.InvariantCulture, $"{nowMs / 1000.0,9:F3}");
        Told?.Invoke($"{time} {source} {text}");
        Write(() => _console.MarkupLine($"[dim]{time}[/] [{colour}]{source} {Markup.Escape(text)}[/]"));
    }

    private void Write(Action write)
    {
        lock (_guard)
        {
            Erase();
            write();
            if (_progress.Length > 0) Console.Out.Write(_progress);
        }
    }

    private void Erase()
    {
        if (_progress.Length > 0) Console.Out.Write("\r" + new string(' ', _progress.Length) + "\r");
    }
}
