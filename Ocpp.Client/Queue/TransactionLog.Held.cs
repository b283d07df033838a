namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Moves the oldest transaction to a separate log, so that later ones can be delivered first. Three steps: the other log
    /// with its Commit, then one Done here for all its messages. A power cut in between leaves it in both, which a boot detects by
    /// its serial.
    /// </summary>
    public sealed partial class TransactionLog
    {
        /// <summary>Header, Commit and two Ids.</summary>
        private const int OverheadBytes = 56;

        /// <summary>Keeps the same kinds and number of values as another log.</summary>
        public void KeepAs(TransactionLog other) => Keep(other._keptContexts, other._mostKept);

        /// <summary>Its file was complete at boot, not an interrupted copy.</summary>
        public bool IsWhole { get; private set; }

        /// <summary>Writes the waiting messages of the oldest transaction to a log of another name; false when flash refused or they exceed <paramref name="mostBytes"/>.</summary>
        /// <param name="mostBytes">Largest size of that log, when all of it is done.</param>
        /// <param name="bootUtcMs">When the boot began that wrote it without a clock: the other log gets times of day only. 0 when it is unknown.</param>
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

        /// <summary>Marks the oldest transaction as done as a whole: another log has its waiting messages.</summary>
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

        /// <summary>Counts the waiting messages of the head's transaction.</summary>
        /// <param name="end">End of the last of them, which begins at <paramref name="last"/>.</param>
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
