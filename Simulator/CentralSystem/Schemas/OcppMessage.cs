namespace Simulator.CentralSystem.Schemas;

/// <summary>Who may send a CALL.</summary>
[Flags]
public enum CallSender
{
    ChargePoint = 1,
    CentralSystem = 2,
    Both = ChargePoint | CentralSystem,
}

/// <summary>One action: the fields of its .req and of its .conf.</summary>
public sealed record OcppMessage(string Action, CallSender Sender, IReadOnlyList<OcppField> Request, IReadOnlyList<OcppField> Confirmation);

/// <summary>All actions of OCPP 1.6 and of its security extension, by profile.</summary>
public static class OcppMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        .. CoreMessages.All,
        .. FirmwareManagementMessages.All,
        .. LocalAuthListManagementMessages.All,
        .. ReservationMessages.All,
        .. SmartChargingMessages.All,
        .. RemoteTriggerMessages.All,
        .. SecurityMessages.All,
    ];

    /// <summary>Null for an action that is in no profile.</summary>
    public static OcppMessage? Find(string action) => All.FirstOrDefault(m => m.Action == action);
}
