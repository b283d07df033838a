namespace Simulator.Web;

/// <summary>One of the gate's conditions as the page shows it.</summary>
/// <param name="Holds">Null where it is not known.</param>
/// <param name="Reason">Why it holds or does not, in words.</param>
public sealed record GateRow(int Number, string Name, bool? Holds, string Reason, bool Safety);

/// <summary>A watermark: what is used now, the most (or the least) there ever was, and what there is.</summary>
/// <param name="Trouble">What should be 0 and is not, else empty.</param>
public sealed record WatermarkRow(string Kind, string Name, long? Now, long? Extreme, long? Size, string Unit, string Trouble);

/// <summary>A charger as its central system knows it.</summary>
public sealed record ChargerRow(string Identity, bool Connected, string Status, string Transaction, int Messages, int Violations);

/// <summary>Status light, buzzer and card reader at the charger's front.</summary>
/// <param name="Light">State that the light shows; empty without power.</param>
/// <param name="Colour">red, green, blue, yellow or dark.</param>
/// <param name="OnMs">How long it is on, in the charger's own time.</param>
/// <param name="OffMs">How long it is off; 0 for a steady one.</param>
/// <param name="Pattern">The same in words.</param>
/// <param name="Sounds">The buzzer sounds now.</param>
/// <param name="Buzzer">What it told last.</param>
/// <param name="Reader">Whether the reader answers, and the card at it.</param>
public sealed record PanelState(string Light, string Colour, int OnMs, int OffMs, string Pattern, bool Sounds, string Buzzer, string Reader);

/// <summary>A named value of the state panel.</summary>
/// <param name="Tone">good, warn, bad or empty.</param>
public sealed record FactRow(string Name, string Value, string Tone = "");

/// <summary>Everything the page shows but lines, messages and charts. Null and empty stand for what is not known.</summary>
public sealed class PageState
{
    /// <summary>Seconds of the charger's world.</summary>
    public double T { get; init; }

    /// <summary>Simulated seconds for each real one; null on a board.</summary>
    public double? Speed { get; init; }

    /// <summary>The connector's OCPP status, or why there is none.</summary>
    public string Status { get; init; } = "";

    /// <summary>One sentence on what goes on.</summary>
    public string Sentence { get; init; } = "";

    public string Identity { get; init; } = "";

    public double? V { get; init; }

    public double? A { get; init; }

    public double? W { get; init; }

    public double? Soc { get; init; }

    public double? Wh { get; init; }

    public bool? OutputOn { get; init; }

    public IReadOnlyList<FactRow> Facts { get; init; } = [];

    /// <summary>Null where it is not known, or none is fitted.</summary>
    public PanelState? Panel { get; init; }

    public IReadOnlyList<GateRow> Gate { get; init; } = [];

    public IReadOnlyList<WatermarkRow> Watermarks { get; init; } = [];

    public IReadOnlyList<ChargerRow> Chargers { get; init; } = [];

    /// <summary>Names of lasting actions that are under way.</summary>
    public IReadOnlyList<string> Lasting { get; init; } = [];
}
