using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>StatusNotification (S 6.47).</summary>
    public static class StatusNotification
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "StatusNotification";

        /// <summary>Writes the payload of the request.</summary>
        /// <param name="errorCode">ChargePointErrorCode, NoError where there is none.</param>
        /// <param name="info">At most 50 characters; null to leave it out, as the vendor's code.</param>
        /// <param name="utcMs">0 to leave the time out: the clock is not known.</param>
        public static void Write(JsonWriter w, int connectorId, string errorCode, string info, string status, long utcMs, string vendorCode, byte[] work)
        {
            w.Raw("{\"connectorId\":");
            w.Number(connectorId);
            w.Raw(",\"errorCode\":\"");
            w.Raw(errorCode);
            w.Raw("\",\"status\":\"");
            w.Raw(status);
            w.Byte('"');
            if (info != null) w.Text(",\"info\":", info.Length > 50 ? info.Substring(0, 50) : info);
            if (vendorCode != null) w.Text(",\"vendorErrorCode\":", vendorCode.Length > 50 ? vendorCode.Substring(0, 50) : vendorCode);
            if (utcMs > 0)
            {
                w.Raw(",\"timestamp\":");
                Iso8601.Write(w, utcMs, work);
            }
            w.Byte('}');
        }
    }
}
