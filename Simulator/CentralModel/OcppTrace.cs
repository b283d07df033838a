using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulator.CentralModel;

/// <summary>One OCPP message that the central system sent or received, for a line of the trace.</summary>
public sealed record OcppTrace(bool FromCharger, int MessageType, string Action, string MessageId, string Payload)
{
    /// <summary>The identity of the charger, where there are several.</summary>
    public string Identity { get; init; } = "";

    /// <summary>When it was sent or received, by the central system's clock.</summary>
    public DateTime AtUtc { get; init; }

    /// <summary>Reads a message; an answer gets the action of the call it answers.</summary>
    public static OcppTrace Of(bool fromCharger, JsonArray message, Func<string, string> actionOf)
    {
        int type = (int)message[0]!;
        string id = (string)message[1]!;
        string action = type == 2 ? (string)message[2]! : actionOf(id);
        string payload = type switch
        {
            2 => message[3]!.ToJsonString(),
            3 => message[2]!.ToJsonString(),
            _ => $"{message[2]} {message[3]}",
        };
        return new OcppTrace(fromCharger, type, action, id, payload);
    }

    /// <summary>Arrow, action and payload on one line; an answer is told by its brackets, an error by its mark, a password by none.</summary>
    public override string ToString() => MessageType switch
    {
        2 => $"{Arrow} {Secrets.Shown(Action)} {Secrets.Masked(Payload)}",
        3 => $"{Arrow} ({Secrets.Shown(Action)}) {Secrets.Masked(Payload)}",
        _ => $"{Arrow} ! ({Secrets.Shown(Action)}) {Secrets.Masked(Payload)}",
    };

    private string Arrow => FromCharger ? "->" : "<-";
}

/// <summary>A transaction as the central system has it.</summary>
public sealed class CentralTransaction
{
    public required int Id { get; init; }
    public required int Connector { get; init; }
    public required string IdTag { get; init; }
    public required long MeterStart { get; init; }
    public required string StartedAt { get; init; }
    public long MeterStop { get; set; } = -1;
    public string? StoppedAt { get; set; }
    public string? Reason { get; set; }
    public int MeterValues { get; set; }

    /// <summary>Times the same start or stop came again: what a lost answer leads to.</summary>
    public int Repeats { get; set; }
    public long LastRegisterWh { get; set; } = -1;

    public bool Stopped => MeterStop >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"transaction {Id} connector {Connector} {Secrets.Shown(IdTag)}: {MeterStart} -> {MeterStop} Wh, {MeterValues} meter values, {Reason ?? (Stopped ? "Local" : "running")}");
}
