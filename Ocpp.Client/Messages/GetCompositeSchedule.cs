using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>GetCompositeSchedule (S 6.21, 6.22). Without a unit this charger answers in W (rule 67).</summary>
    public static class GetCompositeSchedule
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "GetCompositeSchedule";

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, out int connectorId, out int durationS, out ChargingRateUnit unit)
        {
            bool hasConnector = false, hasDuration = false;
            connectorId = durationS = 0;
            unit = ChargingRateUnit.W;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("connectorId"))
                {
                    connectorId = r.Count();
                    hasConnector = true;
                }
                else if (r.NameIs("duration"))
                {
                    durationS = r.Count();
                    hasDuration = true;
                }
                else if (r.NameIs("chargingRateUnit"))
                {
                    ChargingProfileFields.TryUnit(r, out unit);
                }
            }
            if (!r.IsGood) return false;
            if (!hasConnector) return r.Missing("connectorId");
            return hasDuration || r.Missing("duration");
        }

        /// <summary>The payload of an accepted answer; startSchedule is left out (rule 68).</summary>
        /// <param name="work">Room for a time, as <see cref="Iso8601.Write"/> wants it.</param>
        public static void WriteAnswer(JsonWriter w, CompositeSchedule schedule, byte[] work)
        {
            w.Raw("{\"status\":\"Accepted\",\"connectorId\":");
            w.Number(schedule.ConnectorId);
            w.Raw(",\"scheduleStart\":");
            Iso8601.Write(w, schedule.StartMs, work);
            w.Raw(",\"chargingSchedule\":{\"duration\":");
            w.Number(schedule.DurationS);
            w.Raw(",\"chargingRateUnit\":\"");
            w.Byte(schedule.Unit == ChargingRateUnit.W ? 'W' : 'A');
            w.Raw("\",\"chargingSchedulePeriod\":[");
            for (int i = 0; i < schedule.Periods; i++)
            {
                w.Raw(i > 0 ? ",{\"startPeriod\":" : "{\"startPeriod\":");
                w.Number(schedule.PeriodStartS[i]);
                w.Raw(",\"limit\":");
                w.Fixed(schedule.PeriodLimit[i], 1);
                w.Byte('}');
            }
            w.Raw("]}}");
        }
    }
}
