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
            Assert.AreEqual(1, history.Count);
            history.Read(0, row);
            Assert.AreEqual("7 A-RIDER 3 4711 4711", row.Serial + " " + row.IdTag + " " + (int)row.Outcome + " " + row.StartWh + " " + row.StopWh);
            Assert.AreEqual("1767592800123 1767592800123", row.StartMs + " " + row.StopMs);
            Assert.IsTrue(row.StartIsUtc && row.StopIsUtc && !row.StartGivenUp);
            Assert.AreEqual(StopReasons.Remote, row.Reason);
        }

        [TestMethod]
        public void TransactionHistory_MoreThanItHolds_LosesTheOldest()
        {
            MemoryFiles files = new MemoryFiles();
            for (int serial = 1; serial <= TransactionHistory.Entries + 3; serial++) Keep(files, RecordKind.Stop, serial, PastOutcome.Delivered);
            TransactionHistory history = new TransactionHistory(files, new Crc32());
            PastTransaction row = new PastTransaction();
            Assert.AreEqual(TransactionHistory.Entries, history.Count);
            history.Read(0, row);
            Assert.AreEqual(4, row.Serial);
            history.Read(TransactionHistory.Entries - 1, row);
            Assert.AreEqual(13, row.Serial);
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
            history.Take(record, 1767592800123, true, outcome);
            Assert.IsTrue(history.Save());
        }
    }
}
