using Simulator.CentralModel;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 17 and 58 as conversations: messages that the central system asks for.</summary>
public sealed class TriggerRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static string Ask(string message, int? connector = null) =>
        connector == null ? $$"""{"requestedMessage":"{{message}}"}""" : $$"""{"requestedMessage":"{{message}}","connectorId":{{connector}}}""";

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    [Complies("trigger", "Triggers over a real socket, with two independent central systems.")]
    public Task Trigger_OverASocket_Rule58_IsTheSameConversation(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Charging()
        .Call("TriggerMessage", Ask("Heartbeat")).Answered("status=Accepted").Expect("Heartbeat")
        .Call("TriggerMessage", Ask("MeterValues", 1)).Answered("status=Accepted")
        .Expect("MeterValues", "transactionId=1", "meterValue.0.sampledValue.0.context=Trigger")
        .Call("TriggerMessage", Ask("StatusNotification", 1)).Answered("status=Accepted").ExpectStatus(1, "Charging")
        .Call("ExtendedTriggerMessage", Ask("SignChargePointCertificate")).Answered("status=NotImplemented"));

    [Theory]
    [InlineData("TriggerMessage", "BootNotification")]
    [InlineData("TriggerMessage", "Heartbeat")]
    [InlineData("TriggerMessage", "MeterValues")]
    [InlineData("TriggerMessage", "StatusNotification")]
    [InlineData("ExtendedTriggerMessage", "BootNotification")]
    [InlineData("ExtendedTriggerMessage", "Heartbeat")]
    [InlineData("ExtendedTriggerMessage", "MeterValues")]
    [InlineData("ExtendedTriggerMessage", "StatusNotification")]
    [Complies("trigger", "A trigger is answered before the message that it asks for.")]
    public void Trigger_Rule58_IsAnsweredFirst(string action, string message) => Play(c =>
    {
        c.Booted();
        int from = c.Central.Heard.Count;
        c.Call(action, Ask(message)).Answered("status=Accepted").Advance(5);
        OcppTrace[] said = [.. c.Central.Heard.Skip(from).Where(t => t.FromCharger)];
        c.Check(said[0].MessageType == 3 && said[1].Action == message, string.Join(", ", said.Select(t => t.Action)));
    });

    [Theory]
    [InlineData(null, "0 1")]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [Complies("trigger", "A status without a connector is that of all.")]
    public void Status_Rule58_NoConnectorIsAll(int? connector, string told) => Play(c =>
    {
        c.Booted();
        int from = c.Central.Heard.Count;
        c.Call("TriggerMessage", Ask("StatusNotification", connector)).Answered("status=Accepted").Advance(5);
        string ids = string.Join(' ', c.Central.Heard.Skip(from).Where(t => t is { FromCharger: true, MessageType: 2 }).Select(t => t.Payload.Split("connectorId\":")[1][..1]));
        c.Check(ids == told, ids);
    });

    [Fact]
    [Complies("trigger", "Triggered meter values outside a transaction have no transaction id.")]
    public void MeterValues_NoTransaction_Rule58_HaveContextTriggerAndNoTransactionId() => Play(c => c
        .Booted().Configure("MeterValuesSampledData", "Energy.Active.Import.Register,Voltage").Call("TriggerMessage", Ask("MeterValues")).Answered("status=Accepted")
        .Expect("MeterValues", "connectorId=1", "!transactionId", "meterValue.0.sampledValue.0.context=Trigger", "meterValue.0.sampledValue.1.context=Trigger", "!meterValue.0.sampledValue.2"));

    [Theory]
    [InlineData("StatusNotification", 2)]
    [InlineData("MeterValues", 2)]
    [InlineData("MeterValues", 0)]
    public void UnknownConnector_Rule58_IsRejected(string message, int connector) => Play(c => c
        .Booted().Call("TriggerMessage", Ask(message, connector)).Answered("status=Rejected").ExpectNone("*", 20));

    [Theory]
    [InlineData("TriggerMessage", "SignedFirmwareStatusNotification", true)]
    [InlineData("TriggerMessage", "LogStatusNotification", true)]
    [InlineData("TriggerMessage", "Bananas", true)]
    [InlineData("ExtendedTriggerMessage", "SignChargePointCertificate", false)]
    [InlineData("ExtendedTriggerMessage", "DiagnosticsStatusNotification", true)]
    [Complies("trigger", "A message that is not there is NotImplemented.")]
    public void MessageNotThere_Rule58_IsNotImplemented(string action, string message, bool wrongly) => Play(c => c
        .Booted().Call(action, Ask(message), wrongly).Answered("status=NotImplemented").ExpectNone("*", 20));

    [Fact]
    public void BadPayload_Rule58_IsRefused() => Play(c => c
        .Booted().Call("TriggerMessage", "{}", wrongly: true).AnsweredWithError("OccurenceConstraintViolation")
        .Call("TriggerMessage", """{"requestedMessage":7}""", wrongly: true).AnsweredWithError("TypeConstraintViolation"));

    [Theory]
    [InlineData("Heartbeat")]
    [InlineData("StatusNotification")]
    [InlineData("MeterValues")]
    [Complies("trigger", "While Pending what is triggered is sent and nothing else.")]
    public void Pending_Triggered_Rule17_IsSentAndNothingElse(string message) => Play(c => c
        .Boot("Pending", 200).PowerOn().Expect("BootNotification").Advance(1).Plug().Advance(5)
        .Call("TriggerMessage", Ask(message)).Answered("status=Accepted").Expect(message).ExpectNone("Heartbeat", 60)
        .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""").Answered("status=Rejected"));

    [Fact]
    public void Pending_BootTriggered_Rule17_ComesBeforeItsInterval() => Play(c => c
        .Boot("Pending", 3000).PowerOn().Expect("BootNotification").ExpectNone("BootNotification", 60)
        .Boot("Accepted", 300).Call("TriggerMessage", Ask("BootNotification")).Answered("status=Accepted").Expect("BootNotification").ExpectStatus(1, "Available"));

    [Fact]
    [Complies("trigger", "A triggered message overtakes what waits.")]
    public void Backlog_Triggered_Rule21_Overtakes() => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").Configure("MeterValueSampleInterval", "5").CutLink().Advance(60).Plug().Present("RIDER-1").ExpectCurrent(true)
            .Advance(300).RestoreLink().Expect("MeterValues", "meterValue.0.sampledValue.0.context=Sample.Periodic")
            .Call("TriggerMessage", Ask("MeterValues")).Expect("MeterValues", "meterValue.0.sampledValue.0.context=Trigger")
            .Expect("MeterValues", "meterValue.0.sampledValue.0.context=Sample.Periodic");
    });
}
