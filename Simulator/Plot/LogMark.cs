using System.Text.RegularExpressions;

namespace Simulator.Plot;

/// <summary>Something that happened, as a line of the log tells it.</summary>
/// <param name="Kind">plugged, unplugged, start, stop, fault, connected or boot.</param>
public sealed record LogMark(double Seconds, string Kind, string Text)
{
    private static readonly (string Kind, Regex Pattern)[] s_kinds =
    [
        ("plugged", new Regex(@" BMS plugged in")),
        ("unplugged", new Regex(@" BMS unplugged")),
        ("start", new Regex(@" OCPP transaction \d+ begins")),
        ("stop", new Regex(@" OCPP transaction \d+ ends")),
        ("fault", new Regex(@" (ERROR|WARNING) CHARGER fault \d+")),
        ("connected", new Regex(@" WEBSOCKET connected to")),
        ("boot", new Regex(@" SYSTEM boot \d+,")),
    ];

    /// <summary>What a line of the log marks; null for nothing.</summary>
    public static string? KindOf(string line) => s_kinds.FirstOrDefault(k => k.Pattern.IsMatch(line)).Kind;
}
