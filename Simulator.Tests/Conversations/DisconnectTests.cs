namespace Simulator.Tests.Conversations;

/// <summary>StopTransactionOnEVSideDisconnect in both cases: who may draw after the vehicle was unplugged.</summary>
public sealed class DisconnectTests
{
    private const string Key = "StopTransactionOnEVSideDisconnect";

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    public void Disconnected_KeyTrue_EndsTheTransaction(Who who) => Stage.Play(who, c => c
        .Charging().Configure(Key, "false").Configure(Key, "true").Unplug().Expect("StopTransaction", "reason=EVDisconnected").ExpectStatus(1, "Available").ExpectCurrent(false));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    public void Disconnected_KeyFalse_WaitsAsSuspendedEvAndEndsAfterConnectionTimeOut(Who who) => Stage.Play(who, c => c
        .Charging().Configure(Key, "false").Configure("ConnectionTimeOut", "60").Unplug().ExpectStatus(1, "SuspendedEV").ExpectCurrent(false)
        .ExpectNone("StopTransaction", 45).Expect("StopTransaction", "reason=EVDisconnected", "transactionId=1").ExpectStatus(1, "Available"));

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "With StopTransactionOnEVSideDisconnect false the next vehicle gets no energy on the last one's id.")]
    public void NextVehicle_KeyFalse_GetsNothingOnTheLastOnesId(Who who) => Stage.Play(who, c =>
    {
        c.Charging().Configure(Key, "false").Configure("ConnectionTimeOut", "60").Unplug().ExpectStatus(1, "SuspendedEV").Advance(6).Plug();
        c.Check(!c.Charger.Run(() => c.Charger.CurrentFlows, 100_000), "another vehicle charged without an id");
        c.Expect("StopTransaction", "reason=EVDisconnected").ExpectNone("StartTransaction", 20).Present("RIDER-2");
    });

    [Theory]
    [InlineData(Who.ChargePoint)]
    [InlineData(Who.Firmware)]
    [Complies("session", "The transaction's own id, presented anew, lets it go on.")]
    public void OwnId_PresentedAnew_TheSameTransactionGoesOn(Who who) => Stage.Play(who, c => c
        .Charging().Configure(Key, "false").Configure("ConnectionTimeOut", "60").Unplug().ExpectStatus(1, "SuspendedEV").Advance(6).Plug().Advance(5)
        .Present("RIDER-1").ExpectStatus(1, "Charging").ExpectCurrent(true).ExpectNone("StopTransaction", 100).ExpectNone("StartTransaction", 1)
        .Unplug().ExpectStatus(1, "SuspendedEV").Advance(6).Plug().Advance(2).Present("RIDER-1").ExpectStatus(1, "Charging").ExpectCurrent(true)
        .PressStop().Expect("StopTransaction", "reason=Local", "transactionId=1"));

    [Fact]
    public void OwnId_PresentedWhileNothingIsPlugged_EndsTheTransaction() => Stage.Play(Who.ChargePoint, c => c
        .Charging().Configure(Key, "false").Unplug().ExpectStatus(1, "SuspendedEV").Present("RIDER-1").Expect("StopTransaction", "reason=Local").ExpectStatus(1, "Available"));

    [Fact]
    [NotPossible("unlock", "UnlockConnectorOnEVSideDisconnect can be true.", "the cable is fixed: true is Rejected, false is Accepted")]
    public void UnlockConnectorOnEVSideDisconnect_FixedCable_OnlyFalseIsTaken() => Stage.Play(Who.ChargePoint, c => c
        .Booted().Configure("UnlockConnectorOnEVSideDisconnect", "False").Call("ChangeConfiguration", """{"key":"UnlockConnectorOnEVSideDisconnect","value":"true"}""").Answered("status=Rejected")
        .Call("GetConfiguration", """{"key":["UnlockConnectorOnEVSideDisconnect"]}""").Answered("configurationKey.0.readonly=false", "configurationKey.0.value=false"));

    [Fact]
    [NotPossible("configuration", "ConnectorPhaseRotation takes the rotations of an alternating current.", "the output is direct current: NotApplicable alone is Accepted")]
    public void ConnectorPhaseRotation_OfAnAcOutput_IsRejected() => Stage.Play(Who.ChargePoint, c => c
        .Booted().Configure("ConnectorPhaseRotation", "0.NotApplicable,1.NotApplicable")
        .Call("ChangeConfiguration", """{"key":"ConnectorPhaseRotation","value":"1.RST"}""").Answered("status=Rejected")
        .Call("GetConfiguration", """{"key":["ConnectorPhaseRotation"]}""").Answered("configurationKey.0.value=0.NotApplicable,1.NotApplicable"));
}
