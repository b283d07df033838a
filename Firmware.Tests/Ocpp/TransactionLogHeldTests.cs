using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Values that are kept for a StopTransaction, times of earlier boots, and the oldest transaction in a separate log.</summary>
    [TestClass]
    public class TransactionLogHeldTests
    {
        private const string A = "txn.a";
        private const string B = "txn.b";
        private const string Held = "held0.a";

        [TestMethod]
        public void Values_OfAStop_AreThoseOfItsTransactionAndContexts()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "");
            for (int i = 0; i < 5; i++) Log.Meter(log, 1, 10 + i, i);
            Log.Meter(log, 2, 99, 0);
            TransactionRecord kept = Log.Record(RecordKind.Kept, 1, 20);
            Check.True(log.Append(kept));
            TransactionRecord stop = Log.Record(RecordKind.Stop, 1, 30);
            Check.True(log.Append(stop));
            Check.Null(log.ValuesOf(stop));
            log.Keep(1 << 2, 9);
            Same("12 ", Values(log, 1));
            log.Keep(1 | 1 << 1 | 1 << 3 | 1 << 4, 9);
            Same("10 11 13 14 20 ", Values(log, 1));
            Same("99 ", Values(log, 2));
            log.Keep(1 << 5, 9);
            Check.Null(log.ValuesOf(stop));
            // A damaged value is left out.
            flash.Of(B)[28 + 24 + 36] ^= 1;
            log.Keep(3, 9);
            Same("10 20 ", Values(log, 1));
        }

        /// <summary>The first value, the last, and those between at steps as even as possible.</summary>
        [TestMethod]
        public void Values_MoreThanMayStay_AreChosenEvenly()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "");
            string[] expected = new string[] { "0 ", "0 1 ", "0 2 ", "0 2 3 ", "0 2 4 ", "0 3 5 ", "0 3 6 ", "0 4 7 " };
            log.Keep(1, 3);
            for (int i = 0; i < expected.Length; i++)
            {
                Log.Meter(log, 1, i, 0);
                if (i == 2) Same("0 1 2 ", Values(log, 1));
                else Same(expected[i], Values(log, 1));
            }
            log.Keep(1, 2);
            Same("0 7 ", Values(log, 1));
            log.Keep(1, 7);
            Same("0 2 3 4 5 6 7 ", Values(log, 1));
            log.Keep(1, 8);
            Same("0 1 2 3 4 5 6 7 ", Values(log, 1));
        }

        /// <summary>Values whose message is done are copied until the StopTransaction of their transaction is done.</summary>
        [TestMethod]
        public void Values_OfARunningTransaction_AreKeptInACopy()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(1, 3);
            Log.Start(log, 1, "");
            Log.Meter(log, 1, 5, 0);
            Log.Stop(log, 1, 6, "");
            Log.Start(log, 2, "");
            for (int i = 1; i < 6; i++) Log.Meter(log, 2, i, 0);
            for (int i = 0; i < 5; i++) Check.True(log.Complete(false));
            Copy(flash, log, 2, 6);
            // Transaction 1 is done, so its values are not copied; of transaction 2 some values are done and some wait.
            Same("H2.2 O2.0=1 K2.0=1 M2.0=2 M2.0=3 M2.0=4 M2.0=5 C2.2 M2.0=6", flash.Records(A));
            Same("1 4 6 ", Values(log, 2));
            for (int i = 0; i < 5; i++) Check.True(log.Complete(false));
            Copy(flash, log, 2, 7);
            Same("H3.2 O2.0=6 K2.0=1 K2.0=4 K2.0=6 C2.3 M2.0=7", flash.Records(B));
            // They are kept over a boot. The values are those of the oldest message's transaction, not of the newest.
            log = Log.Of(flash);
            log.Keep(1, 3);
            Log.Stop(log, 2, 8, "");
            Log.Start(log, 3, "");
            Check.True(log.Complete(false));
            Copy(flash, log, 3, 9);
            Same("H4.2 K2.0=1 K2.0=6 K2.0=7 E2.0=8 S3.0=0 C3.4 M3.0=9", flash.Records(A));
            Check.True(log.Complete(false));
            Check.True(log.Complete(false));
            Copy(flash, log, 3, 10);
            Same("H5.2 O3.0=0 M3.0=9 C3.5 M3.0=10", flash.Records(B));
        }

        /// <summary>No transaction runs and no message waits: no value is copied.</summary>
        [TestMethod]
        public void Values_WithoutATransaction_AreLeftBehind()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(1, 3);
            Log.Start(log, 1, "");
            Check.True(log.Append(Log.Record(RecordKind.Kept, 1, 5)));
            Log.Stop(log, 1, 6, "");
            Log.Drain(log);
            Check.True(log.Append(Log.Record(RecordKind.Kept, 1, 5)));
            Copy(flash, log, 1, 7);
            Same("H2.2 C1.2 M1.0=7", flash.Records(A));
        }

        [TestMethod]
        public void Copy_OfManyRecords_GoesInFullBatches()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(1, 20);
            Log.Start(log, 1, Log.Tag(16));
            for (int i = 0; i < 11; i++) Check.True(log.Append(Log.Record(RecordKind.Kept, 1, i)));
            log.SetId(1, 5);
            Check.True(log.Complete(false));
            // After header, id and ten values the batch has exactly the room of one record of the greatest length.
            for (int i = 0; i < 3; i++) Log.Meter(log, 1, i, 0);
            flash.Sizes = "";
            Copy(flash, log, 1, 9);
            Same("36/113 500/512 72/512 14/512 36/113", flash.Sizes);
            // Here all records together fill one batch exactly.
            flash = new LogFlash();
            log = Log.Of(flash);
            Log.Start(log, 1, "");
            log.SetId(1, 5);
            Check.True(log.Complete(false));
            for (int i = 0; i < 12; i++) Log.Meter(log, 1, i, 0);
            Log.Stop(log, 1, 10, Log.Tag(28));
            flash.Sizes = "";
            Copy(flash, log, 1, 9);
            Same("36/113 512/512 14/512 36/113", flash.Sizes);
        }

        [TestMethod]
        public void BootOfHead_ClockNeverKnown_PutsBootsOneAfterTheOther()
        {
            // Records: time in ms; "u" is a time of day, "f" the first record of a boot, "n" and "N" are of the present boot, which began at 100,000.
            Same("100000", Reckoned("", 9));
            Same("99300", Reckoned("700", 9));
            Same("99100", Reckoned("700 900", 9));
            Same("99100", Reckoned("f700 900", 9));
            // A time lower than the one before, or the mark, begins another boot.
            Same("98700", Reckoned("700 900 400", 9));
            Same("98100", Reckoned("700 900 f1000", 9));
            Same("97200", Reckoned("700 900 f1000 900", 9));
            Same("96700", Reckoned("700 900 f1000 f900 f500", 9));
            Same("98200", Reckoned("900 900 f900", 9));
            Same("99100", Reckoned("f0 900", 9));
            Same("99100", Reckoned("0 f900", 9));
            // The earlier boots end at the next known time at the latest; records after that do not count.
            Same("49300", Reckoned("700 u50000", 9));
            Same("49300", Reckoned("700 u50000 100 u900", 9));
            Same("99300", Reckoned("700 u150000", 9));
            Same("100000", Reckoned("u200000 700", 9));
            // A record of the present boot ends the search too.
            Same("99300", Reckoned("700 n800 900", 9));
            Same("49300", Reckoned("700 N50000 900", 9));
        }

        [TestMethod]
        public void BootOfHead_WithValuesBetween_CountsMessagesAlone()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Timed(log, RecordKind.Start, 1, 700, false, false);
            Timed(log, RecordKind.Kept, 1, 5, true, false);
            Timed(log, RecordKind.Stop, 1, 900, false, false);
            Check.Same(99_100L, log.BootOfHead(9, 100_000));
            Check.True(log.Complete(false));
            Log.Drain(log);
            Check.Same(100_000L, log.BootOfHead(9, 100_000));
        }

        [TestMethod]
        public void Held_OldestTransaction_IsCopiedWithItsIdAndValues()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(1, 2);
            Log.Start(log, 1, "A");
            log.SetId(1, 44);
            Check.True(log.Complete(false));
            for (int i = 1; i < 4; i++) Timed(log, RecordKind.Meter, 1, i, i == 2, false);
            for (int i = 0; i < 2; i++) Check.True(log.Complete(false));
            Log.Stop(log, 1, 9, "A");
            Log.Start(log, 2, "B");
            Check.True(log.TryCopyHead("held0", 4096, 0));
            Same("H1.2 I1.44 K1.0=1 K1.0=2 M1.0=3 E1.0=9A C1.1", flash.Records(Held));
            Same("3 of 2 open id 1.44 lost 0 0 0 writes " + log.Writes, Log.State(log));
            // The times of day are known by now: the copy has them.
            Check.True(log.TryCopyHead("held0", 4096, 1));
            Check.True(log.TryCopyHead("held0", 4096, 5000));
            TransactionLog held = new TransactionLog(flash, new Crc32(), new Fakes.LineLog(), "held0");
            Same("2 of 1 closed id 1.44 lost 0 0 0 writes 0", Log.State(held));
            Check.True(held.IsWhole);
            TransactionRecord record = new TransactionRecord();
            string times = "";
            for (int at = 28, length; at < flash.Length(Held) && (length = record.Read(flash.Of(Held), at, 90, new Crc32())) > 0; at += length)
                if (record.HasReading) times += record.TimeMs + (record.TimeIsUtc ? " " : "? ");
            Same("5001 2 5003 1000 ", times);
            held.KeepAs(log);
            Same("1 3 ", Values(held, 1));
            // In the own log the whole transaction is marked as done.
            Check.True(log.CompleteTransaction());
            Same("1 of 2 open id 1.44 lost 0 0 0 writes " + log.Writes, Log.State(log));
            Same("S2 ", Log.Drain(Log.Of(flash)));
            Same("S2 ", Log.Drain(log));
        }

        [TestMethod]
        public void HeldCopy_IdOfAnotherTransaction_IsLeftOut()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            log.SetId(2, 44);
            Check.True(log.TryCopyHead("held0", 4096, 0));
            Same("H1.2 S1.0=0A C1.1", flash.Records(Held));
            // A transaction without a stop is copied as far as it goes: up to the next transaction.
            Log.Start(log, 2, "B");
            Log.Meter(log, 1, 5, 0);
            Check.True(log.TryCopyHead("held0", 4096, 0));
            Same("H1.2 S1.0=0A C1.1", flash.Records(Held));
        }

        [TestMethod]
        public void Held_LongerThanItsFile_IsRefused()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(1, 9);
            Check.False(log.TryCopyHead("held0", 4096, 0));
            Log.Start(log, 1, "");
            Check.True(log.Append(Log.Record(RecordKind.Kept, 1, 5)));
            Log.Stop(log, 1, 9, "");
            // Bytes of two messages and a value, of a Done for each message, of Header, Commit and two Ids.
            Check.False(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56 - 1, 0));
            Check.True(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56, 0));
            log.Keep(0, 9);
            Check.False(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56 - 1, 0));
            Check.True(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56, 0));
            // A value before the oldest waiting message counts too.
            flash = new LogFlash();
            log = Log.Of(flash);
            log.Keep(1, 9);
            Log.Start(log, 1, "");
            Log.Meter(log, 1, 6, 0);
            for (int i = 0; i < 2; i++) Check.True(log.Complete(false));
            Log.Meter(log, 1, 7, 0);
            Log.Stop(log, 1, 9, "");
            Check.False(log.TryCopyHead("held0", 36 + 36 + 24 + 30 + 56 - 1, 0));
            Check.True(log.TryCopyHead("held0", 36 + 36 + 24 + 30 + 56, 0));
        }

        [TestMethod]
        public void Held_WhereFlashRefuses_IsNeitherCopiedNorDone()
        {
            for (int left = 0; left < 4; left++)
            {
                LogFlash flash = new LogFlash();
                TransactionLog log = Log.Of(flash);
                Log.Start(log, 1, "A");
                Log.Stop(log, 1, 2, "A");
                flash.Left = left;
                Check.Same(left == 3, log.TryCopyHead("held0", 4096, 0));
                flash.Left = 0;
                Check.False(log.CompleteTransaction());
                Check.False(log.CompleteTransaction());
                Check.Same(2, log.Waiting);
                flash.Repair();
                Check.True(log.CompleteTransaction());
                Check.False(log.CompleteTransaction());
                Same("H2.2 S1.0=0A E1.0=2A C1.2 D1.0@39", flash.Records(A));
            }
        }

        private static string Values(TransactionLog log, int serial)
        {
            TransactionValues values = log.ValuesOf(Log.Record(RecordKind.Stop, serial, 0));
            TransactionRecord value = new TransactionRecord();
            string all = "";
            int count = 0;
            for (; values.Next(value); count++) all += value.RegisterWh + " ";
            Check.Same(values.Count, count);
            Check.False(values.Next(value));
            return all;
        }

        /// <summary>Makes the log copy itself: one append is refused and then repeated.</summary>
        private static void Copy(LogFlash flash, TransactionLog log, int serial, int wh)
        {
            flash.Left = 0;
            flash.Once = true;
            Check.False(log.Append(Log.Record(RecordKind.Meter, serial, wh)));
            Log.Meter(log, serial, wh, 0);
        }

        private static void Timed(TransactionLog log, RecordKind kind, int serial, int ms, bool isUtc, bool first)
        {
            TransactionRecord record = Log.Record(kind, serial, ms);
            record.TimeMs = ms;
            record.TimeIsUtc = isUtc;
            record.IsFirstOfBoot = first;
            Check.True(log.Append(record));
        }

        /// <summary>When the boot of the oldest waiting message began.</summary>
        private static string Reckoned(string records, int firstSerial)
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            string[] all = records.Split(' ');
            for (int i = 0; i < all.Length && records.Length > 0; i++)
            {
                char kind = all[i][0];
                string digits = kind > '9' ? all[i].Substring(1) : all[i];
                Timed(log, RecordKind.Start, kind == 'n' || kind == 'N' ? firstSerial : firstSerial - 1, int.Parse(digits), kind == 'u' || kind == 'N', kind == 'f');
            }
            return log.BootOfHead(firstSerial, 100_000).ToString();
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
