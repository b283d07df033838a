using Simulator.Scenarios;

namespace Simulator.Play;

/// <summary>Everything a user can do to a running charger's world and to its central system.</summary>
public static partial class PlayActions
{
    /// <summary>At the charger and in the world around it.</summary>
    public static readonly IReadOnlyList<PlayAction> World =
    [
        Of("plug", "plug"),
        Of("unplug", "unplug"),
        Of("present", "present"),
        Of("press", "press"),
        Of("emergency stop", "emergency"),
        Of("cut link", "link", needsCentral: true),
        Of("cut power", "power-cut"),
        Of("stuck contactor", "contactor"),
        Of("bus down", "bus-off", ("bus", 1.0), which: "bus"),
        Of("hot module", "module-hot", ("celsius", 60.0)),
        Of("module alarm", "module-alarm", which: "bit"),
        Of("module silent", "module-silent"),
        Of("module refuse", "module-refuse"),
        Of("over-voltage", "over-voltage", ("volts", 10.0)),
        Of("mains", "mains", ("volts", 0.0)),
        Of("meter", "meter"),
        Of("bms refuse", "bms-refuse", ("bits", 2.0)),
        Of("bms silent", "bms-silent"),
        Of("bms ask", "bms-ask"),
        Of("burst", "burst", ("rate", 1000.0)),
        Of("hang thread", "hang", which: "thread"),
        Of("end thread", "die"),
        Of("flash fault", "flash-fault", ("write", 1.0)),
    ];

    /// <summary>All of both sides.</summary>
    public static IReadOnlyList<PlayAction> All => [.. World, .. Central];

    /// <summary>A scenario event as an action of the user. A field with a value of its own need not be given.</summary>
    private static PlayAction Of(string name, string kind, (string Field, object Value)? otherwise = null, bool needsCentral = false, ActionSide side = ActionSide.World, string? which = null)
    {
        EventRule rule = EventTable.Find(kind)!;
        return new PlayAction
        {
            Name = name,
            Side = side,
            Help = rule.Meaning,
            NeedsCentral = needsCentral,
            Event = kind,
            Which = which,
            Fields = [.. rule.Fields.Select(f => f.Name == otherwise?.Field ? f.Optional(otherwise.Value.Value) : f)],
            Otherwise = otherwise is { } o ? new Dictionary<string, object> { [o.Field] = o.Value } : new Dictionary<string, object>(),
        };
    }
}
