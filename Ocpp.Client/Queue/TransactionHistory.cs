using System;
using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>
    /// The last ten transactions, kept for the operator after their messages have left the transaction log. Written when a start
    /// or a stop is done; the caller adds the messages that still wait in the log. Created for one use, then released. The eleventh takes
    /// the place of the oldest.
    /// </summary>
    public sealed class TransactionHistory
    {
        /// <summary>Most transactions that are kept.</summary>
        public const int Entries = 10;
        /// <summary>Name of its files.</summary>
        public const string Name = "history";

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        /// <summary>Most bytes of the payload on flash.</summary>
        public const int PayloadBytes = Entries * EntryBytes;

        private const int EntryBytes = 48;

        /// <summary>Entries are in the slot store's buffer, after its header: one buffer for both.</summary>
        private const int First = SlotStore.HeaderBytes;
        private const int FlagsAt = 4;
        private const int ReasonAt = 5;
        private const int StartAt = 6;
        private const int StopAt = 12;
        private const int StartWhAt = 18;
        private const int StopWhAt = 22;
        private const int TagLengthAt = 26;
        private const int TagAt = 27;
        private const int MostTag = EntryBytes - TagAt;
        private const int StartIsUtc = 1;
        private const int StopIsUtc = 2;
        private const int StartGivenUp = 4;
        private const int OutcomeShift = 4;
        private const int FlagsMask = (1 << OutcomeShift) - 1;

        private readonly SlotStore _store;
        private readonly byte[] _entries = new byte[First + PayloadBytes];

        /// <summary>Reads the entries from flash; none when the record is damaged or of another version.</summary>
        public TransactionHistory(IStorage storage, Crc32 crc)
        {
            _store = new SlotStore(storage, Name, crc, _entries);
            int length = _store.Load(_entries, First, PayloadBytes);
            if (_store.FormatVersion == FormatVersion) Count = length / EntryBytes;
        }

        /// <summary>Transactions held, the oldest at 0.</summary>
        public int Count { get; private set; }

        /// <summary>Adds a start or a stop. A time that is not UTC counts from a boot.</summary>
        public void Add(TransactionRecord record, long timeMs, bool isUtc, PastOutcome outcome)
        {
            bool starts = record.Kind == RecordKind.Start;
            int at = Find(record.Serial);
            int flags = _entries[at + FlagsAt] & FlagsMask;
            if (starts && outcome == PastOutcome.Undeliverable) flags |= StartGivenUp;
            if (isUtc) flags |= starts ? StartIsUtc : StopIsUtc;
            if (starts) outcome = PastOutcome.Running;
            _entries[at + FlagsAt] = (byte)(flags | (int)outcome << OutcomeShift);
            PutTime(at + (starts ? StartAt : StopAt), timeMs);
            Bytes.PutUInt32(_entries, at + (starts ? StartWhAt : StopWhAt), (uint)record.RegisterWh);
            if (!starts) _entries[at + ReasonAt] = (byte)record.Detail;
            if (record.IdTag.Length == 0) return;
            byte[] tag = Encoding.UTF8.GetBytes(record.IdTag);
            int count = tag.Length;
            // A character that does not fit is left out as a whole: bytes 10xxxxxx continue one.
            if (count > MostTag)
                for (count = MostTag; (tag[count] & 0xC0) == 0x80;) count--;
            _entries[at + TagLengthAt] = (byte)count;
            Array.Copy(tag, 0, _entries, at + TagAt, count);
        }

        /// <summary>False when the flash refused: the former entries are still there.</summary>
        public bool Save() => _store.Save(FormatVersion, _entries, First, Count * EntryBytes);

        /// <summary>Reads the entry at <paramref name="index"/>, from 0 to <see cref="Count"/> - 1.</summary>
        public void Read(int index, PastTransaction into)
        {
            int at = First + index * EntryBytes;
            int flags = _entries[at + FlagsAt];
            into.Serial = (int)Bytes.UInt32(_entries, at);
            into.Outcome = (PastOutcome)(flags >> OutcomeShift);
            into.StartGivenUp = (flags & StartGivenUp) != 0;
            into.StartIsUtc = (flags & StartIsUtc) != 0;
            into.StopIsUtc = (flags & StopIsUtc) != 0;
            into.StartMs = Time(at + StartAt);
            into.StopMs = Time(at + StopAt);
            into.StartWh = Bytes.UInt32(_entries, at + StartWhAt);
            into.StopWh = Bytes.UInt32(_entries, at + StopWhAt);
            into.Reason = _entries[at + ReasonAt];
            into.IdTag = Encoding.UTF8.GetString(_entries, at + TagAt, _entries[at + TagLengthAt]);
        }

        /// <summary>Index of the transaction's entry, which is made when there is none.</summary>
        private int Find(int serial)
        {
            for (int i = Count - 1; i >= 0; i--)
                if ((int)Bytes.UInt32(_entries, First + i * EntryBytes) == serial) return First + i * EntryBytes;
            if (Count == Entries)
            {
                Array.Copy(_entries, First + EntryBytes, _entries, First, PayloadBytes - EntryBytes);
                Count--;
            }
            int at = First + Count++ * EntryBytes;
            Array.Copy(new byte[EntryBytes], 0, _entries, at, EntryBytes);
            Bytes.PutUInt32(_entries, at, (uint)serial);
            return at;
        }

        private void PutTime(int at, long ms)
        {
            Bytes.PutUInt16(_entries, at, (int)(ms >> 32));
            Bytes.PutUInt32(_entries, at + 2, (uint)ms);
        }

        private long Time(int at) => ((long)Bytes.UInt16(_entries, at) << 32) | Bytes.UInt32(_entries, at + 2);
    }
}
