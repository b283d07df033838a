using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Transactions that a boot finds open, an end before the beginning, and a clock that is set back.</summary>
    [TestClass]
    public class TransactionBootTests
    {
        [TestMethod]
        public void Boot_WithATransactionOpen_ClosesItAtItsLastRecord()
        {
            for (int cut = 0; cut < 2; cut++)
            {
                Rig rig = new Rig();
                rig.Keys.Set("MeterValueSampleInterval", "10");
                rig.Charge();
                rig.In.RegisterWh = 130;
                rig.Run(10_000);
                rig.In.RegisterWh = 170;
                rig.Run(5000);
                rig.TakeSent();
                rig.CutBy = cut == 0 ? null : "watchdog";
                rig.Boot();
                Same(cut == 0 ? "M 1001 00:00:13.007 130 Sample.Periodic Ene |E 1001 TAG 130 PowerLoss 00:00:13.007|" : "M 1001 00:00:13.007 130 Sample.Periodic Ene |E 1001 TAG 130 Reboot 00:00:13.007|", rig.Sent);
                Check.False(rig.Log.IsOpen);
                Same("E1." + (cut == 0 ? 6 : 7) + "=130TAG", LogFlash.Text(rig.Point.Transactions.LastStop));
                // It is closed once: the next boot has nothing to close.
                rig.TakeSent();
                rig.Boot();
                Same("", rig.Sent);
                Check.Same(1, rig.Point.Transactions.Serial);
            }
        }

        [TestMethod]
        public void Boot_WhereFlashRefusesToCloseIt_TriesAgain()
        {
            Rig rig = new Rig().Charge();
            rig.TakeSent();
            rig.Flash.Left = 0;
            rig.Boot();
            Same("", rig.Sent);
            Same("the last transaction is still being stored", rig.Point.RequestStart("TAG", false));
            rig.Flash.Repair();
            rig.Run(3000);
            Same("E 1001 TAG 100 PowerLoss 00:00:03.007|", rig.Sent);
        }

        [TestMethod]
        public void Begin_OfTheFirstInABoot_IsMarked()
        {
            Rig rig = new Rig().Boot(false);
            TransactionRecord record = new TransactionRecord();
            for (int i = 0; i < 2; i++)
            {
                rig.In.Plugged = true;
                Same(null, rig.Point.RequestStart("TAG", false));
                rig.Run(0);
                Check.True(rig.Point.RequestStop("Local"));
            }
            Check.True(rig.Log.TryHead(record) && record.IsFirstOfBoot && !record.TimeIsUtc && record.TimeMs == rig.Now);
            Check.True(rig.Log.Complete(false) && rig.Log.TryHead(record) && rig.Log.Complete(false));
            Check.True(rig.Log.TryHead(record) && !record.IsFirstOfBoot && record.Serial == 2 && record.Detail == 0);
            rig.Boot(false);
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(0);
            string last = rig.Flash.Records("txn.b");
            Check.True(last.EndsWith("S3.0=100TAG"));
            Check.True(rig.Log.Complete(false) && rig.Log.Complete(false) && rig.Log.TryHead(record) && record.IsFirstOfBoot && record.Serial == 3);
        }

        [TestMethod]
        public void Begin_OfAReservation_EndsIt()
        {
            Rig rig = new Rig();
            rig.HasProfiles = true;
            rig.Boot();
            rig.Call("ReserveNow", "{\"connectorId\":1,\"expiryDate\":\"2026-01-01T01:00:00Z\",\"idTag\":\"TAG\",\"reservationId\":77}");
            rig.In.Plugged = true;
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(1000);
            Same("S TAG 100 77 00:00:03.107|[3,\"c\",{\"status\":\"Accepted\"}]", rig.TakeSent() + rig.Answers);
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(1000);
            Same("E 1001 TAG 100 Local 00:00:04.107|S TAG 100 00:00:05.107|", rig.TakeSent());
        }

        [TestMethod]
        public void Clock_SetBackWhileOneRuns_PutsNothingBeforeItsStart()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Charge();
            rig.Off = -3_600_000;
            rig.Run(10_000);
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            Same("S TAG 100 00:00:03.007|M 1001 00:00:03.007 100 Sample.Periodic Ene |E 1001 TAG 100 Local 00:00:03.007|", rig.Sent);
        }

        [TestMethod]
        public void End_BeforeTheTransactionBegan_ForgetsTheId()
        {
            Rig rig = new Rig().Boot();
            Same(null, rig.Point.RequestStart("TAG", false));
            Check.False(rig.Point.RequestStop("Local"));
            Check.False(rig.Point.Transactions.Preparing);
            rig.Authorization = null;
            Same(null, rig.Point.RequestStart("TAG", true));
            Check.False(rig.Point.RequestStop("Local"));
            Check.False(rig.Point.Transactions.Preparing);
            rig.Run(100_000);
            Same(null, rig.Point.RequestStart("TAG", true));
            rig.Point.Transactions.Withdraw("of a test");
            Check.False(rig.Point.Transactions.Preparing);
            string told = rig.Told.Lines;
            rig.Point.Transactions.Withdraw("of a test");
            Same(told, rig.Told.Lines);
            rig.Run(100_000);
            // An id that is still asked about is forgotten when the transaction of another id begins.
            Same(null, rig.Point.RequestStart("B", false));
            Same(null, rig.Point.RequestStart("A", true));
            rig.In.Plugged = true;
            rig.Run(0);
            Check.True(rig.Point.Transactions.Running && !rig.Point.Transactions.Preparing);
        }

        [TestMethod]
        public void End_OfATransaction_StoresItsLastValueBeforeItsStop()
        {
            Rig rig = new Rig();
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Charge();
            Check.True(rig.Point.RequestStop("Local"));
            Check.True(rig.Flash.Records("txn.b").EndsWith("K1.4=100 E1.0=100TAG"));
            // While the log pauses after a refusal, a stop is stored at once.
            rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Charge().Run(5000);
            int writes = rig.Log.Writes;
            rig.Flash.Left = 0;
            rig.Run(20_000);
            rig.Flash.Repair();
            Check.True(rig.Point.RequestStop("Local"));
            Check.True(rig.Point.Transactions.IsStopStored && rig.Log.Writes > writes);
            // The clock is set back after the transaction: the next one begins at the time it shows now.
            rig.Run(1000);
            rig.Off = -1_000_000;
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.TakeSent();
            rig.Run(1000);
            Check.True(rig.Sent.StartsWith("S TAG 100 23:43:"));
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
