using System.Text;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;

namespace Ocpp.Client.Security
{
    /// <summary>
    /// Security events (W A04, rule 72): each is on flash before anything else happens to it, keeps the time it happened at and
    /// leaves when the central system has answered. A refusal or silence is asked again, later each time.
    /// </summary>
    public sealed class SecurityEvents : SessionPart
    {
        private const int RetryMs = 60000;
        private const int LongestRetryMs = 3600000;

        private int _waiting;
        private int _attempts;
        private long _nextMs;
        private int _malformed;
        private bool _unsettled;
        private bool _exhausted;

        /// <summary>Events that wait for the central system.</summary>
        public int Waiting => _waiting;

        /// <summary>
        /// The device has started: takes over what an earlier boot left, and tells of the start, of the restart that led to it
        /// and of a new firmware.
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
            _unsettled = true;
            if (updated) record.Add(SecurityEvent.FirmwareUpdated, false, 0, version);
            if (reboot != null) record.Add(SecurityEvent.ResetOrReboot, false, 0, reboot);
            record.Add(SecurityEvent.StartupOfTheDevice, false, 0, version);
            Keep(record, SecurityEvent.StartupOfTheDevice);
        }

        /// <summary>Something happened now. Never with a secret in it.</summary>
        /// <param name="techInfo">The first 40 characters are kept; empty for none.</param>
        public void Raise(int type, string techInfo)
        {
            C.Log.Write(LogLevel.Warning, LogSection.System, "security event " + SecurityEvent.Word(type) + ": " + techInfo);
            SecurityEventRecord record = Read();
            bool known = C.Clock.IsKnown;
            record.Add(type, known, known ? C.Clock.UtcNowMs : C.NowMs, techInfo);
            _unsettled |= !known;
            Keep(record, type);
        }

        /// <summary>Whether the managed heap is below its floor: an event once each time it falls below.</summary>
        public void WatchMemory(bool below, int freeBytes)
        {
            if (below && !_exhausted) Raise(SecurityEvent.MemoryExhaustion, freeBytes + " bytes free");
            _exhausted = below;
        }

        public override void Step()
        {
            if (_unsettled && C.Clock.IsKnown)
            {
                SecurityEventRecord record = Read();
                record.Settle(C.Clock.UtcNowMs - C.NowMs);
                _unsettled = !record.Save();
            }
            // Once a boot: who sends rubbish must not wear the flash.
            if (_malformed == 0 && C.Rpc.Malformed > 0) Raise(SecurityEvent.InvalidMessages, "a text that is no OCPP message");
            _malformed = C.Rpc.Malformed;
        }

        public override bool TrySend()
        {
            if (_waiting == 0 || _unsettled || !C.Rpc.CanCall || C.NowMs < _nextMs) return false;
            SecurityEventRecord record = Read();
            C.Rpc.BeginCall(SecurityEventNotification.Action);
            SecurityEventNotification.Write(C.Rpc.Writer, SecurityEvent.Word(record.Type), record.TimeMs, record.Text, C.Work);
            return C.Rpc.EndCall(CallKind.SecurityEvent, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != CallKind.SecurityEvent) return false;
            if (how == RpcEvent.Answered)
            {
                SecurityEventRecord record = Read();
                record.RemoveOldest();
                Keep(record, 0);
                _attempts = 0;
            }
            else if (how != RpcEvent.Lost)
            {
                long waitMs = ++_attempts * (long)RetryMs;
                _nextMs = C.NowMs + (waitMs < LongestRetryMs ? waitMs : LongestRetryMs);
            }
            return true;
        }

        private SecurityEventRecord Read() => new SecurityEventRecord(C.Storage, C.Crc);

        private void Keep(SecurityEventRecord record, int type)
        {
            if (record.Save()) _waiting = record.Count;
            else C.Log.Write(LogLevel.Error, LogSection.Store, "security events could not be written to flash" + (type == 0 ? "" : ": " + SecurityEvent.Word(type) + " is lost"));
            if (record.Dropped > 0 && record.Count == SecurityEventRecord.Most) C.Log.Write(LogLevel.Warning, LogSection.System, "security events find no room: " + record.Dropped + " dropped so far, those not critical first");
        }
    }
}
