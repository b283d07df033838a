using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;

namespace Ocpp.Client.Session
{
    /// <summary>Registration status from the central system (S 7.39).</summary>
    public enum RegistrationStatus
    {
        /// <summary>No answer to a BootNotification yet: nothing else may be sent (rule 14).</summary>
        None,
        /// <summary>Only triggered messages may be sent; calls are answered (rule 17).</summary>
        Pending,
        /// <summary>Nothing may be sent but the next BootNotification, and nothing is answered (rule 16).</summary>
        Rejected,
        /// <summary>The central system has accepted this charge point.</summary>
        Accepted,
    }

    /// <summary>BootNotification until accepted, then heartbeats and the clock (rules 11, 14 to 19).</summary>
    public sealed class Registration
    {
        private const int RetryMs = 30000;
        private const long DayMs = 86400000;

        private readonly SessionContext _c;
        private long _nextBootMs;
        private long _nextBeatMs;
        private long _callMs;
        private long _lastBeatMs;

        internal Registration(SessionContext context)
        {
            _c = context;
        }

        /// <summary>What the last answer to a BootNotification said.</summary>
        public RegistrationStatus Status { get; private set; }

        /// <summary>All messages may be sent.</summary>
        public bool IsAccepted => Status == RegistrationStatus.Accepted;

        /// <summary>Rises each time a BootNotification is accepted: the status of every connector is then due (rule 18).</summary>
        public int Acceptances { get; private set; }

        /// <summary>A TriggerMessage asks for one (rule 58).</summary>
        public bool BootWanted { get; set; }

        /// <summary>A TriggerMessage asks for a Heartbeat (rule 58).</summary>
        public bool BeatWanted { get; set; }

        /// <summary>Sends what is due; true when it did.</summary>
        public bool TrySend()
        {
            if (!_c.Rpc.CanCall) return false;
            bool due = Status != RegistrationStatus.Accepted && _c.NowMs >= _nextBootMs;
            _c.Due(Status == RegistrationStatus.Accepted ? _nextBeatMs : _nextBootMs);
            if (due || BootWanted)
            {
                BootWanted = false;
                _nextBootMs = _c.NowMs + RetryMs;
                _c.Rpc.BeginCall(BootNotification.Action);
                BootNotification.Write(_c.Rpc.Writer, _c.Who);
                return Send(CallKind.Boot);
            }
            if (Status != RegistrationStatus.Accepted && !BeatWanted) return false;
            // Every call restarts the interval (S 4.6); a heartbeat for the clock is sent at least once a day.
            if (!BeatWanted && _c.NowMs < _nextBeatMs && _c.NowMs - _lastBeatMs < DayMs) return false;
            BeatWanted = false;
            _lastBeatMs = _c.NowMs;
            _c.Rpc.BeginCall(Heartbeat.Action);
            _c.Rpc.Writer.Raw("{}");
            return Send(CallKind.Heartbeat);
        }

        /// <summary>Some call of ours was sent.</summary>
        public void CallSent()
        {
            _callMs = _c.NowMs;
            Reschedule();
        }

        /// <summary>A changed HeartbeatInterval counts from the last call.</summary>
        public void Reschedule() => _nextBeatMs = _callMs + _c.Configuration.Whole(OcppKeys.HeartbeatInterval) * 1000L;

        /// <summary>Our BootNotification or Heartbeat was answered, by its <see cref="CallKind"/>: sets the status, the clock and HeartbeatInterval.</summary>
        public void Answered(int kind)
        {
            if (kind == CallKind.Heartbeat)
            {
                if (Heartbeat.ReadAnswer(_c.Payload, _c.Rpc.Frame, out long beatMs)) SetClock(beatMs);
                return;
            }
            if (!BootNotification.ReadAnswer(_c.Payload, _c.Rpc.Frame, out string status, out int intervalS, out long timeMs))
            {
                _c.Warn("BootNotification: the answer is invalid (" + _c.Payload.ErrorText + "), trying again in " + RetryMs / 1000 + " s");
                return;
            }
            if (timeMs > 0) SetClock(timeMs);
            Status = status == "Accepted" ? RegistrationStatus.Accepted : status == "Pending" ? RegistrationStatus.Pending : RegistrationStatus.Rejected;
            _c.Info("registration " + status + ", interval " + intervalS + " s");
            if (Status == RegistrationStatus.Accepted)
            {
                Acceptances++;
                if (intervalS > 0) _c.Configuration.SetWhole(OcppKeys.HeartbeatInterval, intervalS);
                _lastBeatMs = _c.NowMs;
                CallSent();
                return;
            }
            // Rejected: nothing is sent, not even messages triggered before (rule 16).
            if (Status == RegistrationStatus.Rejected) BootWanted = BeatWanted = false;
            // The interval is the least time to wait; with 0 the charge point chooses (S 4.2).
            _nextBootMs = _c.NowMs + (intervalS > 0 ? intervalS * 1000L : RetryMs);
        }

        private bool Send(int kind)
        {
            CallSent();
            return _c.Rpc.EndCall(kind, _c.NowMs, _c.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        private void SetClock(long utcMs)
        {
            const int toleranceMs = 2000;
            long off = _c.Clock.IsKnown ? _c.Clock.UtcNowMs - utcMs : long.MaxValue;
            if (off <= toleranceMs && off >= -toleranceMs) return;
            // Raised before the clock is set, so that the event has the old time.
            if (_c.Clock.IsKnown) _c.Raise(SecurityEvent.SettingSystemTime, "by " + -off / 1000 + " s");
            _c.Clock.Set(utcMs);
        }
    }
}
