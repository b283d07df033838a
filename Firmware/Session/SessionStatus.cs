using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>State of the OCPP side for the console and the status block; filled and published by the OCPP thread.</summary>
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

        /// <summary>Messages waiting on flash, and those given up as undeliverable.</summary>
        public int Queued;
        public int Undeliverable;

        /// <summary>The message that is held back because links ended while it was out; null for none.</summary>
        public string HeldKind;

        /// <summary>Until when, on the monotonic clock.</summary>
        public long HeldUntilMs;
        public bool ClockKnown;

        /// <summary>Called inside the lock: a few plain values.</summary>
        public void Fill(ChargePoint point, IMessageLink link, bool clockKnown)
        {
            LinkOpen = link.State == LinkState.Open;
            Connections = link.Statistics.Active;
            Opened = link.Statistics.Opened;
            Failed = link.Statistics.Failed;
            MessagesIn = link.Statistics.MessagesIn;
            MessagesOut = link.Statistics.MessagesOut;
            BytesIn = link.Statistics.BytesIn;
            BytesOut = link.Statistics.BytesOut;
            LastEnd = EndName(link);
            LastEndCode = link.LastEndCode;
            Registration = RegistrationName(point.Registration.Status);
            Connector = point.Status;
            TransactionRunning = point.Transactions.Running;
            TransactionSerial = point.Transactions.Serial;
            TransactionId = point.Queue.IdSerial == point.Transactions.Serial ? point.Queue.TransactionId : 0;
            MeterStartWh = point.Transactions.MeterStartWh;
            EnergyPermitted = point.Outputs.EnergyPermitted;
            Queued = point.MessagesWaiting;
            Undeliverable = point.Queue.Undeliverable;
            HeldKind = point.HeldKind;
            HeldUntilMs = point.HeldUntilMs;
            ClockKnown = clockKnown;
        }

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

        /// <summary>One word, for the machine-readable line.</summary>
        private static string EndName(IMessageLink link)
        {
            switch (link.LastEnd)
            {
                case LinkEnd.None: return "none";
                case LinkEnd.ClosedByUs: return "closed-by-us";
                case LinkEnd.ClosedByPeer: return "closed-by-peer";
                case LinkEnd.Lost: return "lost";
                case LinkEnd.Refused: return "refused";
                case LinkEnd.TimedOut: return "timed-out";
                case LinkEnd.NoAddress: return "no-address";
                case LinkEnd.Untrusted: return "untrusted";
                case LinkEnd.Silent: return "silent";
                case LinkEnd.TooBig: return "too-big";
                case LinkEnd.ProtocolError: return "protocol-error";
                default: return "handshake";
            }
        }

        private static string RegistrationName(RegistrationStatus status)
        {
            switch (status)
            {
                case RegistrationStatus.Accepted: return "Accepted";
                case RegistrationStatus.Pending: return "Pending";
                case RegistrationStatus.Rejected: return "Rejected";
                default: return "none";
            }
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

        /// <summary>What is held, to be filled in place: a few plain values, then <see cref="End"/>. Null when the lock could not be taken in time: publish again.</summary>
        public SessionStatus Begin(string who) => _lock.TryEnter(who) ? _held : null;

        /// <summary>Ends the change and gives the lock back.</summary>
        public void End() => _lock.Exit();

        /// <summary>False when the lock could not be taken in time: the caller keeps what it read last.</summary>
        public bool TryRead(string who, SessionStatus into)
        {
            if (!_lock.TryEnter(who)) return false;
            into.CopyFrom(_held);
            _lock.Exit();
            return true;
        }
    }
}
