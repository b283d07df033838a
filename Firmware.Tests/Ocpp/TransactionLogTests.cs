using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>What the transaction log writes, record by record, and what it reports.</summary>
    [TestClass]
    public class TransactionLogTests
    {
        private const string A = "txn.a";
        private const string B = "txn.b";

        [TestMethod]
        public void Log_OfOneTransaction_WritesTheseRecordsAndNoOthers()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Same("0 of 0 closed id 0.0 lost 0 0 0 writes 0", Log.State(log));
            Log.Start(log, 1, "TAG");
            Same("H1.2 C0.1 S1.0=0TAG", flash.Records(B));
            Same("none", flash.Records(A));
            Same("1 of 1 open id 0.0 lost 0 0 0 writes 3", Log.State(log));
            log.SetId(1, 1001);
            Check.True(log.Complete(false));
            Same("H1.2 C0.1 S1.0=0TAG I1.1001 D1.0@28", flash.Records(B));
            Log.Meter(log, 1, 5, 0);
            Log.Meter(log, 1, 6, 1);
            // More than one message waits: the Done is written at once.
            Check.True(log.Complete(false));
            Same("H1.2 C0.1 S1.0=0TAG I1.1001 D1.0@28 M1.0=5 M1.1=6 D1.0@84", flash.Records(B));
            // The Done of the last waiting value is written together with the next record, before it.
            Check.True(log.Complete(false));
            Same("0 of 1 open id 1.1001 lost 0 0 0 writes 7", Log.State(log));
            Log.Meter(log, 1, 7, 0);
            Same("H1.2 C0.1 S1.0=0TAG I1.1001 D1.0@28 M1.0=5 M1.1=6 D1.0@84 D0.0@120 M1.0=7", flash.Records(B));
            // The Done of a message that is given up is written at once.
            Check.True(log.Complete(true));
            Log.Stop(log, 1, 9, "TAG");
            Same("H1.2 C0.1 S1.0=0TAG I1.1001 D1.0@28 M1.0=5 M1.1=6 D1.0@84 D0.0@120 M1.0=7 D1.1@186 E1.0=9TAG", flash.Records(B));
            Same("1 of 1 closed id 1.1001 lost 1 0 0 writes 10", Log.State(log));
            Check.True(log.Complete(false));
            Check.False(log.Complete(false));
            Same("0 of 1 closed id 1.1001 lost 1 0 0 writes 11", Log.State(log));
            Same("0 of 1 closed id 1.1001 lost 0 0 0 writes 0", Log.State(Log.Of(flash)));
            Same("", Log.Drain(Log.Of(flash)));
        }

        [TestMethod]
        public void Log_LastValueOfAClosedTransaction_IsMarkedAtOnce()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "");
            Check.True(log.Complete(false));
            Log.Stop(log, 1, 5, "TAG");
            Check.True(log.Complete(false));
            Log.Meter(log, 1, 3, 0);
            Check.True(log.Complete(false));
            Check.Same(0, Log.Of(flash).Waiting);
        }

        [TestMethod]
        public void Log_StopOfAnotherTransaction_DoesNotCloseThisOne()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 7, "T");
            log = Log.Of(flash);
            Check.True(log.OpenEnd != null);
            Log.Stop(log, 6, 5, "TAG");
            Check.True(log.IsOpen && log.OpenEnd != null);
            Log.Stop(log, 7, 5, "TAG");
            Check.True(!log.IsOpen && log.OpenEnd == null);
        }

        [TestMethod]
        public void Copy_AfterARefusal_HoldsIdStartAndWhatWaits()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 3, "T");
            log.SetId(3, 77);
            Check.True(log.Complete(false));
            Log.Meter(log, 3, 5, 0);
            Log.Meter(log, 3, 6, 0);
            Check.True(log.Complete(false));
            LineLog told = new LineLog();
            log = new TransactionLog(flash, new Crc32(), told);
            flash.Left = 0;
            flash.Kept = 7;
            TransactionRecord stop = Log.Record(RecordKind.Stop, 3, 9);
            Check.False(log.Append(stop));
            Same("E flash refused 27 bytes for txn.b: it will be tried again", told.Lines);
            Same("1 of 3 open id 3.77 lost 0 0 0 writes 1", Log.State(log));
            // Nothing is appended after an incomplete record: neither that record again nor a Done.
            Check.False(log.Append(stop));
            Check.False(log.Complete(false));
            Same("H1.2 C0.1 S3.0=0T I3.77 D3.0@28 M3.0=5 M3.0=6 D3.0@82?", flash.Records(B));
            flash.Repair();
            Check.True(log.Append(stop));
            Same("H2.2 I3.77 O3.0=5T M3.0=6 C3.2 E3.0=9TAG", flash.Records(A));
            Same("none", flash.Records(B));
            Same("2 of 3 closed id 3.77 lost 0 0 0 writes 4", Log.State(log));
            Check.True(log.Complete(false));
            Same("H2.2 I3.77 O3.0=5T M3.0=6 C3.2 E3.0=9TAG D3.0@53", flash.Records(A));
            // The same in the other order.
            flash.Left = 0;
            Check.False(log.Complete(false));
            flash.Repair();
            Check.True(log.Complete(false));
            Same("H3.2 I3.77 E3.0=9TAG C3.3 D3.0@28", flash.Records(B));
            Same("none", flash.Records(A));
        }

        /// <summary>A Done or Id that was still to be written is already in the copy, or no longer needed.</summary>
        [TestMethod]
        public void Copy_WithMarksDue_LeavesThemOut()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "");
            Check.True(log.Complete(false));
            Log.Meter(log, 1, 5, 0);
            Check.True(log.Complete(false));
            log.SetId(1, 8);
            flash.Left = 0;
            Check.False(log.Append(Log.Record(RecordKind.Stop, 1, 6)));
            flash.Repair();
            Log.Stop(log, 1, 6, "TAG");
            Same("H2.2 I1.8 O1.0=5 C1.2 E1.0=6TAG", flash.Records(A));
            Check.True(log.Complete(false));
            Log.Start(log, 2, "");
            Same("H2.2 I1.8 O1.0=5 C1.2 E1.0=6TAG D1.0@66 S2.0=0", flash.Records(A));
        }

        [TestMethod]
        public void Copy_ThatFlashRefusesAnywhere_LeavesTheOldFileInForce()
        {
            for (int left = 0; left < 6; left++)
            {
                for (int kept = 0; kept < 30; kept += 7)
                {
                    LogFlash flash = new LogFlash();
                    TransactionLog log = Log.Of(flash);
                    Log.Start(log, 1, "T");
                    flash.Left = 0;
                    Check.False(log.Append(Log.Record(RecordKind.Meter, 1, 5)));
                    flash.Repair();
                    flash.Left = left;
                    flash.Kept = kept;
                    bool taken = log.Append(Log.Record(RecordKind.Meter, 1, 6));
                    Check.True(taken == left > 4);
                    Same(taken ? "S1 M1 " : "S1 ", Log.Drain(Log.Of(flash.Copy())));
                    // Afterwards the log works as before.
                    flash.Repair();
                    if (!taken) Check.True(log.Append(Log.Record(RecordKind.Meter, 1, 6)));
                    Same("S1 M1 ", Log.Drain(Log.Of(flash)));
                }
            }
        }

        [TestMethod]
        public void Append_BehindMoreThanFourKilobytesDone_CopiesFirst()
        {
            // The records that are done take 4,096 bytes, or one byte more.
            for (int more = 0; more < 2; more++)
            {
                LogFlash flash = new LogFlash();
                TransactionLog log = FilledTo(flash, 4096 + more, true);
                Log.Meter(log, 2, 1, 0);
                Check.Same(more == 1, flash.Of(B) == null);
                Same("M2 ", Log.Drain(Log.Of(flash)));
            }
        }

        /// <summary>A copy that is due only because of the size may wait: the record is appended to the old file.</summary>
        [TestMethod]
        public void Append_WhereTheCopyForSizeIsRefused_IsStoredAllTheSame()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = FilledTo(flash, 4097, true);
            flash.Left = 0;
            flash.Once = true;
            Log.Meter(log, 2, 1, 0);
            Check.True(flash.Of(B) != null);
            Same("M2 ", Log.Drain(Log.Of(flash)));
        }

        [TestMethod]
        public void Complete_OfTheLastStop_CopiesAFileOfMoreThanFourKilobytes()
        {
            for (int more = 0; more < 2; more++)
            {
                LogFlash flash = new LogFlash();
                TransactionLog log = FilledTo(flash, 4096 + more - 15, false);
                Log.Drain(log);
                Check.Same(more == 1, flash.Of(B) == null);
            }
        }

        [TestMethod]
        public void Sweep_OfLessThanAKilobyteOrWhileOneRuns_DoesNothing()
        {
            for (int more = 0; more < 2; more++)
            {
                LogFlash flash = new LogFlash();
                TransactionLog log = FilledTo(flash, 1023 - 15 + more, false);
                Log.Drain(log);
                Check.Same(more == 1 ? 12 : 0, log.Sweep());
                Check.Same(0, log.Sweep());
                Same(more == 0 ? "none" : "H2.2 C12.2", flash.Records(A));
            }
            LogFlash running = new LogFlash();
            TransactionLog open = FilledTo(running, 1400, true);
            Check.Same(0, open.Sweep());
            Log.Stop(open, open.LastSerial, 5, "");
            running.Left = 0;
            Check.Same(0, open.Sweep());
            // The stop that waits does not count as removed.
            running.Repair();
            Check.True(open.TryHead(new TransactionRecord()));
            Check.Same(open.LastSerial - 1, open.Sweep());
            Same("E" + open.LastSerial + " ", Log.Drain(Log.Of(running)));
        }

        /// <summary>Above 95 % each second value, above 97.5 % none; starts and stops always.</summary>
        [TestMethod]
        public void Append_ToALogAlmostFull_LeavesOutValuesAlone()
        {
            LogFlash flash = new LogFlash();
            flash.Forgets = true;
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, Log.Tag(26));
            for (int i = 0; i < 1457; i++) Log.Meter(log, 1, i, 0);
            Check.Same(0, log.LeftOut);
            Log.Meter(log, 1, 0, 0);
            Same("1 1458", log.LeftOut + " " + log.Waiting);

            log = Log.Of(flash);
            Log.Start(log, 1, Log.Tag(4));
            for (int i = 0; i < 1458 + 2 * 39; i++) Log.Meter(log, 1, i, 0);
            Same("39 1498", log.LeftOut + " " + log.Waiting);
            TransactionRecord kept = Log.Record(RecordKind.Kept, 1, 5);
            for (int i = 0; i < 4; i++) Check.True(log.Append(kept));
            Same("43 1498", log.LeftOut + " " + log.Waiting);
            Log.Stop(log, 1, 5, "TAG");
            Check.Same(1499, log.Waiting);
        }

        [TestMethod]
        public void Append_OfTheLongestStop_IsOneWriteWithItsMarks()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, Log.Tag(60));
            Check.True(log.Complete(false));
            Log.Meter(log, 1, 5, 0);
            Check.True(log.Complete(false));
            log.SetId(1, 8);
            flash.Sizes = "";
            Log.Stop(log, 1, 6, Log.Tag(60));
            // No buffer is longer than what is written from it.
            Same("113/113", flash.Sizes);
            Check.Same(84, flash.ReadBuffer);
            Same("55296 4096", TransactionLog.MostBytes + " " + TransactionLog.CompactBytes);
        }

        [TestMethod]
        public void History_OfWhatWaits_IsAllOfItAndWritesNothing()
        {
            LogFlash flash = new LogFlash();
            TransactionLog log = Log.Of(flash);
            Log.Start(log, 1, "A");
            Log.Meter(log, 1, 5, 0);
            Log.Stop(log, 1, 6, "TAG");
            Log.Start(log, 2, "B");
            // The record is whole on flash, but the write was reported as refused: it does not count and is written again.
            flash.Left = 0;
            flash.Kept = 99;
            Check.False(log.Append(Log.Record(RecordKind.Stop, 2, 9)));
            TransactionHistory history = HistoryView.Of(log);
            PastTransaction row = new PastTransaction();
            Check.Same(2, history.Count);
            history.Read(0, row);
            Same("1 TAG 1 1000 True 1000 True 6", row.Serial + " " + row.IdTag + " " + (int)row.Outcome + " " + row.StartMs + " " + row.StartIsUtc + " " + row.StopMs + " " + row.StopIsUtc + " " + row.StopWh);
            history.Read(1, row);
            Same("2 B 0 0", row.Serial + " " + row.IdTag + " " + (int)row.Outcome + " " + row.StopMs);
            Check.Same(-1, flash.Length("history.a"));
        }

        /// <summary>A log whose last record, a start that is done or a stop that waits, ends at the given position.</summary>
        private static TransactionLog FilledTo(LogFlash flash, int end, bool runs)
        {
            TransactionLog log = Log.Of(flash);
            // After Header and Commit: whole transactions of two records of 24 bytes and two Dones of 15, then the last one.
            int rest = end - 28 - (runs ? 24 : 63);
            int more = rest % 78;
            int serial = 1;
            for (; rest >= 78; rest -= 78)
            {
                Log.Start(log, serial, Log.Tag(more > 60 ? 60 : more));
                Check.True(log.Complete(false));
                Log.Stop(log, serial++, 1, Log.Tag(more > 60 ? more - 60 : 0));
                Check.True(log.Complete(false));
                more = 0;
            }
            Log.Start(log, serial, "");
            Check.True(log.Complete(false));
            if (!runs) Log.Stop(log, serial, 1, "");
            return log;
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
