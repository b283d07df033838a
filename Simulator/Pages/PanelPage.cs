using System.Globalization;
using System.Text;
using Firmware.Panel;
using Simulator.PanelParts;

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
                int colours = LightPatterns.Of((LightState)i, out _, out _);
                page.Append(CultureInfo.InvariantCulture, $"| {LightPatterns.NameOf((LightState)i)} | {NameOf(colours)} | {LightWords.Pattern((LightState)i)} |\n");
            }
            return page.ToString();
        }
    }

    private static string NameOf(int colours) => colours switch
    {
        LightPatterns.Blue => "blue; green where blue is not fitted",
        LightPatterns.Red | LightPatterns.Green => "yellow (red and green)",
        _ => LightWords.Colour(colours),
    };
}
