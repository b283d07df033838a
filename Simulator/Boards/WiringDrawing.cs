using System.Globalization;
using System.Net;
using System.Text;
using Firmware;

namespace Simulator.Boards;

/// <summary>A board's wiring as one SVG picture: the chip in the middle, each part beside it, every wire straight and named at both ends.</summary>
public static class WiringDrawing
{
    private const int RowHeight = 22;
    private const int PartGap = 18;
    private const int Top = 56;
    private const int PartWidth = 250;
    private const int WireWidth = 110;
    private const int ChipWidth = 150;
    private const int Margin = 16;
    private const int ChipLeft = Margin + PartWidth + WireWidth;
    private const int RightPart = ChipLeft + ChipWidth + WireWidth;
    private const int Width = RightPart + PartWidth + Margin;

    private const string Style = """
        <style>
          text { font: 13px sans-serif; fill: #1b1f24 }
          .name { font-weight: bold }
          .pin { font-family: monospace; text-anchor: middle }
          .part { fill: #eef2f6; stroke: #5b6670 }
          .chip { fill: #dfe9f5; stroke: #2f5d8a; stroke-width: 2 }
          .wire { stroke: #2f5d8a; stroke-width: 2 }
          .back { fill: #ffffff }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .part { fill: #1f2730; stroke: #8b98a5 }
            .chip { fill: #1b2c40; stroke: #79b0e8 }
            .wire { stroke: #79b0e8 }
            .back { fill: #0d1117 }
          }
        </style>
        """;

    public static string Of(BoardProfile board)
    {
        List<IGrouping<string, Wire>> parts = [.. Wiring.Of(board).GroupBy(w => w.Part)];
        var left = parts.Where(p => p.Key is Wiring.Can1 or Wiring.Can2).ToList();
        var right = parts.Except(left).ToList();
        int height = Math.Max(HeightOf(left), HeightOf(right)) + Top + Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>Wiring of board {Text(board.Name)}</title>\n{Style}\n<rect class=\"back\" width=\"{Width}\" height=\"{height}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{Margin}\" y=\"24\">Board '{Text(board.Name)}': all grounds joined, modules fed with 3.3 V unless their note says otherwise</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"chip\" x=\"{ChipLeft}\" y=\"{Top - 14}\" width=\"{ChipWidth}\" height=\"{height - Top}\" rx=\"6\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{ChipLeft + ChipWidth / 2}\" y=\"{Top + 2}\" text-anchor=\"middle\">{(board.Chip == ChipKind.Esp32S3 ? "ESP32-S3" : "ESP32")}</text>\n");
        Column(svg, left, true);
        Column(svg, right, false);
        return svg.Append("</svg>\n").ToString();
    }

    private static int HeightOf(List<IGrouping<string, Wire>> parts) => parts.Sum(p => (p.Count() + 1) * RowHeight + PartGap);

    private static void Column(StringBuilder svg, List<IGrouping<string, Wire>> parts, bool left)
    {
        int y = Top;
        int x = left ? Margin : RightPart;
        foreach (IGrouping<string, Wire> part in parts)
        {
            int height = (part.Count() + 1) * RowHeight;
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"part\" x=\"{x}\" y=\"{y}\" width=\"{PartWidth}\" height=\"{height}\" rx=\"4\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{x + 8}\" y=\"{y + 16}\">{Text(part.Key)}</text>\n");
            int row = y + RowHeight;
            foreach (Wire wire in part)
            {
                OneWire(svg, wire, row + RowHeight / 2, left);
                row += RowHeight;
            }
            y += height + PartGap;
        }
    }

    private static void OneWire(StringBuilder svg, Wire wire, int y, bool left)
    {
        int from = left ? Margin + PartWidth : ChipLeft + ChipWidth;
        int pin = left ? ChipLeft + 30 : ChipLeft + ChipWidth - 30;
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"wire\" x1=\"{from}\" y1=\"{y}\" x2=\"{from + WireWidth}\" y2=\"{y}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(left ? from - 8 : RightPart + 8)}\" y=\"{y + 4}\" text-anchor=\"{(left ? "end" : "start")}\">{Text(wire.At)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"pin\" x=\"{pin}\" y=\"{y + 4}\">IO{wire.Pin}</text>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
