using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>State of the OCPP side for the console and the status block; filled and published by the OCPP thread.</summary>
    public sealed class SessionStatus
    {
        /// <summary>The WebSocket connection to the central system is open.</summary>
        public bool LinkOpen;

        /// <summary>Connections that exist now: 0 or 1.</summary>
        public int Connections;
        /// <summary>Connections opened since boot.</summary>
        public int Opened;
        /// <summary>Attempts to connect that failed since boot.</summary>
        public int Failed;
        /// <summary>Messages received since boot.</summary>
        public int MessagesIn;
        /// <summary>Messages sent since boot.</summary>
        public int MessagesOut;
        /// <summary>Bytes received since boot.</summary>
        public long BytesIn;
        /// <summary>Bytes sent since boot.</summary>
        public long BytesOut;
        /// <summary>Why the last connection ended or failed, one word as "lost" or "closed-by-peer"; "none" before.</summary>
        public string LastEnd = "";
        /// <summary>HTTP status or close code that came with <see cref="LastEnd"/>; 0 for none.</summary>
        public int LastEndCode;

        /// <summary>Registration at the central system: Accepted, Pending, Rejected or none.</summary>
        public string Registration = "";

        /// <summary>Connector status as last reported (S 7.7).</summary>
        public string Connector = "";
        /// <summary>A transaction runs.</summary>
        public bool TransactionRunning;
        /// <summary>The charge point's own number of the transaction that runs or ran last; 0 before the first.</summary>
        public int TransactionSerial;
        /// <summary>The central system's number of it; 0 while not known.</summary>
        public int TransactionId;
        /// <summary>The register at its start.</summary>
        public long MeterStartWh;
        /// <summary>The session permits energy; the console shows it as "OCPP=permits".</summary>
        public bool EnergyPermitted;

        /// <summary>Messages waiting on flash for their delivery.</summary>
        public int Queued;
        /// <summary>Messages given up as undeliverable, since boot.</summary>
        public int Undeliverable;

        /// <summary>The message that is held back because links ended while it was out; null for none.</summary>
        public string HeldKind;

        /// <summary>Until when, on the monotonic clock.</summary>
        public long HeldUntilMs;

        /// <summary>Called inside the lock: a few plain values.</summary>
        public void Fill(ChargePoint point, IMessageLink link)
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
        }

        /// <summary>Copies every field; called under the lock of <see cref="PublishedSession"/>.</summary>
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

        /// <summary>The lock guards the one status; nobody holds it for longer than a copy.</summary>
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
