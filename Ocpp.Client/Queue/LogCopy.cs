using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>Writes the next generation of the transaction log, one batch at a time. Created for one copy, then released.</summary>
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

        /// <summary>Flash has refused a part: nothing may be written after it.</summary>
        private bool _failed;

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

        /// <summary>Position of the first message in the copy.</summary>
        public int MessagesAt { get; private set; }

        /// <summary>When the boot began whose records have no time of day: the copies get one. 0 to leave them as they are.</summary>
        public long BootUtcMs { get; set; }

        public int Size => _written + _filled;

        /// <summary>An empty file with its Header, and the newest id of the central system where there is one.</summary>
        public void Begin(int generation, int idSerial, int transactionId)
        {
            _failed = !_storage.Delete(_to);
            _record.Kind = RecordKind.Header;
            _record.Serial = generation;
            _record.Detail = TransactionRecord.Format;
            Put();
            if (idSerial == 0) return;
            _record.Kind = RecordKind.Id;
            _record.Serial = idSerial;
            _record.Detail = transactionId;
            Put();
        }

        /// <summary>Copies what a boot must know of the running transaction whose start is done and therefore not copied.</summary>
        public void Open(int headAt, int serial)
        {
            TransactionRecord scan = new TransactionRecord();
            _record.Kind = RecordKind.None;
            _reader.Begin(0, headAt);
            while (_reader.Next(scan))
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
            if (_record.Kind != RecordKind.None) Put();
        }

        /// <summary>Copies values that are no longer messages but wait for their StopTransaction.</summary>
        public void Values(TransactionValues kept)
        {
            while (!_failed && kept.Next(_record))
            {
                _record.Kind = RecordKind.Kept;
                Stamp();
                Put();
            }
        }

        /// <summary>Copies all messages from the head on, and the values between them; marks are not copied.</summary>
        public void Messages(int headAt, int end)
        {
            MessagesAt = Size;
            _reader.Begin(headAt, end);
            while (!_failed && _reader.Next(_record))
            {
                if (!_record.IsMessage && !_record.IsValue) continue;
                if (Stamp()) Put();
                else PutAsItIs();
            }
        }

        /// <summary>The file is whole: from now on it replaces the other. False when flash has refused any part of it.</summary>
        public bool Commit(int lastSerial, int generation)
        {
            // In a separate write, after all records that it confirms.
            Flush();
            _record.Kind = RecordKind.Commit;
            _record.Serial = lastSerial;
            _record.Detail = generation;
            Put();
            Flush();
            return !_failed;
        }

        private bool Stamp()
        {
            if (BootUtcMs == 0 || _record.TimeIsUtc) return false;
            _record.TimeMs += BootUtcMs;
            _record.TimeIsUtc = true;
            return true;
        }

        private void Put()
        {
            if (_filled + TransactionRecord.MostBytes > BatchBytes) Flush();
            _filled += _record.Write(_batch, _filled, _crc);
        }

        // Its checksum does not change.
        private void PutAsItIs()
        {
            if (_filled + _reader.Behind - _reader.At > BatchBytes) Flush();
            _filled += _reader.CopyTo(_batch, _filled);
        }

        private void Flush()
        {
            if (!_failed)
            {
                Writes++;
                _failed = !_storage.Append(_to, _batch, 0, _filled);
            }
            _written += _filled;
            _filled = 0;
        }
    }
}
