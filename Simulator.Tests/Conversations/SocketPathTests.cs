using System.Text;
using Simulator.CentralSystem;

namespace Simulator.Tests.Conversations;

/// <summary>
/// The main paths once more over a real socket, against the embedded and an independent central system: both check
/// each message by their schemas.
/// </summary>
public sealed class SocketPathTests
{
    private const string Reserve = """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"R-1","reservationId":7}""";
    private const string Maximum = """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":LIMIT}]}}}""";

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [Complies("offline", "A transaction made offline over a real socket, with two independent central systems.")]
    public Task Offline_WholeTransaction_OverASocket_IsDeliveredInOrder(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Booted()
        .Configure("AllowOfflineTxForUnknownId", "true")
        .Configure("MeterValueSampleInterval", "20")
        .Plug()
        .ExpectStatus(1, "Preparing")
        .CutLink()
        .Present("RIDER-1")
        .ExpectCurrent(true)
        .Advance(30)
        .PressStop()
        .ExpectCurrent(false)
        .Unplug()
        .RestoreLink()
        .Expect("StartTransaction", "idTag=RIDER-1")
        .Check(Own(c) == "StartTransaction", $"before the start came {Own(c)}")
        .Expect("MeterValues", "transactionId=1")
        .Expect("StopTransaction", "transactionId=1")
        .ExpectStatus(1, "Available"));

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [Complies("reset", "A hard reset over a real socket.")]
    public Task Reset_WhileCharging_OverASocket_StopsFirstAndBootsAgain(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Charging()
        .Call("Reset", """{"type":"Hard"}""").Answered("status=Accepted")
        .Expect("StopTransaction", "transactionId=1", "reason=HardReset")
        .Expect("BootNotification")
        .ExpectStatus(0, "Available"));

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    [Complies("smart charging", "Profiles and composite schedule over a real socket, with two independent central systems.")]
    public Task ChargingProfiles_OverASocket_SuspendAndLetGo(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Charging()
        .Call("SetChargingProfile", Maximum.Replace("LIMIT", "400.5")).Answered("status=Accepted")
        .Call("GetCompositeSchedule", """{"connectorId":1,"duration":600,"chargingRateUnit":"W"}""").Answered("status=Accepted", "chargingSchedule.chargingSchedulePeriod.0.limit=400.5")
        .Call("SetChargingProfile", Maximum.Replace("LIMIT", "0")).Answered("status=Accepted")
        .ExpectStatus(1, "SuspendedEVSE")
        .ExpectCurrent(false)
        .Call("ClearChargingProfile", """{"id":1}""").Answered("status=Accepted")
        .ExpectStatus(1, "Charging")
        .ExpectCurrent(true)
        .Call("ClearChargingProfile", """{"id":1}""").Answered("status=Unknown"));

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    [Complies("reservation", "A reservation over a real socket, with two independent central systems.")]
    public Task Reservation_OverASocket_IsCancelledAndUsed(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Booted()
        .Call("ReserveNow", Reserve).Answered("status=Accepted")
        .ExpectStatus(1, "Reserved")
        .Call("CancelReservation", """{"reservationId":7}""").Answered("status=Accepted")
        .ExpectStatus(1, "Available")
        .Call("ReserveNow", Reserve).Answered("status=Accepted")
        .ExpectStatus(1, "Reserved")
        .Plug()
        .Present("R-1")
        .Expect("StartTransaction", "idTag=R-1", "reservationId=7")
        .ExpectStatus(1, "Charging"));

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    public Task PowerCut_WhileCharging_OverASocket_IsClosedAfterTheBoot(Opposite opposite) => Stage.PlayAsync(opposite, c => c
        .Charging()
        .CutPower()
        .Advance(5)
        .PowerOn()
        .Expect("BootNotification")
        .Expect("StopTransaction", "transactionId=1", "reason=PowerLoss"));

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [InlineData(Opposite.SecondIndependent)]
    public async Task Files_OverASocket_LogGoesUpAndFirmwareComesDown(Opposite opposite)
    {
        await using EmbeddedCentralSystem beside = await EmbeddedCentralSystem.StartAsync();
        await Stage.PlayAsync(opposite, c => c
            .Booted()
            .Call("GetDiagnostics", $$"""{"location":"{{beside.FilesUrl}}"}""").Answered("fileName")
            .Expect("DiagnosticsStatusNotification", "status=Uploading")
            .Expect("DiagnosticsStatusNotification", "status=Uploaded")
            .Check(Encoding.UTF8.GetString(beside.Files.Files.Single().Value).Contains("SYSTEM boot 1", StringComparison.Ordinal), "the file is not the log")
            .Call("GetDiagnostics", $$"""{"location":"{{beside.FilesUrl}}","startTime":"2030-01-01T00:00:00Z"}""").Answered("!fileName")
            .Call("UpdateFirmware", $$"""{"location":"{{beside.FilesUrl}}firmware-30000.bin","retrieveDate":"2020-01-01T00:00:00Z"}""").Answered()
            .Expect("FirmwareStatusNotification", "status=Downloading")
            .Expect("FirmwareStatusNotification", "status=Downloaded")
            .Expect("FirmwareStatusNotification", "status=Installing")
            .Expect("FirmwareStatusNotification", "status=InstallationFailed")
            .Call("TriggerMessage", """{"requestedMessage":"FirmwareStatusNotification"}""").Answered("status=Accepted")
            .Expect("FirmwareStatusNotification", "status=Idle"));
    }

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    public async Task SecurityExtension_OverASocket_LogGoesUpAndTriggersAreAnswered(Opposite opposite)
    {
        await using EmbeddedCentralSystem beside = await EmbeddedCentralSystem.StartAsync();
        await Stage.PlayAsync(opposite, c => c
            .Booted()
            .Expect("SecurityEventNotification", "type=StartupOfTheDevice")
            .Call("GetLog", $$"""{"logType":"SecurityLog","requestId":5,"log":{"remoteLocation":"{{beside.FilesUrl}}"} }""").Answered("status=Accepted", "filename")
            .Expect("LogStatusNotification", "status=Uploading", "requestId=5")
            .Expect("LogStatusNotification", "status=Uploaded", "requestId=5")
            .Call("GetLog", """{"logType":"DiagnosticsLog","requestId":6,"log":{"remoteLocation":"gopher://10.0.0.5/"} }""").Answered("status=Accepted")
            .Expect("LogStatusNotification", "status=NotSupportedOperation", "requestId=6")
            .Call("ExtendedTriggerMessage", """{"requestedMessage":"LogStatusNotification"}""").Answered("status=Accepted")
            .Expect("LogStatusNotification", "status=Idle")
            .Call("ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""").Answered("status=NotImplemented")
            .Call("ChangeConfiguration", """{"key":"SecurityProfile","value":"3"}""").Answered("status=Rejected")
            .Call("ChangeConfiguration", """{"key":"CpoName","value":"Operator"}""").Answered("status=Accepted"));
    }

    private static string Own(Conversation c) => c.Central.Heard.FirstOrDefault(t => t is { FromCharger: true, MessageType: 2, Action: "StartTransaction" or "MeterValues" or "StopTransaction" })?.Action ?? "nothing";
}
