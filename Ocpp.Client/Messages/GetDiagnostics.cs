using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>GetDiagnostics (S 6.25, 6.26) and GetLog (W): where to upload which lines.</summary>
    public sealed class GetDiagnostics
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "GetDiagnostics";
        /// <summary>The action of GetLog as a CALL names it.</summary>
        public const string LogAction = "GetLog";

        private const int MaxLocation = 512;
        private const int Word = 50;

        /// <summary>URL of a directory, at most 512 characters.</summary>
        public string Location { get; private set; }

        /// <summary>Attempts in all; -1 where not given.</summary>
        public int Retries { get; private set; }

        /// <summary>Seconds between attempts; -1 where not given.</summary>
        public int RetryIntervalS { get; private set; }

        /// <summary>UTC in ms; 0 for the oldest.</summary>
        public long FromMs { get; private set; }

        /// <summary>UTC in ms; <see cref="long.MaxValue"/> for the latest.</summary>
        public long ToMs { get; private set; }

        /// <summary>Always DiagnosticsLog for GetDiagnostics.</summary>
        public LogKind Kind { get; private set; }

        /// <summary>The id that LogStatusNotification carries.</summary>
        public int RequestId { get; private set; }

        /// <summary>Reads the payload of GetDiagnostics; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public bool Read(PayloadReader r, RpcFrame frame)
        {
            Begin(r, frame);
            while (r.NextMember())
            {
                if (r.NameIs("location")) Location = r.Text(MaxLocation);
                else if (r.NameIs("startTime")) FromMs = r.Time();
                else if (r.NameIs("stopTime")) ToMs = r.Time();
                else ReadRetries(r);
            }
            return r.IsGood && (Location != null || r.Missing("location"));
        }

        /// <summary>The payload of GetLog.</summary>
        public bool ReadLog(PayloadReader r, RpcFrame frame)
        {
            bool hasKind = false, hasId = false, hasLog = false;
            Begin(r, frame);
            while (r.NextMember())
            {
                if (r.NameIs("logType"))
                {
                    string word = r.Text(Word);
                    Kind = word == "SecurityLog" ? LogKind.SecurityLog : LogKind.DiagnosticsLog;
                    hasKind = word == "SecurityLog" || word == "DiagnosticsLog" || r.NotOneOf(word);
                }
                else if (r.NameIs("requestId"))
                {
                    RequestId = r.Whole();
                    hasId = true;
                }
                else if (r.NameIs("log"))
                {
                    hasLog = ReadParameters(r);
                }
                else
                {
                    ReadRetries(r);
                }
            }
            if (!r.IsGood) return false;
            if (!hasKind) return r.Missing("logType");
            if (!hasId) return r.Missing("requestId");
            return hasLog || r.Missing("log");
        }

        /// <summary>The payload of the answer to GetDiagnostics; empty where there is no file (rule 71).</summary>
        public static void WriteAnswer(JsonWriter w, string fileName)
        {
            if (fileName == null)
            {
                w.Raw("{}");
                return;
            }
            w.Text("{\"fileName\":", fileName);
            w.Byte('}');
        }

        /// <summary>The payload of the answer to GetLog, whose member is spelt filename (W).</summary>
        public static void WriteLogAnswer(JsonWriter w, RequestAnswer answer, string fileName)
        {
            w.Text("{\"status\":", SignedUpdateFirmware.Word(answer));
            if (fileName != null) w.Text(",\"filename\":", fileName);
            w.Byte('}');
        }

        private void Begin(PayloadReader r, RpcFrame frame)
        {
            Location = null;
            Retries = RetryIntervalS = -1;
            FromMs = 0;
            ToMs = long.MaxValue;
            Kind = LogKind.DiagnosticsLog;
            RequestId = 0;
            r.Begin(frame);
        }

        private void ReadRetries(PayloadReader r)
        {
            if (r.NameIs("retries")) Retries = r.Count();
            else if (r.NameIs("retryInterval")) RetryIntervalS = r.Count();
        }

        private bool ReadParameters(PayloadReader r)
        {
            if (!r.Enter(JsonToken.ObjectStart)) return false;
            while (r.NextMember())
            {
                if (r.NameIs("remoteLocation")) Location = r.Text(MaxLocation);
                else if (r.NameIs("oldestTimestamp")) FromMs = r.Time();
                else if (r.NameIs("latestTimestamp")) ToMs = r.Time();
            }
            return r.IsGood && (Location != null || r.Missing("log.remoteLocation"));
        }
    }
}
