using System.Text;
using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Queue;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// Answers the console's query for the history on the OCPP thread, which owns the transactions: earlier boots, then the
    /// last transactions one by one. Sent as far as the mailbox for replies has room; created for one query, then released.
    /// </summary>
    internal sealed class HistoryQueryHandler
    {
        /// <summary>Length of 2026-01-05T06:00:00; the rest of a timestamp is left out.</summary>
        private const int DateLength = 19;

        private readonly ChargePoint _point;
        private readonly Mailbox _replies;
        private readonly string _who;
        private readonly BootHistory _boots;
        private readonly TransactionHistory _transactions;
        private readonly PastTransaction _row = new PastTransaction();
        private int _next;

        public HistoryQueryHandler(ChargePoint point, Mailbox replies, BootHistory boots, string who)
        {
            _point = point;
            _replies = replies;
            _who = who;
            _boots = boots;
            _transactions = HistoryView.Of(point.Queue);
        }

        /// <summary>Sends what fits; false when all lines are sent.</summary>
        public bool Step()
        {
            while (_replies.Count < _replies.Capacity)
            {
                string line = Line(_next);
                if (line == null) return false;
                if (!_replies.TryPost(_who, 0, 0, line)) return true;
                _next++;
            }
            return true;
        }

        /// <summary>Null beyond the last.</summary>
        private string Line(int number)
        {
            if (number < _boots.Count) return "boot " + _boots.Boot(number) + " ended: " + _boots.Reason(number);
            number -= _boots.Count;
            if (number < _transactions.Count) return Transaction(number);
            if (number > _transactions.Count) return null;
            TransactionLog queue = _point.Queue;
            return "transactions so far " + queue.LastSerial + ", messages waiting " + _point.MessagesWaiting + ", undeliverable " + queue.Undeliverable + ", meter values left out " + queue.LeftOut;
        }

        private string Transaction(int number)
        {
            _transactions.Read(number, _row);
            string line = "transaction " + _row.Serial + ": id '" + _row.IdTag + "', " + Time(_row.StartMs, _row.StartIsUtc);
            bool runs = _row.Outcome == PastOutcome.Running;
            if (!runs) line += " to " + Time(_row.StopMs, _row.StopIsUtc) + ", " + (_row.StopWh - _row.StartWh) + " Wh (" + _row.StartWh + " to " + _row.StopWh + "), " + StopReasons.Word(_row.Reason);
            line += ", " + (runs ? "from " + _row.StartWh + " Wh, running" : Outcome(_row.Outcome));
            return _row.StartGivenUp ? line + ", its start undeliverable" : line;
        }

        private static string Outcome(PastOutcome outcome)
        {
            switch (outcome)
            {
                case PastOutcome.Delivered: return "delivered";
                case PastOutcome.Waiting: return "waiting";
                default: return "undeliverable";
            }
        }

        private static string Time(long ms, bool isUtc)
        {
            if (!isUtc) return ms / 1000 + " s after its boot";
            byte[] text = new byte[Iso8601.Length];
            Iso8601.Format(ms, text, 0);
            return Encoding.UTF8.GetString(text, 0, DateLength) + "Z";
        }
    }
}
