using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>What a boot finds in the transaction log's files, whole and damaged ones.</summary>
    [TestClass]
    public class TransactionLogBootTests
    {
        private const string A = "txn.a";
        private const string B = "txn.b";

        [TestMethod]
        public void Boot_WithOneTransactionRunning_KnowsItsEnd()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 6, "A");
            Log.Stop(log, 6, 900, "A");
            Log.Start(log, 7, "B");
            TransactionRecord value = Log.Record(RecordKind.Meter, 7, 42);
            value.TimeMs = 555;
            value.TimeIsUtc = false;
            Check.True(log.Append(value));
            log = Log.Of(flash);
            Same("4 of 7 open id 0.0 lost 0 0 0 writes 0", Log.State(log));
            TransactionRecord end = log.OpenEnd;
            Same("M7.0=42B 555 False 900", LogFlash.Text(end) + " " + end.TimeMs + " " + end.TimeIsUtc + " " + log.HighestWh);
            value.TimeIsUtc = true;
            Check.True(log.Append(value));
            Check.True(Log.Of(flash).OpenEnd.TimeIsUtc);
            Log.Stop(log, 7, 43, "B");
            log = Log.Of(flash);
            Check.True(log.OpenEnd == null && !log.IsOpen);
            Check.Same(900L, log.HighestWh);
        }

        /// <summary>A value that follows the stop of its transaction does not open the transaction again.</summary>
        [TestMethod]
        public void Boot_ValueBehindItsStop_OpensNothing()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Log.Stop(log, 1, 5, "A");
            Log.Meter(log, 1, 6, 0);
            Check.False(Log.Of(flash).IsOpen);
            // A value or a stop of an earlier transaction neither changes nor ends the one that runs.
            Log.Start(log, 2, "A");
            Log.Meter(log, 1, 7, 0);
            log = Log.Of(flash);
            Same("S2.0=0A", LogFlash.Text(log.OpenEnd));
            Log.Stop(log, 1, 8, "A");
            Check.True(Log.Of(flash).IsOpen);
            Log.Stop(log, 2, 8, "A");
            Log.Stop(log, 1, 8, "A");
            Check.False(Log.Of(flash).IsOpen);
        }

        [TestMethod]
        public void Boot_WhereTheStartIsDamaged_StillKnowsTheTransaction()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Log.Meter(log, 1, 6, 0);
            flash.Of(B)[30] ^= 1;
            LineLog told = new LineLog();
            log = new TransactionLog(flash, new Crc32(), told);
            Same("1 of 1 open id 0.0 lost 0 0 1 writes 0", Log.State(log));
            Same("M1.0=6", LogFlash.Text(log.OpenEnd));
            Same("E transaction log: 1 part of txn.b damaged, 25 bytes: what stood there is lost, all else is kept; newest transaction 1, messages waiting 1", told.Lines);
            // The damaged file is copied before anything is appended.
            Log.Stop(log, 1, 7, "");
            Same("H2.2 M1.0=6 C1.2 E1.0=7", flash.Records(A));
        }

        [TestMethod]
        public void Boot_WithEachByteDamagedInTurn_LosesThatRecordAlone()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Log.Stop(log, 1, 5, "A");
            log.SetId(1, 9);
            Log.Drain(log);
            Log.Start(log, 2, "A");
            Log.Meter(log, 2, 1, 0);
            Log.Stop(log, 2, 9, "A");
            // Ends of Header, Commit, start, stop, Id and two Done records; then of the messages that wait.
            int[] ends = new int[] { 14, 28, 53, 78, 92, 107, 122, 147, 183, 208 };
            string[] kept = new string[] { "S2 M2 E2 ", "S2 M2 E2 ", "S2 M2 E2 ", "S2 M2 E2 ", "S2 M2 E2 ", "S2 M2 E2 ", "E1 S2 M2 E2 ", "M2 E2 ", "S2 E2 ", "S2 M2 " };
            Check.Same(208, flash.Length(B));
            for (int at = 0, record = 0; at < 208; at++)
            {
                if (at == ends[record]) record++;
                LogFlash damaged = flash.Copy();
                damaged.Of(B)[at] ^= 0x81;
                LineLog told = new LineLog();
                log = new TransactionLog(damaged, new Crc32(), told);
                Check.Same(2, log.LastSerial);
                bool cut = told.Lines[0] == 'I';
                Check.True(cut ? at > 187 && log.Damaged == 0 : log.Damaged == 1 && told.Lines.IndexOf('|') < 0);
                Same(kept[record], Log.Drain(log));
                Log.Start(log, 3, "A");
                Same("S3 ", Log.Drain(Log.Of(damaged)));
                Check.Null(damaged.Of(B));
            }
        }

        [TestMethod]
        public void Boot_WithTwoPartsDamaged_TellsBothAndKeepsTheRest()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            for (int i = 0; i < 40; i++) Log.Meter(log, 1, i, 0);
            flash.Of(B)[60] ^= 1;
            flash.Of(B)[53 + 36 * 20 + 3] ^= 1;
            LineLog told = new LineLog();
            log = new TransactionLog(flash, new Crc32(), told);
            Same("E transaction log: 2 parts of txn.b damaged, 72 bytes: what stood there is lost, all else is kept; newest transaction 1, messages waiting 39", told.Lines);
            Check.Same(2, log.Damaged);
        }

        /// <summary>Each read of flash opens the file again: no part of it is read twice.</summary>
        [TestMethod]
        public void Boot_OfALongFile_ReadsItInWindows()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            for (int i = 0; i < 40; i++) Log.Meter(log, 1, i, 0);
            flash.Reads = 0;
            Log.Of(flash);
            Same("10 512", flash.Reads + " " + flash.ReadBuffer);
        }

        [TestMethod]
        public void Boot_DamagedWhereAWindowEnds_FindsWhatFollows()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            for (int i = 0; i < 40; i++) Log.Meter(log, 1, i, 0);
            for (int record = 10; record < 30; record++)
            {
                LogFlash damaged = flash.Copy();
                for (int at = 53 + 36 * 10; at < 53 + 36 * record; at++) damaged.Of(B)[at] = 0xFF;
                Check.Same(51 - record, Log.Of(damaged).Waiting);
            }
        }

        [TestMethod]
        public void Boot_WithALastRecordCutShort_TellsWhatIsLost()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Log.Meter(log, 1, 5, 0);
            for (int length = 54; length < 89; length++)
            {
                LogFlash torn = flash.Copy();
                torn.Truncate(B, length);
                LineLog told = new LineLog();
                log = new TransactionLog(torn, new Crc32(), told);
                string what = length < 59 ? "a record" : length < 63 ? "a meter value" : "a meter value of transaction 1";
                Same("I transaction log: the last record was cut short by a power cut: " + (length - 53) + " bytes of " + what + " are lost, nothing else", told.Lines);
                Check.Same(0, log.Damaged);
                Log.Stop(log, 1, 6, "A");
                Same("H2.2 S1.0=0A C1.2 E1.0=6A", torn.Records(A));
            }
            flash.Of(B)[53 + 4] = 200;
            LineLog lines = new LineLog();
            Check.Same(1, new TransactionLog(flash, new Crc32(), lines).Damaged);
            Same("E transaction log: 1 part of txn.b damaged, 36 bytes: what stood there is lost, all else is kept; newest transaction 1, messages waiting 1", lines.Lines);
        }

        [TestMethod]
        public void Boot_WithAFirstFileCutShort_BeginsAnew()
        {
            for (int length = 1; length < 90; length++)
            {
                LogFlash flash = new LogFlash();
                flash.Put(B, new byte[length]);
                LineLog told = new LineLog();
                TransactionLog log = new TransactionLog(flash, new Crc32(), told);
                Same(length > 84 ? "E transaction log: 1 part of txn.b damaged, " + length + " bytes: what stood there is lost, all else is kept; newest transaction 0, messages waiting 0"
                    : "I transaction log: the first record of txn.b was cut short by a power cut: nothing is lost", told.Lines);
                Check.Same(length > 84 ? 1 : 0, log.Damaged);
                Log.Start(log, 1, "A");
                Same("S1 ", Log.Drain(Log.Of(flash)));
            }
        }

        [TestMethod]
        public void Boot_WithTwoFiles_TakesTheWholeOneThatIsNewer()
        {
            Same("S9 |", Boot(File(1, 1, 9, true), null));
            Same("S9 |", Boot(null, File(1, 1, 9, true)));
            Same("S9 |", Boot(File(2, 2, 9, true), File(1, 1, 8, true)));
            Same("S9 |", Boot(File(1, 1, 8, true), File(2, 2, 9, true)));
            // An incomplete copy does not count, whichever of the two files it is in.
            Same("S8 |I transaction log: the copy in txn.a was cut short by a power cut: nothing is lost", Boot(File(2, 2, 9, false), File(1, 1, 8, true)));
            Same("S8 |I transaction log: the copy in txn.b was cut short by a power cut: nothing is lost", Boot(File(1, 1, 8, true), File(2, 2, 9, false)));
            // It counts when there is no other file.
            Same("S9 |", Boot(File(2, 2, 9, false), null));
            Same("S9 |", Boot(null, File(1, 1, 9, false)));
            Same("S9 |", Boot(Sealed(RecordKind.Start, 9, 0), null));
            // The Commit of format 1 has no generation: that of the Header counts.
            Same("S9 |", Boot(File(5, 0, 9, true), File(4, 0, 8, true)));
            Same("S9 |", Boot(File(4, 0, 8, true), File(5, 0, 9, true)));
            // Without a Header the generation in the Commit counts.
            byte[] file = File(5, 5, 9, true);
            file[6] ^= 1;
            Same("S9 |E transaction log: 1 part of txn.b damaged, 14 bytes: what stood there is lost, all else is kept; newest transaction 9, messages waiting 1", Boot(File(4, 4, 8, true), file));
            // Without either the file counts as the older one.
            Same("S8 |", Boot(Sealed(RecordKind.Start, 9, 0), File(2, 2, 8, true)));
            // Whole records follow the damaged part: so the Commit is damaged, and the copy was not cut.
            file = File(5, 5, 9, false);
            file[20] ^= 1;
            Join(ref file, Sealed(RecordKind.Stop, 9, 0));
            Same("E9 |E transaction log: 1 part of txn.b damaged, 27 bytes: what stood there is lost, all else is kept; newest transaction 9, messages waiting 1", Boot(File(4, 4, 8, true), file));
        }

        [TestMethod]
        public void Boot_WithAFileOfANewerFirmware_PassesOverIt()
        {
            byte[] file = Sealed(RecordKind.Header, 7, 3);
            Join(ref file, Sealed(RecordKind.Start, 9, 0));
            Same("|E txn.a has format 3 of a newer firmware, known is 2: its messages are passed over", Boot(file, null));
            Same("S8 |E txn.a has format 3 of a newer firmware, known is 2: its messages are passed over", Boot(file, File(2, 2, 8, true)));
        }

        /// <summary>A Done of format 1 only counts a message. When a part is damaged, a Done may belong to a message that is lost: one message fewer is skipped.</summary>
        [TestMethod]
        public void Boot_OfTheFirstFormat_SkipsAsManyAsAreDone()
        {
            byte[] file = File(1, 0, 1, true);
            Join(ref file, Sealed(RecordKind.Meter, 1, 0));
            Join(ref file, Sealed(RecordKind.Stop, 1, 0));
            Join(ref file, Sealed(RecordKind.Start, 2, 0));
            Join(ref file, FirstDone());
            Join(ref file, FirstDone());
            Same("E1 S2 |", Boot(file, null));
            Join(ref file, FirstDone());
            Same("S2 |", Boot(file, null));
            file[60] ^= 1;
            Same("S2 |E transaction log: 1 part of txn.a damaged, 36 bytes: what stood there is lost, all else is kept; newest transaction 2, messages waiting 1", Boot(file, null));
        }

        /// <summary>A start whose transaction id is known was answered: it is done, though its Done is damaged.</summary>
        [TestMethod]
        public void Boot_WhereTheMarkOfAnAnsweredStartIsDamaged_DoesNotSendItAgain()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            log.SetId(1, 44);
            Check.True(log.Complete(false));
            Log.Meter(log, 1, 5, 0);
            flash.Of(B)[70] ^= 1;
            log = Log.Of(flash);
            Same("1 of 1 open id 1.44 lost 0 0 1 writes 0", Log.State(log));
            Same("M1 ", Log.Drain(log));
            // The same when a power cut has cut its Done short.
            flash = new LogFlash();
            log = Log.Of(flash);
            Log.Start(log, 1, "A");
            log.SetId(1, 44);
            flash.Left = 0;
            flash.Kept = 20;
            Check.False(log.Complete(false));
            flash.Repair();
            Same("0 of 1 open id 1.44 lost 0 0 0 writes 0", Log.State(Log.Of(flash)));
        }

        /// <summary>While an earlier message waits, a later one waits too, though its transaction id is known.</summary>
        [TestMethod]
        public void Boot_WhereAnEarlierOneWaits_PassesOverNone()
        {
            byte[] file = Sealed(RecordKind.Header, 1, 2);
            Join(ref file, Sealed(RecordKind.Commit, 0, 1));
            Join(ref file, Sealed(RecordKind.Stop, 1, 0));
            Join(ref file, Sealed(RecordKind.Start, 2, 0));
            Join(ref file, Sealed(RecordKind.Id, 2, 50));
            Same("E1 S2 |", Boot(file, null));
        }

        [TestMethod]
        public void Boot_WithAnUncommittedFileAlone_CopiesItFirst()
        {
            LogFlash flash = new LogFlash();
            flash.Put(A, File(1, 1, 9, false));
            Log.Stop(Log.Of(flash), 9, 5, "A");
            Same("H2.2 S9.0=0TAG C9.2 E9.0=5A", flash.Records(B));
        }

        [TestMethod]
        public void Log_DamagedWhileItRuns_GoesOnBehindTheDamage()
        {
            LogFlash flash = new LogFlash();
            LineLog told = new LineLog();
            TransactionLog log = new TransactionLog(flash, new Crc32(), told);
            Log.Start(log, 1, "A");
            Log.Meter(log, 1, 5, 0);
            Check.True(log.Append(Log.Record(RecordKind.Kept, 1, 6)));
            Log.Meter(log, 1, 7, 0);
            Log.Stop(log, 1, 8, "A");
            flash.Of(B)[60] ^= 1;
            TransactionRecord head = new TransactionRecord();
            Check.True(log.TryHead(head) && head.Kind == RecordKind.Start);
            Check.True(log.Complete(false));
            Same("", told.Lines);
            Check.True(log.TryHead(head));
            Same("M1.0=7", LogFlash.Text(head));
            Same("E transaction log: txn.b is damaged from byte 53 on: what stood there is lost, messages waiting 2", told.Lines);
            Same("2 of 1 closed id 0.0 lost 0 0 1 writes 8", Log.State(log));
            Log.Start(log, 2, "A");
            Same("H2.2 M1.0=7 E1.0=8A C1.2 S2.0=0A", flash.Records(A));
            Same("M1 E1 S2 ", Log.Drain(log));
            // A damaged record of an odd length stands before all that waits.
            flash = new LogFlash();
            log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Log.Stop(log, 1, 8, "A");
            flash.Of(B)[40] ^= 1;
            Same("E1 ", Log.Drain(log));
        }

        private static string Boot(byte[] a, byte[] b)
        {
            LogFlash flash = new LogFlash();
            if (a != null) flash.Put(A, a);
            if (b != null) flash.Put(B, b);
            LineLog told = new LineLog();
            TransactionLog log = new TransactionLog(flash, new Crc32(), told);
            int waiting = log.Waiting;
            string all = Log.Drain(log);
            int drained = 0;
            foreach (char c in all) if (c == ' ') drained++;
            Check.Same(waiting, drained);
            return all + "|" + told.Lines;
        }

        /// <summary>A file with one start that waits.</summary>
        private static byte[] File(int generation, int commit, int serial, bool whole)
        {
            byte[] file = Sealed(RecordKind.Header, generation, commit == 0 ? 1 : 2);
            if (!whole)
            {
                Join(ref file, Sealed(RecordKind.Start, serial, 0));
                return file;
            }
            Join(ref file, Sealed(RecordKind.Commit, 0, commit));
            Join(ref file, Sealed(RecordKind.Start, serial, 0));
            return file;
        }

        private static byte[] Sealed(RecordKind kind, int serial, int detail)
        {
            TransactionRecord record = Log.Record(kind, serial, 0);
            record.Detail = detail;
            byte[] bytes = new byte[TransactionRecord.MostBytes];
            byte[] part = new byte[record.Write(bytes, 0, new Crc32())];
            System.Array.Copy(bytes, 0, part, 0, part.Length);
            return part;
        }

        private static byte[] FirstDone()
        {
            byte[] done = new byte[11];
            done[4] = 11;
            done[5] = (byte)RecordKind.Done;
            Bytes.PutUInt32(done, 0, new Crc32().Compute(done, 4, 7));
            return done;
        }

        private static void Join(ref byte[] file, byte[] more)
        {
            byte[] longer = new byte[file.Length + more.Length];
            System.Array.Copy(file, 0, longer, 0, file.Length);
            System.Array.Copy(more, 0, longer, file.Length, more.Length);
            file = longer;
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
