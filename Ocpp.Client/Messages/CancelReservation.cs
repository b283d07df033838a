using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>CancelReservation (S 6.5, 6.6). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class CancelReservation
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "CancelReservation";

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
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
