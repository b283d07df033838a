using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.CentralSystem;
using Simulator.Scenarios;

namespace Simulator.Play;

public static partial class PlayActions
{
    private const int ProfileId = 1;
    private const int MostListed = 50;

    private static readonly FieldRule s_connector = new() { Name = "connector", Meaning = "0 for the whole charge point", Min = 0, Max = 10 };
    private static readonly FieldRule s_idTag = new() { Name = "id", Meaning = "idTag", IsText = true, Max = 20, Required = true };
    private static readonly string[] s_purposes = ["TxProfile", "TxDefaultProfile", "ChargePointMaxProfile"];
    private static readonly string[] s_messages =
        ["BootNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues", "StatusNotification", "LogStatusNotification", "SignChargePointCertificate"];

    /// <summary>What a central system can ask of a charger, and how it can fail.</summary>
    public static readonly IReadOnlyList<PlayAction> Central =
    [
        Call("remote start", "Starts a transaction for an id (RemoteStartTransaction).", "RemoteStartTransaction", (c, p) => p["idTag"] = c.Text("id"), s_connector, s_idTag),
        new() { Name = "remote stop", Side = ActionSide.CentralSystem, NeedsCentral = true, Help = "Stops a transaction, the one that runs unless told (RemoteStopTransaction).", Fields = [Number("transaction", "transactionId", 0, int.MaxValue)], Payload = RemoteStop },
        Call("reset", "Restarts the charger (Reset).", "Reset", (c, p) => p["type"] = Capital(c.Text("type")), Words("type", true, "soft", "hard")),
        Call("unlock", "Unlocks a connector (UnlockConnector).", "UnlockConnector", (c, p) => p["connectorId"] = c.Whole("connector", 1), s_connector),
        Call("availability", "Takes a connector out of service or back (ChangeAvailability).", "ChangeAvailability", (c, p) => (p["type"], p["connectorId"]) = (Capital(c.Text("type")), c.Whole("connector", 1)),
            Words("type", true, "operative", "inoperative"), s_connector),
        Call("get configuration", "Asks for a key's value, or for all of them (GetConfiguration).", "GetConfiguration", Key, Text("key", "key; left out for all", 50)),
        Call("change configuration", "Changes a key (ChangeConfiguration).", "ChangeConfiguration", (c, p) => (p["key"], p["value"]) = (c.Text("key"), c.Text("value")), Text("key", "key", 50, true), Text("value", "value", 500, true)),
        Call("set profile", "Limits the power or the current (SetChargingProfile, one period from now on).", "SetChargingProfile", Profile,
            Number("limit", "in the unit", 0, 1_000_000, true), Words("unit", false, "W", "A"), Words("purpose", false, s_purposes), Number("seconds", "how long; left out for ever", 1, 86_400), Number("stack", "stackLevel", 0, 10), s_connector),
        Call("clear profile", "Takes limits back, all of them unless told (ClearChargingProfile).", "ClearChargingProfile", (c, p) => { if (c.Has("purpose")) p["chargingProfilePurpose"] = c.Text("purpose"); }, Words("purpose", false, s_purposes)),
        Call("composite schedule", "Asks what limits hold together (GetCompositeSchedule).", "GetCompositeSchedule", (c, p) => (p["connectorId"], p["duration"]) = (c.Whole("connector", 1), c.Whole("seconds", 3600)),
            Number("seconds", "duration, 3600 unless told", 1, 86_400), s_connector),
        new() { Name = "trigger", Side = ActionSide.CentralSystem, NeedsCentral = true, Help = "Asks for a message (TriggerMessage, ExtendedTriggerMessage).", Fields = [Words("message", true, s_messages), s_connector], Payload = (c, _) => Trigger(c) },
        Call("reserve", "Reserves a connector for an id (ReserveNow).", "ReserveNow", Reserve, Number("minutes", "until it expires, 15 unless told", 1, 1440), Number("reservation", "reservationId, 1 unless told", 0, 1_000_000), s_connector, s_idTag),
        Call("cancel reservation", "Takes a reservation back (CancelReservation).", "CancelReservation", (c, p) => p["reservationId"] = c.Whole("reservation", 1), Number("reservation", "reservationId, 1 unless told", 0, 1_000_000)),
        Call("send local list", "Replaces the local list by these ids (SendLocalList, Full).", "SendLocalList", LocalList, Number("version", "listVersion", 1, int.MaxValue, true), Text("ids", "idTags, commas between; left out for an empty list", 1000)),
        Call("local list version", "Asks for the local list's version (GetLocalListVersion).", "GetLocalListVersion", (_, _) => { }),
        Call("clear cache", "Empties the authorization cache (ClearCache).", "ClearCache", (_, _) => { }),
        new() { Name = "diagnostics", Side = ActionSide.CentralSystem, NeedsCentral = true, Help = "Has the log uploaded to this central system (GetDiagnostics).", Payload = (_, central) => ("GetDiagnostics", new JsonObject { ["location"] = central.FilesUrl }) },
        .. Firmware(),
        Call("transfer", "Sends a vendor's own message (DataTransfer).", "DataTransfer", Transfer, Text("vendor", "vendorId", 255, true), Text("message", "messageId", 50), Text("data", "data", 4000)),
        new() { Name = "call", Side = ActionSide.CentralSystem, NeedsCentral = true, Help = "Sends any CALL.", Fields = [Text("action", "its name", 50, true), Text("payload", "a JSON object", 4000)], Payload = (c, _) => (c.Text("action"), Parsed(c.Text("payload", "{}"))) },
        Of("kill", "csms-kill", needsCentral: true, side: ActionSide.CentralSystem),
        Of("mute", "csms-mute", needsCentral: true, side: ActionSide.CentralSystem),
        Of("close", "csms-close", needsCentral: true, side: ActionSide.CentralSystem),
        Of("lose answers", "csms-lose", needsCentral: true, side: ActionSide.CentralSystem),
        Of("answer error", "csms-error", needsCentral: true, side: ActionSide.CentralSystem),
    ];

    private static PlayAction Call(string name, string help, string action, Action<ActionCall, JsonObject> fill, params FieldRule[] fields) => new()
    {
        Name = name,
        Side = ActionSide.CentralSystem,
        Help = help,
        NeedsCentral = true,
        // What is required is typed first.
        Fields = [.. fields.OrderBy(f => !f.Required)],
        Payload = (call, _) =>
        {
            var payload = new JsonObject();
            if (call.Has("connector") && fields.Contains(s_connector)) payload["connectorId"] = call.Whole("connector");
            fill(call, payload);
            return (action, payload);
        },
    };

    private static void Key(ActionCall call, JsonObject payload)
    {
        if (call.Has("key")) payload["key"] = new JsonArray(call.Text("key"));
    }

    private static (string, JsonObject) RemoteStop(ActionCall call, EmbeddedCentralSystem central)
    {
        int? running = call.Has("transaction") ? call.Whole("transaction")
            : (call.Charger == null ? central.Transactions : central.SessionOf(call.Charger).Transactions).LastOrDefault(t => !t.Stopped)?.Id;
        return ("RemoteStopTransaction", new JsonObject { ["transactionId"] = running ?? throw new Cli.UsageException("remote stop: no transaction runs") });
    }

    private static void Profile(ActionCall call, JsonObject payload)
    {
        string purpose = call.Text("purpose", "TxDefaultProfile");
        payload["connectorId"] = call.Whole("connector", purpose == "ChargePointMaxProfile" ? 0 : 1);
        var schedule = new JsonObject
        {
            ["chargingRateUnit"] = call.Text("unit", "W"),
            ["chargingSchedulePeriod"] = new JsonArray(new JsonObject { ["startPeriod"] = 0, ["limit"] = Math.Round(call.Number("limit"), 1) }),
        };
        if (call.Has("seconds")) schedule["duration"] = call.Whole("seconds");
        payload["csChargingProfiles"] = new JsonObject
        {
            ["chargingProfileId"] = ProfileId + Array.IndexOf(s_purposes, purpose),
            ["stackLevel"] = call.Whole("stack"),
            ["chargingProfilePurpose"] = purpose,
            ["chargingProfileKind"] = "Relative",
            ["chargingSchedule"] = schedule,
        };
    }

    private static (string, JsonObject) Trigger(ActionCall call)
    {
        string message = call.Text("message");
        var payload = new JsonObject { ["requestedMessage"] = message };
        if (call.Has("connector")) payload["connectorId"] = call.Whole("connector");
        return (message is "LogStatusNotification" or "SignChargePointCertificate" ? "ExtendedTriggerMessage" : "TriggerMessage", payload);
    }

    private static void Reserve(ActionCall call, JsonObject payload)
    {
        payload["connectorId"] = call.Whole("connector", 1);
        payload["expiryDate"] = call.UtcNow.AddMinutes(call.Whole("minutes", 15)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        payload["idTag"] = call.Text("id");
        payload["reservationId"] = call.Whole("reservation", 1);
    }

    private static void LocalList(ActionCall call, JsonObject payload)
    {
        string[] ids = call.Text("ids").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length > MostListed) throw new Cli.UsageException($"send local list: {ids.Length} ids are too many; allowed: {MostListed}");
        payload["listVersion"] = call.Whole("version");
        payload["updateType"] = "Full";
        payload["localAuthorizationList"] = new JsonArray([.. ids.Select(id => (JsonNode)new JsonObject { ["idTag"] = id, ["idTagInfo"] = new JsonObject { ["status"] = "Accepted" } })]);
    }

    private static void Transfer(ActionCall call, JsonObject payload)
    {
        payload["vendorId"] = call.Text("vendor");
        if (call.Has("message")) payload["messageId"] = call.Text("message");
        if (call.Has("data")) payload["data"] = call.Text("data");
    }

    private static JsonObject Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new Cli.UsageException("call: payload is not allowed as given; allowed: a JSON object");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new Cli.UsageException($"call: payload is not JSON: {e.Message}");
        }
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static FieldRule Words(string name, bool required, params string[] words) => new() { Name = name, Meaning = name, Words = words, Required = required };

    private static FieldRule Text(string name, string meaning, int longest, bool required = false) => new() { Name = name, Meaning = meaning, IsText = true, Max = longest, Required = required };

    private static FieldRule Number(string name, string meaning, double min, double max, bool required = false) => new() { Name = name, Meaning = meaning, Min = min, Max = max, Required = required };
}
