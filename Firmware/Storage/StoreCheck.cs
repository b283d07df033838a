using Charger.Runtime;
using Ocpp.Client.Authorization;
using Ocpp.Client.Certificates;

namespace Firmware
{
    /// <summary>
    /// Checks every store of <see cref="StoreTable"/> at boot, before it is read, and logs what is damaged: a newest
    /// value that a power cut left incomplete as an INFO line, any other damage as an ERROR line. Keeps one bit for
    /// each store, for a security event and for the console. The transaction log and the log's lines are checked by their own classes.
    /// </summary>
    public sealed class StoreCheck
    {
        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly ILog _log;

        /// <summary>Nothing is checked before <see cref="Run"/>.</summary>
        public StoreCheck(IStorage storage, Crc32 crc, ILog log)
        {
            _storage = storage;
            _crc = crc;
            _log = log;
        }

        /// <summary>Stores found damaged at this boot: a bit for each row of the table.</summary>
        public int Damaged { get; private set; }

        /// <summary>The store of that row of <see cref="StoreTable"/> was found damaged.</summary>
        public bool IsDamaged(int row) => (Damaged & (1 << row)) != 0;

        /// <param name="boots">Has checked its own files before it rewrote them at this boot.</param>
        public void Run(BootRecord boots)
        {
            SlotCheck slots = new SlotCheck(_storage, _crc);
            StoreRow row = new StoreRow();
            for (int i = 0; StoreTable.Describe(i, row); i++)
            {
                if (row.Name == BootRecord.Name) LookAtSlots(i, row, boots.FirstFile, boots.SecondFile);
                else if (row.IsSlots) LookAtSlots(i, row, slots.Look(row.File(0)), slots.Look(row.File(1)));
                else if (row.IsCertificate && !CertificateFile.IsWhole(_storage, row.Name, _crc)) Tell(i, row.Name + ": damaged: delete this certificate and install it again");
            }
            LookAtIds();
        }

        /// <summary>Records damage that a store has found and logged itself.</summary>
        public void Note(string name)
        {
            StoreRow row = new StoreRow();
            for (int i = 0; StoreTable.Describe(i, row); i++)
                if (row.Name == name) Damaged |= 1 << i;
        }

        /// <summary>Names of the damaged stores, for the security event; empty for none.</summary>
        public string Names()
        {
            string names = "";
            StoreRow row = new StoreRow();
            for (int i = 0; StoreTable.Describe(i, row); i++)
                if (IsDamaged(i)) names += (names.Length == 0 ? "" : ", ") + row.Name;
            return names;
        }

        private void LookAtSlots(int index, StoreRow row, SlotState a, SlotState b)
        {
            bool left = a == SlotState.Whole || b == SlotState.Whole;
            bool damaged = a == SlotState.Damaged || b == SlotState.Damaged;
            bool torn = a == SlotState.Torn || b == SlotState.Torn;
            if (!damaged && !torn) return;
            bool both = a != SlotState.Absent && b != SlotState.Absent;
            if (damaged || (both && !left))
                Tell(index, left ? row.Name + ": one of two values is damaged, the other is in force: the last change may be lost" : row.Name + ": no value is left, all were damaged: it begins anew");
            else
                _log.Write(LogLevel.Info, LogSection.Store, row.Name + ": its newest value was cut short by a power cut: " + (left ? "the one before it is in force" : "it was the first, there is none now"));
        }

        private void LookAtIds()
        {
            int damaged = IdTagFile.CountDamaged(_storage, _crc, out int records);
            if (damaged == 0) return;
            Note(IdTagFile.Name);
            _log.Write(LogLevel.Error, LogSection.Store, IdTagFile.Name + ": " + damaged + " of " + records + " records of local list and cache are damaged: those ids are asked for again");
        }

        private void Tell(int index, string what)
        {
            Damaged |= 1 << index;
            _log.Write(LogLevel.Error, LogSection.Store, what);
        }
    }
}
