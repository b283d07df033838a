namespace Charger.Runtime
{
    /// <summary>What a file of a <see cref="SlotStore"/> is.</summary>
    public enum SlotState
    {
        /// <summary>There is no such file.</summary>
        Absent,
        /// <summary>Length and checksum are right.</summary>
        Whole,

        /// <summary>Shorter than its header says: a power cut hit its write.</summary>
        Torn,

        /// <summary>At least as long as its header says, but with a wrong checksum; or flash did not return it.</summary>
        Damaged,
    }

    /// <summary>Checks the two files of a slot store in small pieces, at boot. Created for one use.</summary>
    public sealed class SlotCheck
    {
        private const int ChunkBytes = 128;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly byte[] _chunk = new byte[ChunkBytes];

        /// <summary>A check over this storage.</summary>
        public SlotCheck(IStorage storage, Crc32 crc)
        {
            _storage = storage;
            _crc = crc;
        }

        /// <summary>Reads one file and returns its state.</summary>
        public SlotState Look(string file)
        {
            int length = _storage.Length(file);
            if (length < 0) return SlotState.Absent;
            if (length < SlotStore.HeaderBytes) return SlotState.Torn;
            int count = length < ChunkBytes ? length : ChunkBytes;
            if (_storage.Read(file, 0, _chunk, 0, count) != count) return SlotState.Damaged;
            uint expected = Bytes.UInt32(_chunk, 0);
            int declared = SlotStore.HeaderBytes + Bytes.UInt16(_chunk, SlotStore.HeaderBytes - 2);
            uint sum = _crc.Update(Crc32.Start, _chunk, 4, count - 4);
            for (int at = count; at < length; at += count)
            {
                count = length - at < ChunkBytes ? length - at : ChunkBytes;
                if (_storage.Read(file, at, _chunk, 0, count) != count) return SlotState.Damaged;
                sum = _crc.Update(sum, _chunk, 0, count);
            }
            if (declared == length && Crc32.Finish(sum) == expected) return SlotState.Whole;
            return declared > length ? SlotState.Torn : SlotState.Damaged;
        }
    }
}
