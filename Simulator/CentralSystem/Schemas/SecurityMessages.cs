using static Simulator.CentralSystem.Schemas.CallSender;
using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>The security extension (W 5, W 6).</summary>
internal static class SecurityMessages
{
    private static OcppField CertificateHashData { get; } = Object("certificateHashData",
        OneOf("hashAlgorithm", "SHA256", "SHA384", "SHA512").Must, Text("issuerNameHash", 128).Must, Text("issuerKeyHash", 128).Must, Text("serialNumber", 40).Must);

    private static OcppField CertificateUse { get; } = OneOf("certificateType", "CentralSystemRootCertificate", "ManufacturerRootCertificate").Must;

    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("CertificateSigned", CallSender.CentralSystem, [Text("certificateChain", 10000).Must], [AcceptedOrRejected]),
        new("DeleteCertificate", CallSender.CentralSystem, [CertificateHashData.Must], [Status("Accepted", "Failed", "NotFound")]),
        new("ExtendedTriggerMessage", CallSender.CentralSystem,
            [
                OneOf("requestedMessage",
                    "BootNotification", "LogStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues", "SignChargePointCertificate", "StatusNotification").Must,
                Integer("connectorId"),
            ],
            [Status("Accepted", "Rejected", "NotImplemented")]),
        new("GetInstalledCertificateIds", CallSender.CentralSystem, [CertificateUse], [List(CertificateHashData, 1), Status("Accepted", "NotFound")]),
        new("GetLog", CallSender.CentralSystem,
            [
                Object("log", Text("remoteLocation", 512).Must, Time("oldestTimestamp"), Time("latestTimestamp")).Must,
                OneOf("logType", "DiagnosticsLog", "SecurityLog").Must,
                Integer("requestId").Must, Integer("retries"), Integer("retryInterval"),
            ],
            [Status("Accepted", "Rejected", "AcceptedCanceled"), Text("filename", 255)]),
        new("InstallCertificate", CallSender.CentralSystem, [CertificateUse, Text("certificate", 5500).Must], [Status("Accepted", "Failed", "Rejected")]),
        new("LogStatusNotification", ChargePoint,
            [Status("BadMessage", "Idle", "NotSupportedOperation", "PermissionDenied", "Uploaded", "UploadFailure", "Uploading"), Integer("requestId")], []),
        new("SecurityEventNotification", ChargePoint, [Text("type", 50).Must, Time("timestamp").Must, Text("techInfo", 255)], []),
        new("SignCertificate", ChargePoint, [Text("csr", 5500).Must], [AcceptedOrRejected]),
        new("SignedFirmwareStatusNotification", ChargePoint,
            [
                Status("Downloaded", "DownloadFailed", "Downloading", "DownloadScheduled", "DownloadPaused", "Idle", "InstallationFailed", "Installing", "Installed",
                    "InstallRebooting", "InstallScheduled", "InstallVerificationFailed", "InvalidSignature", "SignatureVerified"),
                Integer("requestId"),
            ],
            []),
        new("SignedUpdateFirmware", CallSender.CentralSystem,
            [
                Integer("retries"), Integer("retryInterval"), Integer("requestId").Must,
                Object("firmware",
                    Text("location", 512).Must, Time("retrieveDateTime").Must, Time("installDateTime"), Text("signingCertificate", 5500).Must, Text("signature", 800).Must).Must,
            ],
            [Status("Accepted", "Rejected", "AcceptedCanceled", "InvalidCertificate", "RevokedCertificate")]),
    ];
}
