using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Values that wait for their stop, times of earlier boots, and the oldest transaction in a log of its own.</summary>
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
            // What is damaged is left out.
            flash.Of(B)[28 + 24 + 36] ^= 1;
            log.Keep(3, 9);
            Same("10 20 ", Values(log, 1));
        }

        /// <summary>The first, the last, and those between as evenly as may be.</summary>
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

        /// <summary>Values whose message is done stay until their stop is, in each copy, and no longer.</summary>
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
            // The first one's are done with its stop; of the second's some have gone, some wait still.
            Same("H2.2 O2.0=1 K2.0=1 M2.0=2 M2.0=3 M2.0=4 M2.0=5 C2.2 M2.0=6", flash.Records(A));
            Same("1 4 6 ", Values(log, 2));
            for (int i = 0; i < 5; i++) Check.True(log.Complete(false));
            Copy(flash, log, 2, 7);
            Same("H3.2 O2.0=6 K2.0=1 K2.0=4 K2.0=6 C2.3 M2.0=7", flash.Records(B));
            // A boot keeps them too, and the head's transaction is asked for, not the newest.
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

        /// <summary>Nothing runs and nothing waits: no value stays.</summary>
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
        public void Copy_OfMuch_GoesInBatchesOfFullLength()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            log.Keep(1, 20);
            Log.Start(log, 1, Log.Tag(16));
            for (int i = 0; i < 11; i++) Check.True(log.Append(Log.Record(RecordKind.Kept, 1, i)));
            log.SetId(1, 5);
            Check.True(log.Complete(false));
            // With header, id and ten values the batch has room for one record of the greatest length exactly.
            for (int i = 0; i < 3; i++) Log.Meter(log, 1, i, 0);
            flash.Sizes = "";
            Copy(flash, log, 1, 9);
            Same("36/113 500/512 72/512 14/512 36/113", flash.Sizes);
            // Here all of it comes to a batch.
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
        public void BootOfHead_WhereTheClockWasNeverKnown_LaysBootsOneBehindTheOther()
        {
            // Records: milliseconds, "u" where they are of the clock, "f" where a boot begins; the head's boot is asked for at 100,000.
            Same("100000", Reckoned("", 9));
            Same("99300", Reckoned("700", 9));
            Same("99100", Reckoned("700 900", 9));
            Same("99100", Reckoned("f700 900", 9));
            // A time that falls, or a mark, is another boot.
            Same("98700", Reckoned("700 900 400", 9));
            Same("98100", Reckoned("700 900 f1000", 9));
            Same("97200", Reckoned("700 900 f1000 900", 9));
            Same("96700", Reckoned("700 900 f1000 f900 f500", 9));
            Same("98200", Reckoned("900 900 f900", 9));
            Same("99100", Reckoned("f0 900", 9));
            Same("99100", Reckoned("0 f900", 9));
            // The next time that is known bounds them, later ones do not count.
            Same("49300", Reckoned("700 u50000", 9));
            Same("49300", Reckoned("700 u50000 100 u900", 9));
            Same("99300", Reckoned("700 u150000", 9));
            Same("100000", Reckoned("u200000 700", 9));
            // One of this boot too.
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
            // Its times are known by now: the copy says so.
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
            // Here it is done as a whole.
            Check.True(log.CompleteTransaction());
            Same("1 of 2 open id 1.44 lost 0 0 0 writes " + log.Writes, Log.State(log));
            Same("S2 ", Log.Drain(Log.Of(flash)));
            Same("S2 ", Log.Drain(log));
        }

        [TestMethod]
        public void Held_OfAnotherId_HasNone()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            log.SetId(2, 44);
            Check.True(log.TryCopyHead("held0", 4096, 0));
            Same("H1.2 S1.0=0A C1.1", flash.Records(Held));
            // An unfinished one as well: it has no stop yet, and the copy goes as far as it does.
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
            // Two messages and a value, a mark for each message; header, commit and two ids.
            Check.False(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56 - 1, 0));
            Check.True(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56, 0));
            log.Keep(0, 9);
            Check.False(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56 - 1, 0));
            Check.True(log.TryCopyHead("held0", 24 + 36 + 24 + 30 + 56, 0));
            // A value before the head counts too.
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

        /// <summary>Has the log copied: one append is refused and comes again.</summary>
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

        /// <summary>When the head's boot began.</summary>
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
