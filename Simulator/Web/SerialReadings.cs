using System.Globalization;
using System.Text.RegularExpressions;
using Charger.Can;

namespace Simulator.Web;

/// <summary>What a charger's console has told so far: the four lines of its block, its watermarks, the gate after <c>status</c>.</summary>
internal sealed partial class SerialReadings
{
    private const int MostWatermarks = 60;
    private const string Unasked = "not told yet: press Status";

    private readonly SortedDictionary<string, WatermarkRow> _watermarks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _facts = new(StringComparer.Ordinal);
    private string _status = "";
    private string _sentence = "The console has told nothing yet.";
    private int? _conditions;
    private bool? _outputOn;
    private double? _volts, _amperes, _soc, _wh, _heap;
    private double? _watts;
    private bool _pointWaits;

    /// <summary>Seconds since the charger's boot, by its latest line.</summary>
    public double Seconds { get; private set; }

    /// <summary>A line without escape sequences of a terminal.</summary>
    public static string Plain(string line) => Escapes().Replace(line, "").TrimEnd();

    /// <summary>Takes a line; true when it told something of the state.</summary>
    public bool Take(string line)
    {
        line = Plain(line);
        if (LogTime().Match(line) is { Success: true } stamped) Seconds = Number(stamped.Groups[1].Value) ?? Seconds;
        if (line.StartsWith("[Status]", StringComparison.Ordinal)) return Status(line);
        if (line.StartsWith("[Metrics]", StringComparison.Ordinal)) return Metrics(line);
        if (line.StartsWith("[Vehicle]", StringComparison.Ordinal)) return Parts(line["[Vehicle]".Length..]);
        if (line.StartsWith("[Charger]", StringComparison.Ordinal)) return Charger(line);
        if (Gate().Match(line) is { Success: true } gate) return GateLine(gate);
        return line.Contains(" t_s=", StringComparison.Ordinal) && Figures(line);
    }

    /// <summary>The point of the latest block, once.</summary>
    public ChartPoint? TakePoint()
    {
        if (!_pointWaits) return null;
        _pointWaits = false;
        return new ChartPoint(Seconds, _volts, _amperes, _watts, _soc, _wh, _heap);
    }

    public PageState State() => new()
    {
        T = Seconds,
        Status = _status,
        Sentence = _sentence,
        V = _volts,
        A = _amperes,
        W = _watts,
        Soc = _soc,
        Wh = _wh,
        OutputOn = _outputOn,
        Facts = [.. _facts.Select(f => new FactRow(f.Key, f.Value))],
        Gate = GateWords.Rows(_conditions, Unasked),
        Watermarks = [.. _watermarks.Values.OrderBy(w => Watermarks.Order(w.Kind))],
    };

    private bool Status(string line)
    {
        Parts(line["[Status]".Length..]);
        if (_facts.Remove("Uptime", out string? uptime)) Seconds = Number(uptime.Split(' ')[0]) ?? Seconds;
        if (_facts.Remove("State", out string? state)) _status = state;
        return true;
    }

    private bool Metrics(string line)
    {
        _volts = Named(line, "V");
        _amperes = Named(line, "I");
        _soc = Named(line, "SOC");
        _wh = Named(line, "Energy");
        _watts = _volts * _amperes;
        _facts["Temperature"] = Named(line, "Temp") is double t ? string.Create(CultureInfo.InvariantCulture, $"{t:F1} °C") : "unknown";
        return true;
    }

    private bool Charger(string line)
    {
        Parts(line["[Charger]".Length..]);
        _outputOn = _facts.GetValueOrDefault("Output") == "on";
        if (_outputOn == true) _conditions = GateConditions.All;
        else if (_conditions == GateConditions.All) _conditions = null;
        _sentence = _outputOn == true ? "The output is on." : "The output is off.";
        _pointWaits = true;
        return true;
    }

    /// <summary>"output off: not plugged in (3), ...": what is not named holds.</summary>
    private bool GateLine(Match gate)
    {
        _outputOn = gate.Groups[1].Value == "on";
        int missing = Numbers().Matches(gate.Groups[2].Value).Aggregate(0, (bits, n) => bits | Bit(int.Parse(n.Groups[1].Value, CultureInfo.InvariantCulture)));
        _conditions = GateConditions.All & ~missing;
        _sentence = gate.Value.Length > 0 ? "The " + gate.Value + "." : _sentence;
        return true;
    }

    private static int Bit(int number) => number is >= 1 and <= GateConditions.Count ? 1 << (number - 1) : 0;

    private bool Parts(string line)
    {
        foreach (string part in line.Split('|'))
        {
            int at = part.IndexOfAny(['=', ':']);
            if (at > 0 && _facts.Count < MostWatermarks) _facts[part[..at].Trim()] = part[(at + 1)..].Trim();
        }
        return true;
    }

    private bool Figures(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> of = words.Skip(1).Select(w => w.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.First()[1]);
        long? Of(string key) => of.TryGetValue(key, out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n) && n >= 0 ? n : null;
        string Trouble(string key) => Of(key) is > 0 ? $"{Of(key)} {key}" : "";
        string name = of.GetValueOrDefault("name", "");
        if (Of("t_s") is long seconds && seconds > Seconds) Seconds = seconds;
        WatermarkRow? row = words[0] switch
        {
            "heap" => new("heap", "managed, free", Of("free"), Of("low_sampled"), null, "bytes", ""),
            "native" => new("heap", "native, free", Of("free"), Of("low_sampled"), null, "bytes", ""),
            "ring" => new("ring", name, Of("used"), Of("peak"), Of("size"), "frames", Trouble("dropped")),
            "queue" => new("queue", name, Of("used"), Of("peak"), Of("size"), "entries", name == "offline" ? Trouble("undeliverable") : Trouble("lost")),
            "pool" => new("pool", "link buffers", Of("used"), Of("peak"), Of("size"), "buffers", Trouble("exhausted")),
            "locks" => new("lock", "all locks", null, Of("longest_hold_ms"), null, "ms held", Trouble("timeouts")),
            "lock" => new("lock", name, null, Of("longest_hold_ms"), null, "ms held", Trouble("timeouts")),
            "thread" => new("thread", name, null, Of("longest_step_ms"), null, "ms longest step", ""),
            _ => null,
        };
        if (words[0] == "heap") _heap = Of("free");
        if (words[0] == "session") _watts = Of("power_w") ?? _watts;
        string key = words[0] + " " + name;
        if (row != null && (_watermarks.Count < MostWatermarks || _watermarks.ContainsKey(key))) _watermarks[key] = row;
        return true;
    }

    private static double? Named(string line, string key) => Regex.Match(line, $@"(?:^| ){key}=(-?[0-9.]+)") is { Success: true } m ? Number(m.Groups[1].Value) : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"^\[(\d+\.\d{3})\] ")]
    private static partial Regex LogTime();

    [GeneratedRegex(@"^output (on|off)(?:: (.+))?$")]
    private static partial Regex Gate();

    [GeneratedRegex(@"\((\d+)\)")]
    private static partial Regex Numbers();
}
