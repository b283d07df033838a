using Charger.Runtime;

namespace Firmware
{
    /// <summary>The session that runs, on flash: serial (4, 0 for none), register at its start in Wh (8), UTC of its start in ms (8, 0 unknown).</summary>
    public static class SessionNote
    {
        /// <summary>Name of the slot store on flash (docs/storage.md).</summary>
        public const string Name = "session";
        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;
        /// <summary>Bytes of the record.</summary>
        public const int NoteBytes = 20;
        private const int StartWhAt = 4;
        private const int StartUtcAt = 12;

        /// <summary>All three are 0 when there is no record, it is damaged or of another format.</summary>
        public static void Read(SlotStore slots, out int serial, out long startWh, out long startUtcMs)
        {
            byte[] note = new byte[NoteBytes];
            bool found = slots.Load(note, 0, NoteBytes) == NoteBytes && slots.FormatVersion == FormatVersion;
            serial = found ? (int)Bytes.UInt32(note, 0) : 0;
            startWh = found ? Bytes.Int64(note, StartWhAt) : 0;
            startUtcMs = found ? Bytes.Int64(note, StartUtcAt) : 0;
        }

        /// <summary>Replaces the record; false when the flash refused.</summary>
        public static bool Write(SlotStore slots, int serial, long startWh, long startUtcMs)
        {
            byte[] note = new byte[NoteBytes];
            Bytes.PutUInt32(note, 0, (uint)serial);
            Bytes.PutInt64(note, StartWhAt, startWh);
            Bytes.PutInt64(note, StartUtcAt, startUtcMs);
            return slots.Save(FormatVersion, note, 0, NoteBytes);
        }
    }
}
