using Ocpp.Client.Authorization;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>StopTransaction (S 6.49, 6.50).</summary>
    public static class StopTransaction
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "StopTransaction";

        /// <summary>Writes all but the values and the end of the object.</summary>
        /// <param name="idTag">Empty to leave it out.</param>
        public static void Write(JsonWriter w, int transactionId, string idTag, long meterStopWh, string reason, long utcMs, byte[] work)
        {
            w.Raw("{\"transactionId\":");
            w.Number(transactionId);
            if (idTag.Length > 0) w.Text(",\"idTag\":", idTag);
            w.Raw(",\"meterStop\":");
            w.Number(meterStopWh);
            w.Raw(",\"reason\":\"");
            w.Raw(reason);
            w.Raw("\",\"timestamp\":");
            Iso8601.Write(w, utcMs, work);
        }

        /// <summary>The transactionData's beginning: one <see cref="MeterValues.WriteOne"/> or more and a ']' follow.</summary>
        public static void BeginData(JsonWriter w) => w.Raw(",\"transactionData\":[");

        /// <summary>True when the answer has an idTagInfo, which is optional.</summary>
        public static bool ReadAnswer(PayloadReader r, RpcFrame frame, IdTagInfo into)
        {
            bool has = false;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("idTagInfo")) has = into.Read(r, false);
            return r.IsGood && has;
        }
    }
}
