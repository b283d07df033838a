using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Finds out at boot what the transaction log's files hold: which one is in force, which messages are not done, what was
    /// damaged. Only the damaged part is lost: the records after it are found by their own checksums. Created for
    /// one boot, then released; logs what it found.
    /// </summary>
    internal sealed class LogScan
    {
        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly ILog _log;
        private readonly TransactionRecord _scan = new TransactionRecord();
        private int _doneCount;
        private int _doneAt;
        private int _stopped;

        private readonly string _a;
        private readonly string _b;

        public LogScan(IStorage storage, Crc32 crc, ILog log, string name)
        {
            _a = name + ".a";
            _b = name + ".b";
            _storage = storage;
            _crc = crc;
            _log = log;
        }

        /// <summary>The file in force, and its generation; 0 when there is none.</summary>
        public string File { get; private set; }

        public int Generation { get; private set; }

        /// <summary>The file is complete, not a copy that a power cut interrupted.</summary>
        public bool IsCommitted { get; private set; }

        /// <summary>The file has a damaged part: it must be copied before anything is appended.</summary>
        public bool Dirty { get; private set; }

        /// <summary>Parts that were damaged, other than a last record that a power cut left short.</summary>
        public int Damaged { get; private set; }

        /// <summary>Bytes up to the end of the last whole record.</summary>
        public int End { get; private set; }

        /// <summary>Position of the oldest message that is not done, and how many messages wait from there on.</summary>
        public int HeadAt { get; private set; }

        public int Waiting { get; private set; }

        public int LastSerial { get; private set; }

        public bool IsOpen { get; private set; }

        public TransactionRecord OpenEnd { get; private set; }

        public int IdSerial { get; private set; }

        public int TransactionId { get; private set; }

        /// <summary>The highest register of any record, in Wh; 0 for none.</summary>
        public long HighestWh { get; private set; }

        /// <summary>Reads the file in force. In a damaged file of format 1 some messages may be sent again, but none is skipped.</summary>
        public void Run()
        {
            Choose();
            if (Generation == 0) return;
            Dirty = !IsCommitted;
            RecordReader reader = new RecordReader(_storage, _crc, File);
            while (reader.Next(_scan)) Note();
            End = reader.Behind;
            int gaps = reader.Gaps;
            int gapBytes = reader.GapBytes;
            PlaceHead(reader, gaps);
            IsOpen = OpenEnd != null && OpenEnd.Serial == LastSerial && _stopped != LastSerial;
            if (!IsOpen) OpenEnd = null;
            if (gaps > 0) TellDamage(gaps, gapBytes, File);
            int tail = _storage.Length(File) - End;
            if (tail > 0) TellTail(tail);
        }

        private void Choose()
        {
            int a = Look(_a, out bool aWhole);
            int b = Look(_b, out bool bWhole);
            bool takesB = b > a;
            // An incomplete copy has no Commit: the file that it was copied from is in force as long as it exists.
            if (takesB ? !bWhole && a > 0 : !aWhole && b > 0)
            {
                _log.Write(LogLevel.Info, LogSection.Store, "transaction log: the copy in " + (takesB ? _b : _a) + " was cut short by a power cut: nothing is lost");
                takesB = !takesB;
            }
            File = takesB ? _b : _a;
            Generation = takesB ? b : a;
            IsCommitted = takesB ? bWhole : aWhole;
        }

        /// <summary>Generation of a file, 0 when it cannot be used.</summary>
        /// <param name="committed">True for a complete file, false for an interrupted copy.</param>
        private int Look(string file, out bool committed)
        {
            committed = false;
            RecordReader reader = new RecordReader(_storage, _crc, file);
            int generation = 1;
            int records = 0;
            while (!committed && reader.Next(_scan))
            {
                records++;
                if (_scan.Kind == RecordKind.Header && _scan.Detail > TransactionRecord.Format)
                {
                    _log.Write(LogLevel.Error, LogSection.Store, file + " has format " + _scan.Detail + " of a newer firmware, known is " + TransactionRecord.Format + ": its messages are passed over");
                    return 0;
                }
                if (_scan.Kind == RecordKind.Header) generation = _scan.Serial;
                committed = _scan.Kind == RecordKind.Commit;
                if (committed && _scan.Detail != 0) generation = _scan.Detail;
            }
            if (records == 0)
            {
                int length = _storage.Length(file);
                if (length > TransactionRecord.MostBytes) TellDamage(1, length, file);
                else if (length > 0) _log.Write(LogLevel.Info, LogSection.Store, "transaction log: the first record of " + file + " was cut short by a power cut: nothing is lost");
                return 0;
            }
            // A power cut leaves no whole record after the incomplete one: so the Commit itself is damaged.
            if (reader.Gaps > 0) committed = true;
            return generation;
        }

        private void Note()
        {
            if (_scan.Kind == RecordKind.Done)
            {
                _doneCount++;
                _doneAt = _scan.Position;
            }
            if (_scan.Kind == RecordKind.Id)
            {
                IdSerial = _scan.Serial;
                TransactionId = _scan.Detail;
            }
            if (_scan.Kind != RecordKind.Header) LastSerial = _scan.Serial > LastSerial ? _scan.Serial : LastSerial;
            if (!_scan.HasReading) return;
            HighestWh = _scan.RegisterWh > HighestWh ? _scan.RegisterWh : HighestWh;
            // Any record with a reading counts, since the start itself may be damaged.
            if (_scan.Serial == LastSerial) NoteEnd();
        }

        private void NoteEnd()
        {
            if (OpenEnd == null || OpenEnd.Serial != _scan.Serial) OpenEnd = new TransactionRecord();
            if (!_scan.IsValue) OpenEnd.IdTag = _scan.IdTag;
            OpenEnd.Kind = _scan.Kind;
            OpenEnd.Serial = _scan.Serial;
            OpenEnd.TimeMs = _scan.TimeMs;
            OpenEnd.TimeIsUtc = _scan.TimeIsUtc;
            OpenEnd.RegisterWh = _scan.RegisterWh;
            if (_scan.Kind == RecordKind.Stop) _stopped = _scan.Serial;
        }

        /// <summary>Finds the head by the position in the last Done; without a position (format 1) by the number of Done records, less those that may be damaged.</summary>
        private void PlaceHead(RecordReader reader, int gaps)
        {
            int skip = _doneCount - gaps;
            HeadAt = End;
            reader.Begin(0, End);
            while (reader.Next(_scan))
            {
                if (!_scan.IsMessage) continue;
                bool done = _doneAt != 0 ? reader.At <= _doneAt : skip-- > 0;
                // Answered, though the Done that is written with its id is damaged or cut.
                done |= _scan.Kind == RecordKind.Start && _scan.Serial == IdSerial;
                if (done && Waiting == 0) continue;
                if (Waiting++ == 0) HeadAt = reader.At;
            }
        }

        private void TellDamage(int parts, int bytes, string file)
        {
            Damaged += parts;
            Dirty = true;
            _log.Write(LogLevel.Error, LogSection.Store, "transaction log: " + parts + (parts == 1 ? " part" : " parts") + " of " + file + " damaged, " + bytes
                + " bytes: what stood there is lost, all else is kept; newest transaction " + LastSerial + ", messages waiting " + Waiting);
        }

        private void TellTail(int bytes)
        {
            Dirty = true;
            byte[] tail = new byte[TransactionRecord.MostBytes];
            int read = _storage.Read(File, End, tail, 0, tail.Length);
            string what = TransactionRecord.Cut(tail, read);
            if (what == null) TellDamage(1, bytes, File);
            else _log.Write(LogLevel.Info, LogSection.Store, "transaction log: the last record was cut short by a power cut: " + bytes + " bytes of " + what + " are lost, nothing else");
        }
    }
}
