using System.Globalization;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 41 to 59 as conversations: configuration, metering, status and commands.</summary>
public sealed class CommandRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    [Theory]
    [InlineData("MeterValueSampleInterval", "30", "Accepted")]
    [InlineData("MeterValueSampleInterval", "often", "Rejected")]
    [InlineData("NumberOfConnectors", "2", "Rejected")]
    [InlineData("NoSuchKey", "1", "NotSupported")]
    [InlineData("MeterValuesSampledData", "Voltage,Bananas", "Rejected")]
    [Complies("configuration", "Changes are Accepted, RebootRequired, Rejected or NotSupported as the key has it.")]
    public void ChangeConfiguration_Rule41_IsAnsweredByItsStatus(string key, string value, string status) => Play(c => c
        .Booted().Call("ChangeConfiguration", $$"""{"key":"{{key}}","value":"{{value}}"}""").Answered($"status={status}"));

    [Fact]
    [Complies("configuration", "A list with one measurand that is not measured is Rejected as a whole.")]
    public void MeasurandList_OneUnsupported_Rule42_ChangesNothing() => Play(c => c
        .Booted().Configure("MeterValuesSampledData", "Voltage")
        .Call("ChangeConfiguration", """{"key":"MeterValuesSampledData","value":"Voltage,Bananas"}""").Answered("status=Rejected")
        .Call("GetConfiguration", """{"key":["MeterValuesSampledData"]}""").Answered("configurationKey.0.value=Voltage"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"key":[]}""")]
    [Complies("configuration", "GetConfiguration without names tells every key.")]
    public void GetConfiguration_NoKeys_Rule43_TellsAll(string payload) => Play(c =>
    {
        c.Booted().Call("GetConfiguration", payload).Answered("configurationKey.40.key", "!unknownKey");
    });

    [Fact]
    [Complies("configuration", "Unknown names come back as unknownKey.")]
    public void GetConfiguration_UnknownKey_Rule43_IsListed() => Play(c => c
        .Booted().Call("GetConfiguration", """{"key":["HeartbeatInterval","Nonsense"]}""").Answered("configurationKey.0.key=HeartbeatInterval", "unknownKey.0=Nonsense"));

    [Fact]
    public void GetConfiguration_AsManyKeysAsAllowed_Rule43_AreAllAnswered() => Play(c => c
        .Booted().Call("GetConfiguration", Keys(50)).Answered("configurationKey.0.key=HeartbeatInterval", "unknownKey.48"));

    [Fact]
    [Complies("configuration", "More names than GetConfigurationMaxKeys are refused.")]
    public void GetConfiguration_MoreKeysThanAllowed_Rule43_IsRefusedWithTheNumber() => Play(c => c
        .Booted().Call("GetConfiguration", Keys(51)).AnsweredWithError("OccurenceConstraintViolation"));

    /// <summary>A known key among as many as wanted that are not.</summary>
    private static string Keys(int count) =>
        $$"""{"key":["HeartbeatInterval",{{string.Join(',', Enumerable.Range(1, count - 1).Select(i => $"\"Nonsense{i}\""))}}]}""";

    [Fact]
    [Complies("configuration", "A change outlasts a power cut.")]
    public void ChangeConfiguration_PowerCut_Rule44_IsKept() => Play(c => c
        .Booted().Configure("MeterValueSampleInterval", "17").CutPower().Advance(5).PowerOn().Expect("BootNotification").ExpectStatus(1, "Available")
        .Call("GetConfiguration", """{"key":["MeterValueSampleInterval"]}""").Answered("configurationKey.0.value=17"));

    [Fact]
    [Complies("meter values", "Sampled values count from the transaction's start.")]
    public void Samples_Rule45_CountFromTheStart() => Play(c =>
    {
        c.Booted().Configure("MeterValueSampleInterval", "25").Plug().Present("RIDER-1").Expect("StartTransaction");
        DateTime start = At(c, "timestamp");
        for (int i = 1; i <= 4; i++)
        {
            c.Expect("MeterValues", "meterValue.0.sampledValue.0.context=Sample.Periodic");
            double seconds = (Sampled(c) - start).TotalSeconds;
            c.Check(Math.Abs(seconds - i * 25) < 1, $"sample {i} is {seconds} s after the start");
        }
    });

    [Fact]
    public void Samples_IntervalZero_Rule45_None() => Play(c => c
        .Booted().Configure("MeterValueSampleInterval", "0").Plug().Present("RIDER-1").Expect("StartTransaction").ExpectNone("MeterValues", 300));

    [Fact]
    [Complies("meter values", "Clock-aligned values count from midnight UTC.")]
    public void Aligned_Rule46_TimesAreFromMidnight() => Play(c =>
    {
        c.Booted().Configure("MeterValueSampleInterval", "0").Configure("MeterValuesAlignedData", "Energy.Active.Import.Register").Configure("ClockAlignedDataInterval", "60")
            .Plug().Present("RIDER-1");
        for (int i = 0; i < 3; i++)
        {
            c.Expect("MeterValues", "meterValue.0.sampledValue.0.context=Sample.Clock");
            c.Check(Sampled(c) is { Second: 0, Millisecond: 0 }, $"{Sampled(c):O} is not on the minute");
        }
    });

    [Fact]
    [Complies("meter values", "Values are strings.")]
    public void Values_Rule47_AreStrings() => Play(c => c
        .Charging().Expect("MeterValues", "meterValue.0.sampledValue.0.value")
        .Check(c.Got["meterValue"]![0]!["sampledValue"]![0]!["value"]!.GetValueKind() == System.Text.Json.JsonValueKind.String, "value is no string"));

    [Fact]
    public void Status_WholeCharger_Rule48_OnlyItsThree() => Play(c => c
        .Charging().Check(c.Central.Heard.Where(t => t.Action == "StatusNotification" && t.Payload.Contains("\"connectorId\":0")).All(t => t.Payload.Contains("\"Available\"")), "connector 0 is not Available"));

    [Fact]
    [Complies("faults", "Statuses shorter than MinimumStatusDuration are not told.")]
    public void Status_MinimumDuration_Rule50_ShorterOnesAreNotSent() => Play(c => c
        .Booted().Configure("MinimumStatusDuration", "10").Plug().Advance(4).Unplug().ExpectNone("StatusNotification", 60));

    [Fact]
    [Complies("offline", "A status that came and went offline is not told.")]
    public void Offline_StatusCameAndWent_Rule51_IsNotTold() => Play(c => c
        .Booted().CutLink().Advance(120).Plug().Advance(30).Unplug().Advance(30).RestoreLink().ExpectNone("StatusNotification", 120));

    [Fact]
    public void Offline_StatusChanged_Rule51_PresentOneIsTold() => Play(c => c
        .Booted().CutLink().Advance(10).Plug().Advance(60).RestoreLink().ExpectStatus(1, "Preparing"));

    [Fact]
    public void Preparing_NothingPlugged_Rule52_EndsAvailable() => Play(c => c
        .Booted().Configure("ConnectionTimeOut", "30").Present("RIDER-1").ExpectStatus(1, "Preparing").ExpectNone("StatusNotification", 25).ExpectStatus(1, "Available").ExpectNone("StartTransaction", 30));

    [Fact]
    public void Unplug_Rule53_SaysEvSide() => Play(c => c
        .Charging().Unplug().Expect("StatusNotification", "info=EV side disconnected"));

    [Theory]
    [InlineData("Soft", "SoftReset")]
    [InlineData("Hard", "HardReset")]
    [Complies("reset", "The stop of a reset without a link is delivered after the boot.")]
    public void Reset_LinkGone_Rule55_StopIsDeliveredAfterTheBoot(string type, string reason) => Play(c => c
        .Charging().SilenceNext("StopTransaction").Call("Reset", $$"""{"type":"{{type}}"}""").Answered("status=Accepted")
        .Expect("BootNotification").Expect("StopTransaction", $"reason={reason}", "transactionId=1"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [NotPossible("unlock", "UnlockConnector opens the connector.", "the cable is fixed: NotSupported, and charging goes on")]
    public void Unlock_FixedCable_Rule56_IsNotSupportedAndChargingGoesOn(int connector) => Play(c => c
        .Charging().Call("UnlockConnector", $$"""{"connectorId":{{connector}}}""").Answered("status=NotSupported").ExpectNone("StopTransaction", 30).ExpectCurrent(true));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [Complies("remote", "A remote start of a connector that is not there is Rejected.")]
    public void RemoteStart_WrongConnector_Rule57_IsRejected(int connector) => Play(c => c
        .Booted().Plug().Call("RemoteStartTransaction", $$"""{"connectorId":{{connector}},"idTag":"A"}""").Answered("status=Rejected").ExpectNone("StartTransaction", 30));

    [Fact]
    [Complies("remote", "A remote start of a faulted charge point is Rejected.")]
    public void RemoteStart_ChargerNotReady_Rule57_IsRejected() => Play(c => c
        .Booted().Plug().Do(() => ((PlainCharger)c.Charger).Inputs.NotReadyBecause = "module silent")
        .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""").Answered("status=Rejected"));

    [Fact]
    [Complies("remote", "A remote start while another transaction runs is Rejected.")]
    public void RemoteStart_WhileCharging_Rule57_IsRejected() => Play(c => c
        .Charging().Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"B"}""").Answered("status=Rejected").ExpectCurrent(true));

    [Fact]
    public void DataTransfer_UnknownVendor_Rule59_IsSpeltAsInTheTable() => Play(c => c
        .Booted().Call("DataTransfer", """{"vendorId":"nobody"}""").Answered("status=UnknownVendorId"));

    private static DateTime At(Conversation c, string field) => DateTime.Parse((string)c.Got[field]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static DateTime Sampled(Conversation c) => DateTime.Parse((string)c.Got["meterValue"]![0]!["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
