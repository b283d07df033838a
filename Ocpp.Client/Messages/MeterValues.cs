using Ocpp.Client.Configuration;
using Ocpp.Client.Queue;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>
    /// MeterValues (S 6.31): one value of each wanted measurand that was measured. Numbers are fixed-point text (S 7.43);
    /// unit and context are always said.
    /// </summary>
    public static class MeterValues
    {
        public const string Action = "MeterValues";

        /// <param name="measurands">Comma-separated, as MeterValuesSampledData has it.</param>
        /// <param name="hasTransaction">False: no transactionId (a triggered value outside a transaction).</param>
        public static void Write(JsonWriter w, int connectorId, bool hasTransaction, int transactionId, TransactionRecord r, string measurands, long utcMs, byte[] work)
        {
            w.Raw("{\"connectorId\":");
            w.Number(connectorId);
            if (hasTransaction)
            {
                w.Raw(",\"transactionId\":");
                w.Number(transactionId);
            }
            w.Raw(",\"meterValue\":[");
            WriteOne(w, r, measurands, utcMs, work);
            w.Raw("]}");
        }

        /// <summary>One MeterValue (S 7.33): in a StopTransaction's transactionData too.</summary>
        public static void WriteOne(JsonWriter w, TransactionRecord r, string measurands, long utcMs, byte[] work)
        {
            w.Raw("{\"timestamp\":");
            Iso8601.Write(w, utcMs, work);
            w.Raw(",\"sampledValue\":[");
            int from = w.Count;
            string context = ReadingContexts.Word(r.Detail);
            // The register is always there: a list may not be empty, and the energy is what is billed.
            bool all = measurands.Length == OcppKeyTable.Measurands.Length;
            if (all || Wants(measurands, "Energy.Active.Import.Register") || !AnyOther(measurands, r)) Value(w, from, r.RegisterWh, 0, context, ",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}");
            if (r.PowerW >= 0 && (all || Wants(measurands, "Power.Active.Import"))) Value(w, from, r.PowerW, 0, context, ",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}");
            if (r.VoltageCentiV >= 0 && (all || Wants(measurands, "Voltage"))) Value(w, from, r.VoltageCentiV, 2, context, ",\"measurand\":\"Voltage\",\"unit\":\"V\"}");
            if (r.CurrentCentiA >= 0 && (all || Wants(measurands, "Current.Import"))) Value(w, from, r.CurrentCentiA, 2, context, ",\"measurand\":\"Current.Import\",\"unit\":\"A\"}");
            if (r.OfferedCentiA >= 0 && (all || Wants(measurands, "Current.Offered"))) Value(w, from, r.OfferedCentiA, 2, context, ",\"measurand\":\"Current.Offered\",\"unit\":\"A\"}");
            if (r.SocDeciPercent >= 0 && (all || Wants(measurands, "SoC"))) Value(w, from, r.SocDeciPercent, 1, context, ",\"measurand\":\"SoC\",\"unit\":\"Percent\"}");
            if (r.TemperatureDeciC > short.MinValue && (all || Wants(measurands, "Temperature"))) Value(w, from, r.TemperatureDeciC, 1, context, ",\"measurand\":\"Temperature\",\"unit\":\"Celsius\"}");
            w.Raw("]}");
        }

        private static bool Wants(string measurands, string one) => KeyValue.Contains(measurands, one);

        private static bool AnyOther(string measurands, TransactionRecord r)
        {
            return (r.PowerW >= 0 && Wants(measurands, "Power.Active.Import")) || (r.VoltageCentiV >= 0 && Wants(measurands, "Voltage"))
                || (r.CurrentCentiA >= 0 && Wants(measurands, "Current.Import")) || (r.OfferedCentiA >= 0 && Wants(measurands, "Current.Offered"))
                || (r.SocDeciPercent >= 0 && Wants(measurands, "SoC")) || (r.TemperatureDeciC > short.MinValue && Wants(measurands, "Temperature"));
        }

        private static void Value(JsonWriter w, int first, long value, int scale, string context, string tail)
        {
            w.Raw(w.Count == first ? "{\"value\":\"" : ",{\"value\":\"");
            w.Fixed(value, scale);
            w.Raw("\",\"context\":\"");
            w.Raw(context);
            w.Byte('"');
            w.Raw(tail);
        }
    }
}
