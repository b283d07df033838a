using Charger.Runtime;
using Ocpp.Client.Availability;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Core;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.RemoteTrigger;
using Ocpp.Client.Security;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Ocpp.Client
{
    /// <summary>
    /// An OCPP 1.6J charge point with one connector, for any charger: inputs in, outputs out, one <see cref="Step"/> as often
    /// as it asks for. All memory is allocated here; nothing blocks except the link's stream when it opens.
    /// </summary>
    public sealed class ChargePoint
    {
        /// <summary>Largest message sent: the answer to GetConfiguration for all keys.</summary>
        public const int MostMessageBytes = 9216;

        private const int UsualMessageBytes = 1024;
        /// <summary>While a message is under way: between two polls of the link, and from a step that did something to the next.</summary>
        private const int BusyMs = 20;

        /// <summary>Between two polls of a quiet link: the longest time that a message of the central system waits.</summary>
        private const int QuietMs = 200;

        /// <summary>Limits, reservations and the link's time limits are checked at least once a second.</summary>
        private const int LongestMs = 1000;
        private const int MostEvents = 8;
        private const int WholeShift = 16;
        private const int ResetGraceMs = 5000;

        /// <summary>Longest time that an accepted reset waits for flash: with the shutdown it is carried out within 60 s.</summary>
        private const int ResetLimitMs = 55_000;

        private readonly SessionContext _c;
        private readonly IMessageLink _link;
        private readonly LinkSupervisor _supervisor;
        private readonly Registration _registration;
        private readonly TransactionControl _transactions;
        private readonly StatusReporter _status;
        private readonly Delivery _delivery;
        private readonly CoreCalls _core = new CoreCalls();
        private int _version = -1;
        private bool _wasPlugged;
        private bool _busy;
        private int _facts = -1;
        private ConnectorStatus _whole;
        private ConnectorStatus _connector;
        private long _resetMs;

        /// <summary>Puts the session together and connects nowhere until <see cref="Connect"/>. It owns none of what it is given.</summary>
        public ChargePoint(ChargePointOptions who, IMessageLink link, ReconnectPolicy policy, TransactionLog queue, IWallClock clock, IRandomSource random, ILog log, ConfigurationStore configuration)
        {
            _link = link;
            _c = new SessionContext();
            _c.Who = who;
            _c.Configuration = configuration;
            _c.Queue = queue;
            _c.Clock = clock;
            _c.Log = log;
            _c.Link = link;
            _c.Rpc = new RpcChannel(link, random, log, UsualMessageBytes, MostMessageBytes);
            _c.Payload = new PayloadReader(_c.Rpc.Json);
            _supervisor = new LinkSupervisor(link, policy, log);
            _registration = new Registration(_c);
            _transactions = new TransactionControl(_c);
            _status = new StatusReporter(_c);
            _delivery = new Delivery(_c);
            _c.Transactions = _transactions;
            _c.Registration = _registration;
            _c.Status = _status;
            _c.Delivery = _delivery;
            _c.Authorizer = new Authorizer();
            Add(_core);
            Add(_c.Authorizer);
            Add(new TriggerCalls());
            Transfers = new DataTransferCalls();
            Add(Transfers);
        }

        /// <summary>What the charger has to do; written by <see cref="Step"/>.</summary>
        public ConnectorOutputs Outputs => _c.Outputs;

        /// <summary>BootNotification and Heartbeat: whether the central system has accepted this charge point.</summary>
        public Registration Registration => _registration;

        /// <summary>The transaction that runs, and presented ids.</summary>
        public TransactionControl Transactions => _transactions;

        /// <summary>The link, and when it connects again.</summary>
        public LinkSupervisor Connection => _supervisor;

        /// <summary>Transaction messages on flash that wait for delivery.</summary>
        public TransactionLog Queue => _c.Queue;

        /// <summary>Of the thread that steps it, for its nesting; null for none.</summary>
        public Progress Progress
        {
            get => _c.Progress;
            set => _c.Progress = value;
        }

        /// <summary>
        /// Sets where features store what must survive a restart; called before the first of them is added. Availability and the queue of
        /// DataTransfers exist from then on.
        /// </summary>
        public void KeepIn(IStorage storage, Crc32 crc)
        {
            _c.Storage = storage;
            _c.Crc = crc;
            Add(new AvailabilityCalls());
            Add(new HeldTransactions());
            Transfers.Queue = new DataQueue(storage, crc);
        }

        /// <summary>The vendor's own messages, both ways.</summary>
        public DataTransferCalls Transfers { get; }

        /// <summary>Adds a feature, before the first step; it is asked after those added before it.</summary>
        public void Add(SessionPart part)
        {
            part.Join(_c);
            if (part is ProfileCalls) _c.Profiles = (ProfileCalls)part;
            if (part is SecurityEvents) _c.Events = part;
            if (_c.Parts == null)
            {
                _c.Parts = part;
                return;
            }
            SessionPart last = _c.Parts;
            while (last.Next != null) last = last.Next;
            last.Next = part;
        }

        /// <summary>Where security events go; null where none are kept.</summary>
        public SecurityEvents Events => (SecurityEvents)_c.Events;

        /// <summary>Status of connector 1 as StatusNotification carries it (S 7.7).</summary>
        public string Status => ConnectorStatusTable.Word(_status.Connector);

        /// <summary>A call can be answered now: connected and accepted.</summary>
        public bool IsOnline => _c.IsOnline;

        /// <summary>No answer of ours waits for room in the link: changing the connection cuts none off (rule 74).</summary>
        public bool MayReconnect => !_c.Rpc.Unsent;

        /// <summary>Where to connect; null for nowhere.</summary>
        public void Connect(LinkTarget target, long nowMs) => _supervisor.Retarget(target, nowMs);

        /// <summary>
        /// An id was presented: to start, or to stop its own transaction. Null when it is being handled, else why not.
        /// </summary>
        /// <param name="authorize">False for ids that need no question (free charging).</param>
        public string RequestStart(string idTag, bool authorize)
        {
            string why = _transactions.Present(idTag, authorize);
            if (why != null) _c.Warn("id '" + idTag + "' is refused: " + why);
            return why;
        }

        /// <summary>Ends the running transaction for a reason of S 7.35; false when there is none.</summary>
        public bool RequestStop(string reason) => _transactions.End(StopReasons.Number(reason));

        /// <summary>The requested reset is a Hard Reset.</summary>
        public bool ResetIsHard => _core.ResetReason == StopReasons.HardReset;

        /// <summary>A reset from the charger itself, carried out as if the central system had asked: the outputs say when to restart.</summary>
        public void RequestReset(bool hard) => _core.BeginReset(hard);

        /// <summary>The last step did something; false when nothing had arrived and nothing was due.</summary>
        public bool IsBusy => _busy;

        /// <summary>Messages of transactions that are not delivered, with those held back.</summary>
        public int MessagesWaiting => _c.Queue.Waiting + (_c.Held == null ? 0 : _c.Held.Waiting);

        /// <summary>The message that is held back, with its transaction; null for none.</summary>
        public string HeldKind => _delivery.HeldKind != null || _c.Held == null ? _delivery.HeldKind : _c.Held.Kind;

        /// <summary>Until when it is.</summary>
        public long HeldUntilMs => _delivery.HeldKind != null || _c.Held == null ? _delivery.HeldUntilMs : _c.Held.UntilMs;

        /// <summary>Longest time between two polls of the link (<see cref="IMessageLink.HasNews"/>), in ms.</summary>
        public int PollMs => _c.Rpc.Waiting || _busy ? BusyMs : QuietMs;

        /// <summary>When the next step is due if neither the link, the inputs nor a request need one before.</summary>
        public long DueMs => _c.DueMs;

        /// <summary>
        /// Does what is due and returns when to be called again. On a device, where calls are slow, calling it at <see cref="DueMs"/> and polling the link
        /// every <see cref="PollMs"/> is enough.
        /// </summary>
        public long Step(long nowMs, ConnectorInputs inputs)
        {
            LinkState before = _link.State;
            _c.NowMs = nowMs;
            _c.Inputs = inputs;
            _c.DueMs = nowMs + LongestMs;
            ApplyConfiguration();
            _c.HasConnected = _supervisor.Step(nowMs, inputs, _c.Outputs);
            _c.Due(_supervisor.DueMs);
            _link.Step(nowMs);
            _busy = _link.State != before;
            for (int i = 0; i < MostEvents; i++)
            {
                RpcEvent found = _c.Rpc.Poll(nowMs);
                if (found == RpcEvent.None) break;
                _busy = true;
                if (_c.Progress != null) _c.Progress.Enter();
                // Called from this frame: it may use flash, and each call frame takes 204 bytes of the heap.
                if (found == RpcEvent.Incoming) IncomingCalls.Handle(_c);
                else Handle(found);
                if (_c.Progress != null) _c.Progress.Leave();
            }
            _transactions.Step();
            for (SessionPart part = _c.Parts; part != null; part = part.Next) part.Step();
            if (_delivery.InvalidSerial != 0) _transactions.Invalid(_delivery.InvalidSerial);
            RefreshStatus();
            Send();
            WatchReset();
            if (_link.State != before || _c.Rpc.Unsent || _core.ResetReason >= 0) _busy = true;
            if (_c.Rpc.Waiting) _c.Due(_c.Rpc.DeadlineMs);
            // A change of this step may be work for another part: step again soon.
            if (_busy || _c.DueMs < nowMs + BusyMs) _c.DueMs = nowMs + BusyMs;
            long pollMs = nowMs + PollMs;
            return _c.DueMs < pollMs ? _c.DueMs : pollMs;
        }

        private void ApplyConfiguration()
        {
            if (_c.Configuration.Version == _version) return;
            _version = _c.Configuration.Version;
            _link.SetIntervals(_c.Configuration.Whole(OcppKeys.WebSocketPingInterval), _c.Configuration.Whole(OcppKeys.HeartbeatInterval));
            _registration.Reschedule();
            _transactions.Reschedule();
        }

        // All cases are called from this frame: they use flash, and each call frame takes 204 bytes of the heap.
        private void Handle(RpcEvent found)
        {
            int kind = _c.Rpc.Kind;
            if (found == RpcEvent.TimedOut) _c.Warn("no answer within " + _c.Configuration.Whole(OcppKeys.MessageTimeout) + " s");
            SessionPart part = _c.Parts;
            while (part != null && !part.Ended(kind, found)) part = part.Next;
            if (part == null)
            {
                if (found != RpcEvent.Answered) Failed(kind, found);
                else if (kind == CallKind.Transaction) _delivery.Answered();
                else if (kind == CallKind.Status) _status.Ended(true);
                else if (kind == CallKind.Boot || kind == CallKind.Heartbeat) _registration.Answered(kind);
            }
            if (_registration.IsAccepted && (found == RpcEvent.Answered || found == RpcEvent.Refused)) _supervisor.Succeeded();
        }

        private void Failed(int kind, RpcEvent how)
        {
            switch (kind)
            {
                case CallKind.Status: _status.Ended(how == RpcEvent.Refused); return;
                case CallKind.Transaction:
                    if (how == RpcEvent.Lost) _delivery.Lost();
                    else _delivery.Failed(how == RpcEvent.TimedOut);
                    return;
            }
        }

        private void Send()
        {
            bool sent = _registration.TrySend();
            if (!sent && _registration.IsAccepted) sent = _c.Authorizer.TrySend() || _status.TrySend(false) || SentTriggered() || _delivery.TrySend() || SentByPart();
            // Rule 17: while Pending what was triggered, and nothing else.
            else if (!sent && _registration.Status == RegistrationStatus.Pending) sent = _status.TrySend(true) || SentTriggered();
            if (!sent) return;
            _busy = true;
            _registration.CallSent();
        }

        private bool SentTriggered()
        {
            for (SessionPart part = _c.Parts; part != null; part = part.Next)
                if (part.TrySendTriggered()) return true;
            return false;
        }

        private bool SentByPart()
        {
            for (SessionPart part = _c.Parts; part != null; part = part.Next)
                if (part.TrySend()) return true;
            return false;
        }

        private void RefreshStatus()
        {
            bool plugged = _c.Inputs.Plugged;
            if (_wasPlugged != plugged) _status.Plugged(plugged);
            _wasPlugged = plugged;
            int facts = Facts(_c.Inputs);
            int whole = facts & ConnectorStatusTable.OfWhole;
            if ((_c.Inoperative & Inoperative.Whole) == 0) whole &= ~ConnectorFacts.Inoperative;
            // One comparison saves two searches of a table.
            int both = facts | whole << WholeShift;
            if (both != _facts)
            {
                _facts = both;
                _whole = ConnectorStatusTable.Of(whole);
                _connector = ConnectorStatusTable.Of(facts);
            }
            _status.Refresh(_whole, _connector, _registration.Acceptances);
        }

        private int Facts(ConnectorInputs i)
        {
            // Without flash no transaction can begin.
            bool refused = _transactions.IsStopRefused || (_delivery.IsRefused && !_transactions.Running);
            int facts = i.FaultStops || refused ? ConnectorFacts.Faulted : 0;
            if (_transactions.Running) facts |= ConnectorFacts.Running;
            if (_transactions.Disconnected) facts |= ConnectorFacts.HeldByVehicle;
            else if (!_c.Outputs.EnergyPermitted || i.Energy == EnergyState.SuspendedByCharger) facts |= ConnectorFacts.HeldByCharger;
            if (i.Energy == EnergyState.SuspendedByVehicle) facts |= ConnectorFacts.HeldByVehicle;
            if (_transactions.Finishing) facts |= ConnectorFacts.Finishing;
            if (_transactions.Unavailable) facts |= ConnectorFacts.Inoperative;
            if (_transactions.Preparing) facts |= ConnectorFacts.Presented;
            if (_c.Profiles != null && _c.Profiles.Reservation.IsReserved) facts |= ConnectorFacts.Reserved;
            if (i.Plugged) facts |= ConnectorFacts.Plugged;
            return facts;
        }

        /// <summary>After a Reset: the stop is on flash, and a soft one gives it time to be delivered.</summary>
        private void WatchReset()
        {
            if (_core.ResetReason < 0 || _c.Outputs.RebootWanted) return;
            if (_resetMs == 0) _resetMs = _c.NowMs;
            bool waited = _c.NowMs - _resetMs >= ResetGraceMs;
            bool delivered = _c.Queue.Waiting == 0 && !_c.Rpc.Waiting;
            bool soft = _core.ResetReason == StopReasons.SoftReset;
            bool stored = _transactions.IsStopStored;
            if (!stored && _c.NowMs - _resetMs < ResetLimitMs) return;
            if (_c.NowMs == _resetMs || (soft && !delivered && !waited)) return;
            if (!stored) _transactions.TellLostStop();
            _link.Close(WebSocketProtocol.GoingAway, _c.NowMs);
            _c.Outputs.RebootWanted = true;
        }
    }
}
