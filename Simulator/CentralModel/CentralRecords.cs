using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulator.CentralModel;

/// <summary>
/// The data and the answers of a central system, without a connection: ids, transactions, statuses. It records every breach of
/// the order of messages, so that a test can check the charger.
/// </summary>
public sealed class CentralRecords(Func<DateTime> utcNow)
{
    private const int MostViolations = 100;

    private readonly List<CentralTransaction> _transactions = [];
    private readonly List<string> _violations = [];
    private int _nextTransaction = 1;

    /// <summary>Ids that are accepted; empty accepts every id.</summary>
    public HashSet<string> KnownIds { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> BlockedIds { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids with an answer of their own (S 7.8): status, parent, expiry; they go before the two sets.</summary>
    public Dictionary<string, CentralIdTag> IdTags { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where transaction ids come from when several chargers share a central system; else they count from 1.</summary>
    public Func<int>? TransactionIds { get; set; }

    /// <summary>It failed on a message of a transaction: later transactions may come before that one.</summary>
    public bool FellOver { get; set; }

    /// <summary>Accepted, Pending or Rejected.</summary>
    public string BootStatus { get; set; } = "Accepted";

    public int HeartbeatSeconds { get; set; } = 300;

    public IReadOnlyList<CentralTransaction> Transactions => _transactions;

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Latest status by connector.</summary>
    public SortedDictionary<int, string> Status { get; } = [];

    public SortedDictionary<string, int> Count { get; } = new(StringComparer.Ordinal);

    public int Boots { get; private set; }

    /// <summary>DataTransfer messages by messageId, latest data.</summary>
    public Dictionary<string, string> Vendor { get; } = [];

    /// <summary>The answer to a CALL, or null where the action is not known here.</summary>
    public JsonObject? Answer(string action, JsonObject payload)
    {
        Count[action] = Count.GetValueOrDefault(action) + 1;
        switch (action)
        {
            case "BootNotification":
                Boots++;
                return new JsonObject { ["currentTime"] = Now, ["interval"] = HeartbeatSeconds, ["status"] = BootStatus };
            case "Heartbeat":
                return new JsonObject { ["currentTime"] = Now };
            case "Authorize":
                return new JsonObject { ["idTagInfo"] = Info((string)payload["idTag"]!) };
            case "StatusNotification":
                Status[(int)payload["connectorId"]!] = (string)payload["status"]!;
                return [];
            case "StartTransaction":
                return Start(payload);
            case "MeterValues":
                Meter(payload);
                return [];
            case "StopTransaction":
                return Stop(payload);
            case "DataTransfer":
                Vendor[(string?)payload["messageId"] ?? ""] = (string?)payload["data"] ?? "";
                return new JsonObject { ["status"] = "Accepted" };
            case "DiagnosticsStatusNotification" or "FirmwareStatusNotification" or "LogStatusNotification"
                or "SecurityEventNotification" or "SignedFirmwareStatusNotification":
                return [];
            case "SignCertificate":
                CertificateRequest = (string?)payload["csr"];
                return new JsonObject { ["status"] = "Accepted" };
            default:
                Violate($"unknown action {action}");
                return null;
        }
    }

    /// <summary>The latest certificate request of the charger, PEM; null for none.</summary>
    public string? CertificateRequest { get; private set; }

    public void Violate(string what)
    {
        if (_violations.Count < MostViolations) _violations.Add(what);
    }

    public CentralTransaction? Running => _transactions.LastOrDefault(t => !t.Stopped);

    private string Now => utcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private JsonObject Info(string idTag)
    {
        if (idTag.Length > 20) Violate($"idTag '{idTag}' has more than 20 characters");
        if (IdTags.TryGetValue(idTag, out CentralIdTag? own)) return own.ToJson();
        string status = BlockedIds.Contains(idTag) ? "Blocked" : KnownIds.Count == 0 || KnownIds.Contains(idTag) ? "Accepted" : "Invalid";
        return new JsonObject { ["status"] = status };
    }

    private JsonObject Start(JsonObject payload)
    {
        int connector = (int)payload["connectorId"]!;
        string idTag = (string)payload["idTag"]!;
        long meterStart = (long)payload["meterStart"]!;
        string at = (string)payload["timestamp"]!;
        CentralTransaction? same = _transactions.FirstOrDefault(t => t.Connector == connector && t.IdTag == idTag && t.MeterStart == meterStart && t.StartedAt == at);
        if (same != null) same.Repeats++;
        else same = Begin(connector, idTag, meterStart, at);
        return new JsonObject { ["idTagInfo"] = Info(idTag), ["transactionId"] = same.Id };
    }

    private CentralTransaction Begin(int connector, string idTag, long meterStart, string at)
    {
        CentralTransaction? running = Running;
        if (running != null && !FellOver) Violate($"transaction {running.Id} was not stopped when the next one started");
        CentralTransaction? before = _transactions.LastOrDefault();
        if (before != null && meterStart < before.MeterStop && !FellOver) Violate($"meterStart {meterStart} Wh lies before the last stop at {before.MeterStop} Wh");
        var begun = new CentralTransaction { Id = TransactionIds?.Invoke() ?? _nextTransaction++, Connector = connector, IdTag = idTag, MeterStart = meterStart, StartedAt = at };
        begun.LastRegisterWh = meterStart;
        _transactions.Add(begun);
        return begun;
    }

    private void Meter(JsonObject payload)
    {
        if (payload["meterValue"] is not JsonArray { Count: > 0 } values)
        {
            Violate("MeterValues without a meterValue");
            return;
        }
        if (payload["transactionId"] == null) return;
        int id = (int)payload["transactionId"]!;
        CentralTransaction? of = _transactions.FirstOrDefault(t => t.Id == id);
        if (of == null || of.Stopped)
        {
            Violate($"MeterValues for transaction {id}, which {(of == null ? "is not known" : "has stopped")}");
            return;
        }
        of.MeterValues++;
        foreach (JsonNode? value in values) Register(of, (JsonArray)value!["sampledValue"]!);
    }

    private void Register(CentralTransaction of, JsonArray samples)
    {
        foreach (JsonNode? sample in samples)
        {
            string measurand = (string?)sample!["measurand"] ?? "Energy.Active.Import.Register";
            // A triggered message may overtake waiting ones (S 3.7): the order does not count for it.
            if (measurand != "Energy.Active.Import.Register" || (string?)sample["context"] == "Trigger") continue;
            long wh = long.Parse((string)sample["value"]!, CultureInfo.InvariantCulture);
            if (wh < of.LastRegisterWh) Violate($"register of transaction {of.Id} goes back from {of.LastRegisterWh} to {wh} Wh");
            of.LastRegisterWh = wh;
        }
    }

    private JsonObject Stop(JsonObject payload)
    {
        int id = (int)payload["transactionId"]!;
        CentralTransaction? of = _transactions.FirstOrDefault(t => t.Id == id);
        long meterStop = (long)payload["meterStop"]!;
        if (of == null) Violate($"StopTransaction for transaction {id}, which is not known");
        else if (of.Stopped)
        {
            of.Repeats++;
            if (of.MeterStop != meterStop) Violate($"transaction {id} stopped twice, at {of.MeterStop} and {meterStop} Wh");
        }
        else
        {
            if (meterStop < of.LastRegisterWh) Violate($"meterStop {meterStop} Wh of transaction {id} lies before its last register {of.LastRegisterWh} Wh");
            of.MeterStop = meterStop;
            of.StoppedAt = (string)payload["timestamp"]!;
            of.Reason = (string?)payload["reason"];
        }
        var answer = new JsonObject();
        if ((string?)payload["idTag"] is string idTag) answer["idTagInfo"] = Info(idTag);
        return answer;
    }
}
