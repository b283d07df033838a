using Charger.Runtime;
using Ocpp.Client.Authorization;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Session
{
    /// <summary>
    /// Delivers the transaction log's head, one message at a time and in order (rules 21 to 25): attempts and intervals,
    /// original timestamps, transaction ids as they become known.
    /// </summary>
    internal sealed class Delivery
    {
        private const int LeastStopAttempts = 2;

        /// <summary>Number of links that may end while a message waits for its answer; then it is held back.</summary>
        private const int LostToHoldBack = 3;
        private const long FirstHoldMs = 30000;
        private const int Doublings = 5;
        private const long LongestHoldMs = 1800000;

        private readonly SessionContext _c;
        private readonly TransactionLog _queue;
        private readonly int _kind;

        /// <summary>The message that is delivered now; null while none waits.</summary>
        private TransactionRecord _head;
        private readonly int _firstSerial;
        private int _attempts;
        private int _lost;
        private string _held;

        /// <summary>The number of the link on which the head was not answered; 0 for none.</summary>
        private int _timedOutOn;
        private long _nextMs;
        private bool _completeDue;
        private int _flashPauseMs;
        private bool _givenUp;
        private long _earlierMs;
        private long _earlierBootMs;

        /// <summary>The start that was sent last, and its time: its stop must not be earlier (S 6.49).</summary>
        private int _startSerial;
        private int _stopSerial;
        private long _startUtcMs;

        public Delivery(SessionContext context)
        {
            _c = context;
            _queue = context.Queue;
            _kind = CallKind.Transaction;
            _firstSerial = _queue.LastSerial + 1;
        }

        /// <summary>For a transaction that was held back; all its times are known.</summary>
        /// <param name="lost">Number of links in a row that ended while a held-back message was out.</param>
        internal Delivery(SessionContext context, TransactionLog held, int lost)
        {
            _c = context;
            _queue = held;
            _kind = CallKind.Held;
            _lost = lost;
        }

        /// <summary>Set when the answer to a StartTransaction was not Accepted: its serial (rule 26).</summary>
        public int InvalidSerial { get; private set; }

        /// <summary>The message that is held back because links ended while it was out, with its transaction; null for none.</summary>
        public string HeldKind => _lost < LostToHoldBack || _c.NowMs >= _nextMs ? null : _held;

        /// <summary>Number of links in a row that ended while the head was out.</summary>
        internal int LostLinks => _lost;

        /// <summary>Flash has refused for about 30 s to mark a delivered message as done: later messages cannot be sent.</summary>
        public bool IsRefused => FlashRetry.Lasts(_flashPauseMs);

        /// <summary>When the next message may be sent.</summary>
        public long HeldUntilMs => _nextMs;

        /// <summary>Sends the next message; true when it did.</summary>
        public bool TrySend()
        {
            LookForNewLink();
            if (_completeDue && _c.NowMs >= _nextMs) Finish();
            if (_completeDue) _c.Due(_nextMs);
            if (_completeDue || !_c.Rpc.CanCall || _queue.Waiting == 0 || !_c.Clock.IsKnown || (_c.Held != null && !_c.Held.IsReady)) return false;
            if (_c.NowMs < _nextMs && _lost >= LostToHoldBack) LetOthersPass();
            if (_head == null) _head = new TransactionRecord();
            if (_c.NowMs < _nextMs || !_queue.TryHead(_head))
            {
                _c.Due(_nextMs);
                return false;
            }
            long utcMs = UtcOf(_head);
            int id = _queue.IdSerial == _head.Serial ? _queue.TransactionId : -1;
            switch (_head.Kind)
            {
                case RecordKind.Start:
                    _startSerial = _head.Serial;
                    _startUtcMs = utcMs;
                    _c.Rpc.BeginCall(StartTransaction.Action);
                    StartTransaction.Write(_c.Rpc.Writer, 1, _head.IdTag, _head.RegisterWh, _head.HasReservation, _head.Detail, utcMs, _c.Work);
                    break;
                case RecordKind.Stop:
                    _stopSerial = _head.Serial;
                    if (_head.Serial == _startSerial) utcMs = utcMs < _startUtcMs ? _startUtcMs : utcMs;
                    WriteStop(id, utcMs);
                    break;
                default:
                    int wanted = _c.Measurands(_head.Detail == ReadingContexts.Clock ? OcppKeys.MeterValuesAlignedData : OcppKeys.MeterValuesSampledData);
                    _c.Rpc.BeginCall(MeterValues.Action);
                    MeterValues.Write(_c.Rpc.Writer, 1, true, id, _head, wanted, utcMs, _c.Work);
                    break;
            }
            return _c.Rpc.EndCall(_kind, _c.NowMs, _c.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        /// <summary>The newest transaction's start or stop was not sent yet and will be soon: no message is held back or waits for its repetition.</summary>
        public bool Owes(RecordKind kind)
        {
            LookForNewLink();
            int sent = kind == RecordKind.Start ? _startSerial : _stopSerial;
            return sent != _c.Transactions.Serial && _queue.Waiting > 0 && (_completeDue || _c.NowMs >= _nextMs) && _c.Clock.IsKnown;
        }

        /// <summary>The head was answered with a CALLRESULT.</summary>
        public void Answered()
        {
            if (_head.Kind == RecordKind.Start && !StartAnswered())
            {
                _c.Warn("StartTransaction: the answer is invalid (" + _c.Payload.ErrorText + ")");
                Failed(false);
                return;
            }
            if (_head.Kind == RecordKind.Stop)
            {
                IdTagInfo info = new IdTagInfo();
                if (StopTransaction.ReadAnswer(_c.Payload, _c.Rpc.Frame, info)) IdTagStore.Learn(_c, _head.IdTag, info);
            }
            Complete(false);
        }

        private bool StartAnswered()
        {
            IdTagInfo info = new IdTagInfo();
            if (!StartTransaction.ReadAnswer(_c.Payload, _c.Rpc.Frame, info, out int id)) return false;
            _queue.SetId(_head.Serial, id);
            _c.Info("the central system numbered transaction " + _head.Serial + " as " + id);
            if (_head.Serial == _c.Transactions.Serial && info.ParentIdTag.Length > 0) _c.Transactions.ParentIdTag = info.ParentIdTag;
            if (info.Status != AuthorizationStatus.Accepted)
            {
                _c.Warn("the central system does not accept id '" + _head.IdTag + "' of transaction " + _head.Serial + ": " + IdTagInfo.Word(info.Status));
                InvalidSerial = _head.Serial;
            }
            IdTagStore.Learn(_c, _head.IdTag, info);
            return true;
        }

        /// <summary>A CALLERROR or no answer in time: a failed attempt.</summary>
        /// <param name="timedOut">There was no answer: if the link ends next, the message was lost with it.</param>
        public void Failed(bool timedOut)
        {
            _attempts++;
            if (timedOut) _timedOutOn = _c.Link.Statistics.Opened;
            else _lost = 0;
            int most = _c.Configuration.Whole(OcppKeys.TransactionMessageAttempts);
            // A stop is never given up for one CALLERROR (rule 22).
            int least = _head.Kind == RecordKind.Stop ? LeastStopAttempts : 1;
            if (most < least) most = least;
            if (_attempts < most)
            {
                _nextMs = _c.NowMs + _attempts * 1000L * _c.Configuration.Whole(OcppKeys.TransactionMessageRetryInterval);
                return;
            }
            _c.Warn("a message of transaction " + _head.Serial + " is undeliverable after " + most + " attempts and stays in the history");
            Complete(true);
        }

        /// <summary>
        /// The link ended while the head was out: this counts as no attempt (rule 9). A head with which several links ended gets its own
        /// back-off, so that a central system that fails on this message can do its other work.
        /// </summary>
        public void Lost()
        {
            _nextMs = _c.NowMs;
            // It is unknown whether it arrived, so it counts as not sent.
            if (_head.Kind == RecordKind.Start) _startSerial = 0;
            if (_head.Kind == RecordKind.Stop) _stopSerial = 0;
            if (++_lost < LostToHoldBack) return;
            _nextMs += _lost > LostToHoldBack + Doublings ? LongestHoldMs : FirstHoldMs * (1 << (_lost - LostToHoldBack));
            _held = Describe(_head);
            _c.Warn(_held + " was out when " + _lost + " links ended one after the other: it is held back for " + (_nextMs - _c.NowMs) / 1000 + " s");
        }

        internal static string Describe(TransactionRecord message)
        {
            string action = message.Kind == RecordKind.Start ? StartTransaction.Action : message.Kind == RecordKind.Stop ? StopTransaction.Action : MeterValues.Action;
            return action + " of transaction " + message.Serial;
        }

        /// <summary>Lets later transactions pass: all messages of the earlier one move to a log of their own; the order within a transaction is kept.</summary>
        private void LetOthersPass()
        {
            if (_c.Held == null || _queue.LastSerial == _head.Serial) return;
            if (_c.Held.TryAccept(_held, UtcOf(_head) - _head.TimeMs, _nextMs, _lost)) Next();
        }

        /// <summary>Resets the counts of attempts and lost links for the next message.</summary>
        private void Next()
        {
            _head = null;
            _attempts = 0;
            _lost = 0;
            _timedOutOn = 0;
            _nextMs = _c.NowMs;
        }

        private void LookForNewLink()
        {
            if (_timedOutOn == 0 || _timedOutOn == _c.Link.Statistics.Opened) return;
            _timedOutOn = 0;
            _attempts--;
            Lost();
        }

        private void Complete(bool givenUp)
        {
            _givenUp = givenUp;
            _completeDue = true;
            Finish();
        }

        private void Finish()
        {
            if (!_queue.Complete(_givenUp))
            {
                _flashPauseMs = FlashRetry.Longer(_flashPauseMs);
                _nextMs = _c.NowMs + _flashPauseMs;
                return;
            }
            _flashPauseMs = 0;
            if (_head.Kind != RecordKind.Meter) KeepInHistory();
            _completeDue = false;
            Next();
        }

        private void KeepInHistory()
        {
            TransactionHistory history = _queue.OpenHistory();
            history.Add(_head, UtcOf(_head), true, _givenUp ? PastOutcome.Undeliverable : PastOutcome.Delivered);
            if (!history.Save()) _c.Warn("transaction " + _head.Serial + " could not be kept in the history");
        }

        private void WriteStop(int id, long utcMs)
        {
            JsonWriter w = _c.Rpc.Writer;
            _c.Rpc.BeginCall(StopTransaction.Action);
            StopTransaction.Write(w, id, _head.IdTag, _head.RegisterWh, StopReasons.Word(_head.Detail), utcMs, _c.Work);
            TransactionValues values = _queue.ValuesOf(_head);
            bool sampled = _c.Measurands(OcppKeys.StopTxnSampledData) != 0;
            if (values != null || sampled) WriteData(w, values, sampled, utcMs);
            w.Byte('}');
        }

        /// <param name="ends">The last value is that of the transaction's end; when flash has none it is built from the stop itself.</param>
        private void WriteData(JsonWriter w, TransactionValues values, bool ends, long utcMs)
        {
            TransactionRecord value = new TransactionRecord();
            StopTransaction.BeginData(w);
            bool ended = false;
            int last = values == null || values.Count < _c.Configuration.Whole(OcppKeys.StopTransactionMaxMeterValues) ? -1 : values.Count - 1;
            int n = 0;
            for (; values != null && values.Next(value); n++)
            {
                // At most the allowed number of values: the end value replaces the last one.
                if (ends && n == last && value.Detail != ReadingContexts.End) break;
                if (n > 0) w.Byte(',');
                int key = value.Detail == ReadingContexts.Clock ? OcppKeys.StopTxnAlignedData : OcppKeys.StopTxnSampledData;
                MeterValues.WriteOne(w, value, _c.Measurands(key), UtcOfValue(value, utcMs), _c.Work);
                ended = value.Detail == ReadingContexts.End;
            }
            if (ends && !ended)
            {
                if (n > 0) w.Byte(',');
                value.Detail = ReadingContexts.End;
                value.RegisterWh = _head.RegisterWh;
                MeterValues.WriteOne(w, value, Measurands.Energy, utcMs, _c.Work);
            }
            w.Byte(']');
        }

        // A time from before the clock was set counts from its boot: this one, or an earlier one whose beginning is calculated.
        private long UtcOf(TransactionRecord record)
        {
            if (record.TimeIsUtc) return record.TimeMs;
            long thisBootMs = _c.Clock.UtcNowMs - _c.NowMs;
            if (record.Serial >= _firstSerial) return thisBootMs + record.TimeMs;
            // Calculated once for each boot: its records follow each other with rising times.
            if (_earlierBootMs == 0 || record.TimeMs < _earlierMs || record.IsFirstOfBoot) _earlierBootMs = _queue.BootOfHead(_firstSerial, thisBootMs);
            _earlierMs = record.TimeMs;
            return _earlierBootMs + record.TimeMs;
        }

        // A value is of the same boot as its stop; when only the stop's time is known, the value gets no later time.
        private long UtcOfValue(TransactionRecord value, long stopUtcMs)
        {
            if (value.TimeIsUtc) return value.TimeMs;
            if (value.Serial >= _firstSerial) return UtcOf(value);
            return _head.TimeIsUtc ? stopUtcMs : stopUtcMs - (_head.TimeMs - value.TimeMs);
        }
    }
}
