using static Simulator.CentralSystem.Schemas.OcppField;
using static Simulator.CentralSystem.Schemas.SharedTypes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Profile Reservation (S 6).</summary>
internal static class ReservationMessages
{
    public static IReadOnlyList<OcppMessage> All { get; } =
    [
        new("CancelReservation", CallSender.CentralSystem, [Integer("reservationId").Must], [AcceptedOrRejected]),
        new("ReserveNow", CallSender.CentralSystem,
            [Integer("connectorId").Must, Time("expiryDate").Must, IdTag.Must, Text("parentIdTag", 20), Integer("reservationId").Must],
            [Status("Accepted", "Faulted", "Occupied", "Rejected", "Unavailable")]),
    ];
}
