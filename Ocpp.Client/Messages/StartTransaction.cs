using Ocpp.Client.Authorization;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>StartTransaction (S 6.45, 6.46).</summary>
    public static class StartTransaction
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "StartTransaction";

        /// <summary>Writes the payload of the request; <paramref name="idTag"/> has at most 20 characters.</summary>
        /// <param name="reservationId">The reservation that it ends, any integer; left out unless <paramref name="hasReservation"/>.</param>
        public static void Write(JsonWriter w, int connectorId, string idTag, long meterStartWh, bool hasReservation, int reservationId, long utcMs, byte[] work)
        {
            w.Raw("{\"connectorId\":");
            w.Number(connectorId);
            w.Text(",\"idTag\":", idTag);
            w.Raw(",\"meterStart\":");
            w.Number(meterStartWh);
            if (hasReservation)
            {
                w.Raw(",\"reservationId\":");
                w.Number(reservationId);
            }
            w.Raw(",\"timestamp\":");
            Iso8601.Write(w, utcMs, work);
            w.Byte('}');
        }

        /// <summary>Reads what the answer says of the id, and the transactionId, any integer (rule 31); false when one of them is missing.</summary>
        public static bool ReadAnswer(PayloadReader r, RpcFrame frame, IdTagInfo into, out int transactionId)
        {
            bool hasInfo = false, hasId = false;
            transactionId = -1;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("idTagInfo"))
                {
                    hasInfo = into.Read(r, false);
                }
                else if (r.NameIs("transactionId"))
                {
                    transactionId = r.Whole();
                    hasId = true;
                }
            }
            if (r.IsGood && !hasInfo) r.Missing("idTagInfo");
            if (r.IsGood && !hasId) r.Missing("transactionId");
            return r.IsGood;
        }
    }
}
