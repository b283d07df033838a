using System.Text.Json.Nodes;
using Simulator.CentralModel;

namespace Simulator.CentralSystem;

/// <summary>
/// Checks the order of a charger's messages: nothing before a BootNotification was accepted except what S 4.2 allows, no
/// retry before the interval, no messageId twice on a connection (J 4.1.4).
/// </summary>
internal sealed class MessageOrder(CentralRecords records, Func<DateTime> utcNow)
{
    private const int MostIds = 100_000;
    private const double ClockSlackSeconds = 0.5;

    private readonly HashSet<string> _ids = [];
    private readonly HashSet<string> _triggered = [];
    private string? _asked;
    private string? _bootStatus;
    private DateTime _bootAgain = DateTime.MinValue;
    private bool _running;
    private bool _excused;

    /// <summary>Statuses that came before the transaction's own message.</summary>
    public int Early { get; private set; }

    public void NewConnection()
    {
        _ids.Clear();
        _triggered.Clear();
    }

    public void Received(string action, string id)
    {
        if (_ids.Count >= MostIds) _ids.Clear();
        if (!_ids.Add(id)) records.Violate($"messageId '{id}' came twice");
        if (action == "BootNotification")
        {
            if (_bootStatus is "Pending" or "Rejected" && utcNow() < _bootAgain && !_triggered.Contains(action))
                records.Violate($"BootNotification again {(_bootAgain - utcNow()).TotalSeconds:F0} s before its interval");
            return;
        }
        switch (_bootStatus)
        {
            case null:
                records.Violate($"{action} before the first BootNotification");
                break;
            case "Rejected":
                records.Violate($"{action} although the BootNotification was Rejected");
                break;
            case "Pending" when !_triggered.Contains(action):
                records.Violate($"{action} although the BootNotification is Pending and it was not triggered");
                break;
        }
    }

    /// <summary>The central system did not answer a CALL as it should: that the charger now holds back a message is no breach of order.</summary>
    public void Failed(string action)
    {
        if (action is "StartTransaction" or "MeterValues" or "StopTransaction") _excused = true;
    }

    /// <summary>Checks a CALL: a status must come after the transaction's own message.</summary>
    public void Told(string action, string payload)
    {
        if (action == "StartTransaction") _running = true;
        if (action == "StopTransaction") _running = _excused = false;
        if (action != "StatusNotification" || _excused || JsonNode.Parse(payload) is not JsonObject told || told["connectorId"]?.ToJsonString() != "1") return;
        string status = told["status"]?.ToString() ?? "";
        bool early = status is "Charging" or "SuspendedEV" or "SuspendedEVSE" ? !_running : status is "Available" or "Finishing" or "Preparing" && _running;
        if (!early) return;
        Early++;
        records.Violate($"{status} came before the {(_running ? "StopTransaction" : "StartTransaction")} it follows");
    }

    /// <summary>Our answer to a CALL.</summary>
    public void Answered(string action, JsonObject answer)
    {
        if (action != "BootNotification") return;
        _bootStatus = (string)answer["status"]!;
        _bootAgain = utcNow().AddSeconds((int)answer["interval"]! - ClockSlackSeconds);
    }

    /// <summary>A CALL of ours: the message that it triggers may come now.</summary>
    public void Sent(string action, string payload)
    {
        if (action is not ("TriggerMessage" or "ExtendedTriggerMessage")) return;
        _asked = JsonNode.Parse(payload)?["requestedMessage"] is JsonValue asked && asked.TryGetValue(out string? name) ? name : null;
        if (_asked != null) _triggered.Add(_asked);
        if (action == "ExtendedTriggerMessage" && _asked == "FirmwareStatusNotification") _triggered.Add("SignedFirmwareStatusNotification");
    }

    /// <summary>The charger's answer to a CALL of ours.</summary>
    public void AnswerCame(string action, string payload)
    {
        if (_bootStatus == "Rejected") records.Violate($"{action} was answered although the BootNotification was Rejected");
        if (action is "TriggerMessage" or "ExtendedTriggerMessage" && _asked != null && (string?)JsonNode.Parse(payload)?["status"] != "Accepted") _triggered.Remove(_asked);
    }
}
