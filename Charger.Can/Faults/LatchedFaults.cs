using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Keeps the latched faults of <see cref="FaultState"/> on flash. Record: their bits from <see cref="ChargerFaults.FirstOwn"/> on (4).</summary>
    public sealed class LatchedFaults
    {
        /// <summary>Name of the slot store on flash (docs/storage.md).</summary>
        public const string Name = "latched";
        /// <summary>One 32-bit number, most significant byte first.</summary>
        public const int PayloadBytes = 4;

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        private const int RetryMs = 10_000;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly FaultState _faults;
        private int _stored;
        private long _retryMs;

        /// <summary>Loads the faults that were latched before the restart.</summary>
        public LatchedFaults(IStorage storage, Crc32 crc, FaultState faults)
        {
            _storage = storage;
            _crc = crc;
            _faults = faults;
            byte[] payload = new byte[PayloadBytes];
            if (Store().Load(payload, 0, PayloadBytes) == PayloadBytes) _stored = (int)Bytes.UInt32(payload, 0);
            faults.Latched = _stored;
        }

        /// <summary>Writes a change to flash; a refused write is tried again every 10 s.</summary>
        public void Step(long nowMs)
        {
            if (_faults.Latched == _stored || nowMs < _retryMs) return;
            _retryMs = nowMs + RetryMs;
            int bits = _faults.Latched;
            byte[] payload = new byte[PayloadBytes];
            Bytes.PutUInt32(payload, 0, (uint)bits);
            if (Store().Save(FormatVersion, payload, 0, PayloadBytes)) _stored = bits;
        }

        // Allocated for each use, since faults latch rarely.
        private SlotStore Store() => new SlotStore(_storage, Name, _crc, new byte[SlotStore.HeaderBytes + PayloadBytes]);
    }
}
