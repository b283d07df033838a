using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>CancelReservation (S 6.7, 6.8). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class CancelReservation
    {
        public const string Action = "CancelReservation";

        public static bool Read(PayloadReader r, RpcFrame frame, out int reservationId)
        {
            bool hasReservation = false;
            reservationId = 0;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (!r.NameIs("reservationId")) continue;
                reservationId = r.Whole();
                hasReservation = true;
            }
            return r.IsGood && (hasReservation || r.Missing("reservationId"));
        }
    }
}
