using nanoFramework.TestFramework;
using Ocpp.Client;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Single instants and single values of the delivery and of what begins, samples and ends a transaction.</summary>
    [TestClass]
    public class DeliveryEdgeTests
    {
        [TestMethod]
        public void Delivery_WhereFlashRefusedToForget_ForgetsAtItsTime()
        {
            Rig rig = new Rig();
            rig.KeepsLittle = true;
            rig.Charge();
            Stop(rig);
            rig.Flash.Left = 0;
            rig.Run(100);
            long untilMs = rig.Point.HeldUntilMs;
            Check.Same(1, rig.Log.Waiting);
            rig.Flash.Repair();
            rig.Run(untilMs - rig.Now);
            Check.Same(0, rig.Log.Waiting);
        }

        [TestMethod]
        public void Delivery_OfATransactionHeldBack_EndingAnotherLink_PausesTwiceAsLong()
        {
            Rig rig = new Rig();
            rig.Replies = "LLLAL";
            rig.Charge().Run(5000);
            Stop(rig);
            rig.Run(1000);
            Check.Null(rig.Point.RequestStart("SECOND", false));
            rig.Run(3000);
            long untilMs = rig.Point.HeldUntilMs;
            rig.Run(untilMs - rig.Now + 3000);
            Same("60 StartTransaction of transaction 1", (rig.Point.HeldUntilMs - untilMs) / 1000 + " " + rig.Point.HeldKind);
        }

        /// <summary>A start that was lost with its link is told anew before the status that follows from it.</summary>
        [TestMethod]
        public void Status_AfterAStartThatWasLost_ComesBehindItsRepetition()
        {
            Rig rig = new Rig();
            rig.Replies = "S";
            rig.Charge().Run(40_000);
            rig.Link.End();
            rig.In.Energy = EnergyState.SuspendedByVehicle;
            rig.TakeTrail();
            rig.Run(40_000);
            Same("S45005 SuspendedEV ", rig.Trail);
        }

        [TestMethod]
        public void Status_AfterABootWithNothingToDeliver_IsTold()
        {
            Rig rig = new Rig().Charge();
            Stop(rig);
            rig.Run(1000);
            rig.TakeTrail();
            Same("Preparing ", rig.Boot().Trail);
        }

        /// <summary>Power is cut while the answer to its repetition is stored: it is sent again only where its id is not whole on flash.</summary>
        [TestMethod]
        public void Start_AnsweredAtItsRepetition_PowerCut_IsNotSentAgainOnceItsIdIsStored()
        {
            int[] stored = new int[] { 0, 13, 14, 28, 29 };
            for (int i = 0; i < stored.Length; i++)
            {
                Rig rig = new Rig();
                rig.Replies = "E";
                rig.Charge().Run(59_030);
                Same("Available S3007 Charging S63027 ", rig.TakeTrail());
                rig.Flash.Left = 0;
                rig.Flash.Kept = stored[i];
                rig.Run(50);
                rig.Flash.Repair();
                rig.TakeSent();
                rig.Boot().Run(5000);
                Same(stored[i] < 14 ? "S TAG 100 00:00:03.007|E 1002 TAG 100 PowerLoss 00:00:03.007|" : "E 1001 TAG 100 PowerLoss 00:00:03.007|", rig.Sent);
            }
        }

        [TestMethod]
        public void Sample_OfATransactionThatBeganLate_CountsFromItsStart()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Boot().Run(20_000);
            rig.In.Plugged = true;
            Check.Null(rig.Point.RequestStart("TAG", false));
            rig.Run(1000);
            rig.Keys.Set("MeterValueSampleInterval", "11");
            rig.Run(35_000);
            Same("Available S23007 Charging M34007 M45007 M56007 ", rig.Trail);
        }

        [TestMethod]
        public void Sample_OfWhatNobodyWants_IsPassedOverUntilTheNext()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValuesSampledData", "");
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Charge().Run(30_000);
            int steps = rig.Steps;
            rig.Run(8000);
            Check.True(rig.Steps - steps < 20);
        }

        /// <summary>The pause after a refusal begins anew with each success: of a start, and of a value.</summary>
        [TestMethod]
        public void Flash_ThatTookSomething_IsTriedAfterASecondAgain()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "20");
            rig.Boot();
            rig.In.Plugged = true;
            rig.Flash.Left = 0;
            Check.Null(rig.Point.RequestStart("TAG", false));
            rig.Run(5000);
            rig.Flash.Repair();
            rig.Run(10_000);
            for (int i = 0; i < 2; i++)
            {
                Same(i == 0 ? "S TAG 100 00:00:10.007|" : "M 1001 00:00:37.007 100 Sample.Periodic Ene |", rig.TakeSent());
                rig.Flash.Left = 0;
                rig.Run(i == 0 ? 15_000 : 15_500);
                rig.Flash.Repair();
                rig.Run(5000);
            }
            Same("M 1001 00:00:57.007 100 Sample.Periodic Ene |", rig.Sent);
        }

        [TestMethod]
        public void Reading_AboveEveryPlausibleValue_IsTheGreatest()
        {
            Rig rig = new Rig().Boot();
            TransactionRecord value = new TransactionRecord();
            rig.In.TemperatureMilliC = 3_200_000;
            rig.Point.Transactions.FillReading(value, 0);
            Check.Same(32_000, value.TemperatureDeciC);
            rig.In.TemperatureMilliC = 3_200_100;
            rig.Point.Transactions.FillReading(value, 0);
            Check.Same(32_000, value.TemperatureDeciC);
            rig.In.TemperatureMilliC = 3_199_900;
            rig.Point.Transactions.FillReading(value, 0);
            Check.Same(31_999, value.TemperatureDeciC);
        }

        /// <summary>Clock-aligned values are kept for the stop where its own list names a measurand, be it the first one.</summary>
        [TestMethod]
        public void Stop_WithSampledData_HasAlignedValuesOnlyWhereTheyAreListed()
        {
            for (int listed = 0; listed < 2; listed++)
            {
                Rig rig = new Rig();
                rig.Keys.Set("StopTxnSampledData", "Voltage");
                rig.Keys.Set("StopTxnAlignedData", listed == 1 ? "Energy.Active.Import.Register" : "");
                rig.Keys.Set("MeterValuesAlignedData", "Power.Active.Import");
                rig.Keys.Set("ClockAlignedDataInterval", "10");
                rig.Charge().Run(10_000);
                rig.TakeSent();
                Stop(rig);
                rig.Run(1000);
                Check.Same(listed == 1, rig.Sent.IndexOf("100 Sample.Clock Ene") > 0);
                Check.Same(listed == 1, rig.Sent.IndexOf("Sample.Clock") > 0);
            }
        }

        /// <summary>Its setting came after the values: the last one is made from the stop itself.</summary>
        [TestMethod]
        public void Stop_WithoutAValueOfItsEnd_GetsOneFromItself()
        {
            for (int values = 0; values < 3; values++)
            {
                Rig rig = new Rig();
                rig.Whole = true;
                rig.Keys.Set("StopTxnAlignedData", "Power.Active.Import");
                if (values > 0) rig.Keys.Set("ClockAlignedDataInterval", values == 1 ? "7" : "5");
                rig.Charge();
                rig.In.PowerW = 9;
                rig.Run(7500);
                rig.Link.Reachable = false;
                rig.Link.End();
                Stop(rig);
                rig.Run(1000);
                rig.TakeSent();
                rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
                rig.Link.Reachable = true;
                rig.Run(20_000);
                string clock = ",\"sampledValue\":[{\"value\":\"9\",\"context\":\"Sample.Clock\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}]},";
                string expected = values == 0 ? "" : values == 1 ? Time("07.000") + clock : Time("05.000") + clock + Time("10.000") + clock;
                Same("E{\"transactionId\":1001,\"idTag\":\"TAG\",\"meterStop\":100,\"reason\":\"Remote\",\"timestamp\":\"2026-01-01T00:00:11.507Z\",\"transactionData\":["
                    + expected + Time("11.507") + ",\"sampledValue\":[{\"value\":\"100\",\"context\":\"Transaction.End\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}]}]}|", rig.Sent);
            }
        }

        [TestMethod]
        public void Transaction_EndedByTheCharger_LeavesNothingToTheNext()
        {
            Rig rig = new Rig();
            Same("", rig.Boot().Point.Transactions.IdTag);
            rig.Charge();
            rig.In.EndedSerial = 1;
            rig.In.EndedReason = "EmergencyStop";
            rig.Run(1000);
            Check.False(rig.Point.Transactions.Running || rig.Point.Transactions.Disconnected);
            Check.Null(rig.Point.RequestStart("NEXT", false));
            rig.Run(1000);
            Check.True(rig.Point.Transactions.Running && rig.Point.Outputs.EnergyPermitted);
        }

        [TestMethod]
        public void Vehicle_ThatLeaves_IsWaitedForWithoutPolling()
        {
            Rig rig = new Rig().Charge();
            rig.In.Plugged = false;
            rig.Run(100);
            int steps = rig.Steps;
            rig.Run(4000);
            Check.True(rig.Steps - steps < 10);
        }

        [TestMethod]
        public void Accepted_WhileAnotherIsAskedAbout_PutsThatOneAside()
        {
            Rig rig = new Rig().Boot();
            Check.Null(rig.Point.RequestStart("ASKED", true));
            rig.Run(0);
            Check.Null(rig.Point.RequestStart("TAG", false));
            rig.Run(1000);
            Check.True(rig.Point.Transactions.Authorized && !rig.Point.Transactions.WaitsForAnother("TAG"));
        }

        private static string Time(string seconds) => "{\"timestamp\":\"2026-01-01T00:00:" + seconds + "Z\"";

        private static void Stop(Rig rig) => Check.True(rig.Point.RequestStop("Remote"));

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
