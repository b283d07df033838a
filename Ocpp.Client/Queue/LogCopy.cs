using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>Writes the next generation of the transaction log, a batch at a time; made for one copy and let go.</summary>
    internal sealed class LogCopy
    {
        private const int BatchBytes = 512;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly RecordReader _reader;
        private readonly byte[] _batch = new byte[BatchBytes];
        private readonly TransactionRecord _record = new TransactionRecord();
        private readonly string _to;
        private int _filled;
        private int _written;

        public LogCopy(IStorage storage, Crc32 crc, string from, string to)
        {
            _storage = storage;
            _crc = crc;
            _reader = new RecordReader(storage, crc, from);
            _to = to;
        }

        public string Name => _to;

        /// <summary>Writes to flash so far.</summary>
        public int Writes { get; private set; }

        /// <summary>Where the first message will stand.</summary>
        public int MessagesAt { get; private set; }

        /// <summary>When the boot began whose records have no time of day: they get it. 0 to leave them as they are.</summary>
        public long BootUtcMs { get; set; }

        public int Size => _written + _filled;

        /// <summary>An empty file with its Header, and the newest id of the central system where there is one.</summary>
        public bool Begin(int generation, int idSerial, int transactionId)
        {
            if (!_storage.Delete(_to)) return false;
            _record.Kind = RecordKind.Header;
            _record.Serial = generation;
            _record.Detail = TransactionRecord.Format;
            if (!Put()) return false;
            if (idSerial == 0) return true;
            _record.Kind = RecordKind.Id;
            _record.Serial = idSerial;
            _record.Detail = transactionId;
            return Put();
        }

        /// <summary>What a boot must know of the running transaction when its start is done and left behind.</summary>
        public bool Open(int headAt, int serial)
        {
            TransactionRecord scan = new TransactionRecord();
            _record.Kind = RecordKind.None;
            for (int at = 0, length; at < headAt && (length = _reader.Find(ref at, scan)) > 0; at += length)
            {
                bool begins = scan.Kind == RecordKind.Start || scan.Kind == RecordKind.Open;
                if (scan.Serial != serial || (!begins && !scan.IsValue)) continue;
                if (begins)
                {
                    _record.Kind = RecordKind.Open;
                    _record.IdTag = scan.IdTag;
                }
                _record.TimeMs = scan.TimeMs;
                _record.TimeIsUtc = scan.TimeIsUtc;
                _record.RegisterWh = scan.RegisterWh;
            }
            _record.Serial = serial;
            _record.Detail = 0;
            return _record.Kind == RecordKind.None || Put();
        }

        /// <summary>Values that are no messages any more but wait for their StopTransaction.</summary>
        public bool Values(TransactionValues kept)
        {
            while (kept.Next(_record))
            {
                _record.Kind = RecordKind.Kept;
                if (BootUtcMs != 0 && !_record.TimeIsUtc) Stamp();
                if (!Put()) return false;
            }
            return true;
        }

        /// <summary>All messages from the head on, and the values between them; what only marks is left behind.</summary>
        public bool Messages(int headAt, int end)
        {
            MessagesAt = Size;
            for (int at = headAt; at < end;)
            {
                int length = _reader.Find(ref at, _record);
                if (length == 0 || at >= end) break;
                if (BootUtcMs != 0 && _record.HasReading && !_record.TimeIsUtc)
                {
                    Stamp();
                    if (!Put()) return false;
                }
                else if (_record.IsMessage || _record.IsValue)
                {
                    if (_filled + length > BatchBytes && !Flush()) return false;
                    _reader.CopyTo(at, length, _batch, _filled);
                    _filled += length;
                }
                at += length;
            }
            return true;
        }

        /// <summary>The file is whole: from now on it replaces the other.</summary>
        public bool Commit(int lastSerial, int generation)
        {
            // In a write of its own, behind all that it vouches for.
            if (_filled > 0 && !Flush()) return false;
            _record.Kind = RecordKind.Commit;
            _record.Serial = lastSerial;
            _record.Detail = generation;
            return Put() && Flush();
        }

        private void Stamp()
        {
            _record.TimeMs += BootUtcMs;
            _record.TimeIsUtc = true;
        }

        private bool Put()
        {
            if (_filled + TransactionRecord.MostBytes > BatchBytes && !Flush()) return false;
            _filled += _record.Write(_batch, _filled, _crc);
            return true;
        }

        private bool Flush()
        {
            Writes++;
            if (!_storage.Append(_to, _batch, 0, _filled)) return false;
            _written += _filled;
            _filled = 0;
            return true;
        }
    }
}
