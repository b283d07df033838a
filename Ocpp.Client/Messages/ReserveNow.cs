using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ReserveNow (S 6.37, 6.38).</summary>
    public sealed class ReserveNow
    {
        public const string Action = "ReserveNow";

        private const int MaxId = 20;

        public int ConnectorId;
        public int ReservationId;

        /// <summary>UTC in ms.</summary>
        public long ExpiryMs;
        public string IdTag;

        /// <summary>Empty where it is not given.</summary>
        public string ParentIdTag;

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
