using Charger.Runtime;

namespace Firmware
{
    /// <summary>What the console and the status block tell of the OCPP side; filled and published by the OCPP thread.</summary>
    public sealed class SessionStatus
    {
        public bool LinkOpen;

        /// <summary>Connections that exist now: 0 or 1.</summary>
        public int Connections;
        public int Opened;
        public int Failed;
        public int MessagesIn;
        public int MessagesOut;
        public long BytesIn;
        public long BytesOut;
        public string LastEnd = "";
        public int LastEndCode;

        /// <summary>Registration at the central system: Accepted, Pending, Rejected or none.</summary>
        public string Registration = "";

        /// <summary>Connector status as last reported (S 7.7).</summary>
        public string Connector = "";
        public bool TransactionRunning;
        public int TransactionSerial;
        public int TransactionId;
        public long MeterStartWh;
        public bool EnergyPermitted;

        /// <summary>Messages waiting on flash, and those that came to nothing.</summary>
        public int Queued;
        public int Undeliverable;

        /// <summary>The message that is held back since links ended while it was out; null for none.</summary>
        public string HeldKind;

        /// <summary>Until when, on the monotonic clock.</summary>
        public long HeldUntilMs;
        public bool ClockKnown;

        public void CopyFrom(SessionStatus o)
        {
            LinkOpen = o.LinkOpen;
            Connections = o.Connections;
            Opened = o.Opened;
            Failed = o.Failed;
            MessagesIn = o.MessagesIn;
            MessagesOut = o.MessagesOut;
            BytesIn = o.BytesIn;
            BytesOut = o.BytesOut;
            LastEnd = o.LastEnd;
            LastEndCode = o.LastEndCode;
            Registration = o.Registration;
            Connector = o.Connector;
            TransactionRunning = o.TransactionRunning;
            TransactionSerial = o.TransactionSerial;
            TransactionId = o.TransactionId;
            MeterStartWh = o.MeterStartWh;
            EnergyPermitted = o.EnergyPermitted;
            Queued = o.Queued;
            Undeliverable = o.Undeliverable;
            HeldKind = o.HeldKind;
            HeldUntilMs = o.HeldUntilMs;
            ClockKnown = o.ClockKnown;
        }
    }

    /// <summary>Where the OCPP thread puts its <see cref="SessionStatus"/> and the console reads it.</summary>
    public sealed class PublishedSession
    {
        private readonly SessionStatus _held = new SessionStatus();
        private readonly TimedLock _lock;

        public PublishedSession(TimedLock guard)
        {
            _lock = guard;
        }

        /// <summary>What is held, to be filled in place: a few plain values, then <see cref="End"/>. Null when the lock was not had in time: publish again.</summary>
        public SessionStatus Begin(string who) => _lock.TryEnter(who) ? _held : null;

        /// <summary>The values are whole again.</summary>
        public void End() => _lock.Exit();

        /// <summary>False when the lock was not had in time: the caller keeps what it read last.</summary>
        public bool TryRead(string who, SessionStatus into)
        {
            if (!_lock.TryEnter(who)) return false;
            into.CopyFrom(_held);
            _lock.Exit();
            return true;
        }
    }
}
