using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware.Page
{
    /// <summary>The page: one table, no script, nothing from elsewhere; it loads itself anew. The firmware's own texts are ASCII without HTML's characters.</summary>
    public static class StatusHtml
    {
        /// <summary>Bytes of the page at most.</summary>
        public const int MostBytes = 2048;

        private const int SecondsPerMinute = 60;
        private const int SecondsPerHour = 3600;
        private const int SecondsPerDay = 86400;

        /// <summary>Writes the page; what does not fit makes the writer overflow.</summary>
        public static void Write(PageFacts facts, JsonWriter into)
        {
            string connector = facts.Connector.Length == 0 ? "starting" : facts.Connector;
            into.Raw("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
            into.Raw("<meta http-equiv=\"refresh\" content=\"5\"><title>Charger: ");
            into.Raw(connector);
            into.Raw("</title><style>body{font:1em sans-serif;margin:1em}th{text-align:left;padding:.2em 1em .2em 0}</style><h1>");
            into.Raw(connector);
            into.Raw("</h1><table>");
            Charge(facts, into);
            Row(into, "Central system", PhaseName(facts.Phase));
            Row(into, "Registration", facts.Registration);
            Number(into, "Messages waiting", facts.Queued, "");
            Fault(facts, into);
            Head(into, "Firmware");
            Foreign(into, facts.Version);
            Uptime(facts.UptimeS, into);
            Number(into, "Heap free", facts.HeapFree, " bytes");
            Number(into, "Heap lowest", facts.HeapLowest, " bytes");
            into.Raw("</table><p><a href=\"/health\">Health as JSON</a></html>");
        }

        private static void Charge(PageFacts facts, JsonWriter into)
        {
            Row(into, "Output", facts.OutputOn ? "on" : "off");
            Number(into, "Power", facts.PowerW, " W");
            if (facts.Running) Number(into, "Energy of the session", facts.EnergyWh, " Wh");
            else Row(into, "Energy of the session", "no session");
            Row(into, "Vehicle", facts.Plugged ? "plugged in" : "none");
            if (facts.SocDeciPercent == PageFacts.Unknown) return;
            Head(into, "State of charge");
            into.Fixed(facts.SocDeciPercent, 1);
            into.Raw(" %");
        }

        private static void Fault(PageFacts facts, JsonWriter into)
        {
            Head(into, "Fault");
            if (facts.FaultNumber == 0)
            {
                into.Raw("none");
                return;
            }
            into.Number(facts.FaultNumber);
            into.Raw(": ");
            into.Raw(facts.FaultText);
        }

        private static void Uptime(long seconds, JsonWriter into)
        {
            Head(into, "Uptime");
            into.Number(seconds / SecondsPerDay);
            into.Raw(" d ");
            into.Number(seconds % SecondsPerDay / SecondsPerHour);
            into.Raw(" h ");
            into.Number(seconds % SecondsPerHour / SecondsPerMinute);
            into.Raw(" min");
        }

        private static void Row(JsonWriter into, string name, string value)
        {
            Head(into, name);
            into.Raw(value.Length == 0 ? "-" : value);
        }

        private static void Number(JsonWriter into, string name, long value, string unit)
        {
            Head(into, name);
            if (value == PageFacts.Unknown)
            {
                into.Byte('-');
                return;
            }
            into.Number(value);
            into.Raw(unit);
        }

        private static void Head(JsonWriter into, string name)
        {
            into.Raw("<tr><th>");
            into.Raw(name);
            into.Raw("<td>");
        }

        /// <summary>Text that is not the firmware's own: what HTML would read otherwise, and all but ASCII, becomes a question mark.</summary>
        private static void Foreign(JsonWriter into, string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                into.Byte(c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' ? '?' : c);
            }
        }

        private static string PhaseName(LinkPhase phase)
        {
            switch (phase)
            {
                case LinkPhase.Idle: return "not connected yet";
                case LinkPhase.Resolving: return "looking up the name";
                case LinkPhase.Connecting: return "connecting";
                case LinkPhase.TlsHandshake: return "TLS handshake";
                case LinkPhase.UpgradeSent: return "WebSocket handshake";
                case LinkPhase.ReadingHeader:
                case LinkPhase.ReadingPayload: return "connected";
                case LinkPhase.Closing: return "closing";
                case LinkPhase.Closed: return "disconnected";
                default: return "connection failed";
            }
        }
    }
}
