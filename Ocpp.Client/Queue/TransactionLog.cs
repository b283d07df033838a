using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Transaction messages on flash before they are sent, in order, each until it is done. Two files in turn, "txn.a" and
    /// "txn.b": one is appended to; when a power cut has cut its last record short, or it has grown, what is still wanted is copied to
    /// the other, which is in force from its Commit record on. Only the head is read into memory.
    /// <code>
    /// record      bytes    0-3 CRC-32 of the rest, 4 length, 5 kind and flags, 6-9 serial of the transaction, then:
    /// Header      14       10-13 format             (serial: generation of the file)
    /// Commit      14       10-13 generation         (serial: newest transaction; format 1: no generation, 10 bytes)
    /// Id          14       10-13 id of the central system
    /// Done        15       10 given up, 11-14 place of the message that is done (format 1: no place, 11 bytes)
    /// Meter, Kept 36       10-13 context, 14-19 time in ms, 20-23 register in Wh, 24-35 six measured values
    /// Start, Stop 24 to 84 10-13 reservation or reason, 14-19 time in ms, 20-23 register in Wh, from 24 on id tag
    /// Open        24 to 84 as Start: a running transaction whose start is done
    ///
    /// a file      Header, [Id], [Open], [Kept...], messages that wait, Commit, then what is appended
    ///
    /// write                       a power cut in it leaves
    /// append one record           the record or a part of it: the part is left behind, the caller was not told it is stored
    /// copy: delete the other      one file, in force
    /// copy: Header to messages    the other without Commit: the old one is in force
    /// copy: Commit                the same, or the copy in force beside the old one, which is older
    /// copy: delete the old one    either: the higher generation is in force
    /// </code>
    /// Bound: <see cref="MostBytes"/> undone, a day and more of one value a minute; from 95 % full on every second meter
    /// value is left out, from 97.5 % on all of them, never a start or a stop. Values that a StopTransaction is to
    /// carry stay until it is done: the first, the last and those between as evenly as their number allows (rule 30).
    /// Marks are written together with a record that is written anyway, since each write costs a block: an Id with the Done of
    /// its start, and the Done of a value that was the last waiting message in front of the record that is appended next. The next message is
    /// sent only then, so that after a power cut at most one message is sent again.
    /// </summary>
    public sealed partial class TransactionLog
    {
        /// <summary>Name of the files of the charge point's own log; a transaction that is held back gets a log of its own.</summary>
        public const string Name = "txn";

        /// <summary>Most bytes of records that are not done: a day and more of one value a minute.</summary>
        public const int MostBytes = 55296;

        /// <summary>Most bytes of messages that are done, in front of those that are not: with more, the file is copied without them.</summary>
        public const int CompactBytes = 4096;

        private const int DoneBytes = 15;

        /// <summary>A Done and an Id.</summary>
        private const int MostMarkBytes = DoneBytes + 14;

        /// <summary>A sweep removes records that are done once they take this many bytes: one or two transactions.</summary>
        private const int SweepBytes = 1024;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly ILog _log;
        private readonly string _name;
        private string _file;
        private int _generation;
        private int _end;
        private int _headAt;
        private int _keptContexts;
        private int _mostKept;
        private bool _dirty;
        private bool _skipMeter;

        /// <summary>Position of the value whose Done is still to be written; 0 for none.</summary>
        private int _doneDue;
        private bool _idDue;

        /// <summary>Finds out what its files hold; damage is logged and counted in <see cref="Damaged"/>.</summary>
        /// <param name="name">Name of its two files, without suffix.</param>
        public TransactionLog(IStorage storage, Crc32 crc, ILog log, string name = Name)
        {
            _storage = storage;
            _crc = crc;
            _log = log;
            _name = name;
            Open();
        }

        /// <summary>Messages not yet done.</summary>
        public int Waiting { get; private set; }

        /// <summary>Number of the newest transaction, 0 before the first.</summary>
        public int LastSerial { get; private set; }

        /// <summary>True while the newest transaction has no stop.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>Time, register and id of the newest record of the open transaction, as found at boot; null when none was open or it is closed.</summary>
        public TransactionRecord OpenEnd { get; private set; }

        /// <summary>The newest transaction whose id at the central system is known; 0 for none. <see cref="TransactionId"/> is that id.</summary>
        public int IdSerial { get; private set; }

        /// <summary>The central system's id of transaction <see cref="IdSerial"/>, any integer (rule 31).</summary>
        public int TransactionId { get; private set; }

        /// <summary>Messages given up since boot.</summary>
        public int Undeliverable { get; private set; }

        /// <summary>Meter values left out since boot because the store was full.</summary>
        public int LeftOut { get; private set; }

        /// <summary>Damaged parts found since boot; each was logged when it was found.</summary>
        public int Damaged { get; private set; }

        /// <summary>The highest register that a record had at boot, in Wh.</summary>
        public long HighestWh { get; private set; }

        /// <summary>Writes to flash since boot.</summary>
        public int Writes { get; private set; }

        /// <summary>False when flash refused: the caller still has the record and takes its safe path.</summary>
        public bool Append(TransactionRecord record)
        {
            if (record.IsValue && !HasRoomForMeter())
            {
                LeftOut++;
                return true;
            }
            if ((_dirty || _headAt > CompactBytes) && !Compact() && _dirty) return false;
            if (!Put(record)) return false;
            Note(record);
            return true;
        }

        /// <summary>Reads the oldest message not yet done; false when there is none.</summary>
        public bool TryHead(TransactionRecord into)
        {
            int from = _headAt;
            bool damaged = false;
            while (_headAt < _end)
            {
                int length = ReadAt(_headAt, into);
                if (length != 0 && into.IsMessage) break;
                damaged |= length == 0;
                _headAt += length == 0 ? 1 : length;
            }
            if (damaged) FoundDamage(from);
            return _headAt < _end;
        }

        /// <summary>The head is done: delivered, or given up after its attempts.</summary>
        public bool Complete(bool givenUp)
        {
            TransactionRecord head = new TransactionRecord();
            if (!TryHead(head) || (_dirty && !Compact())) return false;
            int length = ReadAt(_headAt, head);
            // A running transaction appends its stop later, and the Done is written with it.
            bool canWait = head.Kind == RecordKind.Meter && Waiting == 1 && IsOpen && !givenUp;
            if (canWait) _doneDue = _headAt;
            else if (!Put(Done(head, _headAt, givenUp))) return false;
            _headAt += length;
            Waiting--;
            if (givenUp) Undeliverable++;
            if (Waiting == 0 && !IsOpen && _end > CompactBytes) Compact();
            return true;
        }

        /// <summary>
        /// Removes finished transactions from the file while none runs, since each write of a copy freezes every thread. Returns how many
        /// were removed, 0 while there are too few to be worth it.
        /// </summary>
        public int Sweep()
        {
            if (IsOpen || _headAt < SweepBytes) return 0;
            int finished = 0;
            RecordReader reader = ReaderOf(0, _headAt);
            TransactionRecord scan = new TransactionRecord();
            while (reader.Next(scan))
                if (scan.Kind == RecordKind.Stop) finished++;
            return Compact() ? finished : 0;
        }

        /// <summary>Reads all that is not done.</summary>
        internal RecordReader Walk() => ReaderOf(_headAt, _end);

        private RecordReader ReaderOf(int from, int end)
        {
            RecordReader reader = new RecordReader(_storage, _crc, _file);
            reader.Begin(from, end);
            return reader;
        }

        /// <summary>The history of transactions whose messages are done.</summary>
        public TransactionHistory OpenHistory() => new TransactionHistory(_storage, _crc);

        /// <summary>Sets the central system's id of a transaction, from the answer to its start; it is stored by the start's <see cref="Complete"/>.</summary>
        public void SetId(int serial, int transactionId)
        {
            IdSerial = serial;
            TransactionId = transactionId;
            _idDue = true;
        }

        /// <summary>Selects the values to keep for the transactionData: a bit for each of <see cref="ReadingContexts"/>, 0 for none.</summary>
        /// <param name="most">Most values to keep of one transaction, at least 2.</param>
        public void Keep(int contexts, int most)
        {
            _keptContexts = contexts;
            _mostKept = most;
        }

        /// <summary>The values kept for the transactionData of the head, a StopTransaction; null when it has none.</summary>
        public TransactionValues ValuesOf(TransactionRecord stop)
        {
            if (_keptContexts == 0) return null;
            TransactionValues values = new TransactionValues(ReaderOf(0, _end), stop.Serial, _keptContexts, _mostKept);
            return values.Count == 0 ? null : values;
        }

        /// <summary>When the boot began that wrote the head while its clock was not set, in ms since 1970 (<see cref="EarlierBoots"/>).</summary>
        /// <param name="firstSerial">First transaction of this boot.</param>
        public long BootOfHead(int firstSerial, long thisBootUtcMs)
        {
            EarlierBoots boots = new EarlierBoots(thisBootUtcMs);
            RecordReader reader = Walk();
            TransactionRecord scan = new TransactionRecord();
            while (reader.Next(scan))
                if (scan.IsMessage && !boots.Add(scan, firstSerial)) break;
            return boots.FirstUtcMs;
        }

        private bool HasRoomForMeter()
        {
            int used = _end - _headAt;
            if (used > MostBytes / 40 * 39) return false;
            if (used < MostBytes / 20 * 19) return true;
            _skipMeter = !_skipMeter;
            return !_skipMeter;
        }

        private bool Put(TransactionRecord record)
        {
            byte[] bytes = new byte[TransactionRecord.MostBytes + MostMarkBytes];
            int length = PutMarks(bytes);
            length += record.Write(bytes, length, _crc);
            Writes++;
            if (!_storage.Append(_file, bytes, 0, length))
            {
                // Any part of the record may be on flash: nothing may be appended after it.
                _dirty = true;
                _log.Write(LogLevel.Error, LogSection.Store, "flash refused " + length + " bytes for " + _file + ": it will be tried again");
                return false;
            }
            _end += length;
            _doneDue = 0;
            _idDue = false;
            return true;
        }

        /// <summary>Writes the marks that are due in front of a record; returns their bytes.</summary>
        private int PutMarks(byte[] into)
        {
            if (_doneDue == 0 && !_idDue) return 0;
            TransactionRecord mark = new TransactionRecord();
            int length = _doneDue == 0 ? 0 : Done(mark, _doneDue, false).Write(into, 0, _crc);
            if (!_idDue) return length;
            mark.Kind = RecordKind.Id;
            mark.Serial = IdSerial;
            mark.Detail = TransactionId;
            return length + mark.Write(into, length, _crc);
        }

        private static TransactionRecord Done(TransactionRecord into, int position, bool givenUp)
        {
            into.Kind = RecordKind.Done;
            into.Detail = givenUp ? 1 : 0;
            into.Position = position;
            return into;
        }

        private void Note(TransactionRecord record)
        {
            if (record.IsMessage) Waiting++;
            if (record.Kind == RecordKind.Start)
            {
                LastSerial = record.Serial;
                IsOpen = true;
            }
            else if (record.Kind == RecordKind.Stop && record.Serial == LastSerial)
            {
                IsOpen = false;
                OpenEnd = null;
            }
        }

        private void Open()
        {
            LogScan scan = new LogScan(_storage, _crc, _log, _name);
            scan.Run();
            _file = scan.File;
            _generation = scan.Generation;
            _dirty = scan.Dirty || scan.Generation == 0;
            IsWhole = scan.IsCommitted;
            _end = scan.End;
            _headAt = scan.HeadAt;
            Waiting = scan.Waiting;
            LastSerial = scan.LastSerial;
            IsOpen = scan.IsOpen;
            OpenEnd = scan.OpenEnd;
            IdSerial = scan.IdSerial;
            TransactionId = scan.TransactionId;
            Damaged = scan.Damaged;
            HighestWh = scan.HighestWh;
        }

        /// <summary>A waiting message was damaged while the firmware ran: it is lost, and that is logged.</summary>
        private void FoundDamage(int from)
        {
            Damaged++;
            _dirty = true;
            Waiting = 0;
            RecordReader reader = Walk();
            TransactionRecord scan = new TransactionRecord();
            while (reader.Next(scan))
                if (scan.IsMessage) Waiting++;
            _log.Write(LogLevel.Error, LogSection.Store, "transaction log: " + _file + " is damaged from byte " + from + " on: what stood there is lost, messages waiting " + Waiting);
        }

        private int ReadAt(int at, TransactionRecord into)
        {
            byte[] bytes = new byte[TransactionRecord.MostBytes];
            return into.Read(bytes, 0, _storage.Read(_file, at, bytes, 0, bytes.Length), _crc);
        }

        /// <summary>
        /// Copies what is not done to the other file. Header and Commit stand around the copy; the Commit carries the newest
        /// serial, an Id record the newest id. A cut anywhere leaves the old file in force.
        /// </summary>
        private bool Compact()
        {
            string from = _file;
            LogCopy copy = new LogCopy(_storage, _crc, from, _name + (from == _name + ".a" ? ".b" : ".a"));
            copy.Begin(_generation + 1, IdSerial, TransactionId);
            if (IsOpen) copy.Open(_headAt, LastSerial);
            if (_keptContexts != 0) copy.Values(ValuesBeforeHead());
            copy.Messages(_headAt, _end);
            bool whole = copy.Commit(LastSerial, _generation + 1);
            Writes += copy.Writes;
            if (!whole) return false;
            _file = copy.Name;
            _generation++;
            _headAt = copy.MessagesAt;
            _end = copy.Size;
            _dirty = false;
            // A copy has no Done, since it holds only what is not done, and it has the newest id.
            _doneDue = 0;
            _idDue = false;
            _storage.Delete(from);
            return true;
        }

        private TransactionValues ValuesBeforeHead()
        {
            TransactionRecord head = new TransactionRecord();
            int serial = TryHead(head) ? head.Serial : IsOpen ? LastSerial : 0;
            return new TransactionValues(ReaderOf(0, _headAt), serial, _keptContexts, _mostKept);
        }
    }
}
