using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Single fields and single reads of the transaction log and of the history.</summary>
    [TestClass]
    public class LogEdgeTests
    {
        [TestMethod]
        public void Copy_OfARunningTransaction_KeepsTheTimeOfItsEnd()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Check.True(log.Complete(false));
            TransactionRecord value = Log.Record(RecordKind.Meter, 1, 7);
            value.TimeMs = 5555;
            Check.True(log.Append(value));
            Check.True(log.Complete(false));
            // What waits behind it has no time of day, and gets none.
            value.TimeIsUtc = false;
            Check.True(log.Append(value));
            Copied(log, flash, Log.Record(RecordKind.Meter, 1, 9));
            TransactionRecord head = new TransactionRecord();
            Check.True(log.TryHead(head));
            Same("M1.0=7 5555 False", LogFlash.Text(head) + " " + head.TimeMs + " " + head.TimeIsUtc);
            // Behind its header.
            Check.True(head.Read(flash.Of("txn.a"), 14, flash.Length("txn.a") - 14, new Crc32()) > 0);
            Same("O1.0=7A 5555 True", LogFlash.Text(head) + " " + head.TimeMs + " " + head.TimeIsUtc);
        }

        /// <summary>More kept values than the copy's buffer holds.</summary>
        [TestMethod]
        public void Copy_OfManyKeptValues_HasThemAll()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(31, 100);
            Log.Start(log, 1, "A");
            Check.True(log.Complete(false));
            for (int i = 0; i < 30; i++) Check.True(log.Append(Log.Record(RecordKind.Kept, 1, i)));
            TransactionRecord stop = Log.Record(RecordKind.Stop, 1, 40);
            Log.Meter(log, 1, 30, 0);
            Copied(log, flash, stop);
            Check.True(log.Complete(false));
            Check.True(log.TryHead(stop));
            TransactionValues values = log.ValuesOf(stop);
            Check.Same(31, values.Count);
            for (int i = 0; i < 31; i++)
            {
                Check.True(values.Next(stop));
                Check.Same(i, stop.RegisterWh);
            }
        }

        [TestMethod]
        public void Boot_OnAFileWithoutReadings_FindsNoneOpen()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            for (int i = 0; i < 30; i++) Log.Meter(log, 1, i, 0);
            Log.Stop(log, 1, 40, "A");
            Log.Drain(log);
            Check.Same(1, log.Sweep());
            Same("H2.2 C1.2", flash.Records("txn.a"));
            Same("0 of 1 closed id 0.0 lost 0 0 0 writes 0", Log.State(Log.Of(flash)));
            Check.Null(Log.Of(flash).OpenEnd);
        }

        /// <summary>Each read of flash opens the file again: a record that ends with the window needs none, and what is in the window is not read again.</summary>
        [TestMethod]
        public void Boot_OfRecordsThatFillAWindow_ReadsNoMoreThanItNeeds()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, Log.Tag(16));
            for (int i = 0; i < 25; i++) Log.Meter(log, 1, i, 0);
            Check.Same(968, flash.Length("txn.b"));
            flash.Reads = 0;
            Log.Of(flash);
            Same("6", "" + flash.Reads);
            flash = new LogFlash();
            Log.Start(Log.Of(flash), 1, "A");
            flash.Reads = 0;
            Log.Of(flash);
            Same("3", "" + flash.Reads);
        }

        [TestMethod]
        public void Stop_ByItsOwnId_IsLocal()
        {
            Rig rig = new Rig().Charge();
            Check.Null(rig.Point.RequestStart("tag", true));
            rig.Run(1000);
            Same("S TAG 100 00:00:03.007|E 1001 TAG 100 Local 00:00:04.007|", rig.Sent);
        }

        [TestMethod]
        public void History_OfTwo_KeepsThemApart()
        {
            TransactionHistory history = new TransactionHistory(new MemoryFiles(), new Crc32());
            for (int serial = 1; serial < 4; serial++) history.Add(Log.Record(RecordKind.Start, serial, serial), serial, true, PastOutcome.Delivered);
            for (int serial = 1; serial < 4; serial++) history.Add(Log.Record(RecordKind.Stop, serial, 10 + serial), 10 + serial, true, PastOutcome.Delivered);
            Check.Same(3, history.Count);
            for (int i = 0; i < 3; i++) Same((i + 1) + ": " + (i + 1) + " " + (i + 11) + ", " + (i + 1) + " " + (i + 11) + " Wh, 2 TrueTrueFalse", Row(history, i));
        }

        /// <summary>The outcome is that of the newest message; what else was known stays.</summary>
        [TestMethod]
        public void History_ToldAgain_HasTheNewOutcomeAlone()
        {
            TransactionHistory history = new TransactionHistory(new MemoryFiles(), new Crc32());
            TransactionRecord stop = Log.Record(RecordKind.Stop, 1, 5);
            history.Add(stop, 7, true, PastOutcome.Undeliverable);
            history.Add(stop, 7, true, PastOutcome.Delivered);
            Same("1: 0 7, 0 5 Wh, 2 FalseTrueFalse", Row(history, 0));
            history.Add(stop, 7, true, PastOutcome.Waiting);
            history.Add(stop, 7, true, PastOutcome.Delivered);
            Same("1: 0 7, 0 5 Wh, 2 FalseTrueFalse", Row(history, 0));
            history.Add(Log.Record(RecordKind.Start, 1, 3), 6, false, PastOutcome.Undeliverable);
            Same("1: 6 7, 3 5 Wh, 0 FalseTrueTrue", Row(history, 0));
        }

        [TestMethod]
        public void History_Full_GivesTheNextAnEmptyEntry()
        {
            TransactionHistory history = new TransactionHistory(new MemoryFiles(), new Crc32());
            for (int serial = 1; serial <= TransactionHistory.Entries; serial++) history.Add(Log.Record(RecordKind.Stop, serial, 5), 7, true, PastOutcome.Delivered);
            history.Add(Log.Record(RecordKind.Start, 11, 3), 6, true, PastOutcome.Delivered);
            Check.Same(TransactionHistory.Entries, history.Count);
            Same("11: 6 0, 3 0 Wh, 0 TrueFalseFalse", Row(history, TransactionHistory.Entries - 1));
            Same("2: 0 7, 0 5 Wh, 2 FalseTrueFalse", Row(history, 0));
        }

        /// <summary>Flash refuses a record once: the next one is preceded by a copy.</summary>
        private static void Copied(TransactionLog log, LogFlash flash, TransactionRecord next)
        {
            flash.Left = 0;
            Check.False(log.Append(next));
            flash.Repair();
            Check.True(log.Append(next));
        }

        private static string Row(TransactionHistory history, int index)
        {
            PastTransaction row = new PastTransaction();
            history.Read(index, row);
            return row.Serial + ": " + row.StartMs + " " + row.StopMs + ", " + row.StartWh + " " + row.StopWh + " Wh, " + (int)row.Outcome + " " + row.StartIsUtc + row.StopIsUtc + row.StartGivenUp;
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
