using Ocpp.Client.Queue;

namespace Ocpp.Client.Session
{
    /// <summary>
    /// Transactions during whose delivery several links ended, each in its own log on flash: later ones are delivered meanwhile. They
    /// are tried one after the other with one back-off for all, which ends when one of their messages is answered.
    /// </summary>
    public sealed class HeldTransactions : SessionPart
    {
        /// <summary>Most transactions held; one more stays in the main log, and later ones wait until it is delivered.</summary>
        public const int Most = 2;

        /// <summary>Largest size of one file: a longer transaction stays in the main log.</summary>
        public const int MostBytes = 4096;

        private const int RetryMs = 10000;

        /// <summary>A bit for each log that is in use.</summary>
        private int _used;

        /// <summary>The log that is tried now or next.</summary>
        private int _index;
        private TransactionLog _log;
        private Delivery _delivery;
        private int _lost;
        private long _nextMs;
        private bool _isReady;
        private long _lookMs;

        /// <summary>The logs were compared with the charge point's own: before that nothing is delivered, since a power cut may have left a transaction in both.</summary>
        public bool IsReady => _isReady;

        /// <summary>Messages that wait in them.</summary>
        public int Waiting { get; private set; }

        /// <summary>What is held back and tried next, for the operator; null for none.</summary>
        public string Kind { get; private set; }

        /// <summary>When it is tried.</summary>
        public long UntilMs => _nextMs;

        /// <summary>Name of the log with this number, 0 or 1.</summary>
        public static string NameOf(int index) => index == 0 ? "held0" : "held1";

        internal override void Join(SessionContext context)
        {
            base.Join(context);
            context.Held = this;
        }

        /// <summary>Moves the oldest transaction of the charge point's log here; false when there is no room for it or flash refuses.</summary>
        internal bool TryAccept(string what, long bootUtcMs, long untilMs, int lost)
        {
            int free = (_used & 1) == 0 ? 0 : 1;
            int before = C.Queue.Waiting;
            if (C.NowMs < _lookMs) return false;
            bool full = _used == (1 << Most) - 1;
            if (full || !C.Queue.TryCopyHead(NameOf(free), MostBytes, bootUtcMs))
            {
                _lookMs = untilMs;
                if (!full) Delete(free);
                C.Warn(what + ": later transactions wait with it, " + (full ? Most + " others are held back" : "it has more than " + MostBytes + " bytes or flash refuses"));
                return false;
            }
            _used |= 1 << free;
            if (!C.Queue.CompleteTransaction())
            {
                // The transaction is in both logs now, as after a power cut.
                _isReady = false;
                _lookMs = C.NowMs + RetryMs;
                return false;
            }
            Waiting += before - C.Queue.Waiting;
            if (Kind == null)
            {
                _index = free;
                _nextMs = untilMs;
                _lost = lost;
                Kind = what;
            }
            C.Warn(what + ": later transactions are delivered first");
            return true;
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (_isReady || C.NowMs < _lookMs) return;
            Look();
        }

        /// <summary>Sends the next message of a transaction that was held back.</summary>
        public override bool TrySend()
        {
            if (_used == 0 || !_isReady) return false;
            if (_delivery != null && _delivery.LostLinks > _lost) PutBack();
            if (C.NowMs < _nextMs) return false;
            if (_log == null)
            {
                Choose();
                _log = new TransactionLog(C.Storage, C.Crc, C.Log, NameOf(_index));
                _log.KeepAs(C.Queue);
                _delivery = new Delivery(C, _log, _lost);
            }
            int before = _log.Waiting;
            bool sent = _delivery.TrySend();
            Done(before);
            return sent;
        }

        /// <inheritdoc/>
        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != CallKind.Held) return false;
            if (how == RpcEvent.Lost)
            {
                _delivery.Lost();
                return true;
            }
            int before = _log.Waiting;
            if (how == RpcEvent.Answered) _delivery.Answered();
            else _delivery.Failed(how == RpcEvent.TimedOut);
            if (how != RpcEvent.TimedOut) _lost = 0;
            Done(before);
            return true;
        }

        /// <summary>The link ended again: the other log is next.</summary>
        private void PutBack()
        {
            _lost = _delivery.LostLinks;
            _nextMs = _delivery.HeldUntilMs;
            _delivery = null;
            _log = null;
            _index = 1 - _index;
            Choose();
            Describe();
        }

        private void Choose()
        {
            if ((_used & (1 << _index)) == 0) _index = 1 - _index;
        }

        /// <param name="before">Messages that waited in it.</param>
        private void Done(int before)
        {
            Waiting -= before - _log.Waiting;
            if (_log.Waiting > 0) return;
            Delete(_index);
            C.Info("transaction " + _log.LastSerial + " that was held back is delivered");
            _delivery = null;
            _log = null;
            _used &= ~(1 << _index);
            _index = 1 - _index;
            _nextMs = C.NowMs;
            Describe();
        }

        private void Describe()
        {
            Kind = null;
            if (_used == 0) return;
            TransactionRecord head = new TransactionRecord();
            if (new TransactionLog(C.Storage, C.Crc, C.Log, NameOf(_index)).TryHead(head)) Kind = Delivery.Describe(head);
        }

        private void Delete(int index)
        {
            C.Storage.Delete(NameOf(index) + ".a");
            C.Storage.Delete(NameOf(index) + ".b");
        }

        /// <summary>Compares the logs on flash: each transaction stays either here or in the charge point's log, never in both.</summary>
        private void Look()
        {
            _used = 0;
            Waiting = 0;
            TransactionRecord head = new TransactionRecord();
            for (int i = 0; i < Most; i++)
            {
                if (C.Storage.Length(NameOf(i) + ".a") < 0 && C.Storage.Length(NameOf(i) + ".b") < 0) continue;
                TransactionLog log = new TransactionLog(C.Storage, C.Crc, C.Log, NameOf(i));
                bool inBoth = C.Queue.TryHead(head) && head.Serial == log.LastSerial;
                if (log.Waiting == 0 || (inBoth && !log.IsWhole))
                {
                    Delete(i);
                    continue;
                }
                if (inBoth && !C.Queue.CompleteTransaction())
                {
                    _lookMs = C.NowMs + RetryMs;
                    return;
                }
                _used |= 1 << i;
                _index = i;
                Waiting += log.Waiting;
            }
            _isReady = true;
            Describe();
        }
    }
}
