using Charger.Can;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// The JSON texts that travel as <c>data</c> of the vendor's DataTransfers (charger-protocol.md, "Vendor messages"). Numbers are
    /// fixed-point; unknown values are left out. Each text is created when it is needed, then released.
    /// </summary>
    public static class VendorMessages
    {
        internal const string VehicleInfoId = "VehicleInfo";
        internal const string SessionSummaryId = "SessionSummary";
        internal const string BmsAlertId = "BMSAlert";
        private const int Room = 240;
        private const int MsPerMinute = 60000;

        /// <summary>soc in %, maxCurrent in A, model, range in km.</summary>
        public static JsonWriter VehicleInfo(ChargerSnapshot charger)
        {
            JsonWriter w = Begin();
            if (charger.SocDeciPercent >= 0) Fixed(w, "\"soc\":", charger.SocDeciPercent, 1);
            if (charger.BmsLimitMa >= 0) Fixed(w, "\"maxCurrent\":", charger.BmsLimitMa / 100, 1);
            if (charger.VehicleModel > 0) Text(w, "\"model\":", BmsProtocol.ModelName(charger.VehicleModel));
            if (charger.RangeDeciKm >= 0) Fixed(w, "\"range\":", charger.RangeDeciKm, 1);
            return End(w);
        }

        /// <summary>finalSoc in %, energyDelivered in Wh, durationMinutes.</summary>
        /// <param name="durationMs">-1 where it is not known.</param>
        public static JsonWriter SessionSummary(int socDeciPercent, long energyWh, long durationMs)
        {
            JsonWriter w = Begin();
            if (socDeciPercent >= 0) Fixed(w, "\"finalSoc\":", socDeciPercent, 1);
            Fixed(w, "\"energyDelivered\":", energyWh, 0);
            if (durationMs >= 0) Fixed(w, "\"durationMinutes\":", durationMs / MsPerMinute, 0);
            return End(w);
        }

        /// <summary>alertType, message and an ISO 8601 timestamp.</summary>
        public static JsonWriter BmsAlert(string type, string message, long utcMs)
        {
            JsonWriter w = Begin();
            Text(w, "\"alertType\":", type);
            Text(w, "\"message\":", message);
            Comma(w);
            w.Raw("\"timestamp\":");
            Iso8601.Write(w, utcMs, new byte[32]);
            return End(w);
        }

        private static JsonWriter Begin()
        {
            JsonWriter w = new JsonWriter(new byte[Room]);
            w.Byte('{');
            return w;
        }

        private static JsonWriter End(JsonWriter w)
        {
            w.Byte('}');
            return w;
        }

        private static void Comma(JsonWriter w)
        {
            if (w.Count > 1) w.Byte(',');
        }

        private static void Fixed(JsonWriter w, string name, long value, int scale)
        {
            Comma(w);
            w.Raw(name);
            w.Fixed(value, scale);
        }

        private static void Text(JsonWriter w, string name, string value)
        {
            Comma(w);
            w.Text(name, value);
        }
    }
}
