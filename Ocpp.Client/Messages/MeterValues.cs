using Ocpp.Client.Configuration;
using Ocpp.Client.Queue;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>
    /// MeterValues (S 6.31): one value of each wanted measurand that was measured. Numbers are fixed-point text (S 7.43);
    /// unit and context are always written.
    /// </summary>
    public static class MeterValues
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "MeterValues";

        // Each fragment ends where the next number begins: few long fragments, since a call costs more than its bytes.
        private const string First = ",\"sampledValue\":[{\"value\":\"";
        private const string Next = "},{\"value\":\"";
        private const string Periodic = "\",\"context\":\"Sample.Periodic\"";
        private const string Energy = ",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"" + Next;
        private const string Power = ",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"" + Next;
        private const string Voltage = ",\"measurand\":\"Voltage\",\"unit\":\"V\"" + Next;
        private const string Current = ",\"measurand\":\"Current.Import\",\"unit\":\"A\"" + Next;
        private const string Offered = ",\"measurand\":\"Current.Offered\",\"unit\":\"A\"" + Next;
        private const string StateOfCharge = ",\"measurand\":\"SoC\",\"unit\":\"Percent\"" + Next;
        private const string Temperature = ",\"measurand\":\"Temperature\",\"unit\":\"Celsius\"" + Next;

        /// <summary>Writes the payload of the request with one MeterValue, at <paramref name="utcMs"/>.</summary>
        /// <param name="wanted">Bits of <see cref="Measurands"/>.</param>
        /// <param name="hasTransaction">False: no transactionId (a triggered value outside a transaction).</param>
        public static void Write(JsonWriter w, int connectorId, bool hasTransaction, int transactionId, TransactionRecord r, int wanted, long utcMs, byte[] work)
        {
            w.Raw("{\"connectorId\":");
            w.Fixed(connectorId, 0);
            if (hasTransaction)
            {
                w.Raw(",\"transactionId\":");
                w.Fixed(transactionId, 0);
            }
            w.Raw(",\"meterValue\":[");
            WriteOne(w, r, wanted, utcMs, work);
            w.Raw("]}");
        }

        /// <summary>One MeterValue (S 7.33): in a StopTransaction's transactionData too.</summary>
        public static void WriteOne(JsonWriter w, TransactionRecord r, int wanted, long utcMs, byte[] work)
        {
            w.Raw("{\"timestamp\":");
            Iso8601.Write(w, utcMs, work);
            w.Raw(First);
            string context = r.Detail == ReadingContexts.Periodic ? null : ReadingContexts.Word(r.Detail);
            if (r.PowerW < 0) wanted &= ~Measurands.Power;
            if (r.VoltageCentiV < 0) wanted &= ~Measurands.Voltage;
            if (r.CurrentCentiA < 0) wanted &= ~Measurands.Current;
            if (r.OfferedCentiA < 0) wanted &= ~Measurands.Offered;
            if (r.SocDeciPercent < 0) wanted &= ~Measurands.StateOfCharge;
            if (r.TemperatureDeciC == short.MinValue) wanted &= ~Measurands.Temperature;
            // A list may not be empty, and the energy is what is billed.
            if (wanted == 0) wanted = Measurands.Energy;
            // No method per value: a call costs more than its bytes.
            if ((wanted & Measurands.Energy) != 0)
            {
                w.Fixed(r.RegisterWh, 0);
                if (context == null) w.Raw(Periodic + Energy);
                else Tail(w, context, Energy);
            }
            if ((wanted & Measurands.Power) != 0)
            {
                w.Fixed(r.PowerW, 0);
                if (context == null) w.Raw(Periodic + Power);
                else Tail(w, context, Power);
            }
            if ((wanted & Measurands.Voltage) != 0)
            {
                w.Fixed(r.VoltageCentiV, 2);
                if (context == null) w.Raw(Periodic + Voltage);
                else Tail(w, context, Voltage);
            }
            if ((wanted & Measurands.Current) != 0)
            {
                w.Fixed(r.CurrentCentiA, 2);
                if (context == null) w.Raw(Periodic + Current);
                else Tail(w, context, Current);
            }
            if ((wanted & Measurands.Offered) != 0)
            {
                w.Fixed(r.OfferedCentiA, 2);
                if (context == null) w.Raw(Periodic + Offered);
                else Tail(w, context, Offered);
            }
            if ((wanted & Measurands.StateOfCharge) != 0)
            {
                w.Fixed(r.SocDeciPercent, 1);
                if (context == null) w.Raw(Periodic + StateOfCharge);
                else Tail(w, context, StateOfCharge);
            }
            if ((wanted & Measurands.Temperature) != 0)
            {
                w.Fixed(r.TemperatureDeciC, 1);
                if (context == null) w.Raw(Periodic + Temperature);
                else Tail(w, context, Temperature);
            }
            // The last fragment has begun another value: remove that.
            w.Truncate(w.Count - Next.Length + 1);
            w.Raw("]}");
        }

        /// <summary>Writes what follows a number when the context is not Sample.Periodic.</summary>
        private static void Tail(JsonWriter w, string context, string tail)
        {
            w.Raw("\",\"context\":\"");
            w.Raw(context);
            w.Byte('"');
            w.Raw(tail);
        }
    }
}
