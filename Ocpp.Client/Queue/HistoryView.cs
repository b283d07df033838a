namespace Ocpp.Client.Queue
{
    /// <summary>Puts the history together with what still waits in the log: what an operator sees. Made for one look and let go.</summary>
    public static class HistoryView
    {
        /// <summary>The last transactions, the delivered and those that wait; nothing is written.</summary>
        public static TransactionHistory Of(TransactionLog log)
        {
            TransactionHistory history = log.OpenHistory();
            TransactionRecord record = new TransactionRecord();
            RecordReader reader = log.Walk();
            while (reader.Next(record))
                if (record.Kind == RecordKind.Start || record.Kind == RecordKind.Stop) history.Take(record, record.TimeMs, record.TimeIsUtc, PastOutcome.Waiting);
            return history;
        }
    }
}
