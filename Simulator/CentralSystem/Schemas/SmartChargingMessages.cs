using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Profile SmartCharging (S 6).</summary>
internal static class SmartChargingMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("ClearChargingProfile", CallSender.CentralSystem,
            [Integer("id"), Integer("connectorId"), ChargingProfilePurpose, Integer("stackLevel")],
            [Status("Accepted", "Unknown")]),
        new("GetCompositeSchedule", CallSender.CentralSystem,
            [Integer("connectorId").Must, Integer("duration").Must, ChargingRateUnit],
            [AcceptedOrRejected, Integer("connectorId"), Time("scheduleStart"), ChargingSchedule]),
        new("SetChargingProfile", CallSender.CentralSystem,
            [Integer("connectorId").Must, ChargingProfile("csChargingProfiles").Must],
            [Status("Accepted", "Rejected", "NotSupported")]),
    ];
}
