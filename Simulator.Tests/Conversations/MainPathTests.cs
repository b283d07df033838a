namespace Simulator.Tests.Conversations;

/// <summary>The main paths of a charger's day, in simulated time.</summary>
public sealed class MainPathTests
{
    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("boot", "After an accepted boot the status of the charge point and of each connector is told, then heartbeats follow.")]
    public void Boot_Accepted_TellsEveryConnectorThenBeats(Who who) => Stage.Play(who, c => c
        .Boot("Accepted", 60)
        .PowerOn()
        .ExpectNext("BootNotification", "chargePointVendor", "chargePointModel")
        .ExpectStatus(0, "Available", "errorCode=NoError")
        .ExpectStatus(1, "Available", "errorCode=NoError")
        .Expect("Heartbeat"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("boot", "While the boot is Pending calls are answered, remote start and stop are Rejected, and nothing is sent before its interval.")]
    public void Boot_Pending_AnswersButSendsNothingUntilAccepted(Who who) => Stage.Play(who, c => c
        .Boot("Pending", 30)
        .PowerOn()
        .Expect("BootNotification")
        .Call("GetConfiguration", """{"key":["HeartbeatInterval"]}""").Answered("configurationKey.0.key=HeartbeatInterval")
        .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""").Answered("status=Rejected")
        .Call("RemoteStopTransaction", """{"transactionId":1}""").Answered("status=Rejected")
        .ExpectNone("*", 20)
        .Boot("Accepted", 300)
        .Expect("BootNotification")
        .ExpectStatus(0, "Available"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("boot", "After a Rejected boot nothing is said and nothing answered until the interval is over.")]
    public void Boot_Rejected_SaysAndAnswersNothingUntilItsIntervalIsOver(Who who) => Stage.Play(who, c => c
        .Boot("Rejected", 90)
        .PowerOn()
        .Expect("BootNotification")
        .ExpectNone("*", 60)
        .Call("GetConfiguration", "{}").NotAnswered(10)
        .Boot("Accepted", 300)
        .Expect("BootNotification")
        .ExpectStatus(1, "Available"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "An accepted id at a plugged vehicle starts a transaction and stops it.")]
    public void LocalStart_AcceptedId_ChargesAndStopsLocally(Who who) => Stage.Play(who, LocalSession);

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "RemoteStartTransaction and RemoteStopTransaction begin and end a transaction.")]
    public void RemoteStart_PluggedIn_ChargesUntilRemoteStop(Who who) => Stage.Play(who, RemoteSession);

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    [Complies("session", "The same session over a real socket with two independent central systems.")]
    public Task LocalStart_OverASocket_IsTheSameConversation(Opposite opposite) => Stage.PlayAsync(opposite, LocalSession);

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [Complies("remote", "Remote start and stop over a real socket with two independent central systems.")]
    public Task RemoteStart_OverASocket_IsTheSameConversation(Opposite opposite) => Stage.PlayAsync(opposite, RemoteSession);

    private static void LocalSession(Conversation c) => c
        .PowerOn()
        .Expect("BootNotification")
        .ExpectStatus(1, "Available")
        .Plug()
        .ExpectStatus(1, "Preparing")
        .Present("RIDER-1")
        .Expect("Authorize", "idTag=RIDER-1")
        .Expect("StartTransaction", "connectorId=1", "idTag=RIDER-1", "!reservationId")
        .ExpectStatus(1, "Charging")
        .ExpectCurrent(true)
        .Expect("MeterValues", "connectorId=1", "transactionId", "meterValue.0.sampledValue.0.value")
        .PressStop()
        .ExpectCurrent(false)
        .Expect("StopTransaction", "transactionId=1")
        .ExpectStatus(1, "Finishing")
        .Unplug()
        .ExpectStatus(1, "Available");

    private static void RemoteSession(Conversation c) => c
        .PowerOn()
        .Expect("BootNotification")
        .ExpectStatus(1, "Available")
        .Plug()
        .ExpectStatus(1, "Preparing")
        .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"RIDER-1"}""").Answered("status=Accepted")
        .Expect("StartTransaction", "idTag=RIDER-1")
        .ExpectStatus(1, "Charging")
        .ExpectCurrent(true)
        .Call("RemoteStopTransaction", """{"transactionId":1}""").Answered("status=Accepted")
        .Expect("StopTransaction", "transactionId=1", "reason=Remote")
        .ExpectCurrent(false)
        .ExpectStatus(1, "Finishing");

    /// <summary>Answers to the central system's calls, each held to the independent peer's schemas too.</summary>
    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    public Task Commands_OverASocket_AreAnsweredAsTheSchemasSay(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Booted()
        .Call("GetConfiguration", "{}").Answered("configurationKey.40.key")
        .Call("GetConfiguration", """{"key":["HeartbeatInterval","Nonsense"]}""").Answered("unknownKey.0=Nonsense")
        .Call("ChangeConfiguration", """{"key":"MeterValueSampleInterval","value":"30"}""").Answered("status=Accepted")
        .Call("ChangeConfiguration", """{"key":"NumberOfConnectors","value":"3"}""").Answered("status=Rejected")
        .Call("ClearCache", "{}").Answered("status")
        .Call("UnlockConnector", """{"connectorId":1}""").Answered("status=NotSupported")
        .Call("DataTransfer", """{"vendorId":"nobody","messageId":"é","data":"\u00e9 \"quoted\""}""").Answered("status=UnknownVendorId")
        .Call("RemoteStopTransaction", """{"transactionId":-5}""").Answered("status=Rejected")
        .Call("Reset", """{"type":"Soft"}""").Answered("status=Accepted")
        .Expect("BootNotification"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    public void LocalList_OfflineStart_IsStoppedByTheSameFleet(Who who) => Stage.Play(who, ListedSession);

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    [Complies("list", "The list's conversation over a real socket with two independent central systems.")]
    public Task LocalList_OverASocket_IsTheSameConversation(Opposite opposite) => Stage.PlayAsync(opposite, ListedSession);

    private static void ListedSession(Conversation c) => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Id("R-3", "Accepted", "FLEET", "2099-01-01T00:00:00Z")
        .Id("R-4", "Blocked")
        .Call("GetLocalListVersion", "{}").Answered("listVersion=0")
        .Call("SendLocalList", """{"listVersion":4,"updateType":"Full","localAuthorizationList":[{"idTag":"R-1","idTagInfo":{"status":"Accepted","parentIdTag":"FLEET"}},{"idTag":"R-2","idTagInfo":{"status":"Blocked","expiryDate":"2099-01-01T00:00:00Z"}},{"idTag":"R-4","idTagInfo":{"status":"Accepted"}}]}""").Answered("status=Accepted")
        .Call("SendLocalList", """{"listVersion":4,"updateType":"Differential","localAuthorizationList":[]}""").Answered("status=VersionMismatch")
        .Call("GetLocalListVersion", "{}").Answered("listVersion=4")
        .Plug()
        .Present("R-4")
        .Expect("Authorize", "idTag=R-4")
        .Expect("StatusNotification", "connectorId=0", "errorCode=LocalListConflict")
        .Advance(10)
        .CutLink()
        .Advance(200)
        .Present("R-2")
        .Advance(20)
        .ExpectCurrent(false)
        .Present("R-1")
        .ExpectCurrent(true)
        .RestoreLink()
        .Expect("StartTransaction", "idTag=R-1")
        .Advance(10)
        .Present("R-3")
        .Expect("Authorize", "idTag=R-3")
        .Expect("StopTransaction", "idTag=R-3")
        .ExpectCurrent(false)
        .Call("ClearCache", "{}").Answered("status=Accepted");

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "An id that is not valid gets no energy.")]
    public void LocalStart_InvalidId_GetsNoEnergy(Who who) => Stage.Play(who, c => c
        .Id("BAD", "Invalid")
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Plug()
        .ExpectStatus(1, "Preparing")
        .Present("BAD")
        .Expect("Authorize", "idTag=BAD")
        .ExpectNone("StartTransaction", 60)
        .ExpectCurrent(false));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "Unplugging ends the transaction with EVDisconnected.")]
    public void Unplug_WhileCharging_StopsWithEvDisconnected(Who who) => Stage.Play(who, c => c.Charging()
        .Unplug()
        .Expect("StopTransaction", "reason=EVDisconnected")
        .ExpectStatus(1, "Available"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    public void Offline_StartedAndStopped_IsDeliveredInOrderWithItsOwnTimes(Who who) => Stage.Play(who, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Call("ChangeConfiguration", """{"key":"AllowOfflineTxForUnknownId","value":"true"}""").Answered("status=Accepted")
        .CutLink()
        .Advance(300)
        .Plug()
        .Advance(20)
        .Present("RIDER-1")
        .ExpectCurrent(true)
        .Advance(120)
        .PressStop()
        .ExpectCurrent(false)
        .Advance(60)
        .RestoreLink()
        .Expect("StartTransaction", "idTag=RIDER-1")
        .Check(DateTime.Parse((string)c.Got["timestamp"]!).ToUniversalTime() < new DateTime(2026, 1, 5, 6, 7, 0, DateTimeKind.Utc), "the start has not its own time")
        .Expect("StopTransaction", "transactionId=1"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    public void Link_LostWhileCharging_GoesOnAndCatchesUp(Who who) => Stage.Play(who, c => c.Charging()
        .CutLink()
        .Advance(400)
        .ExpectCurrent(true)
        .RestoreLink()
        .Expect("MeterValues", "transactionId=1")
        .PressStop()
        .Expect("StopTransaction", "transactionId=1"));

    [Theory]
    [InlineData(Who.ChargePoint, "Soft", "SoftReset")]
    [InlineData(Who.ChargePoint, "Hard", "HardReset")]
    [InlineData(Who.Firmware, "Soft", "SoftReset")]
    [InlineData(Who.Firmware, "Hard", "HardReset")]
    [Complies("reset", "Soft and hard resets end the transaction with their reason, then the charge point boots.")]
    public void Reset_WhileCharging_StopsWithItsReasonAndBootsAgain(Who who, string type, string reason) => Stage.Play(who, c => c.Charging()
        .Call("Reset", $$"""{"type":"{{type}}"}""").Answered("status=Accepted")
        .Expect("StopTransaction", $"reason={reason}")
        .Expect("BootNotification"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    public void PowerCut_WhileCharging_IsClosedAfterTheBoot(Who who) => Stage.Play(who, c => c.Charging()
        .CutPower()
        .Advance(10)
        .PowerOn()
        .Expect("BootNotification")
        .Expect("StopTransaction", "transactionId=1", "reason=PowerLoss"));
}
