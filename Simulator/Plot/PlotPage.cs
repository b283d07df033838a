using System.Globalization;
using System.Net;
using System.Text;

namespace Simulator.Plot;

/// <summary>One self-contained page: a small chart for each series, those that belong together under one heading.</summary>
public static class PlotPage
{
    private const int Width = 760;
    private const int Height = 110;
    private const int Margin = 8;
    private const int MostPoints = 2000;

    private static readonly (string Heading, string[] Words)[] s_groups =
    [
        ("Memory", ["heap", "native", "memory"]),
        ("Threads and stacks", ["thread", "stack", "step"]),
        ("Receive rings and buses", ["ring", "can", "bus"]),
        ("Locks", ["lock"]),
        ("Connection", ["link", "conn", "ocpp", "ws", "pool"]),
        ("Session", ["charger", "session", "power", "energy", "terminal", "bms", "module"]),
        ("Everything else", [""]),
    ];

    public static string Of(SerialLog log, string title)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(title)).Append("</title><style>");
        page.Append("body{font:14px sans-serif;margin:2em;max-width:820px}svg{display:block;background:#fafafa;border:1px solid #ddd;margin-bottom:1em}");
        page.Append("figure{margin:0}figcaption{margin:.3em 0}h2{margin-top:1.6em}.v{color:#666}</style></head><body>");
        page.Append("<h1>").Append(WebUtility.HtmlEncode(title)).Append("</h1>");
        var left = log.All.Where(s => s.Points.Count > 1).ToList();
        page.Append(CultureInfo.InvariantCulture, $"<p>{log.Lines} lines with figures, {left.Count} series.</p>");
        foreach (var (heading, words) in s_groups)
        {
            List<Series> mine = left.Where(s => words.Any(w => s.Name.Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
            if (mine.Count == 0) continue;
            left.RemoveAll(mine.Contains);
            page.Append("<h2>").Append(heading).Append("</h2>");
            foreach (Series series in mine) Chart(page, series);
        }
        return page.Append("</body></html>\n").ToString();
    }

    private static void Chart(StringBuilder page, Series series)
    {
        double low = series.Points.Min(p => p.Value);
        double high = series.Points.Max(p => p.Value);
        double from = series.Points[0].Seconds;
        double to = series.Points[^1].Seconds;
        page.Append("<figure><figcaption>").Append(WebUtility.HtmlEncode(series.Name));
        page.Append(CultureInfo.InvariantCulture, $" <span class=\"v\">{low:0.###} to {high:0.###}, last {series.Points[^1].Value:0.###}; {from:0} s to {to:0} s</span></figcaption>");
        page.Append(CultureInfo.InvariantCulture, $"<svg width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\"><polyline fill=\"none\" stroke=\"#1666aa\" stroke-width=\"1.5\" points=\"");
        double xScale = (Width - 2 * Margin) / Math.Max(to - from, 1e-9);
        double yScale = (Height - 2 * Margin) / Math.Max(high - low, 1e-9);
        int every = Math.Max(1, series.Points.Count / MostPoints);
        for (int i = 0; i < series.Points.Count; i += every)
        {
            var (seconds, value) = series.Points[i];
            double y = high > low ? Height - Margin - (value - low) * yScale : Height / 2.0;
            page.Append(CultureInfo.InvariantCulture, $"{Margin + (seconds - from) * xScale:0.#},{y:0.#} ");
        }
        page.Append("\"/></svg></figure>");
    }
}
