using System;
using System.Text;
using Charger.Runtime;
using Ocpp.Client.Session;

namespace Ocpp.Client.Security
{
    /// <summary>
    /// The events that wait for the central system as they are on flash, oldest first; in memory only while one is added or removed. When it
    /// is full, the oldest one that is not critical is dropped, or else the oldest; dropped ones are counted.
    /// Record: CRC-32 of the firmware's version (4), dropped ones (2), events (1), then each: type (1), time is UTC (1),
    /// time in ms (8), bytes of text (1), text.
    /// </summary>
    public sealed class SecurityEventRecord
    {
        /// <summary>Most events that wait at a time.</summary>
        public const int Most = 16;

        /// <summary>Most ASCII characters of techInfo that are kept.</summary>
        public const int MostText = 40;

        /// <summary>Version of the record's format; a record with another version counts as empty.</summary>
        public const int FormatVersion = 1;

        /// <summary>The record is in the slot store's buffer, after its header: one buffer for both.</summary>
        private const int VersionAt = SlotStore.HeaderBytes;
        private const int DroppedAt = VersionAt + 4;
        private const int CountAt = VersionAt + 6;
        private const int HeaderBytes = VersionAt + 7;
        private const int TimeAt = 2;
        private const int TextBytesAt = 10;
        private const int TextAt = 11;
        /// <summary>Most bytes of the record on flash.</summary>
        public const int MostBytes = HeaderBytes - VersionAt + Most * (TextAt + MostText);

        private const string Name = "events";

        /// <summary>Most events added between a read and the next write: a start adds three.</summary>
        private const int MostAdded = 3;

        private readonly byte[] _bytes;
        private readonly SlotStore _slots;
        private int _length;

        /// <summary>Reads the record into a buffer of its own, with room for three more events; empty when flash holds none that is whole.</summary>
        public SecurityEventRecord(IStorage storage, Crc32 crc)
        {
            int more = MostAdded * (TextAt + MostText);
            _bytes = SlotStore.WorkFor(storage, Name, more, HeaderBytes - VersionAt + more, MostBytes);
            _slots = new SlotStore(storage, Name, crc, _bytes);
            _length = VersionAt + _slots.Load(_bytes, VersionAt, _bytes.Length - VersionAt);
            if (_length >= HeaderBytes && _slots.FormatVersion == FormatVersion) return;
            Array.Clear(_bytes, 0, _bytes.Length);
            _length = HeaderBytes;
        }

        /// <summary>Events that wait.</summary>
        public int Count => _bytes[CountAt];

        /// <summary>Events dropped because there was no room, since the first boot.</summary>
        public int Dropped => Bytes.UInt16(_bytes, DroppedAt);

        /// <summary>CRC-32 of the version that ran last; 0 on a new board.</summary>
        public uint Version
        {
            get => Bytes.UInt32(_bytes, VersionAt);
            set => Bytes.PutUInt32(_bytes, VersionAt, value);
        }

        // The oldest; only while there is one.
        /// <summary>Of the oldest event: its <see cref="SecurityEvent"/>. This and the next three only while <see cref="Count"/> is above 0.</summary>
        public int Type => _bytes[HeaderBytes];

        /// <summary>Of the oldest event: its time counts from 1970.</summary>
        public bool TimeIsUtc => _bytes[HeaderBytes + 1] != 0;

        /// <summary>Of the oldest event: when it happened, in ms since 1970, or since the boot while <see cref="TimeIsUtc"/> is false.</summary>
        public long TimeMs => Bytes.Int64(_bytes, HeaderBytes + TimeAt);

        /// <summary>Of the oldest event: its techInfo.</summary>
        public string Text => Encoding.UTF8.GetString(_bytes, HeaderBytes + TextAt, _bytes[HeaderBytes + TextBytesAt]);

        /// <summary>Adds an event; when there is no room, the oldest one that is not critical is dropped, or this one.</summary>
        /// <param name="oldestIsOut">The oldest was sent and waits for its answer: it must stay.</param>
        public void Add(int type, bool timeIsUtc, long timeMs, string text, bool oldestIsOut)
        {
            if (Count == Most && !MakeRoom(type, oldestIsOut ? HeaderBytes + SizeAt(HeaderBytes) : HeaderBytes)) return;
            int at = _length;
            _bytes[at] = (byte)type;
            _bytes[at + 1] = (byte)(timeIsUtc ? 1 : 0);
            Bytes.PutInt64(_bytes, at + TimeAt, timeMs);
            int count = text.Length < MostText ? text.Length : MostText;
            // Other than ASCII would need more bytes than are reserved.
            for (int i = 0; i < count; i++) _bytes[at + TextAt + i] = (byte)(text[i] < 0x7F ? text[i] : '?');
            _bytes[at + TextBytesAt] = (byte)count;
            _length = at + TextAt + count;
            _bytes[CountAt]++;
        }

        /// <summary>Removes the oldest event; <see cref="Save"/> makes that last.</summary>
        public void RemoveOldest() => Remove(HeaderBytes);

        /// <summary>Converts times that count from a boot to times of day or, for an earlier boot, to the time of the present boot.</summary>
        /// <param name="bootUtcMs">When the present boot began; 0 while that is unknown. Events of an earlier boot are older than it.</param>
        public void Settle(long bootUtcMs)
        {
            int at = HeaderBytes;
            for (int i = 0; i < Count; i++)
            {
                if (_bytes[at + 1] == 0)
                {
                    Bytes.PutInt64(_bytes, at + TimeAt, bootUtcMs == 0 ? 0 : bootUtcMs + Bytes.Int64(_bytes, at + TimeAt));
                    _bytes[at + 1] = (byte)(bootUtcMs == 0 ? 0 : 1);
                }
                at += SizeAt(at);
            }
        }

        /// <summary>Writes the record to flash; false when it refused.</summary>
        public bool Save() => _slots.Save(FormatVersion, _bytes, VersionAt, _length - VersionAt);

        private bool MakeRoom(int type, int from)
        {
            int dropped = Dropped;
            if (dropped < ushort.MaxValue) Bytes.PutUInt16(_bytes, DroppedAt, dropped + 1);
            for (int at = from; at < _length; at += SizeAt(at))
            {
                if (SecurityEvent.IsCritical(_bytes[at])) continue;
                Remove(at);
                return true;
            }
            if (!SecurityEvent.IsCritical(type)) return false;
            Remove(from);
            return true;
        }

        private void Remove(int at)
        {
            int next = at + SizeAt(at);
            Array.Copy(_bytes, next, _bytes, at, _length - next);
            _length -= next - at;
            _bytes[CountAt]--;
        }

        private int SizeAt(int at) => TextAt + _bytes[at + TextBytesAt];
    }
}
