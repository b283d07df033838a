using System.Globalization;

namespace Simulator.Tests.Conversations;

/// <summary>The statuses of a connector: their order and their times. That no status comes before its transaction's message holds in every conversation.</summary>
public sealed class StatusOrderTests
{
    private static readonly string[] s_told = ["StartTransaction", "StopTransaction", "StatusNotification"];

    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static PlainCharger Plain(Conversation c) => (PlainCharger)c.Charger;

    private static DateTime Time(Conversation c) => DateTime.Parse((string)c.Got["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static string Told(Conversation c, int from = 0) => string.Join(' ', c.Central.Heard.Skip(from)
        .Where(t => t is { FromCharger: true, MessageType: 2 } && s_told.Contains(t.Action) && !t.Payload.Contains("\"connectorId\":0", StringComparison.Ordinal))
        .Select(t => t.Action == "StatusNotification" ? t.Payload.Split("\"status\":\"")[1].Split('"')[0] : t.Action));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "Statuses of a session follow the transaction's messages they belong to.")]
    public void Session_FromPlugToUnplug_IsToldInOrder(Who who) => Stage.Play(who, c =>
    {
        c.Booted();
        int from = c.Central.Heard.Count;
        c.Plug().ExpectStatus(1, "Preparing").Present("RIDER-1").ExpectStatus(1, "Charging").Advance(20).PressStop().ExpectStatus(1, "Finishing").Unplug().ExpectStatus(1, "Available", "info=EV side disconnected");
        string told = Told(c, from).Replace(" SuspendedEVSE", "", StringComparison.Ordinal).Replace(" SuspendedEV", "", StringComparison.Ordinal);
        c.Check(told == "Preparing StartTransaction Charging StopTransaction Finishing Available", Told(c, from));
    });

    [Fact]
    [Complies("session", "Available comes after the StopTransaction and says that the vehicle was unplugged.")]
    public void Unplug_InATransaction_AvailableFollowsItsStopAndSaysWhy() => Play(c =>
    {
        c.Charging();
        int from = c.Central.Heard.Count;
        c.Unplug().ExpectStatus(1, "Available", "info=EV side disconnected").Advance(10);
        c.Check(Told(c, from) == "StopTransaction Available", Told(c, from));
    });

    [Fact]
    public void Offline_StopAndUnplug_AvailableComesAfterTheStopWithTheTimeOfTheChange() => Play(c =>
    {
        c.Charging().CutLink().Advance(60);
        double before = c.Charger.NowMs;
        c.PressStop().Advance(5).Unplug().Advance(600).RestoreLink().Expect("StopTransaction").ExpectStatus(1, "Available", "info=EV side disconnected");
        double seconds = (Time(c) - new DateTime(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc)).TotalSeconds - before / 1000;
        c.Check(seconds is > 4 and < 7, $"{seconds} s after the stop");
    });

    [Fact]
    public void Offline_StartAndCharging_ChargingComesAfterTheStart() => Play(c => c
        .Booted().Configure("AllowOfflineTxForUnknownId", "true").CutLink().Advance(60).Plug().Present("RIDER-1").ExpectCurrent(true).Advance(100).RestoreLink()
        .Expect("StartTransaction").ExpectStatus(1, "Charging"));

    [Fact]
    public void PowerLoss_InATransaction_AvailableComesAfterItsStop() => Play(c => c
        .Charging().CutPower().Unplug().Advance(5).PowerOn().Expect("StopTransaction", "reason=PowerLoss").ExpectStatus(1, "Available"));

    [Fact]
    public void FlashRefuses_TheStop_ConnectorIsFaultedAndAvailableAfterTheStop() => Play(c => c
        .Charging().Do(() => Plain(c).Flash.Refusing = true).Unplug().ExpectNone("StatusNotification", 30)
        .ExpectStatus(1, "Faulted", "errorCode=InternalError", "info=flash refuses the end of the last transaction").ExpectNone("StatusNotification", 300)
        .Do(() => Plain(c).Flash.Refusing = false).Expect("StopTransaction", "reason=EVDisconnected").ExpectStatus(1, "Available", "errorCode=NoError"));

    [Fact]
    public void FlashRefuses_AfterAPowerLoss_ConnectorIsFaultedAndAvailableAfterTheStop() => Play(c => c
        .Charging().CutPower().Do(() => Plain(c).Flash.Refusing = true).Unplug().Advance(5).PowerOn()
        .ExpectStatus(1, "Faulted", "errorCode=InternalError").Advance(60)
        .Do(() => Plain(c).Flash.Refusing = false).Expect("StopTransaction", "reason=PowerLoss").ExpectStatus(1, "Available", "errorCode=NoError"));

    [Fact]
    public void FlashRefuses_ToForgetAValueBeforeTheStop_AvailableComesAfterTheStop() => Play(c => c
        .Charging().CutLink().Advance(200).PressStop().Advance(5).Unplug().Advance(60).Do(() => Plain(c).Flash.Refusing = true).RestoreLink()
        .Expect("MeterValues").ExpectStatus(1, "Faulted", "errorCode=InternalError").Advance(60)
        .Do(() => Plain(c).Flash.Refusing = false).Expect("StopTransaction").ExpectStatus(1, "Available", "errorCode=NoError"));

    [Fact]
    public void FlashRefuses_WhileCharging_IsNoFaultOfTheConnector() => Play(c => c
        .Charging().Do(() => Plain(c).Flash.Refusing = true).ExpectNone("StatusNotification", 300).Do(() => Plain(c).Flash.Refusing = false)
        .PressStop().Expect("StopTransaction").ExpectStatus(1, "Finishing"));

    [Fact]
    public void Status_WhileTheStopWaitsForItsRepeat_IsTold() => Play(c => c
        .Charging().FailNext("StopTransaction").PressStop().Expect("StopTransaction").ExpectStatus(1, "Finishing").Unplug().ExpectStatus(1, "Available"));

    [Fact]
    [Complies("faults", "A fault is told at once, before anything that is held for its order.")]
    public void Fault_InTheMiddleOfAnOrder_IsToldAtOnce() => Play(c => c
        .Charging().Do(() => (Plain(c).Inputs.FaultStops, Plain(c).Inputs.FaultErrorCode) = (true, "GroundFailure")).ExpectStatus(1, "Faulted", "errorCode=GroundFailure"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Complies("faults", "When a fault is over NoError is told.")]
    public void Fault_Over_TheErrorCodeIsCleared(bool stops) => Play(c =>
    {
        c.Booted().Plug().ExpectStatus(1, "Preparing");
        c.Do(() => (Plain(c).Inputs.FaultStops, Plain(c).Inputs.FaultErrorCode) = (stops, "HighTemperature")).ExpectStatus(1, stops ? "Faulted" : "Preparing", "errorCode=HighTemperature").Advance(30);
        c.Do(() => (Plain(c).Inputs.FaultStops, Plain(c).Inputs.FaultErrorCode) = (false, null)).ExpectStatus(1, "Preparing", "errorCode=NoError");
    });

    [Fact]
    [Complies("faults", "A fault that ended offline is cleared after the link is back.")]
    public void Fault_BeganAndEndedOffline_IsClearedAfterwards() => Play(c =>
    {
        c.Booted().Do(() => (Plain(c).Inputs.FaultStops, Plain(c).Inputs.FaultErrorCode) = (true, "OtherError")).ExpectStatus(1, "Faulted", "errorCode=OtherError").Advance(5).CutLink().Advance(60)
            .Do(() => (Plain(c).Inputs.FaultStops, Plain(c).Inputs.FaultErrorCode) = (false, null)).Advance(60).RestoreLink().ExpectStatus(1, "Available", "errorCode=NoError").ExpectNone("StatusNotification", 60);
    });

    [Fact]
    [Complies("faults", "A StatusNotification that got a CALLERROR is not repeated.")]
    public void StatusNotification_CallError_IsNotRepeated() => Play(c => c
        .Booted().FailNext("StatusNotification").Plug().ExpectStatus(1, "Preparing").ExpectNone("StatusNotification", 120).Unplug().ExpectStatus(1, "Available"));

    [Fact]
    public void StatusNotification_NoAnswer_IsRepeated() => Play(c => c
        .Booted().SilenceNext("StatusNotification").Plug().ExpectStatus(1, "Preparing").ExpectStatus(1, "Preparing"));
}
