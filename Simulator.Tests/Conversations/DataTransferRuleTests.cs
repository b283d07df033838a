using System.Text;
using System.Text.Json.Nodes;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Wire;
using Simulator.CentralModel;

namespace Simulator.Tests.Conversations;

/// <summary>Rule 59 and the vendor's own messages as conversations.</summary>
public sealed class DataTransferRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static string Say(string vendor, string? message, string? data = null) => new JsonObject
    {
        ["vendorId"] = vendor,
        ["messageId"] = message,
        ["data"] = data,
    }.Where(f => f.Value != null).Aggregate(new JsonObject(), (o, f) => { o[f.Key] = f.Value!.DeepClone(); return o; }).ToJsonString();

    [Theory]
    [InlineData("nobody", "Echo", "UnknownVendorId")]
    [InlineData("vendor", "Nonsense", "UnknownMessageId")]
    [InlineData("vendor", null, "UnknownMessageId")]
    [InlineData("VENDOR", "eChO", "Accepted")]
    [InlineData("other", "Echo", "UnknownVendorId")]
    [Complies("data transfer", "DataTransfer goes to the handler of its vendor and message.")]
    public void Incoming_Rule59_GoesToTheHandlerOfVendorAndMessage(string vendor, string? message, string status) => Play(c => c
        .Booted().Do(() => Point(c).Transfers.Add(new Echo())).Call("DataTransfer", Say(vendor, message, "x")).Answered($"status={status}"));

    [Fact]
    [Complies("data transfer", "An unknown vendor is answered UnknownVendorId.")]
    public void Incoming_NoHandler_Rule59_IsUnknownVendor() => Play(c => c
        .Booted().Call("DataTransfer", Say("vendor", "Echo", new string('x', 3000))).Answered("status=UnknownVendorId")
        .Call("DataTransfer", "{}", wrongly: true).AnsweredWithError("OccurenceConstraintViolation"));

    [Fact]
    public void Incoming_Data_Rule59_ComesAndGoesAsText() => Play(c => c
        .Booted().Do(() => Point(c).Transfers.Add(new Echo()))
        .Call("DataTransfer", Say("vendor", "Echo", "\"é\"\n")).Answered("status=Accepted", "data=\"é\"\n")
        .Call("DataTransfer", Say("vendor", "Echo")).Answered("status=Rejected", "!data")
        .Call("DataTransfer", Say("vendor", "Echo", new string('x', 501))).AnsweredWithError("PropertyConstraintViolation"));

    [Fact]
    public void Queued_Outage_IsDeliveredInOrderAfterIt() => Play(c => c
        .Booted().CutLink().Advance(60).Do(() => Keep(c, "one")).Advance(30).Do(() => Keep(c, "two")).Advance(30).RestoreLink()
        .ExpectNext("DataTransfer", "vendorId=vendor", "messageId=Note", "data=one").ExpectNext("DataTransfer", "data=two").ExpectNone("DataTransfer", 300));

    [Fact]
    [Complies("data transfer", "A queued DataTransfer outlasts a power cut.")]
    public void Queued_PowerCut_IsDeliveredAfterTheBoot() => Play(c => c
        .Booted().CutLink().Advance(60).Do(() => Keep(c, "one")).CutPower().Advance(5).RestoreLink().PowerOn().Expect("BootNotification")
        .ExpectNext("DataTransfer", "data=one").Advance(2).CutPower().Advance(5).PowerOn().Expect("BootNotification").ExpectNone("DataTransfer", 120));

    [Fact]
    public void Queued_NoAnswer_IsRepeatedUntilThereIsOne() => Play(c => c
        .Booted().Configure("TransactionMessageRetryInterval", "20").SilenceNext("DataTransfer").Do(() => Keep(c, "one")).ExpectNext("DataTransfer", "data=one")
        .ExpectNone("DataTransfer", 48).ExpectNext("DataTransfer", "data=one").ExpectNone("DataTransfer", 120));

    [Fact]
    [Complies("data transfer", "A DataTransfer is given up after its attempts.")]
    public void Queued_CallErrors_IsGivenUpAfterItsAttempts() => Play(c => c
        .Booted().Configure("TransactionMessageRetryInterval", "10").Configure("TransactionMessageAttempts", "2").FailNext("DataTransfer").Do(() => Keep(c, "one"))
        .ExpectNext("DataTransfer", "data=one").FailNext("DataTransfer").Do(() => Keep(c, "two")).ExpectNext("DataTransfer", "data=one").ExpectNext("DataTransfer", "data=two"));

    [Fact]
    public void VehicleInfo_WhileWaiting_ComesEveryTenSecondsAndIsNeverQueued() => Stage.Play(Who.Firmware, c =>
    {
        c.Booted().Plug().ExpectNext("DataTransfer", "vendorId=charger", "messageId=VehicleInfo");
        JsonObject info = Data(c);
        c.Check(string.Join(' ', info.Select(f => f.Key)) == "soc maxCurrent model range" && (double)info["soc"]! == 40 && (string)info["model"]! == "Pro", info.ToJsonString());
        c.ExpectNone("DataTransfer", 9).ExpectNext("DataTransfer").ExpectNone("DataTransfer", 9).ExpectNext("DataTransfer");
        c.CutLink().Advance(300).RestoreLink();
        int from = c.Central.Heard.Count;
        c.ExpectNext("DataTransfer").Advance(5);
        c.Check(c.Central.Heard.Skip(from).Count(IsTransfer) == 1, "what was not told in the outage came after it");
        c.Present("RIDER-1").Expect("StartTransaction").Advance(2).ExpectNone("DataTransfer", 60);
        c.PressStop().Expect("StopTransaction").Expect("DataTransfer", "messageId=SessionSummary").ExpectNone("DataTransfer", 30);
        c.Unplug().ExpectNone("DataTransfer", 30);
    });

    [Fact]
    public void VehicleInfo_NobodyKnowsIt_IsToldOnceForAPlugIn() => Stage.Play(Who.Firmware, c => c
        .Booted().FailNext("DataTransfer").Plug().ExpectNext("DataTransfer").ExpectNone("DataTransfer", 60).Unplug().Advance(20).Plug().ExpectNext("DataTransfer"));

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [Complies("data transfer", "DataTransfers over a real socket, with two independent central systems.")]
    public Task Transfers_OverASocket_AreTheSameConversation(Opposite opposite) => Stage.PlayAsync(opposite, c =>
    {
        c.Booted().Plug().Expect("DataTransfer", "messageId=VehicleInfo").Present("RIDER-1").Expect("StartTransaction").ExpectCurrent(true).Advance(70)
            .PressStop().Expect("StopTransaction").Expect("DataTransfer", "messageId=SessionSummary")
            .Call("DataTransfer", Say("charger", "Health")).Answered("status=Accepted", "data").Call("DataTransfer", Say("nobody", "Health")).Answered("status=UnknownVendorId");
    });

    [Fact]
    public void SessionSummary_Outage_ComesOnceAfterIt() => Stage.Play(Who.Firmware, c =>
    {
        c.Charging().CutLink().Advance(600).PressStop().ExpectCurrent(false).Advance(30).RestoreLink().Expect("StopTransaction");
        int wh = (int)c.Got["meterStop"]!;
        c.Expect("DataTransfer", "messageId=SessionSummary");
        JsonObject summary = Data(c);
        c.Check(string.Join(' ', summary.Select(f => f.Key)) == "finalSoc energyDelivered durationMinutes" && (int)summary["energyDelivered"]! == wh && (int)summary["durationMinutes"]! == 10, summary.ToJsonString());
        c.Unplug().ExpectNone("DataTransfer", 120);
    });

    [Fact]
    public void SessionSummary_PowerCutBeforeItsDelivery_ComesAfterTheBoot() => Stage.Play(Who.Firmware, c => c
        .Charging().CutLink().Advance(120).PressStop().ExpectCurrent(false).Advance(5).CutPower().Unplug().Advance(10).RestoreLink().PowerOn()
        .Expect("StopTransaction", "reason=Local").Expect("DataTransfer", "messageId=SessionSummary")
        .Advance(2).CutPower().Advance(5).PowerOn().Expect("BootNotification").ExpectNone("DataTransfer", 120));

    [Fact]
    public void SessionSummary_PowerCutInTheSession_TellsWhatWasBilled() => Stage.Play(Who.Firmware, c =>
    {
        c.Charging().Advance(600).CutPower().Unplug().Advance(10).PowerOn().Expect("StopTransaction", "reason=PowerLoss");
        int wh = (int)c.Got["meterStop"]!;
        c.Expect("DataTransfer", "messageId=SessionSummary");
        JsonObject summary = Data(c);
        c.Check((int)summary["energyDelivered"]! == wh && (int)summary["durationMinutes"]! is 9 or 10 && summary["finalSoc"] == null, summary.ToJsonString());
        c.Advance(2).CutPower().Advance(5).PowerOn().Expect("BootNotification").ExpectNone("DataTransfer", 120);
    });

    [Fact]
    public void BmsAlert_PermissionChanges_AreToldWithTheirOwnTimes() => Stage.Play(Who.Firmware, c =>
    {
        var world = ((WholeCharger)c.Charger).World;
        c.Charging().CutLink().Advance(100).Do(() => world.Bms.RefusalBits = 4).Advance(20).Do(() => world.Bms.RefusalBits = 0).Advance(200).RestoreLink();
        Alert(c, "PermissionRefused", "BMS refuses 0x04 thermal");
        DateTime refused = Time(c);
        Alert(c, "PermissionGranted", "BMS permits charging");
        c.Check((Time(c) - refused).TotalSeconds is > 18 and < 22 && (c.Central.Heard[^1].AtUtc - refused).TotalSeconds > 200, $"{refused:O} {Time(c):O}");
        c.Do(() => world.EmergencyStop.Level = true);
        Alert(c, "EmergencyStop", "Emergency stop");
    });

    [Fact]
    public void BmsAlert_ClockNotKnown_WaitsForIt() => Stage.Play(Who.Firmware, c =>
    {
        var world = ((WholeCharger)c.Charger).World;
        c.CutLink().PowerOn().Advance(20).Do(() => world.EmergencyStop.Level = true).Advance(100).RestoreLink();
        Alert(c, "EmergencyStop", "Emergency stop");
        c.Check((c.Central.Heard[^1].AtUtc - Time(c)).TotalSeconds is > 99 and < 180, $"{Time(c):O}");
    });

    [Fact]
    public void BmsAlert_Reset_IsNoEmergency() => Stage.Play(Who.Firmware, c => c
        .Charging().Call("Reset", """{"type":"Soft"}""").Answered("status=Accepted").Expect("BootNotification")
        .Do(() => c.Check(!c.Central.Heard.Any(t => t.Payload.Contains("BMSAlert")), "a reset was told as an emergency stop"))
        .ExpectNone("StopTransaction", 20).Check(!c.Central.Heard.Any(t => t.Payload.Contains("BMSAlert")), "a reset was told as an emergency stop"));

    [Fact]
    public void Health_Asked_IsTheWatermarks() => Stage.Play(Who.Firmware, c =>
    {
        c.Charging().Call("DataTransfer", Say("charger", "Health")).Answered("status=Accepted");
        JsonObject health = Data(c);
        c.Check((int)health["boots"]! == 1 && health["threads"]!.AsArray().Count == 4 && (int)health["locks"]!["timeouts"]! == 0, health.ToJsonString());
        c.Call("DataTransfer", Say("charger", "Wealth")).Answered("status=UnknownMessageId");
    });

    private static bool IsTransfer(OcppTrace trace) => trace is { FromCharger: true, MessageType: 2, Action: "DataTransfer" };

    private static JsonObject Data(Conversation c) => (JsonObject)JsonNode.Parse((string)c.Got["data"]!)!;

    private static void Alert(Conversation c, string type, string message)
    {
        c.Expect("DataTransfer", "messageId=BMSAlert");
        JsonObject alert = Data(c);
        c.Check(string.Join(' ', alert.Select(f => f.Key)) == "alertType message timestamp" && (string)alert["alertType"]! == type && (string)alert["message"]! == message, alert.ToJsonString());
    }

    private static DateTime Time(Conversation c) => DateTime.Parse((string)Data(c)["timestamp"]!, null, System.Globalization.DateTimeStyles.AdjustToUniversal);

    private static Ocpp.Client.ChargePoint Point(Conversation c) => ((PlainCharger)c.Charger).Point;

    private static void Keep(Conversation c, string text) => Point(c).Transfers.Queue.Add("Note", Encoding.UTF8.GetBytes(text), text.Length, telemetry: true);

    /// <summary>Answers with the data that it received.</summary>
    private sealed class Echo : DataHandler
    {
        public override string VendorId => "vendor";

        public override string MessageId => "Echo";

        public override string Handle(string data, out JsonWriter answer)
        {
            answer = null!;
            if (data == null) return "Rejected";
            byte[] text = Encoding.UTF8.GetBytes(data);
            answer = new JsonWriter(new byte[text.Length]);
            answer.Raw(text, 0, text.Length);
            return "Accepted";
        }
    }
}
