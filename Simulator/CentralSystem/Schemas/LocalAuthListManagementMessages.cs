using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Profile LocalAuthListManagement (S 6).</summary>
internal static class LocalAuthListManagementMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("GetLocalListVersion", CallSender.CentralSystem, [], [Integer("listVersion").Must]),
        new("SendLocalList", CallSender.CentralSystem,
            [Integer("listVersion").Must, List(Object("localAuthorizationList", IdTag.Must, IdTagInfo)), OneOf("updateType", "Differential", "Full").Must],
            [Status("Accepted", "Failed", "NotSupported", "VersionMismatch")]),
    ];
}
