using System;

namespace Charger.Runtime
{
    /// <summary>
    /// One small value kept over power cuts: two files written in turn, each with sequence number, format version and CRC-32.
    /// A cut at any byte leaves the other slot whole; loading picks the newest whole one. One owner thread.
    /// <code>
    /// bytes   0-3 CRC-32 of the rest, 4-7 sequence, 8-9 format version, 10-11 payload length, from 12 on payload
    ///
    /// write                        a power cut in it leaves
    /// first value to NAME.a        nothing, or a part of it: no value
    /// next to the older file       the newer file whole: the value before it is in force
    /// erase: older, then newer     the newest value, or none
    /// </code>
    /// </summary>
    public sealed class SlotStore
    {
        /// <summary>Bytes before the payload in file and work buffer.</summary>
        public const int HeaderBytes = 12;
        private const int SequenceAt = 4;
        private const int VersionAt = 8;
        private const int LengthAt = 10;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly byte[] _work;
        private readonly string _slotA;
        private readonly string _slotB;
        private bool _scanned;
        private bool _newestIsB;

        /// <param name="work">Room for <see cref="HeaderBytes"/> and the largest payload, which is 65,535 bytes at most; may be shared by stores of one thread.</param>
        public SlotStore(IStorage storage, string name, Crc32 crc, byte[] work)
        {
            _storage = storage;
            _crc = crc;
            _work = work;
            _slotA = name + ".a";
            _slotB = name + ".b";
        }

        /// <summary>
        /// Allocates the work buffer of a store whose record is usually far shorter than its maximum: for the longer of its files and
        /// <paramref name="more"/> bytes, or for <paramref name="least"/>, whichever is more, and at most for <paramref name="most"/>.
        /// All three are bytes of payload.
        /// </summary>
        public static byte[] WorkFor(IStorage storage, string name, int more, int least, int most)
        {
            int a = storage.Length(name + ".a");
            int room = storage.Length(name + ".b");
            if (room < a) room = a;
            room -= HeaderBytes;
            if (room < 0) room = 0;
            room += more;
            if (room < least) room = least;
            return new byte[HeaderBytes + (room < most ? room : most)];
        }

        /// <summary>Most bytes of a payload, by the size of the work buffer.</summary>
        public int LargestPayload => _work.Length - HeaderBytes;

        /// <summary>The work buffer: a payload may be put together in it from <see cref="HeaderBytes"/> on, once <see cref="Load"/> or <see cref="Scan"/> was called.</summary>
        public byte[] Work => _work;

        /// <summary>False when neither slot holds a whole record.</summary>
        public bool HasValue { get; private set; }

        /// <summary>Format version of the record found or written last.</summary>
        public int FormatVersion { get; private set; }

        /// <summary>Sequence number of the newest record; it may wrap.</summary>
        public uint Sequence { get; private set; }

        /// <summary>Slots that were there but not whole at the last scan: a cut during a write leaves one.</summary>
        public int Damaged { get; private set; }

        /// <summary>Records written since boot, for the wear figures.</summary>
        public int Writes { get; private set; }

        /// <summary>Copies the newest whole payload; its length, or -1 when there is none or it does not fit.</summary>
        public int Load(byte[] into, int offset, int room)
        {
            if (!Look(false) && (!HasValue || !Look(true))) return -1;
            int length = Bytes.UInt16(_work, LengthAt);
            if (length > room) return -1;
            Array.Copy(_work, HeaderBytes, into, offset, length);
            return length;
        }

        /// <summary>Writes the older slot. False when it is too large or the storage failed: the former value is still there.</summary>
        public bool Save(int formatVersion, byte[] payload, int offset, int count)
        {
            if (count > LargestPayload) return false;
            if (!_scanned) Scan();
            uint sequence = Sequence + 1;
            bool toB = HasValue && !_newestIsB;
            Bytes.PutUInt32(_work, SequenceAt, sequence);
            Bytes.PutUInt16(_work, VersionAt, formatVersion);
            Bytes.PutUInt16(_work, LengthAt, count);
            Array.Copy(payload, offset, _work, HeaderBytes, count);
            Bytes.PutUInt32(_work, 0, _crc.Compute(_work, SequenceAt, HeaderBytes - SequenceAt + count));
            if (!_storage.Write(toB ? _slotB : _slotA, _work, 0, HeaderBytes + count)) return false;
            Writes++;
            Sequence = sequence;
            FormatVersion = formatVersion;
            _newestIsB = toB;
            HasValue = true;
            return true;
        }

        /// <summary>Removes both slots (factory reset), the older first: a cut in between leaves the newest value or none.</summary>
        public bool Erase()
        {
            Scan();
            bool erased = _storage.Delete(_newestIsB ? _slotA : _slotB) && _storage.Delete(_newestIsB ? _slotB : _slotA);
            Scan();
            return erased;
        }

        /// <summary>
        /// Looks for the newest whole record and overwrites the work buffer. A caller that builds its payload in that buffer,
        /// from <see cref="HeaderBytes"/> on, calls this first: <see cref="Save"/> then needs neither a search nor a second buffer.
        /// </summary>
        public void Scan() => Look(false);

        /// <summary>
        /// One loop instead of a call per slot: opening a file below it needs many call frames. False when the work buffer does not
        /// hold the newest record whole at the end.
        /// </summary>
        /// <param name="newestAlone">True reads only the newest record again, which a scan has found in slot A.</param>
        private bool Look(bool newestAlone)
        {
            if (!newestAlone)
            {
                Damaged = 0;
                HasValue = false;
                _scanned = true;
            }
            bool holdsNewest = false;
            // Slot B is read last: where it is the newest, the buffer holds it. So only slot A is ever read again.
            for (int slot = 0; slot < (newestAlone ? 1 : 2); slot++)
            {
                string name = slot == 0 ? _slotA : _slotB;
                int length = _storage.Length(name);
                if (length < 0) continue;
                holdsNewest = false;
                if (length < HeaderBytes || length > _work.Length
                    || _storage.Read(name, 0, _work, 0, length) != length
                    || Bytes.UInt16(_work, LengthAt) != length - HeaderBytes
                    || Bytes.UInt32(_work, 0) != _crc.Compute(_work, SequenceAt, length - SequenceAt))
                {
                    Damaged++;
                    continue;
                }
                // Compares the difference, since the sequence may wrap. Unsigned, since the interpreter loses the sign in such casts.
                uint ahead = Bytes.UInt32(_work, SequenceAt) - Sequence;
                if (!newestAlone && HasValue && (ahead == 0 || ahead > int.MaxValue)) continue;
                HasValue = true;
                Sequence += ahead;
                FormatVersion = Bytes.UInt16(_work, VersionAt);
                _newestIsB = slot == 1;
                holdsNewest = true;
            }
            return holdsNewest;
        }
    }
}
