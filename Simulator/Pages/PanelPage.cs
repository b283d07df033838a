using System.Globalization;
using System.Text;
using Firmware.Panel;

namespace Simulator.Pages;

/// <summary>The table of the status light's patterns in docs/panel.md, from the table that the firmware shines by.</summary>
public static class PanelPage
{
    public static string Table
    {
        get
        {
            var page = new StringBuilder("| state | colour | pattern |\n|---|---|---|\n");
            for (int i = 0; i < LightPatterns.Count; i++)
            {
                int colours = LightPatterns.Of((LightState)i, out int onMs, out int offMs);
                string pattern = offMs == LightPatterns.Steady ? "steady" : string.Create(CultureInfo.InvariantCulture, $"{onMs} ms on, {offMs} ms off");
                page.Append(CultureInfo.InvariantCulture, $"| {LightPatterns.NameOf((LightState)i)} | {NameOf(colours)} | {pattern} |\n");
            }
            return page.ToString();
        }
    }

    private static string NameOf(int colours) => colours switch
    {
        LightPatterns.Red => "red",
        LightPatterns.Green => "green",
        LightPatterns.Blue => "blue; green where blue is not fitted",
        _ => "yellow (red and green)",
    };
}
