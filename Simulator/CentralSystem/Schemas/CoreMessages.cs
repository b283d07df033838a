using static Simulator.CentralSystem.Schemas.CallSender;
using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Profile Core (S 6).</summary>
internal static class CoreMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("Authorize", ChargePoint, [IdTag.Must], [IdTagInfo.Must]),
        new("BootNotification", ChargePoint,
            [
                Text("chargePointVendor", 20).Must, Text("chargePointModel", 20).Must, Text("chargePointSerialNumber", 25), Text("chargeBoxSerialNumber", 25),
                Text("firmwareVersion", 50), Text("iccid", 20), Text("imsi", 20), Text("meterType", 25), Text("meterSerialNumber", 25),
            ],
            [Status("Accepted", "Pending", "Rejected"), Time("currentTime").Must, Integer("interval").Must]),
        new("ChangeAvailability", CallSender.CentralSystem, [Integer("connectorId").Must, OneOf("type", "Inoperative", "Operative").Must], [Status("Accepted", "Rejected", "Scheduled")]),
        new("ChangeConfiguration", CallSender.CentralSystem, [Text("key", 50).Must, Text("value", 500).Must], [Status("Accepted", "Rejected", "RebootRequired", "NotSupported")]),
        new("ClearCache", CallSender.CentralSystem, [], [AcceptedOrRejected]),
        new("DataTransfer", Both,
            [Text("vendorId", 255).Must, Text("messageId", 50), Text("data")],
            [Status("Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"), Text("data")]),
        new("GetConfiguration", CallSender.CentralSystem,
            [List(Text("key", 50))],
            [List(Object("configurationKey", Text("key", 50).Must, Boolean("readonly").Must, Text("value", 500))), List(Text("unknownKey", 50))]),
        new("Heartbeat", ChargePoint, [], [Time("currentTime").Must]),
        new("MeterValues", ChargePoint, [Integer("connectorId").Must, Integer("transactionId"), List(MeterValue("meterValue"), 1).Must], []),
        new("RemoteStartTransaction", CallSender.CentralSystem, [Integer("connectorId"), IdTag.Must, ChargingProfile("chargingProfile")], [AcceptedOrRejected]),
        new("RemoteStopTransaction", CallSender.CentralSystem, [Integer("transactionId").Must], [AcceptedOrRejected]),
        new("Reset", CallSender.CentralSystem, [OneOf("type", "Hard", "Soft").Must], [AcceptedOrRejected]),
        new("StartTransaction", ChargePoint,
            [Integer("connectorId").Must, IdTag.Must, Integer("meterStart").Must, Integer("reservationId"), Time("timestamp").Must],
            [IdTagInfo.Must, Integer("transactionId").Must]),
        new("StatusNotification", ChargePoint,
            [
                Integer("connectorId").Must,
                OneOf("errorCode",
                    "ConnectorLockFailure", "EVCommunicationError", "GroundFailure", "HighTemperature", "InternalError", "LocalListConflict", "NoError", "OtherError",
                    "OverCurrentFailure", "OverVoltage", "PowerMeterFailure", "PowerSwitchFailure", "ReaderFailure", "ResetFailure", "UnderVoltage", "WeakSignal").Must,
                Text("info", 50),
                OneOf("status", "Available", "Preparing", "Charging", "SuspendedEVSE", "SuspendedEV", "Finishing", "Reserved", "Unavailable", "Faulted").Must,
                Time("timestamp"), Text("vendorId", 255), Text("vendorErrorCode", 50),
            ],
            []),
        new("StopTransaction", ChargePoint,
            [
                IdTag, Integer("meterStop").Must, Time("timestamp").Must, Integer("transactionId").Must,
                OneOf("reason", "DeAuthorized", "EmergencyStop", "EVDisconnected", "HardReset", "Local", "Other", "PowerLoss", "Reboot", "Remote", "SoftReset", "UnlockCommand"),
                List(MeterValue("transactionData")),
            ],
            [IdTagInfo]),
        new("UnlockConnector", CallSender.CentralSystem, [Integer("connectorId").Must], [Status("Unlocked", "UnlockFailed", "NotSupported")]),
    ];
}
