namespace Ocpp.Client.Queue
{
    /// <summary>
    /// The oldest transaction in a log of its own, so that those after it can be delivered first. Three steps: the other log
    /// with its Commit, then one Done here for all its messages. A power cut between leaves it in both, which a boot sees by
    /// its serial.
    /// </summary>
    public sealed partial class TransactionLog
    {
        /// <summary>Header, Commit and two Ids.</summary>
        private const int OverheadBytes = 56;

        /// <summary>The same values stay as in another log.</summary>
        public void KeepAs(TransactionLog other) => Keep(other._keptContexts, other._mostKept);

        /// <summary>Its file was whole at boot: no copy that a power cut left short.</summary>
        public bool IsWhole { get; private set; }

        /// <summary>Writes what waits of the oldest transaction as a log of another name; false when flash refused or it is longer than that.</summary>
        /// <param name="mostBytes">Of that log, when all of it is done.</param>
        /// <param name="bootUtcMs">When the boot began that wrote it with its clock unknown: that log has times alone. 0 where it is not known.</param>
        public bool TryCopyHead(string name, int mostBytes, long bootUtcMs)
        {
            TransactionRecord record = new TransactionRecord();
            if (!TryHead(record)) return false;
            int serial = record.Serial;
            int messages = FindEndOfHead(record, out int end, out _);
            TransactionValues values = _keptContexts == 0 ? null : ValuesBeforeHead();
            int bytes = end - _headAt + messages * DoneBytes + (values == null ? 0 : values.Count * TransactionRecord.ValueBytes);
            if (bytes > mostBytes - OverheadBytes) return false;
            LogCopy copy = new LogCopy(_storage, _crc, _file, name + ".a");
            copy.BootUtcMs = bootUtcMs;
            copy.Begin(1, IdSerial == serial ? serial : 0, TransactionId);
            if (values != null) copy.Values(values);
            copy.Messages(_headAt, end);
            return copy.Commit(serial, 1);
        }

        /// <summary>The oldest transaction is done here as a whole: another log has what waits of it.</summary>
        public bool CompleteTransaction()
        {
            TransactionRecord record = new TransactionRecord();
            if ((_dirty && !Compact()) || !TryHead(record)) return false;
            int messages = FindEndOfHead(record, out int end, out int last);
            if (!Put(Done(record, last, false))) return false;
            _headAt = end;
            Waiting -= messages;
            return true;
        }

        /// <summary>Messages that wait of the head's transaction.</summary>
        /// <param name="end">Behind the last of them, which stands at <paramref name="last"/>.</param>
        private int FindEndOfHead(TransactionRecord scan, out int end, out int last)
        {
            RecordReader reader = Walk();
            int serial = scan.Serial;
            int messages = 0;
            end = last = _headAt;
            while (reader.Next(scan))
            {
                if (!scan.IsMessage) continue;
                if (scan.Serial != serial) break;
                messages++;
                last = reader.At;
                end = reader.Behind;
            }
            return messages;
        }
    }
}
