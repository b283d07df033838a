using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Reads the records of one file one after the other through a window, since each read of flash opens the file anew. Made
    /// for one walk and let go.
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

        public RecordReader(IStorage storage, Crc32 crc, string file)
        {
            _storage = storage;
            _crc = crc;
            _file = file;
        }

        /// <summary>Reads the record at a position; its length, or 0 when none that is whole stands there.</summary>
        public int Read(int at, TransactionRecord into)
        {
            bool covered = at >= _from && (at + TransactionRecord.MostBytes <= _from + _count || (_atEnd && at <= _from + _count));
            if (!covered && !Fill(at)) return 0;
            return into.Read(_window, at - _from, _from + _count - at, _crc);
        }

        /// <summary>Parts of the file that <see cref="Find"/> passed over since they were damaged, and their bytes.</summary>
        public int Gaps { get; set; }

        public int GapBytes { get; private set; }

        /// <summary>The next whole record at a position or behind it, which moves there; its length, or 0 when there is none.</summary>
        public int Find(ref int at, TransactionRecord into)
        {
            int length = Read(at, into);
            if (length > 0) return length;
            // Each record has its own check, so the next whole one is found by trying. Stops at the end of the file.
            for (int next = at + 1; Covers(next); next++)
            {
                length = Read(next, into);
                if (length == 0) continue;
                Gaps++;
                GapBytes += next - at;
                at = next;
                return length;
            }
            return 0;
        }

        private bool Covers(int at) => at < _from + _count || (!_atEnd && Fill(at));

        /// <summary>Copies the bytes of the record that was read last.</summary>
        public void CopyTo(int at, int length, byte[] into, int offset) => System.Array.Copy(_window, at - _from, into, offset, length);

        private bool Fill(int at)
        {
            int count = _storage.Read(_file, at, _window, 0, WindowBytes);
            _from = at;
            _count = count < 0 ? 0 : count;
            _atEnd = count < WindowBytes;
            return _count > 0;
        }
    }
}
