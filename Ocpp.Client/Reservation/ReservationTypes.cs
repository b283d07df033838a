namespace Ocpp.Client.Reservation
{
    /// <summary>ReservationStatus (S 7.40): the answer to ReserveNow.</summary>
    public enum ReservationStatus
    {
        Accepted,
        Faulted,
        Occupied,
        Rejected,
        Unavailable,
    }

    /// <summary>What the connector is doing when ReserveNow arrives.</summary>
    public enum ConnectorUse
    {
        Free,
        /// <summary>A cable is plugged or a transaction is under way.</summary>
        Occupied,
        Unavailable,
        Faulted,
    }

    /// <summary>Whether a reservation allows an id to begin a transaction.</summary>
    public enum ReservationMatch
    {
        /// <summary>Nothing is reserved: everyone may.</summary>
        NotReserved,
        /// <summary>The id or its parent is the one reserved for: a transaction ends the reservation.</summary>
        ForThisId,
        ForAnotherId,
    }

    /// <summary>Why a reservation ended, for the log.</summary>
    public enum ReservationEnd
    {
        None,
        Expired,
        Faulted,
        Unavailable,
        Cancelled,
        Used,
    }
}
