using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// The JSON texts that travel as <c>data</c> of the vendor's DataTransfers (charger-can, "Vendor messages"), put together in
    /// one buffer. Numbers are fixed-point; what is not known is left out.
    /// </summary>
    public sealed class VendorMessages
    {
        public const string VehicleInfoId = "VehicleInfo";
        public const string SessionSummaryId = "SessionSummary";
        public const string BmsAlertId = "BMSAlert";
        private const int Room = 320;
        private const int MsPerMinute = 60000;

        private bool _first;

        public TextBuffer Text { get; } = new TextBuffer(Room);

        /// <summary>soc in %, maxCurrent in A, model, range in km.</summary>
        public TextBuffer VehicleInfo(ChargerSnapshot charger)
        {
            Begin();
            if (charger.SocDeciPercent >= 0) Key("soc").AppendFixed(charger.SocDeciPercent, 1);
            if (charger.BmsLimitMa >= 0) Key("maxCurrent").AppendFixed(charger.BmsLimitMa / 100, 1);
            if (charger.VehicleModel > 0) Key("model").Append('"').Append(Terminal.StatusBlock.VehicleName(charger.VehicleModel)).Append('"');
            if (charger.RangeDeciKm >= 0) Key("range").AppendFixed(charger.RangeDeciKm, 1);
            return End();
        }

        /// <summary>finalSoc in %, energyDelivered in Wh, durationMinutes.</summary>
        public TextBuffer SessionSummary(int socDeciPercent, long energyWh, long durationMs)
        {
            Begin();
            if (socDeciPercent >= 0) Key("finalSoc").AppendFixed(socDeciPercent, 1);
            Key("energyDelivered").Append(energyWh);
            Key("durationMinutes").Append(durationMs / MsPerMinute);
            return End();
        }

        /// <summary>alertType, message and an ISO 8601 timestamp.</summary>
        public TextBuffer BmsAlert(string type, string message, string timestamp)
        {
            Begin();
            Quoted("alertType", type);
            Quoted("message", message);
            if (timestamp != null) Quoted("timestamp", timestamp);
            return End();
        }

        private void Begin()
        {
            Text.Clear();
            Text.Append('{');
            _first = true;
        }

        private TextBuffer End()
        {
            return Text.Append('}');
        }

        private TextBuffer Key(string name)
        {
            if (!_first) Text.Append(',');
            _first = false;
            return Text.Append('"').Append(name).Append("\":");
        }

        /// <summary>Texts of our own tables: they hold neither quotes nor control characters.</summary>
        private void Quoted(string name, string value)
        {
            Key(name).Append('"').Append(value).Append('"');
        }
    }
}
