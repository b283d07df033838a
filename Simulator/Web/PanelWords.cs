using Firmware.Panel;
using Simulator.PanelParts;

namespace Simulator.Web;

/// <summary>Status light, buzzer and card reader as the page shows them.</summary>
internal static class PanelWords
{
    public static PanelState Of(SimulatedPanel panel)
    {
        if (panel.State is not LightState state) return new PanelState("", "dark", 0, 0, "no power", false, panel.Heard, "no power");
        int colours = LightPatterns.Of(state, out int onMs, out int offMs);
        string card = panel.Reader.Card is byte[] uid ? $"card {Convert.ToHexString(uid)} at the reader" : "no card at the reader";
        return new PanelState(LightPatterns.NameOf(state), LightWords.Colour(colours), onMs, offMs, LightWords.Pattern(state), panel.Buzzer.High, panel.Heard.Length == 0 ? "silent so far" : panel.Heard, card);
    }
}
