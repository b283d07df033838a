using static Simulator.CentralSystem.Schemas.CallSender;
using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Profile FirmwareManagement (S 6).</summary>
internal static class FirmwareManagementMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("DiagnosticsStatusNotification", ChargePoint, [Status("Idle", "Uploaded", "UploadFailed", "Uploading")], []),
        new("FirmwareStatusNotification", ChargePoint,
            [Status("Downloaded", "DownloadFailed", "Downloading", "Idle", "InstallationFailed", "Installing", "Installed")], []),
        new("GetDiagnostics", CallSender.CentralSystem,
            [Address("location").Must, Integer("retries"), Integer("retryInterval"), Time("startTime"), Time("stopTime")],
            [Text("fileName", 255)]),
        new("UpdateFirmware", CallSender.CentralSystem,
            [Address("location").Must, Integer("retries"), Time("retrieveDate").Must, Integer("retryInterval")], []),
    ];
}
