using System.Text;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Security
{
    /// <summary>
    /// Security events (W A04, rule 72): each is written to flash first, keeps the time at which it happened and
    /// is removed when the central system has answered. After a refusal or a time-out it is sent again, with growing pauses.
    /// </summary>
    public sealed class SecurityEvents : SessionPart
    {
        private const int RetryMs = 60000;
        private const int LongestRetryMs = 3600000;

        // Bits of _state, in one field: a field costs 12 bytes.
        private const int Unsettled = 1;
        private const int Exhausted = 2;
        private const int Malformed = 4;
        private const int Out = 8;

        private readonly FlashLines _log;
        private int _waiting;
        private int _attempts;
        private int _state;
        private long _nextMs;

        /// <summary>Part of the session from <see cref="ChargePoint.Add"/> on; <see cref="Started"/> comes after that.</summary>
        /// <param name="log">The security log, appended to by this part alone; null for none.</param>
        public SecurityEvents(FlashLines log)
        {
            _log = log;
        }

        /// <summary>Events that wait for the central system.</summary>
        public int Waiting => _waiting;

        /// <summary>
        /// The device has started: loads what an earlier boot left, and adds events for the start, for the restart that led to it
        /// and for a new firmware.
        /// </summary>
        /// <param name="reboot">Why the firmware restarted, or null when it was the supply.</param>
        public void Started(string version, string reboot)
        {
            byte[] text = Encoding.UTF8.GetBytes(version);
            uint crc = C.Crc.Compute(text, 0, text.Length);
            SecurityEventRecord record = Read();
            bool updated = record.Version != crc && record.Version != 0;
            record.Version = crc;
            record.Settle(0);
            _state |= Unsettled;
            if (updated) Add(record, SecurityEvent.FirmwareUpdated, version);
            if (reboot != null) Add(record, SecurityEvent.ResetOrReboot, reboot);
            Add(record, SecurityEvent.StartupOfTheDevice, version);
            Keep(record, SecurityEvent.StartupOfTheDevice);
        }

        /// <summary>Adds an event that happened now. It must not contain a secret.</summary>
        /// <param name="techInfo">The first 40 characters are kept; empty for none.</param>
        public override void Raise(int type, string techInfo)
        {
            C.Log.Write(LogLevel.Warning, LogSection.System, "security event " + SecurityEvent.Word(type) + ": " + techInfo);
            SecurityEventRecord record = Read();
            Add(record, type, techInfo);
            Keep(record, type);
        }

        /// <summary>Adds an event once each time the managed heap falls below its floor.</summary>
        public void WatchMemory(bool below, int freeBytes)
        {
            if (below == Is(Exhausted)) return;
            _state ^= Exhausted;
            if (below) Raise(SecurityEvent.MemoryExhaustion, freeBytes + " bytes free");
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (Is(Unsettled) && C.Clock.IsKnown && C.NowMs >= _nextMs)
            {
                SecurityEventRecord record = Read();
                record.Settle(C.Clock.UtcNowMs - C.NowMs);
                if (record.Save()) _state &= ~Unsettled;
                else _nextMs = C.NowMs + RetryMs;
            }
            // Once per boot: a sender of invalid messages must not wear out the flash.
            if (C.Rpc.Malformed == 0 || Is(Malformed)) return;
            _state |= Malformed;
            Raise(SecurityEvent.InvalidMessages, "a text that is no OCPP message");
        }

        /// <inheritdoc/>
        public override bool TrySend()
        {
            if (_waiting == 0 || Is(Unsettled) || !C.Rpc.CanCall || C.NowMs < _nextMs) return false;
            SecurityEventRecord record = Read();
            C.Rpc.BeginCall(SecurityEventNotification.Action);
            SecurityEventNotification.Write(C.Rpc.Writer, SecurityEvent.Word(record.Type), record.TimeMs, record.Text, C.Work);
            _state |= Out;
            return C.Rpc.EndCall(CallKind.SecurityEvent, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        /// <inheritdoc/>
        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != CallKind.SecurityEvent) return false;
            _state &= ~Out;
            if (how == RpcEvent.Answered)
            {
                SecurityEventRecord record = Read();
                record.RemoveOldest();
                _attempts = 0;
                // The event is still on flash: it is sent again, after a pause.
                if (!Keep(record, 0)) _nextMs = C.NowMs + RetryMs;
            }
            else if (how != RpcEvent.Lost)
            {
                long waitMs = ++_attempts * (long)RetryMs;
                _nextMs = C.NowMs + (waitMs < LongestRetryMs ? waitMs : LongestRetryMs);
            }
            return true;
        }

        private bool Is(int bit) => (_state & bit) != 0;

        /// <summary>Adds the event to the record, and a line to the security log: time, type, techInfo.</summary>
        private void Add(SecurityEventRecord record, int type, string techInfo)
        {
            bool known = C.Clock.IsKnown;
            if (!known) _state |= Unsettled;
            record.Add(type, known, known ? C.Clock.UtcNowMs : C.NowMs, techInfo, Is(Out));
            if (_log == null) return;
            if (known) Iso8601.Format(C.Clock.UtcNowMs, C.Work, 0);
            string time = known ? Encoding.UTF8.GetString(C.Work, 0, Iso8601.Length) : "boot+" + C.NowMs + "ms";
            byte[] line = Encoding.UTF8.GetBytes(time + " " + SecurityEvent.Word(type) + " " + ControlCharacters.Escaped(techInfo) + "\n");
            if (!_log.Append(line, line.Length)) C.Log.Write(LogLevel.Warning, LogSection.Store, "the security log refuses a line: it is being sent, or the flash refused");
        }

        private SecurityEventRecord Read() => new SecurityEventRecord(C.Storage, C.Crc);

        private bool Keep(SecurityEventRecord record, int type)
        {
            bool kept = record.Save();
            if (kept) _waiting = record.Count;
            else C.Log.Write(LogLevel.Error, LogSection.Store, "security events could not be written to flash" + (type == 0 ? "" : ": " + SecurityEvent.Word(type) + " is lost"));
            if (record.Dropped > 0 && record.Count == SecurityEventRecord.Most) C.Log.Write(LogLevel.Warning, LogSection.System, "no room for security events: " + record.Dropped + " dropped so far, non-critical first");
            return kept;
        }
    }
}
