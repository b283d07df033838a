using System.Globalization;
using Simulator.CentralSystem;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 21 to 31 and 40 as conversations: transactions, offline and what becomes of their messages.</summary>
public sealed class TransactionRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static DateTime Time(Conversation c) => DateTime.Parse((string)c.Got["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static readonly string[] s_transactionActions = ["StartTransaction", "MeterValues", "StopTransaction"];

    [Fact]
    [Complies("offline", "A transaction made offline is delivered in order.")]
    public void Offline_WholeTransaction_Rule21_ComesInStrictOrder() => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").CutLink().Advance(60).Plug().Present("RIDER-1").ExpectCurrent(true)
            .Advance(200).PressStop().Advance(30).RestoreLink().Expect("StopTransaction");
        string order = string.Join(' ', c.Central.Heard.Where(t => t.FromCharger && t.MessageType == 2 && s_transactionActions.Contains(t.Action)).Select(t => t.Action));
        c.Check(order == "StartTransaction MeterValues MeterValues MeterValues StopTransaction", order);
    });

    [Fact]
    [Complies("offline", "A transaction message that got a CALLERROR is repeated after its interval.")]
    public void StartTransaction_CallError_Rule22_IsRepeatedAsItWasAfterTheInterval() => Play(c =>
    {
        c.Booted().Configure("TransactionMessageRetryInterval", "20").FailNext("StartTransaction").Plug().Present("RIDER-1").Expect("StartTransaction");
        string first = c.Got.ToJsonString();
        c.ExpectNone("StartTransaction", 18).FailNext("StartTransaction").Expect("StartTransaction").Check(c.Got.ToJsonString() == first, "the repeat differs");
        c.ExpectNone("StartTransaction", 38).Expect("StartTransaction").Check(c.Got.ToJsonString() == first, "the second repeat differs");
    });

    [Fact]
    [Complies("offline", "A StopTransaction without an answer is repeated.")]
    public void StopTransaction_NoAnswer_Rule22_IsRepeated() => Play(c => c
        .Charging().SilenceNext("StopTransaction").PressStop().Expect("StopTransaction").Expect("StopTransaction", "transactionId=1"));

    [Theory]
    [InlineData("StartTransaction")]
    [InlineData("MeterValues")]
    [InlineData("StopTransaction")]
    [Complies("offline", "A message whose answer was lost is repeated as it was.")]
    public void Answer_LostWithTheLink_Rule22_IsRepeatedAsItWasAndCountedOnce(string action) => Play(c =>
    {
        CentralSession session = ((CentralInMemory)c.Central).Model.Session;
        session.LoseAnswerTo = action;
        c.Booted().Plug().Present("RIDER-1").ExpectCurrent(true).Advance(90).PressStop().Advance(90);
        string[] payloads = [.. c.Central.Heard.Where(t => t.FromCharger && t.Action == action).Select(t => t.Payload)];
        c.Check(payloads.Length >= 2 && payloads[0] == payloads[1], $"{payloads.Length} times {action}");
        c.Check(session.Transactions is [{ Stopped: true }], string.Join("; ", session.Transactions));
    });

    [Fact]
    [Complies("offline", "Messages behind an offline start take the transaction id that came.")]
    public void Offline_Start_Rule23_LaterMessagesTakeTheIdThatCame() => Play(c => c
        .Booted().Configure("AllowOfflineTxForUnknownId", "true")
        .Do(() => ((CentralInMemory)c.Central).Model.Records.TransactionIds = () => 4711)
        .CutLink().Advance(30).Plug().Present("RIDER-1").ExpectCurrent(true).Advance(70).RestoreLink()
        .Expect("StartTransaction").Expect("MeterValues", "transactionId=4711").PressStop().Expect("StopTransaction", "transactionId=4711"));

    [Fact]
    [Complies("session", "meterStart and meterStop are whole watt-hours of one register.")]
    public void Transaction_Energy_Rule24_IsWholeWattHoursOfOneRegister() => Play(c =>
    {
        c.Charging();
        int start = (int)c.Got["connectorId"]!;
        c.Advance(600).PressStop().Expect("StopTransaction");
        int stop = (int)c.Got["meterStop"]!;
        c.Check(start == 1 && stop is > 1980 and < 2020, $"meterStop is {stop}");
    });

    [Fact]
    [Complies("offline", "Messages made offline keep their own times.")]
    public void Offline_Messages_Rule25_KeepTheirOwnTimes() => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").CutLink().Advance(300).Plug().Present("RIDER-1").ExpectCurrent(true).Advance(100).PressStop()
            .Advance(1000).RestoreLink().Expect("StartTransaction");
        DateTime start = Time(c);
        c.Expect("StopTransaction");
        double seconds = (Time(c) - start).TotalSeconds;
        c.Check(start < new DateTime(2026, 1, 5, 6, 6, 0, DateTimeKind.Utc) && seconds is > 98 and < 102, $"start {start:O}, {seconds} s long");
    });

    [Theory]
    [InlineData("Blocked")]
    [InlineData("Expired")]
    [InlineData("Invalid")]
    [InlineData("ConcurrentTx")]
    [Complies("session", "An id that StartTransaction.conf does not accept ends the transaction with DeAuthorized.")]
    public void StartTransaction_NotAccepted_Rule26_StopsDeAuthorized(string status) => Play(c => c
        .Booted().Plug().Present("RIDER-1").Expect("Authorize").Id("RIDER-1", status)
        .Expect("StartTransaction").Expect("StopTransaction", "reason=DeAuthorized").ExpectCurrent(false));

    [Fact]
    [Complies("session", "With StopTransactionOnInvalidId false such a transaction goes on without energy.")]
    public void StartTransaction_NotAcceptedAndStopOff_Rule26_SuspendsInstead() => Play(c => c
        .Booted().Configure("StopTransactionOnInvalidId", "false").Plug().Present("RIDER-1").Expect("Authorize").Id("RIDER-1", "Blocked")
        .Expect("StartTransaction").ExpectStatus(1, "SuspendedEVSE").ExpectCurrent(false).ExpectNone("StopTransaction", 120));

    [Theory]
    [InlineData("DeAuthorized")]
    [InlineData("EmergencyStop")]
    [InlineData("EVDisconnected")]
    [InlineData("HardReset")]
    [InlineData("Local")]
    [InlineData("Other")]
    [InlineData("PowerLoss")]
    [InlineData("Reboot")]
    [InlineData("Remote")]
    [InlineData("SoftReset")]
    [InlineData("UnlockCommand")]
    [Complies("session", "Every reason of a stop is spelt as the specification has it.")]
    public void Stop_EachReason_Rule27_IsSpeltAsInTheTable(string reason) => Play(c => c
        .Charging().Do(() => ((PlainCharger)c.Charger).Point.RequestStop(reason)).Expect("StopTransaction")
        .Check((string?)c.Got["reason"] == reason || (reason == "Local" && !c.Got.ContainsKey("reason")), c.Got.ToJsonString()));

    [Fact]
    public void Stop_ReasonWithoutAWord_Rule27_IsOther() => Play(c => c
        .Charging().Do(() => ((PlainCharger)c.Charger).Point.RequestStop("Tired")).Expect("StopTransaction", "reason=Other"));

    [Fact]
    [Complies("session", "A StopTransaction carries the id that stopped it.")]
    public void Stop_ByItsRider_Rule28_CarriesTheId() => Play(c => c
        .Charging().PressStop().Expect("StopTransaction", "idTag=RIDER-1"));

    [Fact]
    [Complies("offline", "A transaction that power cut is closed with PowerLoss.")]
    public void PowerCut_InATransaction_Rule29_ClosesWithPowerLoss() => Play(c => c
        .Charging().Advance(130).CutPower().Advance(60).PowerOn().Expect("BootNotification").Expect("StopTransaction", "reason=PowerLoss", "transactionId=1"));

    [Fact]
    public void StopTransaction_NoDataConfigured_Rule30_CarriesNone() => Play(c => c
        .Charging().PressStop().Expect("StopTransaction", "!transactionData"));

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [Complies("session", "Any integer is a transaction id, 0 and negative ones too.")]
    public void TransactionId_AnyInteger_Rule31_IsTaken(int id) => Play(c => c
        .Booted().Do(() => ((CentralInMemory)c.Central).Model.Records.TransactionIds = () => id)
        .Plug().Present("RIDER-1").Expect("StartTransaction").ExpectCurrent(true).Expect("MeterValues", $"transactionId={id}")
        .Call("RemoteStopTransaction", $$"""{"transactionId":{{id}}}""").Answered("status=Accepted").Expect("StopTransaction", $"transactionId={id}", "reason=Remote"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void RemoteStart_AuthorizeRemoteTxRequests_Rule40_AsksOrNot(string value, bool asks) => Play(c =>
    {
        c.Booted().Configure("AuthorizeRemoteTxRequests", value).Plug().Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"FAR"}""").Answered("status=Accepted").Expect("StartTransaction", "idTag=FAR");
        c.Check(c.Central.Heard.Any(t => t.FromCharger && t.Action == "Authorize") == asks, "Authorize " + (asks ? "did not come" : "came"));
    });
}
