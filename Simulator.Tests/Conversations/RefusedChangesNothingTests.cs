using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>A call that is refused, for any reason, changes nothing: neither what is stored nor what is shown.</summary>
public sealed class RefusedChangesNothingTests
{
    private const string Tomorrow = "2026-01-06T06:00:00Z";

    private static string Profile(int id, int connector, string purpose, string more = "", string schedule = """{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":20}]}""") =>
        $$"""{"connectorId":{{connector}},"csChargingProfiles":{"chargingProfileId":{{id}},"stackLevel":1,"chargingProfilePurpose":"{{purpose}}","chargingProfileKind":"Relative"{{more}},"chargingSchedule":{{schedule}} } }""";

    private static string Remote(string idTag, int connector, int profileId, string purpose = "TxProfile", string more = "") =>
        $$"""{"idTag":"{{idTag}}","connectorId":{{connector}},"chargingProfile":{"chargingProfileId":{{profileId}},"stackLevel":0,"chargingProfilePurpose":"{{purpose}}","chargingProfileKind":"Relative"{{more}},"chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":6}]} } }""";

    /// <summary>Calls that are refused while a reservation of R-1, profile 7, a local list of version 5 and an unplugged connector stand.</summary>
    public static TheoryData<string, string, string> Refused() => new()
    {
        { "RemoteStartTransaction", Remote("STRANGER", 1, 7), "Rejected" },
        { "RemoteStartTransaction", Remote("R-1", 2, 7), "Rejected" },
        { "RemoteStartTransaction", Remote("R-1", 1, 7, "TxDefaultProfile"), "Rejected" },
        { "RemoteStartTransaction", Remote("R-1", 1, 7, more: ",\"transactionId\":3"), "Rejected" },
        { "RemoteStartTransaction", Remote("123456789012345678901", 1, 7), "error" },
        { "RemoteStopTransaction", """{"transactionId":99}""", "Rejected" },
        { "ChangeConfiguration", """{"key":"MeterValuesSampledData","value":"Voltage,Nonsense"}""", "Rejected" },
        { "ChangeConfiguration", """{"key":"HeartbeatInterval","value":"-5"}""", "Rejected" },
        { "ChangeConfiguration", """{"key":"NumberOfConnectors","value":"2"}""", "Rejected" },
        { "ChangeConfiguration", """{"key":"NoSuchKey","value":"2"}""", "NotSupported" },
        { "ChangeAvailability", """{"connectorId":2,"type":"Inoperative"}""", "Rejected" },
        { "ChangeAvailability", """{"connectorId":1,"type":"Sideways"}""", "error" },
        { "UnlockConnector", """{"connectorId":1}""", "NotSupported" },
        { "Reset", """{"type":"Medium"}""", "error" },
        { "ReserveNow", $$"""{"connectorId":1,"expiryDate":"{{Tomorrow}}","idTag":"OTHER","reservationId":43}""", "Occupied" },
        { "ReserveNow", $$"""{"connectorId":2,"expiryDate":"{{Tomorrow}}","idTag":"OTHER","reservationId":42}""", "Rejected" },
        { "ReserveNow", """{"connectorId":1,"expiryDate":"soon","idTag":"OTHER","reservationId":42}""", "error" },
        { "CancelReservation", """{"reservationId":41}""", "Rejected" },
        { "SendLocalList", """{"listVersion":5,"updateType":"Differential","localAuthorizationList":[{"idTag":"NEW","idTagInfo":{"status":"Accepted"}}]}""", "VersionMismatch" },
        { "SendLocalList", """{"listVersion":6,"updateType":"Full","localAuthorizationList":[{"idTag":"A","idTagInfo":{"status":"Accepted"}},{"idTag":"a","idTagInfo":{"status":"Blocked"}}]}""", "Failed" },
        { "SendLocalList", """{"listVersion":6,"updateType":"Full","localAuthorizationList":[{"idTag":"A","idTagInfo":{"status":"Good"}}]}""", "error" },
        { "SetChargingProfile", Profile(7, 1, "TxProfile"), "Rejected" },
        { "SetChargingProfile", Profile(7, 1, "ChargePointMaxProfile"), "Rejected" },
        { "SetChargingProfile", Profile(7, 2, "TxDefaultProfile"), "Rejected" },
        { "SetChargingProfile", Profile(7, 1, "TxDefaultProfile", schedule: """{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":5,"limit":20}]}"""), "Rejected" },
        { "SetChargingProfile", Profile(7, 1, "TxDefaultProfile", schedule: """{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":20.55}]}"""), "error" },
        { "SetChargingProfile", Profile(7, 1, "TxDefaultProfile", ",\"validFrom\":\"2027-01-01T00:00:00Z\",\"validTo\":\"2026-01-01T00:00:00Z\""), "Rejected" },
        { "ClearChargingProfile", """{"id":99}""", "Unknown" },
        { "TriggerMessage", """{"requestedMessage":"StatusNotification","connectorId":2}""", "Rejected" },
        { "DataTransfer", """{"vendorId":"nobody"}""", "UnknownVendorId" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [Complies("configuration", "A call that is refused changes nothing, whatever call it is.")]
    public void Call_ThatIsRefused_ChangesNothing(string action, string payload, string status) => Stage.Play(Who.ChargePoint, c =>
    {
        c.Booted()
            .Call("SetChargingProfile", Profile(7, 1, "TxDefaultProfile")).Answered("status=Accepted")
            .Call("SendLocalList", """{"listVersion":5,"updateType":"Full","localAuthorizationList":[{"idTag":"LISTED","idTagInfo":{"status":"Accepted"}}]}""").Answered("status=Accepted")
            .Call("ReserveNow", $$"""{"connectorId":1,"expiryDate":"{{Tomorrow}}","idTag":"R-1","reservationId":42}""").Answered("status=Accepted").ExpectStatus(1, "Reserved").Advance(5);
        string before = State(c);
        c.Call(action, payload, wrongly: true);
        if (status == "error") c.AnsweredWithError("PropertyConstraintViolation");
        else c.Answered($"status={status}");
        c.Advance(5);
        string after = State(c);
        c.Check(after == before, $"before: {before}\nafter:  {after}");
    });

    [Fact]
    [Complies("smart charging", "A remote start that is refused leaves the installed profiles alone.")]
    public void RemoteStart_RefusedWhileATransactionRuns_LeavesItsProfile() => Stage.Play(Who.ChargePoint, c =>
    {
        c.Charging().Call("SetChargingProfile", Profile(7, 1, "TxProfile")).Answered("status=Accepted");
        string before = State(c);
        c.Call("RemoteStartTransaction", Remote("OTHER", 1, 7)).Answered("status=Rejected").Advance(5);
        c.Check(State(c) == before, $"before: {before}\nafter:  {State(c)}");
    });

    [Fact]
    [Complies("remote", "A remote start of another id while one waits for the plug is Rejected.")]
    public void RemoteStart_WhileAnotherIdWaitsForThePlug_IsRefusedAndTheFirstStarts() => Stage.Play(Who.ChargePoint, c => c
        .Booted().Call("RemoteStartTransaction", """{"idTag":"FIRST","connectorId":1}""").Answered("status=Accepted").Advance(5)
        .Call("RemoteStartTransaction", """{"idTag":"SECOND","connectorId":1}""").Answered("status=Rejected")
        .Call("RemoteStartTransaction", """{"idTag":"first","connectorId":1}""").Answered("status=Accepted")
        .Plug().Expect("StartTransaction", "idTag=first"));

    private static string State(Conversation c)
    {
        var state = new StringBuilder();
        foreach (var (action, payload) in new[]
        {
            ("GetCompositeSchedule", """{"connectorId":1,"duration":86400,"chargingRateUnit":"A"}"""), ("GetLocalListVersion", "{}"),
            ("GetConfiguration", """{"key":["MeterValuesSampledData","HeartbeatInterval","NumberOfConnectors","SecurityProfile"]}"""),
        })
        {
            c.Call(action, payload).Answered();
            if (c.Got["chargingSchedule"] is JsonObject schedule) schedule.Remove("startSchedule");
            c.Got.Remove("scheduleStart");
            state.Append(CultureInfo.InvariantCulture, $"{action} {c.Got.ToJsonString()} ");
        }
        PlainCharger charger = (PlainCharger)c.Charger;
        state.Append(CultureInfo.InvariantCulture, $"{charger.Point.Status} waiting {charger.Point.Transactions.Preparing} flash {Flash(charger)}");
        return state.ToString();
    }

    private static string Flash(PlainCharger charger) => string.Join(',', charger.Flash.Names.Select(n => $"{n}:{Hash(charger.Flash, n)}"));

    private static string Hash(MemoryStorage flash, string name)
    {
        byte[] content = new byte[flash.Length(name)];
        flash.Read(name, 0, content, 0, content.Length);
        return Convert.ToHexString(SHA256.HashData(content))[..8];
    }
}
