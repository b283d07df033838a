using System.Globalization;

namespace Simulator.Plot;

/// <summary>One quantity over time, as a serial log tells it.</summary>
public sealed class Series(string name)
{
    public string Name { get; } = name;

    public List<(double Seconds, double Value)> Points { get; } = [];
}

/// <summary>
/// The watermark lines of a captured serial log: a subject, then key=value pairs. Whatever else a line holds is passed over,
/// and so are values that are not numbers.
/// </summary>
public sealed class SerialLog
{
    private const int SecondsBetweenRounds = 10;
    private const int MostSeries = 400;

    /// <summary>Lines of a log may come a little out of order.</summary>
    private const int MostBackSeconds = 5;
    private static readonly string[] s_timeKeys = ["t_s", "up_s", "uptime_s"];
    private static readonly string[] s_timeKeysMs = ["t_ms", "up_ms", "uptime_ms", "t"];

    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenThisRound = [];
    private double _seconds;
    private double _bootSeconds;

    public IReadOnlyCollection<Series> All => _series.Values;

    /// <summary>Lines that held at least one number.</summary>
    public int Lines { get; private set; }

    public static SerialLog Read(IEnumerable<string> lines)
    {
        var log = new SerialLog();
        foreach (string line in lines) log.Take(line);
        return log;
    }

    private void Take(string line)
    {
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
        if (!timed && !_seenThisRound.Add(subject)) NextRound(subject);
        foreach (var (key, value) in values)
        {
            if (!IsTimeKey(key)) Add($"{subject}.{key}", value);
        }
    }

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
