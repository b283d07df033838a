using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Authorization;
using Ocpp.Client.Certificates;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;

namespace Firmware
{
    /// <summary>
    /// Every file the firmware keeps on flash. A new store is a new row: a test finds files that have none, and the factory reset
    /// erases by this table. The largest size and the content of each store are not needed on the device and would take byte code:
    /// docs/storage.md and the tests get them from the simulator's StoreUses, which names every row.
    /// </summary>
    public static partial class StoreTable
    {
        /// <summary>Name of the log of security events.</summary>
        public const string SecurityLog = "seclog";

        /// <summary>Size of each of its two files.</summary>
        public const int SecurityLogBytes = 4096;

        /// <summary>Bytes of the partition, which network settings and certificates share (4 MB flash).</summary>
        public const int PartitionBytes = 256 * 1024;

        /// <summary>Bytes that the file system erases at once; each file takes whole blocks.</summary>
        public const int BlockBytes = 4096;

        /// <summary>
        /// Rows from here on belong to images with Security=Signed. Their blocks are not counted: boards with PSRAM usually have more flash than
        /// 4 MB, and so a larger partition.
        /// </summary>
        public const int FirstOfSigned = 26;

        /// <summary>The energy register's row.</summary>
        public const int EnergyRow = 2;

        /// <summary>Fills the row; false beyond the last.</summary>
        public static bool Describe(int index, StoreRow into)
        {
            switch (index)
            {
                case 0: return Slots(into, BootRecord.Name, false);
                case 1: return Slots(into, "boots", false);
                case EnergyRow: return Slots(into, "energy", true);
                case 3: return Slots(into, "profile", false);
                case 4: return Slots(into, "config", false);
                case 5: return Slots(into, "profiles", false);
                case 6: return Slots(into, "reserved", false);
                case 7: return Slots(into, "avail", false);
                case 8: return Row(into, TransactionLog.Name, 2, false);
                case 9: return Slots(into, TransactionHistory.Name, false);
                case 10: return Slots(into, "events", true);
                case 11: return Slots(into, "certs", false);
                case 12: return Certificate(into, "cert0.der");
                case 13: return Certificate(into, "cert1.der");
                case 14: return Certificate(into, "cert2.der");
                case 15: return Row(into, CertificateIndex.DeployedFile, 1, false);
                case 16: return Row(into, BoardChoice.File, 1, true);
                case 17: return Row(into, ConfigurationImport.FileName, 1, false);
                case 18: return Row(into, LogArchive.Name, 2, false);
                case 19: return Row(into, SecurityLog, 2, false);
                case 20: return Slots(into, DataQueue.Name, false);
                case 21: return Slots(into, SessionNote.Name, false);
                case 22: return Row(into, IdTagFile.Name, 2, false);
                case 23: return Slots(into, LatchedFaults.Name, true);
                case 24: return Row(into, HeldTransactions.NameOf(0), 2, false);
                case 25: return Row(into, HeldTransactions.NameOf(1), 2, false);
                case 26: return Row(into, "fwupdate", 2, false);
                case 27: return Row(into, "fwsign", 1, false);
                case 28: return Row(into, "newkey", 1, false);
                case 29: return Row(into, "devkey", 1, false);
                default:
                    bool known = false;
                    DescribeMeter(index, into, ref known);
                    DescribePage(index, into, ref known);
                    return known;
            }
        }

        // Two more rows in images of the flavour Meter=Modbus: elsewhere the call is not compiled.
        static partial void DescribeMeter(int index, StoreRow into, ref bool known);

        // One more in images of the flavour Page=Status.
        static partial void DescribePage(int index, StoreRow into, ref bool known);

        /// <summary>Erases all that a factory reset does not keep; false when the flash refused one, the others are erased in any case.</summary>
        public static bool Erase(IStorage storage)
        {
            StoreRow row = new StoreRow();
            bool erased = true;
            for (int i = 0; Describe(i, row); i++)
            {
                for (int f = 0; !row.Kept && f < row.Files; f++)
                    if (storage.Length(row.File(f)) >= 0 && !storage.Delete(row.File(f))) erased = false;
            }
            return erased;
        }

        private static bool Slots(StoreRow into, string name, bool kept)
        {
            Row(into, name, 2, kept);
            into.IsSlots = true;
            return true;
        }

        private static bool Certificate(StoreRow into, string name)
        {
            Row(into, name, 1, false);
            into.IsCertificate = true;
            return true;
        }

        private static bool Row(StoreRow into, string name, int files, bool kept)
        {
            into.Name = name;
            into.Files = files;
            into.Kept = kept;
            into.IsSlots = into.IsCertificate = false;
            return true;
        }
    }
}
