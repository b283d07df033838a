using System.Text;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    /// <summary>
    /// A charge point with a central system that answers as it is told. It is stepped only when it asks for that
    /// or a message has come.
    /// </summary>
    internal sealed class Rig : IWallClock
    {
        private const long Midnight = 1767225600000;
        private const int AnswerMs = 20;

        public readonly LogFlash Flash = new LogFlash();
        public ScriptLink Link = new ScriptLink();
        public ConfigurationStore Keys;
        public ConnectorInputs In;
        public ChargePoint Point;
        public TransactionLog Log;
        public LineLog Told;

        /// <summary>Time since the boot, in ms.</summary>
        public long Now;

        /// <summary>Messages of transactions that were sent: a letter and the values of the payload; of a time only the time of day, of a measurand three letters.</summary>
        public string Sent = "";

        /// <summary>The same messages as a letter and the time in ms since the boot, with the statuses of connector 1 between them.</summary>
        public string Trail = "";

        /// <summary>
        /// How the next messages of transactions are answered: A accepted, E a CALLERROR, S no answer, L the link ends, B an invalid
        /// answer, I the id is not valid, P accepted with a parent. Further messages are accepted.
        /// </summary>
        public string Replies = "";

        /// <summary>The parent that an answer P has.</summary>
        public string Parent = "PARENT";

        /// <summary>Authorize is answered with this; null for no answer.</summary>
        public string Authorization = "Accepted";

        /// <summary>The clock can be set; else it stays unknown.</summary>
        public bool TellsTime = true;

        /// <summary>Sent holds whole payloads instead of their values.</summary>
        public bool Whole;

        /// <summary>HeartbeatInterval in seconds.</summary>
        public int Beats;
        public int BeatS = 86400;

        /// <summary>Only transactions are kept on flash.</summary>
        public bool KeepsLittle;

        /// <summary>The charge point has smart charging and reservations.</summary>
        public bool HasProfiles;

        /// <summary>Why the device restarted by itself before the next boot; null for a power loss.</summary>
        public string CutBy;

        /// <summary>Turns that were made so far.</summary>
        public int Steps;

        /// <summary>Answers to calls of the central system.</summary>
        public string Answers = "";

        private long _bootUtcMs = Midnight;
        private int _ids = 1000;

        public Rig()
        {
            Keys = NewKeys();
            Keys.Set("MeterValuesSampledData", "Energy.Active.Import.Register");
            Keys.Set("MeterValueSampleInterval", "0");
        }

        public bool IsKnown { get; private set; }

        public long UtcNowMs => _bootUtcMs + Now + Off;

        /// <summary>The clock is set back or forward by so many ms.</summary>
        public long Off { get; set; }

        public void Set(long utcMs) => IsKnown = TellsTime;

        /// <summary>Boots on the same flash.</summary>
        public Rig Boot() => Boot(true);

        /// <param name="reachable">The central system can be reached and accepts.</param>
        public Rig Boot(bool reachable)
        {
            long register = In == null ? 100 : In.RegisterWh;
            bool plugged = In != null && In.Plugged;
            In = new ConnectorInputs();
            In.RegisterWh = register;
            In.Plugged = plugged;
            In.Energy = EnergyState.Charging;
            _bootUtcMs += Now;
            Now = 1007;
            IsKnown = false;
            Link = new ScriptLink();
            Link.State = LinkState.Closed;
            Link.Reachable = reachable;
            Told = new LineLog();
            Keys = NewKeys();
            Log = new TransactionLog(Flash, new Crc32(), Told);
            Point = new ChargePoint(new ChargePointOptions(), Link, new ReconnectPolicy(new CountingRandom()), Log, this, new CountingRandom(), Told, Keys);
            if (!KeepsLittle) Point.KeepIn(Flash, new Crc32());
            if (HasProfiles) Point.Add(new ProfileCalls(Flash, new Crc32(), Keys, 8000, 100_000));
            Point.Transactions.CutBy = CutBy;
            LinkTarget target = new LinkTarget();
            target.Host = "10.0.0.1";
            Point.Connect(target, Now);
            return Run(2000);
        }

        /// <summary>A call of the central system.</summary>
        public Rig Call(string action, string payload)
        {
            Link.Receive("[2,\"c\",\"" + action + "\"," + payload + "]");
            return Run(100);
        }

        /// <summary>Boots, plugs and presents an id that is accepted.</summary>
        public Rig Charge()
        {
            Boot();
            In.Plugged = true;
            Check.Null(Point.RequestStart("TAG", false));
            return Run(1000);
        }

        public Rig Run(long ms)
        {
            long end = Now + ms;
            for (int steps = 0; ; steps++)
            {
                Check.True(steps < 100_000);
                Point.Step(Now, In);
                Steps++;
                Answer();
                long next = Link.HasNews(Now) ? Now + AnswerMs : Point.DueMs;
                Check.True(next > Now);
                if (next > end) break;
                Now = next;
            }
            Now = end;
            return this;
        }

        /// <summary>Messages that were sent since the last call.</summary>
        public string TakeTrail()
        {
            string trail = Trail;
            Trail = Sent = "";
            return trail;
        }

        public string TakeSent()
        {
            string sent = Sent;
            Trail = Sent = "";
            return sent;
        }

        private ConfigurationStore NewKeys() => new ConfigurationStore(Flash, new Crc32(), new LineLog(), new OcppKeyTable(), null);

        private void Answer()
        {
            for (string text = Link.Take(); text != null; text = Link.Take())
            {
                if (text[1] != '2')
                {
                    Answers += text;
                    continue;
                }
                string[] parts = text.Split('"');
                string id = parts[1];
                string action = parts[3];
                // The payload: after [2,"id","action", and before the last ].
                string payload = text.Substring(id.Length + action.Length + 9, text.Length - id.Length - action.Length - 10);
                if (action == "StatusNotification" && payload.IndexOf("\"connectorId\":1") > 0) Trail += parts[IndexOf(parts, "status") + 2] + " ";
                bool ofTransaction = action == "StartTransaction" || action == "MeterValues" || action == "StopTransaction";
                if (ofTransaction) Note(action, payload);
                string answer = ofTransaction ? Reply(action) : Usual(action);
                if (answer == "L") Link.End();
                else if (answer == "E") Link.Receive("[4,\"" + id + "\",\"InternalError\",\"\",{}]");
                else if (answer != null) Link.Receive("[3,\"" + id + "\"," + answer + "]");
            }
        }

        private void Note(string action, string payload)
        {
            string letter = action == "StartTransaction" ? "S" : action == "MeterValues" ? "M" : "E";
            Trail += letter + Now + " ";
            Sent += letter;
            if (Whole) Sent += payload + "|";
            if (Whole) return;
            string[] parts = payload.Split('"');
            for (int i = 1; i + 1 < parts.Length; i++)
            {
                string value = parts[i + 1];
                if (value == ":") Sent += " " + Brief(parts[i], parts[i + 2]);
                else if (value.Length > 1 && value[0] == ':' && value[1] != '[' && parts[i] != "connectorId") Sent += " " + value.Substring(1, value.Length - 2);
            }
            Sent += "|";
        }

        private static string Brief(string key, string value)
        {
            if (key == "timestamp") Check.True(value.StartsWith("2026-01-0") || value.StartsWith("2025-12-31"));
            if (key == "timestamp") return value.Substring(11, 12);
            return key == "measurand" ? value.Substring(0, 3) : key == "unit" ? "" : value;
        }

        private string Reply(string action)
        {
            char reply = Replies.Length == 0 ? 'A' : Replies[0];
            if (Replies.Length > 0) Replies = Replies.Substring(1);
            switch (reply)
            {
                case 'S': return null;
                case 'E': return "E";
                case 'L': return "L";
                case 'B': return "{\"transactionId\":5}";
            }
            if (action != "StartTransaction") return action == "StopTransaction" && reply == 'I' ? "{\"idTagInfo\":{\"status\":\"Blocked\"}}" : "{}";
            return "{\"idTagInfo\":{\"status\":\"" + (reply == 'I' ? "Invalid" : "Accepted") + "\"" + (reply == 'P' ? ",\"parentIdTag\":\"" + Parent + "\"" : "") + "},\"transactionId\":" + ++_ids + "}";
        }

        private string Usual(string action)
        {
            if (action == "BootNotification" || action == "Heartbeat")
            {
                if (action == "Heartbeat") Beats++;
                byte[] time = new byte[Iso8601.Length];
                Iso8601.Format(_bootUtcMs + Now, time, 0);
                string now = Encoding.UTF8.GetString(time, 0, time.Length);
                return action == "Heartbeat" ? "{\"currentTime\":\"" + now + "\"}" : "{\"status\":\"Accepted\",\"currentTime\":\"" + now + "\",\"interval\":" + BeatS + "}";
            }
            if (action != "Authorize") return "{}";
            return Authorization == null ? null : "{\"idTagInfo\":{\"status\":\"" + Authorization + "\"}}";
        }

        private static int IndexOf(string[] parts, string word)
        {
            for (int i = 0; i < parts.Length; i++)
                if (parts[i] == word) return i;
            return -1;
        }
    }
}
