namespace Ocpp.Client.Queue
{
    /// <summary>
    /// The values of one transaction in the log that are kept: the first, the last, and those between as evenly as
    /// their number allows (rule 30). Two passes over the log: the first counts, <see cref="Next"/> is the second.
    /// </summary>
    public sealed class TransactionValues
    {
        private readonly RecordReader _reader;
        private readonly int _serial;
        private readonly int _contexts;
        private readonly int _most;
        private readonly int _found;
        private int _seen;

        internal TransactionValues(RecordReader reader, int serial, int contexts, int most)
        {
            _reader = reader;
            _serial = serial;
            _contexts = contexts;
            _most = most;
            int from = reader.Behind;
            TransactionRecord scan = new TransactionRecord();
            while (Walk(scan)) _found++;
            reader.Begin(from);
        }

        /// <summary>How many <see cref="Next"/> will give.</summary>
        public int Count => _found < _most ? _found : _most;

        /// <summary>Reads the next one; false at the end.</summary>
        public bool Next(TransactionRecord into)
        {
            while (Walk(into))
                if (IsChosen(_seen++)) return true;
            return false;
        }

        // A value is chosen when the even share, rounded down, rises at it; the first and the last always are.
        private bool IsChosen(int index)
        {
            if (_found <= _most || index == 0) return true;
            return index * (_most - 1) / (_found - 1) > (index - 1) * (_most - 1) / (_found - 1);
        }

        private bool Walk(TransactionRecord into)
        {
            while (_reader.Next(into))
                if (into.IsValue && into.Serial == _serial && (_contexts & (1 << into.Detail)) != 0) return true;
            return false;
        }
    }
}
