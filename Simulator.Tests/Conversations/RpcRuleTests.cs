namespace Simulator.Tests.Conversations;

/// <summary>Rules 1 to 20 as conversations: calls and answers, connection, boot and heartbeat.</summary>
public sealed class RpcRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    [Fact]
    public void Call_WhileOursIsUnanswered_Rule3_IsAnswered() => Play(c => c
        .Booted()
        .Plug()
        .ExpectStatus(1, "Preparing")
        .SilenceNext("Authorize")
        .Present("RIDER-1")
        .Expect("Authorize")
        .Call("GetConfiguration", """{"key":["HeartbeatInterval"]}""").Answered("configurationKey.0.value=300")
        .Do(() => Fault(c)).ExpectNone("*", 15)
        .ExpectStatus(1, "Faulted", "errorCode=OtherError"));

    private static void Fault(Conversation c) =>
        (((PlainCharger)c.Charger).Inputs.FaultStops, ((PlainCharger)c.Charger).Inputs.FaultErrorCode) = (true, "OtherError");

    [Fact]
    public void Reconnect_OnTheSameBoot_Rule4_MessageIdsStayUnique() => Play(c => c
        .Booted().CloseLink(1001).Advance(60).Plug().ExpectStatus(1, "Preparing"));

    [Fact]
    public void Heartbeat_Rule5_CarriesAnEmptyObject() => Play(c => c
        .Boot("Accepted", 60).Booted().Expect("Heartbeat").Check(c.Got.Count == 0, "the payload is " + c.Got.ToJsonString()));

    [Fact]
    public void ClearCache_EmptyPayload_Rule5_IsAnswered() => Play(c => c.Booted().Call("ClearCache", "{}").Answered("status"));

    [Fact]
    public void Raw_UnknownMessageType_Rule6_IsIgnored() => Play(c => c
        .Booted().Raw("""[9,"x","y"]""").Plug().ExpectStatus(1, "Preparing").Advance(2)
        .Check(!c.Central.Heard.Any(t => t.FromCharger && t.MessageType is 3 or 4), "it was answered"));

    [Theory]
    [InlineData("Nonsense", "{}", "NotImplemented")]
    [InlineData("reset", """{"type":"Soft"}""", "NotImplemented")]
    public void Call_UnknownAction_Rule7_IsNotImplemented(string action, string payload, string code) => Play(c => c
        .Booted().Call(action, payload, wrongly: true).AnsweredWithError(code));

    [Theory]
    [InlineData("Reset", "{}", "OccurenceConstraintViolation")]
    [InlineData("Reset", """{"type":5}""", "TypeConstraintViolation")]
    [InlineData("Reset", """{"type":"Medium"}""", "PropertyConstraintViolation")]
    [InlineData("RemoteStopTransaction", """{"transactionId":"1"}""", "TypeConstraintViolation")]
    [InlineData("ChangeConfiguration", """{"key":"HeartbeatInterval"}""", "OccurenceConstraintViolation")]
    [InlineData("RemoteStartTransaction", """{"connectorId":1}""", "OccurenceConstraintViolation")]
    [InlineData("UnlockConnector", "{}", "OccurenceConstraintViolation")]
    public void Call_AgainstItsSchema_Rule8_GetsTheWireSpelling(string action, string payload, string code) => Play(c => c
        .Booted().Call(action, payload, wrongly: true).AnsweredWithError(code));

    [Theory]
    [InlineData("""[3,"stray",{}]""")]
    [InlineData("""[4,"stray","InternalError","",{}]""")]
    public void Raw_AnswerToNothing_Rule9_LeavesTheCallInFlightAlone(string stray) => Play(c => c
        .Booted().Raw(stray).Plug().Present("RIDER-1").Expect("Authorize").Raw(stray).Expect("StartTransaction").ExpectStatus(1, "Charging"));

    [Fact]
    public void Raw_AnswerOfAnotherId_Rule9_IsNotTakenForTheCallInFlight() => Play(c => c
        .Booted().SilenceNext("Authorize").Plug().Present("RIDER-1").Expect("Authorize").Raw("""[3,"another",{"idTagInfo":{"status":"Accepted"}}]""").ExpectNone("StartTransaction", 20));

    [Fact]
    [Complies("offline", "Time offline uses up no attempts.")]
    public void Offline_Long_Rule9_ConsumesNoAttempts() => Play(c => c
        .Charging().CutLink().PressStop().Advance(3600).RestoreLink().Expect("StopTransaction", "transactionId=1"));

    [Fact]
    [Complies("boot", "A new connection of the same boot sends no BootNotification.")]
    public void Reconnect_SameBoot_Rule11_NoBootNotification() => Play(c => c
        .Booted().CloseLink(1001).ExpectNone("BootNotification", 120).Plug().ExpectStatus(1, "Preparing"));

    [Theory]
    [InlineData("-1", "Rejected")]
    [InlineData("0", "Accepted")]
    [InlineData("60", "Accepted")]
    [Complies("configuration", "A negative WebSocketPingInterval is Rejected, 0 switches pings off.")]
    public void PingInterval_Rule12_NegativeIsRejected(string value, string status) => Play(c => c
        .Booted().Call("ChangeConfiguration", $$"""{"key":"WebSocketPingInterval","value":"{{value}}"}""").Answered($"status={status}"));

    [Fact]
    public void AuthorizationKey_Asked_Rule13_IsNotShown() => Play(c => c
        .Booted().Call("GetConfiguration", """{"key":["AuthorizationKey"]}""").Answered("!configurationKey.0.value"));

    [Theory]
    [InlineData("Pending")]
    [InlineData("Rejected")]
    [Complies("boot", "A transaction made before the boot was accepted is told after it.")]
    public void Offline_TransactionBeforeAccepted_Rule14_WaitsForIt(string status) => Play(c => c
        .Charging().CutLink().PressStop().Advance(30).CutPower().Boot(status, 60).RestoreLink().PowerOn()
        .Expect("BootNotification").ExpectNone("*", 50)
        .Boot("Accepted", 300).Expect("BootNotification").Expect("StopTransaction", "transactionId=1"));

    [Theory]
    [InlineData("Pending", 0)]
    [InlineData("Rejected", 0)]
    [InlineData("Rejected", 45)]
    [Complies("boot", "A boot that was not accepted is not repeated before the interval.")]
    public void Boot_NotAccepted_Rule15_RetriesNoEarlierThanTheInterval(string status, int interval) => Play(c => c
        .Boot(status, interval).PowerOn().Expect("BootNotification").ExpectNone("BootNotification", interval == 0 ? 5 : interval - 2)
        .Boot("Accepted", 300).Expect("BootNotification").ExpectStatus(1, "Available"));

    [Fact]
    public void Boot_Rejected_Rule16_AnswersNothing() => Play(c => c
        .Boot("Rejected", 200).PowerOn().Expect("BootNotification").Call("ClearCache", "{}").NotAnswered(20));

    [Theory]
    [InlineData("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""")]
    [InlineData("RemoteStopTransaction", """{"transactionId":1}""")]
    public void Boot_Pending_Rule17_RemoteCommandsAreRejected(string action, string payload) => Play(c => c
        .Boot("Pending", 60).PowerOn().Expect("BootNotification").Call(action, payload).Answered("status=Rejected"));

    [Fact]
    [Complies("boot", "The interval of an accepted boot becomes HeartbeatInterval.")]
    public void Boot_Accepted_Rule18_IntervalBecomesTheHeartbeats() => Play(c => c
        .Boot("Accepted", 77).Booted().Call("GetConfiguration", """{"key":["HeartbeatInterval"]}""").Answered("configurationKey.0.value=77"));

    [Fact]
    [Complies("boot", "A heartbeat is sent only when no other call was sent for its interval.")]
    public void Heartbeat_OtherCallsSent_Rule19_Waits() => Play(c => c
        .Boot("Accepted", 60).Booted().Advance(40).Plug().ExpectStatus(1, "Preparing").ExpectNone("Heartbeat", 55).Expect("Heartbeat"));
}
