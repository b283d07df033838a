using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Attempts, intervals, order and times of what a transaction sends.</summary>
    [TestClass]
    public class DeliveryTests
    {
        [TestMethod]
        public void Delivery_OfOneTransaction_SendsAllOfItOnce()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Charge();
            rig.In.RegisterWh = 150;
            rig.Run(10_000);
            Stop(rig);
            rig.Run(100_000);
            Same("S TAG 100 00:00:03.007|M 1001 00:00:13.007 150 Sample.Periodic Ene |E 1001 TAG 150 Remote 00:00:14.007|", rig.Sent);
            Same("Available S3007 Charging M13007 E14007 Finishing ", rig.Trail);
        }

        [TestMethod]
        public void Delivery_AnsweredWithErrors_TriesAtRisingIntervalsAndGivesUp()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "400");
            rig.Replies = "EEEEEEEEEE";
            rig.Charge().Run(1_000_000);
            Stop(rig);
            rig.Run(500_000);
            Same("Available S3007 Charging S63027 S183047 M403007 M463027 M583047 M803007 M863027 M983047 E1004007 Finishing E1064027 ", rig.Trail);
            Same("S TAG 100 00:00:03.007|S TAG 100 00:00:03.007|S TAG 100 00:00:03.007|M -1 00:06:43.007 100 Sample.Periodic Ene |M -1 00:06:43.007 100 Sample.Periodic Ene |M -1 00:06:43.007 100 Sample.Periodic Ene |M -1 00:13:23.007 100 Sample.Periodic Ene |M -1 00:13:23.007 100 Sample.Periodic Ene |M -1 00:13:23.007 100 Sample.Periodic Ene |E -1 TAG 100 Remote 00:16:44.007|E -1 TAG 100 Remote 00:16:44.007|", rig.Sent);
            Same("1 TAG 2 True 8 1767225603007 1767226604007 TrueTrue", Row(rig));
            Check.Same(0, rig.Log.Waiting);
        }

        [TestMethod]
        public void Delivery_WithOneAttempt_TriesAStopTwice()
        {
            Rig rig = new Rig();
            rig.Keys.Set("TransactionMessageAttempts", "1");
            rig.Replies = "EEEE";
            rig.Charge();
            Stop(rig);
            rig.Run(100_000);
            Same("Available S3007 Charging E4007 Finishing E64027 ", rig.Trail);
            Check.Same(2, rig.Log.Undeliverable);
            Same("1 TAG 3 True 8 1767225603007 1767225604007 TrueTrue", Row(rig));
        }

        [TestMethod]
        public void Delivery_NotAnswered_IsAFailedAttemptUnlessTheLinkEndsToo()
        {
            Rig rig = new Rig();
            rig.Replies = "SSS";
            rig.Charge().Run(400_000);
            Same("Available S3007 Charging S93007 S243007 ", rig.TakeTrail());
            // The link ends too: the message was lost with it and is sent at once on the next link.
            rig = new Rig();
            rig.Replies = "SSE";
            rig.Charge().Run(40_000);
            rig.Link.End();
            rig.Run(40_000);
            rig.Link.End();
            rig.Run(300_000);
            Same("Available S3007 Charging S45005 S85003 S145023 ", rig.TakeTrail());
        }

        [TestMethod]
        public void Delivery_EndingLinkAfterLink_IsHeldBackLongerEachTime()
        {
            Rig rig = new Rig();
            rig.Replies = "LLLLLLLLLLLL";
            rig.Charge().Run(1000);
            Same("Available S3007 S4027  0", rig.TakeTrail() + rig.Point.HeldKind + " " + rig.Point.HeldUntilMs);
            rig.Run(60_000);
            Same("S6044 Charging S36064 StartTransaction of transaction 1 96084", rig.TakeTrail() + rig.Point.HeldKind + " " + rig.Point.HeldUntilMs);
            string pauses = "";
            for (int i = 0; i < 8; i++)
            {
                long untilMs = rig.Point.HeldUntilMs;
                rig.Now = untilMs - 1;
                rig.Run(0);
                Same("", rig.TakeTrail());
                rig.Run(100);
                pauses += (rig.Point.HeldUntilMs - untilMs) / 1000 + " ";
                // The link is open again.
                rig.Run(12_000);
                rig.TakeTrail();
            }
            Same("120 240 480 960 1800 1800 1800 1800 ", pauses);
            rig.Now = rig.Point.HeldUntilMs;
            rig.Run(100);
            Check.Same(0, rig.Log.Waiting);
        }

        [TestMethod]
        public void Delivery_AnErrorBetween_CountsLostLinksAnew()
        {
            Rig rig = new Rig();
            rig.Replies = "LLELLAL";
            rig.Charge();
            Stop(rig);
            rig.Run(200_000);
            Same("Available S3007 S4027 S6044 Preparing Finishing S66064 S67078 S69091 E69111 E70121 ", rig.TakeTrail() + rig.Point.HeldKind);
        }

        /// <summary>Later transactions are delivered first; then all messages of the one held back follow, in order.</summary>
        [TestMethod]
        public void Delivery_OfATransactionHeldBack_LetsLaterOnesPass()
        {
            Rig rig = new Rig();
            rig.Replies = "LLL";
            rig.Charge().Run(5000);
            Stop(rig);
            rig.Run(1000);
            rig.In.Plugged = false;
            rig.Run(1000);
            rig.In.Plugged = true;
            Check.Null(rig.Point.RequestStart("SECOND", false));
            rig.Run(3000);
            Same("Available S3007 S4027 S6044 Charging S11027 StartTransaction of transaction 1 36064 2", rig.TakeTrail() + rig.Point.HeldKind + " " + rig.Point.HeldUntilMs + " " + rig.Point.MessagesWaiting);
            rig.Run(60_000);
            Same("S TAG 100 00:00:03.007|E 1002 TAG 100 Remote 00:00:09.007|", rig.Sent);
            Same("S37007 E37027  0", rig.TakeTrail() + rig.Point.HeldKind + " " + rig.Point.MessagesWaiting);
        }

        [TestMethod]
        public void Delivery_OfATransactionWithoutTime_IsHeldBackWithItsOwn()
        {
            // The transaction began and ended before the clock was known: first in this boot, then in an earlier one.
            for (int boots = 0; boots < 2; boots++)
            {
                Rig rig = new Rig();
                rig.Boot(false);
                Begin(rig, "TAG");
                rig.Run(5000);
                Stop(rig);
                rig.Run(1000);
                if (boots == 1) rig.Boot(false);
                rig.Run(7000);
                rig.Replies = "LLL";
                rig.Link.Reachable = true;
                rig.Run(12_000);
                Begin(rig, "SECOND");
                rig.Run(1000);
                Same(boots == 0 ? "S19032 S20042 S22051 Finishing Preparing Charging S28027 StartTransaction of transaction 1" : "S18040 S19050 S21059 StartTransaction of transaction 1", rig.TakeTrail() + rig.Point.HeldKind);
                rig.Run(100_000);
                Same(boots == 0 ? "S TAG 100 00:00:03.007|E 1002 TAG 100 Remote 00:00:08.004|" : "S SECOND 100 00:00:31.014|S TAG 100 00:00:04.010|E 1002 TAG 100 Remote 00:00:09.007|", rig.TakeSent());
            }
        }

        [TestMethod]
        public void Delivery_OfAStopWhereTheClockWentBack_IsNoEarlierThanItsStart()
        {
            Rig rig = new Rig();
            rig.Boot(false);
            Begin(rig, "TAG");
            rig.Run(5000);
            rig.Link.Reachable = true;
            rig.Run(20_000);
            rig.Off = -3_600_000;
            Stop(rig);
            rig.Run(1000);
            Same("S TAG 100 00:00:03.007|E 1001 TAG 100 Remote 00:00:03.007|", rig.TakeSent());
            Begin(rig, "TAG");
            rig.Run(1000);
            Stop(rig);
            rig.Run(1000);
            Same("S TAG 100 23:00:29.007|E 1002 TAG 100 Remote 23:00:30.007|", rig.TakeSent());
        }

        [TestMethod]
        public void Delivery_OfEarlierBoots_ComputesTheirTimes()
        {
            Rig rig = new Rig();
            for (int boot = 0; boot < 3; boot++)
            {
                rig.Boot(false);
                Begin(rig, "TAG");
                rig.Run(5000);
                if (boot < 2) Stop(rig);
                rig.Run(2000);
                rig.In.Plugged = false;
                rig.Run(2000);
            }
            rig.Boot(false);
            rig.Run(3000);
            rig.Link.Reachable = true;
            rig.Run(20_000);
            Same("S TAG 100 00:00:20.013|E 1001 TAG 100 Remote 00:00:25.010|S TAG 100 00:00:28.017|E 1002 TAG 100 Remote 00:00:33.014|S TAG 100 00:00:36.021|E 1003 TAG 100 PowerLoss 00:00:36.021|", rig.TakeSent());
        }

        [TestMethod]
        public void Delivery_WhereFlashRefusesToForget_WaitsAndSendsNothingTwice()
        {
            Rig rig = new Rig();
            rig.Charge();
            rig.Replies = "A";
            Stop(rig);
            rig.Flash.Left = 1;
            rig.Run(10);
            rig.Flash.Left = 0;
            rig.Run(90_000);
            Same("Available S3007 Charging E4007 Finishing Faulted ", rig.TakeTrail());
            Check.Same(1, rig.Log.Waiting);
            rig.Flash.Repair();
            rig.Run(70_000);
            Same("Finishing ", rig.TakeTrail());
            Check.Same(0, rig.Log.Waiting);
            Begin(rig, "TAG");
            rig.Run(1000);
            Same("Preparing S164017 Charging ", rig.TakeTrail());
        }

        [TestMethod]
        public void Delivery_OfABadAnswer_IsAFailedAttempt()
        {
            Rig rig = new Rig();
            rig.Replies = "B";
            rig.Charge().Run(100_000);
            Same("Available S3007 Charging S63027 ", rig.TakeTrail());
            Check.Same(1, rig.Log.IdSerial);
        }

        [TestMethod]
        public void Delivery_BeforeTheClockIsKnown_SendsNothing()
        {
            Rig rig = new Rig();
            rig.TellsTime = false;
            rig.Charge().Run(10_000);
            Same("Available Charging ", rig.TakeTrail());
            rig.TellsTime = true;
            rig.Set(0);
            rig.Run(1000);
            Same("S14007 ", rig.TakeTrail());
        }

        [TestMethod]
        public void Delivery_OfValues_AsksForTheirOwnMeasurands()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "40");
            rig.Keys.Set("ClockAlignedDataInterval", "30");
            rig.Keys.Set("MeterValuesAlignedData", "Voltage");
            rig.Charge();
            rig.In.VoltageMv = 80_004;
            rig.Run(60_000);
            Same("S TAG 100 00:00:03.007|M 1001 00:00:30.000 80 Sample.Clock Vol |M 1001 00:00:43.007 100 Sample.Periodic Ene |M 1001 00:01:00.000 80 Sample.Clock Vol |", rig.TakeSent());
        }

        [TestMethod]
        public void Delivery_OfAStopWithData_HasTheValuesOfBothLists()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "40");
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register,Voltage");
            rig.Keys.Set("StopTxnAlignedData", "Power.Active.Import");
            rig.Keys.Set("ClockAlignedDataInterval", "30");
            rig.Charge();
            rig.In.VoltageMv = 80_006;
            rig.In.PowerW = 2500;
            rig.Run(60_000);
            rig.In.RegisterWh = 200;
            Stop(rig);
            rig.TakeSent();
            rig.Run(1000);
            Same("E 1001 TAG 200 Remote 00:01:04.007 00:00:03.007 100 Transaction.Begin Ene  00:00:43.020 100 Sample.Periodic Ene  80.01 Sample.Periodic Vol  00:01:00.000 2500 Sample.Clock Pow  00:01:04.007 200 Transaction.End Ene  80.01 Transaction.End Vol |", rig.TakeSent());
        }

        private static void Begin(Rig rig, string tag)
        {
            rig.In.Plugged = true;
            Check.Null(rig.Point.RequestStart(tag, false));
            rig.Run(0);
        }

        private static void Stop(Rig rig) => Check.True(rig.Point.RequestStop("Remote"));

        private static string Row(Rig rig)
        {
            TransactionHistory history = rig.Log.OpenHistory();
            PastTransaction row = new PastTransaction();
            history.Read(0, row);
            return row.Serial + " " + row.IdTag + " " + (int)row.Outcome + " " + row.StartGivenUp + " " + row.Reason + " " + row.StartMs + " " + row.StopMs + " " + row.StartIsUtc + row.StopIsUtc;
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
