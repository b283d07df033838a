using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ReserveNow (S 6.37, 6.38).</summary>
    public sealed class ReserveNow
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "ReserveNow";

        private const int MaxId = 20;

        /// <summary>The connector to reserve; 0 for any.</summary>
        public int ConnectorId;
        /// <summary>The central system's number of the reservation, any integer.</summary>
        public int ReservationId;

        /// <summary>UTC in ms.</summary>
        public long ExpiryMs;
        /// <summary>The id that may use it, at most 20 characters.</summary>
        public string IdTag;

        /// <summary>Empty where it is not given.</summary>
        public string ParentIdTag;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public bool Read(PayloadReader r, RpcFrame frame)
        {
            bool hasConnector = false, hasReservation = false, hasExpiry = false;
            IdTag = null;
            ParentIdTag = "";
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("connectorId"))
                {
                    ConnectorId = r.Count();
                    hasConnector = true;
                }
                else if (r.NameIs("reservationId"))
                {
                    ReservationId = r.Whole();
                    hasReservation = true;
                }
                else if (r.NameIs("expiryDate"))
                {
                    ExpiryMs = r.Time();
                    hasExpiry = true;
                }
                else if (r.NameIs("idTag"))
                {
                    IdTag = r.Text(MaxId);
                }
                else if (r.NameIs("parentIdTag"))
                {
                    ParentIdTag = r.Text(MaxId);
                }
            }
            if (!r.IsGood) return false;
            if (!hasConnector) return r.Missing("connectorId");
            if (!hasExpiry) return r.Missing("expiryDate");
            if (IdTag == null) return r.Missing("idTag");
            return hasReservation || r.Missing("reservationId");
        }
    }
}
