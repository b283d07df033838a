namespace Simulator.Tests.Conversations;

/// <summary>Reservation and smart charging as the central system sees them, over the whole firmware.</summary>
public sealed class ProfileConversationTests
{
    private const string Reserve = """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"R-1","reservationId":7}""";
    private const string Maximum = """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":LIMIT}]}}}""";
    private const string Own = """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":2,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":400.5}]}}}""";

    [Fact]
    [Complies("reservation", "A reservation lets only its id begin and ends with its transaction.")]
    public void Reservation_Rule60_LetsOnlyItsIdBeginAndEndsWithIt() => Stage.Play(Who.Firmware, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Call("ReserveNow", Reserve).Answered("status=Accepted")
        .ExpectStatus(1, "Reserved")
        .Call("ReserveNow", Reserve.Replace(":7", ":8")).Answered("status=Occupied")
        .Call("ReserveNow", Reserve.Replace("\"R-1\"", "5"), wrongly: true).AnsweredWithError("TypeConstraintViolation")
        .Plug()
        .Present("OTHER")
        .ExpectNone("StartTransaction", 10)
        .Present("R-1")
        .Expect("StartTransaction", "idTag=R-1", "reservationId=7")
        .ExpectStatus(1, "Charging")
        .Call("CancelReservation", """{"reservationId":7}""").Answered("status=Rejected"));

    [Fact]
    [Complies("reservation", "A reservation outlasts a power cut and can be cancelled.")]
    public void Reservation_CancelledAfterAPowerCut_Rule60_IsStillThere() => Stage.Play(Who.Firmware, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Call("ReserveNow", Reserve).Answered("status=Accepted")
        .CutPower()
        .PowerOn()
        .ExpectStatus(1, "Reserved")
        .Call("CancelReservation", """{"reservationId":7}""").Answered("status=Accepted")
        .ExpectStatus(1, "Available"));

    [Fact]
    [Complies("smart charging", "Profiles limit and suspend a transaction, its own die with it.")]
    public void ChargingProfiles_InATransaction_Rules61To69_LimitSuspendAndDieWithIt() => Stage.Play(Who.Firmware, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Call("SetChargingProfile", Own).Answered("status=Rejected")
        .Plug()
        .Present("RIDER-1")
        .ExpectStatus(1, "Charging")
        .ExpectCurrent(true)
        .Call("SetChargingProfile", Own).Answered("status=Accepted")
        .Call("GetCompositeSchedule", """{"connectorId":1,"duration":600}""").Answered("status=Accepted", "chargingSchedule.chargingSchedulePeriod.0.limit=400.5", "!chargingSchedule.startSchedule")
        .Call("SetChargingProfile", Maximum.Replace("LIMIT", "0")).Answered("status=Accepted")
        .ExpectStatus(1, "SuspendedEVSE")
        .ExpectCurrent(false)
        .Call("ClearChargingProfile", """{"chargingProfilePurpose":"ChargePointMaxProfile"}""").Answered("status=Accepted")
        .ExpectStatus(1, "Charging")
        .ExpectCurrent(true)
        .PressStop()
        .Expect("StopTransaction")
        .Call("ClearChargingProfile", "{}").Answered("status=Unknown"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Complies("smart charging", "A TxDefaultProfile counts at once in a running transaction, its removal too.")]
    public void TxDefaultProfile_InATransaction_Rule64_CountsAtOnceAndSoDoesItsRemoval(int connector) => Stage.Play(Who.Firmware, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Plug()
        .Present("RIDER-1")
        .ExpectStatus(1, "Charging")
        .ExpectCurrent(true)
        .Call("SetChargingProfile", Default.Replace("CONNECTOR", connector.ToString())).Answered("status=Accepted")
        .ExpectCurrent(false)
        .ExpectStatus(1, "SuspendedEVSE")
        .Call("ClearChargingProfile", """{"id":4}""").Answered("status=Accepted")
        .ExpectCurrent(true)
        .ExpectStatus(1, "Charging")
        .ExpectNone("StopTransaction", 5));

    [Fact]
    [Complies("smart charging", "Suspended by both sides is told as SuspendedEVSE.")]
    public void Suspended_ByBothSides_Rule49_TheChargersSideIsTold() => Stage.Play(Who.Firmware, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Plug()
        .Present("RIDER-1")
        .ExpectStatus(1, "Charging")
        .Do(() => ((WholeCharger)c.Charger).World.Bms.RefusalBits = 1)
        .ExpectStatus(1, "SuspendedEV")
        .Call("SetChargingProfile", Default.Replace("CONNECTOR", "1")).Answered("status=Accepted")
        .ExpectStatus(1, "SuspendedEVSE")
        .Call("ClearChargingProfile", """{"id":4}""").Answered("status=Accepted")
        .ExpectStatus(1, "SuspendedEV"));

    private const string Default = """{"connectorId":CONNECTOR,"csChargingProfiles":{"chargingProfileId":4,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":0}]}}}""";

    [Fact]
    [Complies("remote", "The charging profile of a remote start is in force, one of another purpose is refused.")]
    public void ChargingProfile_WithARemoteStart_Rule57_IsInForceAndOthersAreRefused() => Stage.Play(Who.Firmware, c => c
        .PowerOn()
        .ExpectStatus(1, "Available")
        .Plug()
        .ExpectStatus(1, "Preparing")
        .Call("RemoteStartTransaction", Remote.Replace("TxProfile", "TxDefaultProfile")).Answered("status=Rejected")
        .Call("RemoteStartTransaction", Remote).Answered("status=Accepted")
        .Expect("StartTransaction")
        .Call("GetCompositeSchedule", """{"connectorId":1,"duration":600,"chargingRateUnit":"W"}""").Answered("chargingSchedule.chargingSchedulePeriod.0.limit=300"));

    private const string Remote = """{"idTag":"RIDER-1","connectorId":1,"chargingProfile":{"chargingProfileId":3,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":300}]}}}""";
}
