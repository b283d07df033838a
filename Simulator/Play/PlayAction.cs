using Simulator.CentralSystem;
using Simulator.Scenarios;

namespace Simulator.Play;

/// <summary>Which side acts: the user at the charger or the world around it, or the central system.</summary>
public enum ActionSide
{
    World,
    CentralSystem,
}

/// <summary>
/// One thing that a user can do while a charger runs: a line of <c>play</c> and <c>central</c>, a button of the page. What it
/// is called, what it takes and how it is carried out stand here and nowhere else.
/// </summary>
public sealed class PlayAction
{
    /// <summary>As it is typed: one to three lower-case words.</summary>
    public required string Name { get; init; }

    public required ActionSide Side { get; init; }

    /// <summary>One sentence.</summary>
    public required string Help { get; init; }

    /// <summary>What it takes, in the order in which values are typed.</summary>
    public IReadOnlyList<FieldRule> Fields { get; init; } = [];

    /// <summary>It holds until it is taken back: "off" behind its name.</summary>
    public bool Lasts => Event != null && EventTable.Find(Event) is { Lasts: true };

    /// <summary>It needs the simulator's own central system.</summary>
    public bool NeedsCentral { get; init; }

    /// <summary>Kind of the scenario event (<see cref="EventTable"/>) that carries it out; null for a CALL.</summary>
    internal string? Event { get; init; }

    /// <summary>The field that tells which of several is meant, each of which may last by itself; null where there is one.</summary>
    internal string? Which { get; init; }

    /// <summary>Values of the event that are not asked for.</summary>
    internal IReadOnlyDictionary<string, object> Otherwise { get; init; } = new Dictionary<string, object>();

    /// <summary>Action and payload of the CALL; null for an event.</summary>
    internal Func<ActionCall, EmbeddedCentralSystem, (string Action, System.Text.Json.Nodes.JsonObject Payload)>? Payload { get; init; }

    /// <summary>Name and fields as help shows them: "plug [classic|pro|max] [SOC]".</summary>
    public string Usage => string.Join(' ', [Name, .. Fields.Select(Shown), .. Lasts ? ["[off]"] : Array.Empty<string>()]);

    private static string Shown(FieldRule field)
    {
        string what = field.Words is { Length: <= 4 } ? string.Join('|', field.Words) : field.Name.ToUpperInvariant();
        return field.Required ? what : $"[{what}]";
    }
}
