using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class TransactionHistoryTests
    {
        [TestMethod]
        public void TransactionHistory_StartAndStop_AreOneEntryOverAReboot()
        {
            MemoryFiles files = new MemoryFiles();
            Keep(files, RecordKind.Start, 7, PastOutcome.Delivered);
            Keep(files, RecordKind.Stop, 7, PastOutcome.Undeliverable);
            TransactionHistory history = new TransactionHistory(files, new Crc32());
            PastTransaction row = new PastTransaction();
            Check.Same(1, history.Count);
            history.Read(0, row);
            Check.Same("7 A-RIDER 3 4711 4711", row.Serial + " " + row.IdTag + " " + (int)row.Outcome + " " + row.StartWh + " " + row.StopWh);
            Check.Same("1767592800123 1767592800123", row.StartMs + " " + row.StopMs);
            Check.True(row.StartIsUtc && row.StopIsUtc && !row.StartGivenUp);
            Check.Same(StopReasons.Remote, row.Reason);
        }

        [TestMethod]
        public void TransactionHistory_MoreThanItHolds_LosesTheOldest()
        {
            MemoryFiles files = new MemoryFiles();
            for (int serial = 1; serial <= TransactionHistory.Entries + 3; serial++) Keep(files, RecordKind.Stop, serial, PastOutcome.Delivered);
            TransactionHistory history = new TransactionHistory(files, new Crc32());
            PastTransaction row = new PastTransaction();
            Check.Same(TransactionHistory.Entries, history.Count);
            history.Read(0, row);
            Check.Same(4, row.Serial);
            history.Read(TransactionHistory.Entries - 1, row);
            Check.Same(13, row.Serial);
        }

        [TestMethod]
        public void TransactionHistory_OnFlash_HasTheBytesOfItsFormat()
        {
            MemoryFiles files = new MemoryFiles();
            byte[] bytes = new byte[1200];
            TransactionHistory history = new TransactionHistory(files, new Crc32());
            TransactionRecord record = Of(RecordKind.Start, 0x01020304);
            history.Add(record, 0x010203040506, false, PastOutcome.Undeliverable);
            record.Kind = RecordKind.Stop;
            record.Detail = 9;
            record.RegisterWh = 0x11121314;
            record.IdTag = "";
            history.Add(record, 0x212223242526, true, PastOutcome.Waiting);
            history.Add(Of(RecordKind.Start, 2), 7, true, PastOutcome.Delivered);
            Check.True(history.Save());
            SlotStore store = new SlotStore(files, "history", new Crc32(), bytes);
            Check.Same(96, store.Load(bytes, 0, 480));
            Check.Same(1, store.FormatVersion);
            string hex = "";
            for (int i = 0; i < 96; i++) hex += bytes[i].ToString("X2");
            Check.Same("01020304" + "16" + "09" + "010203040506" + "212223242526" + "00001267" + "11121314" + "07" + "412D5249444552" + "0000000000000000000000000000"
                + "00000002" + "01" + "00" + "000000000007" + "000000000000" + "00001267" + "00000000" + "07" + "412D5249444552" + "0000000000000000000000000000", hex);
            PastTransaction row = new PastTransaction();
            history.Read(0, row);
            Check.Same("1 9 True False True 1108152157446 36430502176038 4711 286397204", (int)row.Outcome + " " + row.Reason + " " + row.StartGivenUp + " " + row.StartIsUtc + " " + row.StopIsUtc + " " + row.StartMs + " " + row.StopMs + " " + row.StartWh + " " + row.StopWh);
            history.Read(1, row);
            Check.Same("0 0 False True False", (int)row.Outcome + " " + row.Reason + " " + row.StartGivenUp + " " + row.StartIsUtc + " " + row.StopIsUtc);
            // A record of another format version is not read.
            Check.True(store.Save(2, bytes, 0, 96));
            Check.Same(0, new TransactionHistory(files, new Crc32()).Count);
        }

        /// <summary>An id tag that does not fit is cut between two characters.</summary>
        [TestMethod]
        public void TransactionHistory_OfALongTag_KeepsItsBeginning()
        {
            TransactionHistory history = new TransactionHistory(new MemoryFiles(), new Crc32());
            string[] tags = new string[] { "123456789012345678901", "1234567890123456789012", "12345678901234567890\u20AC", "123456789012345678\u20AC\u20AC", "1234567890123456789\u20AC", "" };
            string[] kept = new string[] { "123456789012345678901", "123456789012345678901", "12345678901234567890", "123456789012345678\u20AC", "1234567890123456789", "1234567890123456789" };
            PastTransaction row = new PastTransaction();
            for (int i = 0; i < tags.Length; i++)
            {
                TransactionRecord record = Of(RecordKind.Stop, 1);
                record.IdTag = tags[i];
                history.Add(record, 0, true, PastOutcome.Waiting);
                history.Read(0, row);
                Check.Same(kept[i], row.IdTag);
            }
            Check.Same(1, history.Count);
            // The eleventh entry has nothing of the first one, whose place it takes.
            for (int serial = 2; serial <= 11; serial++) history.Add(Of(RecordKind.Start, serial), 0, true, PastOutcome.Delivered);
            history.Read(9, row);
            Check.Same("11 0 0 0 0", row.Serial + " " + row.StopMs + " " + row.StopWh + " " + row.Reason + " " + (int)row.Outcome);
            history.Read(0, row);
            Check.Same(2, row.Serial);
        }

        private static TransactionRecord Of(RecordKind kind, int serial)
        {
            TransactionRecord record = new TransactionRecord();
            record.Kind = kind;
            record.Serial = serial;
            record.IdTag = "A-RIDER";
            record.RegisterWh = 4711;
            return record;
        }

        private static void Keep(MemoryFiles files, RecordKind kind, int serial, PastOutcome outcome)
        {
            TransactionRecord record = new TransactionRecord();
            record.Kind = kind;
            record.Serial = serial;
            record.IdTag = "A-RIDER";
            record.RegisterWh = 4711;
            record.Detail = StopReasons.Remote;
            TransactionHistory history = new TransactionHistory(files, new Crc32());
            history.Add(record, 1767592800123, true, outcome);
            Check.True(history.Save());
        }
    }
}
