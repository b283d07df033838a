using Charger.Can;
using Charger.Runtime;
using Firmware.Terminal;
using Ocpp.Client.Authorization;
using Ocpp.Client.Certificates;
using Ocpp.Client.Configuration;
using Ocpp.Client.Core;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Queue;
using Ocpp.Client.Reservation;
using Ocpp.Client.Security;
using Ocpp.Client.Session;
using Ocpp.Client.SmartCharging;

namespace Firmware
{
    /// <summary>
    /// Every file the firmware keeps on flash. A new store is a new row: a test finds files that have none, the factory reset
    /// erases by this table, and docs/storage.md is written from it.
    /// </summary>
    public static class StoreTable
    {
        /// <summary>Name of the log of security events.</summary>
        public const string SecurityLog = "seclog";

        /// <summary>Of each of its two files.</summary>
        public const int SecurityLogBytes = 4096;

        /// <summary>The partition that is shared with network settings and certificates (4 MB flash).</summary>
        public const int PartitionBytes = 256 * 1024;

        /// <summary>What the file system erases at once; each file takes whole blocks.</summary>
        public const int BlockBytes = 4096;

        /// <summary>
        /// From here on rows of images built with Security=Signed. Not counted among the blocks: boards with PSRAM have more flash than
        /// 4 MB as a rule, and a larger partition with it.
        /// </summary>
        public const int FirstOfSigned = 26;

        /// <summary>The energy register's row.</summary>
        public const int EnergyRow = 2;

        /// <summary>A file deployed over the cable.</summary>
        private const int DeployedBytes = 4096;
        private const int Deployed = 0;

        /// <summary>Fills the row; false beyond the last.</summary>
        public static bool Describe(int index, StoreRow into)
        {
            switch (index)
            {
                case 0: return Slots(into, BootRecord.Name, BootRecord.MostBytes, BootRecord.Format, false, "boots, failed boots in a row, why the firmware went down (the reset writes its own reason)");
                case 1: return Slots(into, "boots", BootHistory.PayloadBytes, BootHistory.FormatVersion, false, "why the last eight boots ended, for the console");
                case EnergyRow: return Slots(into, "energy", EnergyRegister.PayloadBytes, EnergyRegister.FormatVersion, true, "lifetime energy register and its reserve; never reset");
                case 3: return Slots(into, "profile", SecurityProfileControl.RecordBytes, SecurityProfileControl.FormatVersion, false, "security profile that has connected, attempts with the next one, the former password while a new one is on trial; erased before the settings");
                case 4: return Slots(into, "config", ConfigurationStore.RecordBytes, ConfigurationStore.FormatVersion, false, "settings that differ from their default, password included");
                case 5: return Slots(into, "profiles", Profiles(), ChargingProfileStore.FormatVersion, false, "installed charging profiles");
                case 6: return Slots(into, "reserved", ReservationStore.MaxPayloadBytes, ReservationStore.FormatVersion, false, "the reservation");
                case 7: return Slots(into, "avail", AvailabilityCalls.PayloadBytes, AvailabilityCalls.FormatVersion, false, "which connectors are out of service");
                case 8: return Row(into, TransactionLog.Name, 2, TransactionLog.MostFileBytes, TransactionRecord.Format, false, "transaction messages until they are delivered; the newest transaction");
                case 9: return Slots(into, TransactionHistory.Name, TransactionHistory.PayloadBytes, TransactionHistory.FormatVersion, false, "the last ten transactions, for the console");
                case 10: return Slots(into, "events", SecurityEventRecord.MostBytes, SecurityEventRecord.FormatVersion, true, "security events until they are delivered");
                case 11: return Slots(into, "certs", CertificateTable.TableBytes, CertificateTable.FormatVersion, false, "index of the installed certificates");
                case 12: return Certificate(into, "cert0.der");
                case 13: return Certificate(into, "cert1.der");
                case 14: return Certificate(into, "cert2.der");
                case 15: return Row(into, CertificateIndex.DeployedFile, 1, DeployedBytes, Deployed, false, "root certificate of the central system until it is taken over");
                case 16: return Row(into, BoardChoice.File, 1, BoardChoice.LongestName, Deployed, true, "name of the board's profile: which pins there are does not change with the owner");
                case 17: return Row(into, CommandTable.ConfigurationFileName, 1, DeployedBytes, Deployed, false, "configuration file until it is taken over");
                case 18: return Row(into, LogArchive.Name, 2, LogArchive.FileBytes, FlashLines.FormatVersion, false, "the log's lines, for GetDiagnostics and 'log last'");
                case 19: return Row(into, SecurityLog, 2, SecurityLogBytes, FlashLines.FormatVersion, false, "security events, for GetLog");
                case 20: return Slots(into, DataQueue.Name, DataQueue.PayloadBytes, DataQueue.FormatVersion, false, "DataTransfers until they are delivered: alerts, summaries of sessions");
                case 21: return Slots(into, SessionNote.Name, SessionNote.NoteBytes, SessionNote.FormatVersion, false, "the session whose summary is due");
                case 22: return Row(into, IdTagFile.Name, 2, IdTagFile.MostFileBytes, IdTagFile.FormatVersion, false, "local list and authorization cache");
                case 23: return Slots(into, LatchedFaults.Name, LatchedFaults.PayloadBytes, LatchedFaults.FormatVersion, true, "faults that lock the output until they are cleared by hand: a defect does not go with the owner");
                case 24: return Held(into, 0);
                case 25: return Held(into, 1);
                case 26: return Row(into, "fwupdate", 2, 1200, Deployed, false, "firmware update under way (images with an installer)");
                case 27: return Row(into, "fwsign", 1, 8192, Deployed, false, "its certificates and signature (Security=Signed)");
                case 28: return Row(into, "newkey", 1, 8192, Deployed, false, "key whose certificate was asked for (Security=Signed)");
                case 29: return Row(into, "devkey", 1, 8192, Deployed, false, "the charger's key and certificate (Security=Signed)");
                default: return false;
            }
        }

        /// <summary>Erases all that a factory reset does not keep; false when the flash refused one, the others are erased all the same.</summary>
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

        private static int Profiles()
        {
            OcppKeyTable keys = new OcppKeyTable();
            ConfigurationKey key = new ConfigurationKey();
            keys.Describe(OcppKeys.MaxChargingProfilesInstalled, key);
            int most = key.Default;
            key.Clear();
            keys.Describe(OcppKeys.ChargingScheduleMaxPeriods, key);
            return ChargingProfileStore.PayloadBytes(most, key.Default);
        }

        private static bool Slots(StoreRow into, string name, int payloadBytes, int format, bool kept, string about)
        {
            Row(into, name, 2, SlotStore.HeaderBytes + payloadBytes, format, kept, about);
            into.IsSlots = true;
            return true;
        }

        private static bool Held(StoreRow into, int index) => Row(into, HeldTransactions.NameOf(index), 2, HeldTransactions.MostBytes, TransactionRecord.Format, false, "a transaction that is held back while later ones are delivered");

        private static bool Certificate(StoreRow into, string name)
        {
            Row(into, name, 1, CertificateIndex.MostDerBytes + CertificateFile.CrcBytes, Deployed, false, "an installed certificate (DER)");
            into.IsCertificate = true;
            return true;
        }

        private static bool Row(StoreRow into, string name, int files, int mostBytes, int format, bool kept, string about)
        {
            into.Name = name;
            into.Files = files;
            into.MostBytes = mostBytes;
            into.Format = format;
            into.Kept = kept;
            into.About = about;
            into.IsSlots = into.IsCertificate = false;
            return true;
        }
    }
}
