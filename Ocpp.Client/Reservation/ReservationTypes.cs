namespace Ocpp.Client.Reservation
{
    /// <summary>ReservationStatus (S 7.40): the answer to ReserveNow.</summary>
    public enum ReservationStatus
    {
        /// <summary>The connector is reserved.</summary>
        Accepted,
        /// <summary>The connector has a fault.</summary>
        Faulted,
        /// <summary>A vehicle is plugged, a transaction runs, or another reservation is in force.</summary>
        Occupied,
        /// <summary>There is no such connector, the expiry date is over, or the flash refused.</summary>
        Rejected,
        /// <summary>The connector is inoperative.</summary>
        Unavailable,
    }

    /// <summary>What the connector is doing when ReserveNow arrives.</summary>
    public enum ConnectorUse
    {
        /// <summary>It can be reserved.</summary>
        Free,
        /// <summary>A cable is plugged or a transaction is under way.</summary>
        Occupied,
        /// <summary>ChangeAvailability made it inoperative.</summary>
        Unavailable,
        /// <summary>A fault makes it unusable.</summary>
        Faulted,
    }

    /// <summary>Whether a reservation allows an id to begin a transaction.</summary>
    public enum ReservationMatch
    {
        /// <summary>Nothing is reserved: everyone may.</summary>
        NotReserved,
        /// <summary>The id or its parent is the one reserved for: a transaction ends the reservation.</summary>
        ForThisId,
        /// <summary>The id may not begin a transaction.</summary>
        ForAnotherId,
    }

    /// <summary>Why a reservation ended, for the log.</summary>
    public enum ReservationEnd
    {
        /// <summary>None has ended since the start.</summary>
        None,
        /// <summary>Its expiry date passed.</summary>
        Expired,
        /// <summary>A fault made the connector unusable.</summary>
        Faulted,
        /// <summary>The connector became inoperative.</summary>
        Unavailable,
        /// <summary>CancelReservation.</summary>
        Cancelled,
        /// <summary>A transaction of its id began.</summary>
        Used,
    }
}
