using Ocpp.Client;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 48 to 51, 53, 54 and 60 as conversations: the connector's status, and who may use it.</summary>
public sealed class AvailabilityRuleTests
{
    private const string Reservation = """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"R-1","reservationId":7}""";

    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static string Change(int connector, string type) => $$"""{"connectorId":{{connector}},"type":"{{type}}"}""";

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    public Task Availability_OverASocket_Rule54_IsTheSameConversation(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Charging()
        .Call("ChangeAvailability", Change(0, "Inoperative")).Answered("status=Scheduled")
        .PressStop().Expect("StopTransaction").ExpectStatus(0, "Unavailable")
        .Unplug().ExpectStatus(1, "Unavailable")
        .Call("ChangeAvailability", Change(0, "Operative")).Answered("status=Accepted")
        .ExpectStatus(0, "Available").ExpectStatus(1, "Available"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("availability", "Inoperative without a transaction counts at once.")]
    public void Inoperative_NoTransaction_Rule54_IsUnavailableAtOnceAndStartsNothing(Who who) => Stage.Play(who, c => c
        .Booted().Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Accepted").ExpectStatus(1, "Unavailable")
        .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""").Answered("status=Rejected")
        .Plug().Present("RIDER-1").ExpectNone("StatusNotification", 60).ExpectNone("StartTransaction", 1).ExpectCurrent(false)
        .Call("ChangeAvailability", Change(1, "Operative")).Answered("status=Accepted").ExpectStatus(1, "Preparing")
        .Present("RIDER-1").Expect("StartTransaction"));

    [Fact]
    [Complies("availability", "Inoperative in a transaction is Scheduled and counts at its end.")]
    public void Inoperative_InATransaction_Rule54_IsScheduledAndCarriedOutAtItsEnd() => Play(c => c
        .Charging().Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Scheduled")
        .ExpectNone("StatusNotification", 60).ExpectCurrent(true)
        .Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Scheduled")
        .PressStop().Expect("StopTransaction").ExpectStatus(1, "Finishing")
        .Present("RIDER-1").ExpectNone("StartTransaction", 20)
        .Unplug().ExpectStatus(1, "Unavailable"));

    [Fact]
    public void Operative_WhileScheduled_Rule54_IsAcceptedAndTakesItBack() => Play(c => c
        .Charging().Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Scheduled")
        .Call("ChangeAvailability", Change(1, "Operative")).Answered("status=Accepted")
        .PressStop().ExpectStatus(1, "Finishing").Unplug().ExpectStatus(1, "Available"));

    [Fact]
    public void SameState_Rule54_IsAcceptedAndTellsNothing() => Play(c => c
        .Booted().Call("ChangeAvailability", Change(0, "Operative")).Answered("status=Accepted").ExpectNone("StatusNotification", 30)
        .Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Accepted").ExpectStatus(1, "Unavailable")
        .Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Accepted").ExpectNone("StatusNotification", 30));

    [Fact]
    public void SameState_WhileCharging_Rule54_IsAccepted() => Play(c => c
        .Charging().Call("ChangeAvailability", Change(1, "Operative")).Answered("status=Accepted").ExpectCurrent(true));

    [Fact]
    public void Whole_Rule54_IsEveryConnector() => Play(c => c
        .Booted().Call("ChangeAvailability", Change(0, "Inoperative")).Answered("status=Accepted").ExpectStatus(0, "Unavailable").ExpectStatus(1, "Unavailable")
        .Call("ChangeAvailability", Change(1, "Operative")).Answered("status=Rejected")
        .Call("ChangeAvailability", Change(0, "Operative")).Answered("status=Accepted").ExpectStatus(0, "Available").ExpectStatus(1, "Available"));

    [Fact]
    [Complies("availability", "The availability of a connector that is not there is Rejected.")]
    public void UnknownConnector_Rule54_IsRejected() => Play(c => c
        .Booted().Call("ChangeAvailability", Change(2, "Inoperative")).Answered("status=Rejected").ExpectNone("StatusNotification", 20)
        .Call("ChangeAvailability", Change(1, "Broken"), wrongly: true).AnsweredWithError("PropertyConstraintViolation")
        .Call("ChangeAvailability", """{"connectorId":1}""", wrongly: true).AnsweredWithError("OccurenceConstraintViolation"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Complies("availability", "Inoperative outlasts a power cut.")]
    public void Inoperative_PowerCut_Rule54_IsUnavailableStill(int connector) => Play(c => c
        .Booted().Call("ChangeAvailability", Change(connector, "Inoperative")).Answered("status=Accepted").ExpectStatus(1, "Unavailable")
        .CutPower().Advance(5).PowerOn().Expect("BootNotification").ExpectStatus(0, connector == 0 ? "Unavailable" : "Available").ExpectStatus(1, "Unavailable")
        .Call("ChangeAvailability", Change(connector, "Operative")).Answered("status=Accepted").ExpectStatus(1, "Available")
        .CutPower().Advance(5).PowerOn().Expect("BootNotification").ExpectStatus(1, "Available"));

    [Fact]
    public void Scheduled_PowerCutInTheTransaction_Rule54_IsCarriedOutAfterTheBoot() => Play(c => c
        .Charging().Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Scheduled")
        .CutPower().Advance(5).Unplug().PowerOn().Expect("BootNotification").ExpectStatus(1, "Unavailable").Expect("StopTransaction", "reason=PowerLoss"));

    [Fact]
    public void Inoperative_IdWaitsForThePlug_Rule54_BeginsNothing() => Play(c => c
        .Booted().Present("RIDER-1").ExpectStatus(1, "Preparing").Expect("Authorize").Advance(2)
        .Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Accepted").ExpectStatus(1, "Available").ExpectStatus(1, "Unavailable")
        .Plug().ExpectNone("StartTransaction", 60));

    [Fact]
    public void Preparing_MadeInoperative_Rule49_GoesByAvailable() => Play(c =>
    {
        c.Booted().Plug().ExpectStatus(1, "Preparing").Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Accepted").ExpectStatus(1, "Unavailable");
        string all = string.Join(' ', Told(c));
        c.Check(all == "Available Preparing Available Unavailable", all);
    });

    [Theory]
    [InlineData(EnergyState.Charging, true, "Charging")]
    [InlineData(EnergyState.SuspendedByVehicle, true, "SuspendedEV")]
    [InlineData(EnergyState.SuspendedByCharger, true, "SuspendedEVSE")]
    [InlineData(EnergyState.SuspendedByVehicle, false, "SuspendedEVSE")]
    public void Running_Rule49_SuspendedEvseBeatsSuspendedEv(EnergyState energy, bool permitted, string status) => Play(c =>
    {
        var charger = (PlainCharger)c.Charger;
        c.Booted();
        if (!permitted) c.Configure("StopTransactionOnInvalidId", "false");
        c.Plug().Present("RIDER-1").Expect("Authorize");
        charger.Suspended = energy;
        if (!permitted) c.Id("RIDER-1", "Blocked");
        c.Expect("StartTransaction").Advance(30);
        c.Check(Told(c).Last() == status, string.Join(' ', Told(c)));
    });

    [Fact]
    [Complies("faults", "A fault that stops the charge point is told of connectors 0 and 1.")]
    public void Faulted_Rule48_IsToldOfBoth() => Play(c => c
        .Booted().Do(() => Fault((PlainCharger)c.Charger, "GroundFailure")).ExpectStatus(0, "Faulted", "errorCode=GroundFailure").ExpectStatus(1, "Faulted", "errorCode=GroundFailure")
        .Do(() => Fault((PlainCharger)c.Charger, null)).ExpectStatus(0, "Available", "errorCode=NoError").ExpectStatus(1, "Available", "errorCode=NoError"));

    [Fact]
    public void MinimumDuration_LongerOnes_Rule50_AreToldLate() => Play(c => c
        .Booted().Configure("MinimumStatusDuration", "10").Plug().ExpectNone("StatusNotification", 9).ExpectStatus(1, "Preparing"));

    [Fact]
    public void Unplugged_WhileOffline_Rule53_IsNotSaidOfTheNextVehicle() => Play(c => c
        .Booted().Plug().ExpectStatus(1, "Preparing").CutLink().Advance(60).Unplug().Advance(10).Plug().Advance(60).RestoreLink().Advance(60)
        .Unplug().ExpectStatus(1, "Available", "info=EV side disconnected").Plug().ExpectStatus(1, "Preparing", "!info"));

    [Fact]
    public void Reservation_MadeInoperative_Rule60_Ends() => Play(c => c
        .Booted().Call("ReserveNow", Reservation).Answered("status=Accepted").ExpectStatus(1, "Reserved")
        .Call("ChangeAvailability", Change(1, "Inoperative")).Answered("status=Accepted").ExpectStatus(1, "Unavailable")
        .Call("ReserveNow", Reservation).Answered("status=Unavailable")
        .Call("ChangeAvailability", Change(1, "Operative")).Answered("status=Accepted").ExpectStatus(1, "Available")
        .Call("CancelReservation", """{"reservationId":7}""").Answered("status=Rejected"));

    [Fact]
    public void Reservation_Faulted_Rule60_Ends() => Play(c => c
        .Booted().Call("ReserveNow", Reservation).Answered("status=Accepted").ExpectStatus(1, "Reserved")
        .Do(() => Fault((PlainCharger)c.Charger, "GroundFailure")).ExpectStatus(1, "Faulted")
        .Call("ReserveNow", Reservation).Answered("status=Faulted")
        .Do(() => Fault((PlainCharger)c.Charger, null)).ExpectStatus(1, "Available"));

    [Fact]
    [Complies("reservation", "A reservation of the same id replaces the former.")]
    public void Reservation_SameId_Rule60_Replaces() => Play(c => c
        .Booted().Call("ReserveNow", Reservation).Answered("status=Accepted").ExpectStatus(1, "Reserved")
        .Call("ReserveNow", Reservation.Replace("R-1", "R-2")).Answered("status=Accepted")
        .Call("ReserveNow", Reservation.Replace(":7", ":8")).Answered("status=Occupied")
        .Plug().Present("R-1").ExpectNone("StartTransaction", 10).Present("R-2").Expect("StartTransaction", "idTag=R-2", "reservationId=7"));

    [Fact]
    [Complies("reservation", "A reservation that expires leaves the connector Available.")]
    public void Reservation_Expires_Rule60_ToAvailable() => Play(c => c
        .Booted().Call("ReserveNow", Reservation.Replace("2099-01-01T00:00:00Z", "2026-01-05T06:10:00+00:00")).Answered("status=Accepted").ExpectStatus(1, "Reserved")
        .Advance(500).ExpectStatus(1, "Available").Plug().Present("OTHER").Expect("StartTransaction", "!reservationId"));

    private static void Fault(PlainCharger charger, string? code) => (charger.Inputs.FaultErrorCode, charger.Inputs.FaultStops) = (code, code != null);

    private static IEnumerable<string> Told(Conversation c) => c.Central.Heard
        .Where(t => t is { FromCharger: true, MessageType: 2, Action: "StatusNotification" } && t.Payload.Contains("\"connectorId\":1"))
        .Select(t => (string)System.Text.Json.Nodes.JsonNode.Parse(t.Payload)!["status"]!);
}
