using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Profile RemoteTrigger (S 6).</summary>
internal static class RemoteTriggerMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("TriggerMessage", CallSender.CentralSystem,
            [
                OneOf("requestedMessage",
                    "BootNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues", "StatusNotification").Must,
                Integer("connectorId"),
            ],
            [Status("Accepted", "Rejected", "NotImplemented")]),
    ];
}
