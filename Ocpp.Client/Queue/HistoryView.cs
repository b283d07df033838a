namespace Ocpp.Client.Queue
{
    /// <summary>The history together with the messages that still wait in the log, for the operator. Created for one use, then released.</summary>
    public static class HistoryView
    {
        /// <summary>The last transactions, delivered and waiting ones; writes nothing.</summary>
        public static TransactionHistory Of(TransactionLog log)
        {
            TransactionHistory history = log.OpenHistory();
            TransactionRecord record = new TransactionRecord();
            RecordReader reader = log.Walk();
            while (reader.Next(record))
                if (record.Kind == RecordKind.Start || record.Kind == RecordKind.Stop) history.Add(record, record.TimeMs, record.TimeIsUtc, PastOutcome.Waiting);
            return history;
        }
    }
}
