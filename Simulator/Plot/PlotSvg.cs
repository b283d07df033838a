using System.Globalization;
using System.Net;
using System.Text;

namespace Simulator.Plot;

/// <summary>One unit's part of a chart.</summary>
/// <param name="Label">With its unit.</param>
/// <param name="Name">A series' name in the legend.</param>
public sealed record PlotStrip(string Label, IReadOnlyList<Series> Series, Func<string, string> Name);

/// <summary>A chart as SVG: strips of one unit each above each other, one time axis, marks of events through all of them.</summary>
public static class PlotSvg
{
    private const int Width = 940;
    private const int Left = 64;
    private const int Right = 24;
    private const int StripHeight = 96;
    private const int LabelHeight = 22;
    private const int AxisHeight = 34;
    private const int MarkHeight = 16;
    private const int MostPoints = 1500;
    private const int MostMarks = 60;
    private const int Colours = 6;
    private const int LabelRoom = 62;
    private const int LegendLeft = 164;

    /// <summary>Width of a capital letter of the legend's type, of which names of threads are made, and of any other.</summary>
    private const double CapitalWidth = 8;
    private const double LetterWidth = 6.5;

    public static void Append(StringBuilder page, string title, IReadOnlyList<PlotStrip> strips, double to, IReadOnlyList<LogMark> marks)
    {
        int bottom = MarkHeight + strips.Count * (StripHeight + LabelHeight);
        double scale = (Width - Left - Right) / Math.Max(to, 1e-9);
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" tabindex=\"0\"><svg viewBox=\"0 0 {Width} {bottom + AxisHeight}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        foreach (double tick in PlotAxis.TimeTicks(to, 10))
        {
            double x = Left + tick * scale;
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{MarkHeight}\" y2=\"{bottom}\"/><text x=\"{x:0.#}\" y=\"{bottom + 14}\" text-anchor=\"middle\">{PlotAxis.Clock(tick)}</text>");
        }
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Width + Left) / 2}\" y=\"{bottom + 29}\" text-anchor=\"middle\">time since the first boot [{(to < 3600 ? "m:ss" : "h:mm:ss")}]</text>");
        for (int i = 0; i < strips.Count; i++) One(page, strips[i], MarkHeight + i * (StripHeight + LabelHeight) + LabelHeight, scale);
        Marks(page, marks, scale, bottom);
        page.Append("</svg></div>");
    }

    private static void One(StringBuilder page, PlotStrip strip, int top, double scale)
    {
        IReadOnlyList<double> ticks = PlotAxis.Ticks(strip.Series.Min(s => s.Least), strip.Series.Max(s => s.Most), 4);
        double low = ticks[0], high = ticks[^1];
        double Y(double value) => top + StripHeight - (value - low) / (high - low) * StripHeight;
        foreach (double tick in ticks)
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{PlotAxis.Value(tick)}</text>");
        page.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{Left + 6}\" y=\"{top - 6}\">{WebUtility.HtmlEncode(strip.Label)}</text>");
        double legend = Left + LegendLeft;
        for (int i = 0; i < strip.Series.Count; i++)
        {
            Series series = strip.Series[i];
            Line(page, series, i % Colours, scale, Y);
            if (strip.Series.Count == 1) continue;
            string name = strip.Name(series.Name);
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"line c{i % Colours}\" x1=\"{legend}\" x2=\"{legend + 14}\" y1=\"{top - 10}\" y2=\"{top - 10}\"/><text x=\"{legend + 18}\" y=\"{top - 6}\">{WebUtility.HtmlEncode(name)}</text>");
            legend += 34 + name.Sum(c => char.IsAsciiLetterUpper(c) || c == '_' ? CapitalWidth : LetterWidth);
        }
    }

    private static void Line(StringBuilder page, Series series, int colour, double scale, Func<double, double> y)
    {
        page.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line c{colour}\" points=\"");
        int every = Math.Max(1, series.Points.Count / MostPoints);
        for (int i = 0; i < series.Points.Count; i += every) page.Append(CultureInfo.InvariantCulture, $"{Left + series.Points[i].Seconds * scale:0.#},{y(series.Points[i].Value):0.#} ");
        page.Append("\"/>");
    }

    // A name where there is room for it, left of its line near the end; every mark has its line and tells itself under the pointer.
    private static void Marks(StringBuilder page, IReadOnlyList<LogMark> marks, double scale, int bottom)
    {
        double free = 0;
        foreach (LogMark mark in marks.Take(MostMarks))
        {
            double x = Left + mark.Seconds * scale;
            page.Append(CultureInfo.InvariantCulture, $"<g><title>{PlotAxis.Clock(mark.Seconds)} {WebUtility.HtmlEncode(mark.Text)}</title><line class=\"mark\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{MarkHeight - 4}\" y2=\"{bottom}\"/>");
            bool late = x >= Width - LabelRoom;
            if (x >= free + (late ? LabelRoom : 0))
            {
                page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"10\"{(late ? " text-anchor=\"end\"" : "")}>{mark.Kind}</text>");
                free = late ? Width : x + LabelRoom;
            }
            page.Append("</g>");
        }
    }
}
