using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Reads the records of one file one after the other through a buffer, since each read of flash opens the file again. Created
    /// for one pass, then released.
    /// </summary>
    internal sealed class RecordReader
    {
        private const int WindowBytes = 512;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly string _file;
        private readonly byte[] _window = new byte[WindowBytes];
        private int _from;
        private int _count;
        private bool _atEnd;
        private int _end = int.MaxValue;

        public RecordReader(IStorage storage, Crc32 crc, string file)
        {
            _storage = storage;
            _crc = crc;
            _file = file;
        }

        /// <summary>Position of the record that was read last.</summary>
        public int At { get; private set; }

        /// <summary>End of the record that was read last: the next one is looked for from there on.</summary>
        public int Behind { get; private set; }

        /// <summary>Parts of the file that <see cref="Next"/> skipped since they were damaged, and their bytes.</summary>
        public int Gaps { get; private set; }

        public int GapBytes { get; private set; }

        /// <summary>Goes to a position; records that begin before <paramref name="end"/> are read.</summary>
        public void Begin(int from, int end)
        {
            _end = end;
            Begin(from);
        }

        /// <summary>Goes to a position; the end stays.</summary>
        public void Begin(int from) => Behind = from;

        /// <summary>Reads the next whole record; false when there is none.</summary>
        public bool Next(TransactionRecord into)
        {
            // Each record has its own check, so the next whole one is found by trying.
            for (int at = Behind; at < _end && Has(at); at++)
            {
                int length = into.Read(_window, at - _from, _from + _count - at, _crc);
                if (length == 0) continue;
                if (at > Behind) Gaps++;
                GapBytes += at - Behind;
                At = at;
                Behind = at + length;
                return true;
            }
            return false;
        }

        /// <summary>Copies the bytes of the record that was read last; their number.</summary>
        public int CopyTo(byte[] into, int offset)
        {
            System.Array.Copy(_window, At - _from, into, offset, Behind - At);
            return Behind - At;
        }

        /// <summary>Makes sure that the window holds the longest record from there on, or all that the file has; false when the file has nothing there.</summary>
        private bool Has(int at)
        {
            if (at < _from || (at + TransactionRecord.MostBytes > _from + _count && !_atEnd))
            {
                _from = at;
                _count = _storage.Read(_file, at, _window, 0, WindowBytes);
                _atEnd = _count < WindowBytes;
            }
            return at < _from + _count;
        }
    }
}
