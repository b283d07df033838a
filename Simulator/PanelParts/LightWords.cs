using System.Globalization;
using Firmware.Panel;

namespace Simulator.PanelParts;

/// <summary>The patterns of the status light in words, from the table that the firmware shines by.</summary>
public static class LightWords
{
    /// <summary>"green, 500 ms on, 500 ms off: Preparing".</summary>
    public static string Of(LightState state)
    {
        int colours = LightPatterns.Of(state, out _, out _);
        return $"{Colour(colours)}, {Pattern(state)}: {LightPatterns.NameOf(state)}";
    }

    /// <summary>Name of a mixture of the three colours.</summary>
    public static string Colour(int colours) => colours switch
    {
        LightPatterns.Red => "red",
        LightPatterns.Green => "green",
        LightPatterns.Blue => "blue",
        LightPatterns.Red | LightPatterns.Green => "yellow",
        0 => "dark",
        _ => throw new ArgumentOutOfRangeException(nameof(colours), colours, "no state of the table has it"),
    };

    /// <summary>"steady", or how long it is on and off.</summary>
    public static string Pattern(LightState state)
    {
        LightPatterns.Of(state, out int onMs, out int offMs);
        return offMs == LightPatterns.Steady ? "steady" : string.Create(CultureInfo.InvariantCulture, $"{onMs} ms on, {offMs} ms off");
    }
}
