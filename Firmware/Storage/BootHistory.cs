using System;
using System.Text;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Why the last eight boots ended, for the operator; the ninth replaces the oldest. Written once per boot. Created for
    /// one use, then released.
    /// </summary>
    public sealed class BootHistory
    {
        /// <summary>How many boots are kept.</summary>
        public const int Entries = 8;

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        /// <summary>Bytes of the longest record.</summary>
        public const int PayloadBytes = Entries * EntryBytes;

        /// <summary>Boot number (4), length of the reason (1), reason; the rest is cut off.</summary>
        private const int EntryBytes = 60;

        /// <summary>Entries are in the slot store's buffer, behind its header: one buffer for both.</summary>
        private const int First = SlotStore.HeaderBytes;
        private const int LengthAt = 4;
        private const int ReasonAt = 5;

        private readonly SlotStore _store;
        private readonly byte[] _entries = new byte[First + PayloadBytes];

        /// <summary>Reads the record; empty when there is none, or it is damaged or of another format.</summary>
        public BootHistory(IStorage storage, Crc32 crc)
        {
            _store = new SlotStore(storage, "boots", crc, _entries);
            int length = _store.Load(_entries, First, PayloadBytes);
            if (length > 0 && _store.FormatVersion == FormatVersion) Count = length / EntryBytes;
        }

        /// <summary>Boots held, the oldest at 0.</summary>
        public int Count { get; private set; }

        /// <summary>Keeps why a boot ended; false when the flash refused.</summary>
        public bool Add(int boot, string reason)
        {
            if (Count == Entries)
            {
                Array.Copy(_entries, First + EntryBytes, _entries, First, PayloadBytes - EntryBytes);
                Count--;
            }
            int at = First + Count++ * EntryBytes;
            byte[] text = Encoding.UTF8.GetBytes(reason);
            int count = text.Length < EntryBytes - ReasonAt ? text.Length : EntryBytes - ReasonAt;
            Bytes.PutUInt32(_entries, at, (uint)boot);
            _entries[at + LengthAt] = (byte)count;
            Array.Copy(text, 0, _entries, at + ReasonAt, count);
            return _store.Save(FormatVersion, _entries, First, Count * EntryBytes);
        }

        /// <summary>Number of the boot, from 1; <paramref name="index"/> is 0 to <see cref="Count"/> - 1.</summary>
        public int Boot(int index) => (int)Bytes.UInt32(_entries, First + index * EntryBytes);

        /// <summary>Why that boot ended, at most 55 bytes of UTF-8.</summary>
        public string Reason(int index) => Encoding.UTF8.GetString(_entries, First + index * EntryBytes + ReasonAt, _entries[First + index * EntryBytes + LengthAt]);
    }
}
