using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Plot;

/// <summary>One quantity over time, as a serial log tells it.</summary>
public sealed class Series(string name)
{
    public string Name { get; } = name;

    public List<(double Seconds, double Value)> Points { get; } = [];

    public double Least => Points.Min(p => p.Value);

    public double Most => Points.Max(p => p.Value);

    /// <summary>It never changed.</summary>
    public bool IsFlat => Points.Count == 0 || Most - Least < 1e-9;

    /// <summary>How fast a counter rises; one that begins again rises from 0.</summary>
    public Series PerSecond()
    {
        var rate = new Series(Name);
        for (int i = 1; i < Points.Count; i++)
        {
            double seconds = Points[i].Seconds - Points[i - 1].Seconds;
            double more = Points[i].Value >= Points[i - 1].Value ? Points[i].Value - Points[i - 1].Value : Points[i].Value;
            if (seconds > 0) rate.Points.Add((Points[i].Seconds, more / seconds));
        }
        return rate;
    }
}

/// <summary>
/// The watermark lines of a captured serial log: a subject, then key=value pairs. Whatever else a line holds is skipped,
/// and so are values that are not numbers.
/// </summary>
public sealed partial class SerialLog
{
    private const int SecondsBetweenRounds = 10;
    private const int MostSeries = 400;
    private const int MostMarks = 1000;

    /// <summary>Lines of a log may come a little out of order.</summary>
    private const int MostBackSeconds = 5;
    private static readonly string[] s_timeKeys = ["t_s", "up_s", "uptime_s"];
    private static readonly string[] s_timeKeysMs = ["t_ms", "up_ms", "uptime_ms", "t"];

    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly List<LogMark> _marks = [];
    private readonly HashSet<string> _seenThisRound = [];
    private bool _timed;
    private double _seconds;
    private double _bootSeconds;

    public IReadOnlyCollection<Series> All => _series.Values;

    /// <summary>Lines that held at least one number.</summary>
    public int Lines { get; private set; }

    /// <summary>What happened, in the log's order.</summary>
    public IReadOnlyList<LogMark> Marks => _marks;

    public static SerialLog Read(IEnumerable<string> lines)
    {
        var log = new SerialLog();
        foreach (string line in lines) log.Take(line);
        return log;
    }

    private void Take(string line)
    {
        if (Stamp().Match(line) is { Success: true } stamp) TakeLogLine(line, stamp);
        if (Uptime().Match(line) is { Success: true } uptime) _timed = SetTime(double.Parse(uptime.Groups[1].Value, CultureInfo.InvariantCulture));
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int first = Array.FindIndex(words, IsPair);
        if (first < 0) return;
        string subject = first > 0 ? words[first - 1].Trim(':', '[', ']') : "log";
        bool timed = FindTime(words, first);
        var values = new List<(string Key, double Value)>();
        foreach (string word in words.Skip(first).Where(IsPair))
        {
            int at = word.IndexOf('=');
            string key = word[..at];
            string text = word[(at + 1)..].TrimEnd(',', ';');
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) values.Add((key, value));
            else if (key is "name" or "bus") subject += "." + text;
        }
        if (values.Count == 0) return;
        Lines++;
        _timed |= timed;
        if (!_timed && !_seenThisRound.Add(subject)) NextRound(subject);
        foreach (var (key, value) in values)
        {
            // -1 stands for what the platform cannot tell.
            bool unknown = value == -1 && (subject is "heap" or "native");
            if (!IsTimeKey(key) && !unknown) Add($"{subject}.{key}", value);
        }
    }

    private void TakeLogLine(string line, Match stamp)
    {
        _timed = SetTime(double.Parse(stamp.Groups[1].Value, CultureInfo.InvariantCulture));
        if (LogMark.KindOf(line) is string kind && _marks.Count < MostMarks) _marks.Add(new LogMark(_seconds, kind, line[stamp.Length..].Trim()));
    }

    [GeneratedRegex(@"^\[(\d+\.\d{3})\] [A-Z]+ [A-Z]+ ")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^\[Status\] Uptime: (\d+) s")]
    private static partial Regex Uptime();

    /// <summary>Logs without times: the same subject again means the next round of watermarks.</summary>
    private void NextRound(string subject)
    {
        _seconds += SecondsBetweenRounds;
        _seenThisRound.Clear();
        _seenThisRound.Add(subject);
    }

    private bool FindTime(string[] words, int first)
    {
        foreach (string word in words.Where(IsPair))
        {
            int at = word.IndexOf('=');
            if (!double.TryParse(word[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) continue;
            if (s_timeKeys.Contains(word[..at])) return SetTime(value);
            if (s_timeKeysMs.Contains(word[..at])) return SetTime(value / 1000);
        }
        bool leading = first > 0 && words[0].Contains('.') && double.TryParse(words[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && SetTime(seconds);
        return leading;
    }

    /// <summary>A charger counts from its boot: time that goes back means that it has restarted, and goes on from where it was.</summary>
    private bool SetTime(double seconds)
    {
        if (seconds + _bootSeconds < _seconds - MostBackSeconds) _bootSeconds = _seconds;
        _seconds = seconds + _bootSeconds;
        return true;
    }

    private void Add(string name, double value)
    {
        if (!_series.TryGetValue(name, out Series? series))
        {
            if (_series.Count >= MostSeries) return;
            _series[name] = series = new Series(name);
        }
        series.Points.Add((_seconds, value));
    }

    private static bool IsTimeKey(string key) => s_timeKeys.Contains(key) || s_timeKeysMs.Contains(key);

    private static bool IsPair(string word)
    {
        int at = word.IndexOf('=');
        return at > 0 && at < word.Length - 1 && word[..at].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
    }
}
