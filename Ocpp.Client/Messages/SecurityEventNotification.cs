using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>SecurityEventNotification (W 6.15, 6.16). Its answer is empty.</summary>
    public static class SecurityEventNotification
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "SecurityEventNotification";

        /// <summary>Writes the payload of the request.</summary>
        /// <param name="type">A word of W's list of security events, at most 50 characters.</param>
        /// <param name="techInfo">At most 255 characters; empty to leave it out.</param>
        public static void Write(JsonWriter w, string type, long utcMs, string techInfo, byte[] work)
        {
            w.Raw("{\"type\":\"");
            w.Raw(type);
            w.Raw("\",\"timestamp\":");
            Iso8601.Write(w, utcMs, work);
            if (techInfo.Length > 0) w.Text(",\"techInfo\":", techInfo);
            w.Byte('}');
        }
    }
}
