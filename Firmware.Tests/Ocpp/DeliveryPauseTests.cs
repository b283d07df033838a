using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>What else is sent while a message waits for its next attempt, and what is kept of its answers.</summary>
    [TestClass]
    public class DeliveryPauseTests
    {
        [TestMethod]
        public void Delivery_OfEachMessage_IsWholeJson()
        {
            Rig rig = new Rig();
            rig.Whole = true;
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Keys.Set("StopTxnAlignedData", "Power.Active.Import");
            rig.Keys.Set("ClockAlignedDataInterval", "7");
            rig.Charge();
            rig.In.PowerW = 9;
            rig.Run(14_500);
            Stop(rig);
            rig.Run(1000);
            Same("S{\"connectorId\":1,\"idTag\":\"TAG\",\"meterStart\":100,\"timestamp\":\"2026-01-01T00:00:03.007Z\"}|"
                + "M{\"connectorId\":1,\"transactionId\":1001,\"meterValue\":[{\"timestamp\":\"2026-01-01T00:00:13.020Z\",\"sampledValue\":[{\"value\":\"100\",\"context\":\"Sample.Periodic\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}]}]}|"
                + "E{\"transactionId\":1001,\"idTag\":\"TAG\",\"meterStop\":100,\"reason\":\"Remote\",\"timestamp\":\"2026-01-01T00:00:18.507Z\",\"transactionData\":[{\"timestamp\":\"2026-01-01T00:00:07.000Z\",\"sampledValue\":[{\"value\":\"9\",\"context\":\"Sample.Clock\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}]},{\"timestamp\":\"2026-01-01T00:00:14.000Z\",\"sampledValue\":[{\"value\":\"9\",\"context\":\"Sample.Clock\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}]}]}|", rig.Sent);
        }

        /// <summary>What the central system says of an id counts when it cannot be asked.</summary>
        [TestMethod]
        public void Delivery_OfAnAnswerAboutAnId_IsLearnt()
        {
            string[] replies = new string[] { "AA", "AI", "IA" };
            for (int i = 0; i < 3; i++)
            {
                Rig rig = new Rig();
                rig.Keys.Set("MaxEnergyOnInvalidId", "50");
                rig.Replies = replies[i];
                rig.Charge();
                Stop(rig);
                rig.Run(1000);
                rig.Link.Reachable = false;
                rig.Link.End();
                rig.Run(1000);
                Check.Same(i == 0, rig.Point.RequestStart("TAG", true) == null);
            }
        }

        [TestMethod]
        public void Delivery_OfAParent_IsOfItsOwnTransaction()
        {
            Rig rig = new Rig();
            rig.Replies = "P";
            rig.Charge();
            Same("PARENT", rig.Point.Transactions.ParentIdTag);
            Stop(rig);
            rig.Run(1000);
            rig.Point.Transactions.Accept("TAG", "OWN");
            rig.Run(1000);
            Same("OWN", rig.Point.Transactions.ParentIdTag);
            Stop(rig);
            rig.Run(1000);
            rig.Replies = "P";
            rig.Parent = "G";
            rig.Point.Transactions.Accept("TAG", "OWN");
            rig.Run(1000);
            Same("G", rig.Point.Transactions.ParentIdTag);
            // The answer to an earlier start does not change the parent of the running transaction.
            rig = new Rig();
            rig.Boot(false);
            Check.Same(0, rig.Point.Transactions.ParentIdTag.Length);
            Begin(rig, "TAG");
            Stop(rig);
            rig.Point.Transactions.Accept("B", "OWN");
            rig.Run(100);
            rig.Replies = "P";
            rig.Link.Reachable = true;
            rig.Run(20_000);
            Same("OWN", rig.Point.Transactions.ParentIdTag);
        }

        /// <summary>Heartbeats go on while a message waits for its next attempt.</summary>
        [TestMethod]
        public void Delivery_ThatPauses_LeavesOthersTheLink()
        {
            Rig rig = new Rig();
            rig.BeatS = 10;
            rig.Replies = "E";
            rig.Charge().Run(55_000);
            Check.Same(5, rig.Beats);
        }

        [TestMethod]
        public void Delivery_LostOnceInAWhile_IsNotHeldBack()
        {
            Rig rig = new Rig();
            rig.Replies = "LLALLA";
            rig.Charge();
            Stop(rig);
            rig.Run(20_000);
            Same("", rig.Replies);
            // A StopTransaction that was lost is sent again before the status that follows it.
            rig = new Rig();
            rig.Replies = "AL";
            rig.Charge();
            Stop(rig);
            rig.Run(5000);
            Same("Available S3007 Charging E4007 E5025 Finishing ", rig.Trail);
        }

        [TestMethod]
        public void Delivery_TimedOutThenAnswered_ForgetsTheTimeOut()
        {
            Rig rig = new Rig();
            rig.Replies = "SA";
            rig.Charge().Run(100_000);
            rig.Link.End();
            rig.Run(10_000);
            Stop(rig);
            rig.Run(1000);
            Same("Available S3007 Charging S93007 E114007 Finishing ", rig.Trail);
            // An invalid answer counts as a failed attempt, also when the link ends afterwards.
            rig = new Rig();
            rig.Replies = "B";
            rig.Charge().Run(10_000);
            rig.Link.End();
            rig.Run(60_000);
            Same("Available S3007 Charging S63045 ", rig.Trail);
        }

        [TestMethod]
        public void Delivery_PausedForAnError_IsNotPassed()
        {
            Rig rig = new Rig();
            rig.Replies = "E";
            rig.Charge();
            Stop(rig);
            rig.Run(100);
            Begin(rig, "B");
            rig.Run(100_000);
            Check.True(rig.Sent.StartsWith("S TAG 100 00:00:03.007|S TAG 100 00:00:03.007|E "));
            Check.Null(rig.Point.HeldKind);
        }

        [TestMethod]
        public void Delivery_HeldBack_IsTriedFirstWhenItsPauseIsOver()
        {
            Rig rig = new Rig();
            rig.Replies = "ALLLE";
            rig.Charge();
            Stop(rig);
            rig.Run(5000);
            Same("StopTransaction of transaction 1", rig.Point.HeldKind);
            rig.TakeTrail();
            rig.Now = rig.Point.HeldUntilMs;
            Begin(rig, "B");
            Check.True(rig.Sent.StartsWith("E 1001 TAG"));
            Check.Null(rig.Point.HeldKind);
            rig.Run(5000);
            Check.Null(rig.Point.HeldKind);
        }

        [TestMethod]
        public void Delivery_WithNoPlaceToHoldIt_WaitsWithWhatFollows()
        {
            for (int way = 0; way < 2; way++)
            {
                Rig rig = new Rig();
                rig.KeepsLittle = way == 0;
                rig.Replies = "LLL";
                rig.Charge().Run(5000);
                Stop(rig);
                rig.Run(1000);
                rig.TakeTrail();
                if (way == 1) rig.Flash.Left = 1;
                Begin(rig, "B");
                rig.Run(10_000);
                rig.Flash.Repair();
                Same("", rig.Sent);
                rig.Run(30_000);
                Check.True(rig.Sent.StartsWith("S TAG 100 00:00:03.007|E 1001 TAG"));
            }
        }

        [TestMethod]
        public void Delivery_WhereFlashRefuses_TriesAgainAtItsTime()
        {
            Rig rig = new Rig();
            rig.Boot(false);
            Begin(rig, "TAG");
            Stop(rig);
            rig.Run(5000);
            rig.Replies = "S";
            rig.Link.Reachable = true;
            rig.Run(20_000);
            // The answer that comes too late is ignored. When the repeated message is answered, flash refuses for half a second to forget it.
            rig.Run(100_000);
            rig.TakeTrail();
            rig = new Rig();
            rig.Charge();
            int tries = rig.Flash.Tries;
            rig.Flash.Left = 1;
            Stop(rig);
            rig.Run(20);
            rig.Flash.Left = 0;
            rig.Run(20_000);
            Check.Same(6, rig.Flash.Tries - tries);
            Check.False(rig.Point.Outputs.TransactionRunning);
            Check.True(rig.TakeTrail().IndexOf("Faulted") < 0);
            rig.Run(20_000);
            Check.True(rig.TakeTrail().IndexOf("Faulted") >= 0);
        }

        [TestMethod]
        public void Delivery_OfTimesThatChange_TakesTheClockAsItIs()
        {
            Rig rig = new Rig();
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Boot(false);
            Begin(rig, "TAG");
            rig.Run(3000);
            Stop(rig);
            rig.Replies = "AE";
            rig.Link.Reachable = true;
            rig.Run(20_000);
            rig.TakeSent();
            rig.Off = 1_000_000;
            rig.Run(60_000);
            Same("E 1001 TAG 100 Remote 00:16:46.004 00:16:43.007 100 Transaction.Begin Ene  00:16:46.004 100 Transaction.End Ene |", rig.Sent);
            // The stop has a time of day; the time of the first value counts from this boot.
            rig = new Rig();
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Boot(false);
            Begin(rig, "TAG");
            rig.Run(3000);
            rig.Link.Reachable = true;
            rig.Run(20_000);
            Stop(rig);
            rig.TakeSent();
            rig.Run(1000);
            Check.True(rig.Sent.IndexOf("00:00:03.007 100 Transaction.Begin") > 0);
        }

        /// <summary>A log of older firmware does not mark where a boot begins: a time lower than the one before shows it.</summary>
        [TestMethod]
        public void Delivery_OfBootsWithoutMarks_ComputesTheirTimes()
        {
            Rig rig = new Rig();
            TransactionLog log = Log.Of(rig.Flash);
            int[] times = new int[] { 5000, 9000, 4000, 8000 };
            for (int i = 0; i < 4; i++)
            {
                TransactionRecord record = Log.Record(i % 2 == 0 ? RecordKind.Start : RecordKind.Stop, 1 + i / 2, 1);
                record.TimeMs = times[i];
                record.TimeIsUtc = false;
                Check.True(log.Append(record));
            }
            rig.Now = 60_000;
            rig.Boot().Run(5000);
            Same("S TAG 1 00:00:48.000|E 1001 TAG 1 Local 00:00:52.000|S TAG 1 00:00:56.000|E 1002 TAG 1 Local 00:01:00.000|", rig.Sent);
        }

        private static void Begin(Rig rig, string tag)
        {
            rig.In.Plugged = true;
            Check.Null(rig.Point.RequestStart(tag, false));
            rig.Run(0);
        }

        private static void Stop(Rig rig) => Check.True(rig.Point.RequestStop("Remote"));

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
