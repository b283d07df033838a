using System.Globalization;
using System.Net;
using System.Text;

namespace Simulator.Plot;

/// <summary>One self-contained page of five charts: session, memory, threads and locks, buses, link. What never changed is folded away.</summary>
public static class PlotPage
{
    /// <summary>One unit's part of a chart: its label, its unit, the series whose names begin and end so.</summary>
    private sealed record Strip(string Label, string Unit, string Begin, string End, bool Rate = false);

    private static readonly (string Heading, Strip[] Strips)[] s_charts =
    [
        ("Session",
        [
            new("voltage", "V", "Metrics.V", ""), new("current", "A", "Metrics.I", ""), new("power", "W", "session.power_w", ""),
            new("state of charge", "%", "Metrics.SOC", ""), new("energy", "Wh", "session.energy_wh", ""),
        ]),
        ("Memory", [new("managed heap", "bytes", "heap.", ""), new("native heap", "bytes", "native.", "")]),
        ("Threads and locks",
        [
            new("longest step", "ms", "thread.", ".longest_step_ms"), new("late", "ms", "thread.", ".late_ms"), new("turns", "1/s", "thread.", ".steps", Rate: true),
            new("longest hold", "ms", "lock", "longest_hold_ms"), new("lock time-outs", "count", "lock", "timeouts"),
        ]),
        ("Buses", [new("frames", "1/s", "ring.", ".written", Rate: true), new("in the ring", "frames", "ring.", ".used"), new("peak", "frames", "ring.", ".peak"), new("dropped", "frames", "ring.", ".dropped")]),
        ("Link",
        [
            new("messages", "1/s", "link.messages_", "", Rate: true), new("bytes", "1/s", "link.bytes_", "", Rate: true), new("connections", "count", "link.", "ed"), new("waiting", "messages", "queue.offline.used", ""),
        ]),
    ];

    private const string Style = """
        :root{color-scheme:light dark;--ink:#222;--dim:#667;--grid:#dde;--back:#fff;--c0:#1666aa;--c1:#c2410c;--c2:#15803d;--c3:#7e22ce;--c4:#b91c6b;--c5:#8a6d00}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e6ea;--dim:#9aa;--grid:#343a46;--back:#16181d;--c0:#6cb6ff;--c1:#ff9e64;--c2:#7ddc8a;--c3:#c9a0ff;--c4:#ff8ac0;--c5:#e6c860}}
        body{font:14px system-ui,sans-serif;margin:1.5em auto;max-width:980px;padding:0 1em;background:var(--back);color:var(--ink)}
        svg{display:block;width:100%;min-width:700px;height:auto}.wide{overflow-x:auto}svg text{font:11px system-ui,sans-serif;fill:var(--dim)}svg .name{fill:var(--ink)}
        .grid{stroke:var(--grid)}.mark{stroke:var(--dim);stroke-dasharray:3 3}.line{fill:none;stroke-width:1.5}
        .c0{stroke:var(--c0)}.c1{stroke:var(--c1)}.c2{stroke:var(--c2)}.c3{stroke:var(--c3)}.c4{stroke:var(--c4)}.c5{stroke:var(--c5)}
        h2{margin:1.6em 0 .3em}table{border-collapse:collapse}td,th{text-align:left;padding:.1em 1em .1em 0;vertical-align:top}details{margin:1em 0;color:var(--dim)}
        """;

    public static string Of(SerialLog log, string title)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(WebUtility.HtmlEncode(title));
        page.Append("</title><style>").Append(Style).Append("</style></head><body><h1>").Append(WebUtility.HtmlEncode(title)).Append("</h1>");
        double to = log.All.SelectMany(s => s.Points).Select(p => p.Seconds).DefaultIfEmpty(0).Max();
        page.Append(CultureInfo.InvariantCulture, $"<p>{log.Lines} lines with figures over {PlotAxis.Duration(to)}; times count from the first boot.</p>");
        var used = new HashSet<Series>();
        foreach (var (heading, strips) in s_charts) Chart(page, log, heading, strips, to, used);
        Marks(page, log);
        Rest(page, log, used);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Chart(StringBuilder page, SerialLog log, string heading, Strip[] strips, double to, HashSet<Series> used)
    {
        var shown = new List<PlotStrip>();
        foreach (Strip strip in strips)
        {
            Series[] mine = [.. log.All.Where(s => Belongs(s.Name, strip) && s.Points.Count > 1)];
            Series[] moving = [.. mine.Select(s => strip.Rate ? s.PerSecond() : s).Where(s => !s.IsFlat)];
            used.UnionWith(mine.Where(s => !s.IsFlat));
            if (moving.Length > 0) shown.Add(new PlotStrip($"{strip.Label} [{strip.Unit}]", moving, s => NameIn(s, strip)));
        }
        page.Append("<h2>").Append(heading).Append("</h2>");
        if (shown.Count == 0) page.Append("<p>Nothing in the log that changed. Memory, threads, buses and link are told after <code>status full</code>.</p>");
        else PlotSvg.Append(page, heading, shown, to, log.Marks);
    }

    private static bool Belongs(string name, Strip strip) => strip.End.Length == 0 && !strip.Begin.EndsWith('.') && !strip.Begin.EndsWith('_') ? name == strip.Begin : name.StartsWith(strip.Begin, StringComparison.Ordinal) && name.EndsWith(strip.End, StringComparison.Ordinal);

    /// <summary>What tells a series from the others of its strip.</summary>
    private static string NameIn(string name, Strip strip)
    {
        string rest = name.StartsWith(strip.Begin, StringComparison.Ordinal) ? name[strip.Begin.Length..] : name;
        if (strip.End.Length > 0 && rest.EndsWith(strip.End, StringComparison.Ordinal) && rest.Length > strip.End.Length && strip.End.StartsWith('.')) rest = rest[..^strip.End.Length];
        return rest.Trim('.') is { Length: > 0 } own ? own : strip.Label;
    }

    private static void Marks(StringBuilder page, SerialLog log)
    {
        if (log.Marks.Count == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"<details><summary>{log.Marks.Count} events</summary><table>");
        foreach (LogMark mark in log.Marks) page.Append(CultureInfo.InvariantCulture, $"<tr><td>{PlotAxis.Clock(mark.Seconds)}</td><td>{mark.Kind}</td><td>{WebUtility.HtmlEncode(mark.Text)}</td></tr>");
        page.Append("</table></details>");
    }

    private static void Rest(StringBuilder page, SerialLog log, HashSet<Series> used)
    {
        Series[] rest = [.. log.All.Where(s => !used.Contains(s))];
        if (rest.Length == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"<details><summary>{rest.Length} more series, most of which never changed</summary><table><tr><th>series</th><th>last</th><th>least</th><th>most</th></tr>");
        foreach (Series s in rest) page.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(s.Name)}</td><td>{s.Points[^1].Value:0.###}</td><td>{s.Least:0.###}</td><td>{s.Most:0.###}</td></tr>");
        page.Append("</table></details>");
    }
}
