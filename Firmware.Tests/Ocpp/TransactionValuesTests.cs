using nanoFramework.TestFramework;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>When meter values are read, and what of a reading is kept.</summary>
    [TestClass]
    public class TransactionValuesTests
    {
        [TestMethod]
        public void Reading_OfEachMagnitude_IsKeptAsFarAsItsRecordGoes()
        {
            Rig rig = new Rig().Boot();
            Same("Meter 3: 100 -1 -1 -1 -1 -1 -32768", Fill(rig, 3));
            rig.In.PowerW = 65_000;
            rig.In.VoltageMv = 650_000;
            rig.In.CurrentMa = 4;
            rig.In.OfferedMa = 5;
            rig.In.SocDeciPercent = 1000;
            rig.In.TemperatureMilliC = 3_200_000;
            Same("Meter 0: 100 65000 65000 0 1 1000 32000", Fill(rig, 0));
            rig.In.PowerW = 65_001;
            rig.In.VoltageMv = 650_001;
            rig.In.CurrentMa = 2_000_000_000;
            rig.In.OfferedMa = 0;
            rig.In.TemperatureMilliC = 3_200_001;
            Same("Meter 1: 100 65000 65000 65000 0 1000 32000", Fill(rig, 1));
            rig.In.PowerW = 40_000;
            rig.In.CurrentMa = 400_000;
            rig.In.OfferedMa = 700_000;
            Same("Meter 1: 100 40000 65000 40000 65000 1000 32000", Fill(rig, 1));
            rig.In.PowerW = 65_001;
            rig.In.CurrentMa = 2_000_000_000;
            rig.In.OfferedMa = 0;
            rig.In.TemperatureMilliC = -25_050;
            rig.In.VoltageMv = 81_236;
            Same("Meter 1: 100 65000 8124 65000 0 1000 -250", Fill(rig, 1));
            rig.In.TemperatureMilliC = 25_150;
            Same("Meter 1: 100 65000 8124 65000 0 1000 251", Fill(rig, 1));
        }

        [TestMethod]
        public void Sample_InATransaction_ComesAtItsInterval()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "7");
            rig.Charge().Run(21_500);
            Same("Available S3007 Charging M10007 M17007 M24007 ", rig.TakeTrail());
            // A changed interval counts from the transaction's start.
            rig.Call("ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"10\"}").Run(20_000);
            Same("M33007 M43007 ", rig.TakeTrail());
            rig.Call("ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"0\"}").Run(60_000);
            Same("", rig.TakeTrail());
            rig.Call("ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"10\"}").Run(20_000);
            Same("M113007 M123007 ", rig.TakeTrail());
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(20_000);
            Same("E125807 Finishing ", rig.TakeTrail());
        }

        [TestMethod]
        public void Sample_ThatFlashRefuses_IsTakenAfterAPauseOnce()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Charge();
            rig.Run(5000);
            rig.TakeTrail();
            rig.Flash.Left = 0;
            rig.Run(40_000);
            rig.Flash.Repair();
            rig.Run(30_000);
            Same("M 1001 00:01:16.007 100 Sample.Periodic Ene |", rig.Sent);
            Same("M76007 ", rig.TakeTrail());
            rig.Run(20_000);
            Same("M83007 M93007 ", rig.TakeTrail());
        }

        [TestMethod]
        public void Sample_NobodyWants_IsNotStored()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Keys.Set("MeterValuesSampledData", "");
            rig.Charge();
            int writes = rig.Log.Writes;
            rig.Run(60_000);
            Check.Same(writes, rig.Log.Writes);
            // The values are stored for the StopTransaction only.
            rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Keys.Set("MeterValuesSampledData", "");
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Charge().Run(30_000);
            rig.TakeSent();
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            Same("E 1001 TAG 100 Local 00:00:34.007 00:00:03.007 100 Transaction.Begin Ene  00:00:23.007 100 Sample.Periodic Ene  00:00:33.007 100 Sample.Periodic Ene  00:00:34.007 100 Transaction.End Ene |", rig.TakeSent());
        }

        [TestMethod]
        public void FirstAndLastValue_WhereFlashRefuses_AreLeftOut()
        {
            Rig rig = new Rig();
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Keys.Set("StopTransactionMaxMeterValues", "2");
            rig.Charge();
            rig.In.RegisterWh = 120;
            rig.Flash.Left = 0;
            Check.True(rig.Point.RequestStop("Local"));
            rig.Flash.Repair();
            rig.Run(5000);
            Same("S TAG 100 00:00:03.007|E 1001 TAG 120 Local 00:00:04.007 00:00:03.007 100 Transaction.Begin Ene  00:00:04.007 120 Transaction.End Ene |", rig.TakeSent());
        }

        [TestMethod]
        public void Stop_WithMoreValuesThanAllowed_EndsWithTheLast()
        {
            Rig rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Keys.Set("StopTransactionMaxMeterValues", "3");
            rig.Charge();
            for (int i = 1; i < 6; i++)
            {
                rig.In.RegisterWh = 100 + i;
                rig.Run(10_000);
            }
            rig.TakeSent();
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            Same("E 1001 TAG 105 Local 00:00:54.007 00:00:03.007 100 Transaction.Begin Ene  00:00:33.007 103 Sample.Periodic Ene  00:00:54.007 105 Transaction.End Ene |", rig.TakeSent());
            // The end was not stored: the stop's own register takes the last place.
            rig = new Rig();
            rig.Keys.Set("MeterValueSampleInterval", "10");
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Keys.Set("StopTransactionMaxMeterValues", "3");
            rig.Charge();
            for (int i = 1; i < 6; i++)
            {
                rig.In.RegisterWh = 100 + i;
                rig.Run(10_000);
            }
            rig.TakeSent();
            rig.In.RegisterWh = 109;
            rig.Flash.Left = 0;
            rig.Flash.Once = true;
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(3000);
            Same("E 1001 TAG 109 Local 00:00:54.007 00:00:03.007 100 Transaction.Begin Ene  00:00:33.007 103 Sample.Periodic Ene  00:00:54.007 109 Transaction.End Ene |", rig.TakeSent());
        }

        [TestMethod]
        public void Stop_OfAnEarlierBoot_HasValuesOfItsOwnTime()
        {
            Rig rig = new Rig();
            rig.Keys.Set("StopTxnSampledData", "Energy.Active.Import.Register");
            rig.Boot(false);
            rig.In.Plugged = true;
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(3000);
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            rig.Boot(false);
            rig.Run(3000);
            rig.Link.Reachable = true;
            rig.Run(20_000);
            Same("S TAG 100 00:00:04.010|E 1001 TAG 100 Local 00:00:07.007 00:00:04.010 100 Transaction.Begin Ene  00:00:07.007 100 Transaction.End Ene |", rig.TakeSent());
            // The clock became known between: the value is no later than its stop.
            rig.Boot(false);
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(3000);
            rig.Set(0);
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            rig.Boot(false);
            rig.Link.Reachable = true;
            rig.Run(20_000);
            Same("S TAG 100 00:00:39.021|E 1002 TAG 100 Local 00:00:39.021 00:00:39.021 100 Transaction.Begin Ene  00:00:39.021 100 Transaction.End Ene |", rig.TakeSent());
        }

        [TestMethod]
        public void Aligned_InATransaction_ComesAtSlotsOfTheDay()
        {
            Rig rig = new Rig();
            rig.Keys.Set("ClockAlignedDataInterval", "25");
            rig.Keys.Set("MeterValuesAlignedData", "Energy.Active.Import.Register");
            rig.Charge().Run(80_000);
            Same("S TAG 100 00:00:03.007|M 1001 00:00:25.000 100 Sample.Clock Ene |M 1001 00:00:50.000 100 Sample.Clock Ene |M 1001 00:01:15.000 100 Sample.Clock Ene |", rig.Sent);
            Same("Available S3007 Charging M25000 M50000 M75000 ", rig.TakeTrail());
            // After a step of the clock the next slots count from its new time.
            rig.Off = 1_000_000;
            rig.Run(30_000);
            Same("M 1001 00:17:55.000 100 Sample.Clock Ene |M 1001 00:18:20.000 100 Sample.Clock Ene |", rig.Sent);
            Same("M84007 M100000 ", rig.TakeTrail());
            rig.Off = 0;
            rig.Run(60_000);
            Same("M125000 M150000 ", rig.TakeTrail());
            // Slots begin again at midnight. A day is 3,456 slots of 25 s; slots of 1,000 s do not divide it evenly.
            rig.Call("ChangeConfiguration", "{\"key\":\"ClockAlignedDataInterval\",\"value\":\"1000\"}");
            rig.TakeTrail();
            rig.Run(30_000);
            Same("", rig.TakeTrail());
            rig.Off = 86_400_000 - rig.Now - 500_000;
            rig.Run(1_600_000);
            Same("M 1001 23:36:40.000 100 Sample.Clock Ene |M 1001 23:53:20.000 100 Sample.Clock Ene |M 1001 00:00:00.000 100 Sample.Clock Ene |M 1001 00:16:40.000 100 Sample.Clock Ene |", rig.Sent);
        }

        [TestMethod]
        public void Aligned_WhereFlashRefuses_ComesAfterAPauseWithItsOwnTime()
        {
            Rig rig = new Rig();
            rig.Keys.Set("ClockAlignedDataInterval", "25");
            rig.Keys.Set("MeterValuesAlignedData", "Energy.Active.Import.Register");
            rig.Charge();
            rig.TakeTrail();
            rig.Run(20_000);
            rig.Flash.Left = 0;
            rig.Run(2_000);
            rig.Flash.Repair();
            rig.Run(3_000);
            Same("M 1001 00:00:25.000 100 Sample.Clock Ene |", rig.Sent);
            Same("M28000 ", rig.TakeTrail());
        }

        [TestMethod]
        public void Aligned_OutsideATransaction_WaitsInMemory()
        {
            Rig rig = new Rig();
            rig.Keys.Set("ClockAlignedDataInterval", "30");
            rig.Keys.Set("MeterValuesAlignedData", "Energy.Active.Import.Register");
            rig.Boot();
            rig.Run(65_000);
            Same("M 00:00:30.000 100 Sample.Clock Ene |M 00:01:00.000 100 Sample.Clock Ene |", rig.Sent);
            Same("Available M30000 M60000 ", rig.TakeTrail());
            Check.Null(rig.Point.Transactions.IdleValue);
            rig.Link.Reachable = false;
            rig.Link.End();
            rig.Run(60_000);
            TransactionRecord idle = rig.Point.Transactions.IdleValue;
            Same("M0.1=100 1767225720000", LogFlash.Text(idle) + " " + idle.TimeMs);
            Check.Same(0, rig.Log.Waiting);
            // Without a list of measurands no value is read.
            rig = new Rig();
            rig.Keys.Set("ClockAlignedDataInterval", "30");
            rig.Boot().Run(65_000);
            Check.True(rig.Sent == "" && rig.Point.Transactions.IdleValue == null);
        }

        [TestMethod]
        public void Aligned_BeforeTheClockIsKnown_IsNone()
        {
            Rig rig = new Rig();
            rig.TellsTime = false;
            rig.Keys.Set("ClockAlignedDataInterval", "30");
            rig.Keys.Set("MeterValuesAlignedData", "Energy.Active.Import.Register");
            rig.Charge().Run(100_000);
            Check.Same(1, rig.Log.Waiting);
        }

        private static string Fill(Rig rig, int context)
        {
            TransactionRecord r = new TransactionRecord();
            r.IdTag = "TAG";
            rig.Point.Transactions.FillReading(r, context);
            return (r.Kind == RecordKind.Meter ? "Meter " : "? ") + r.Detail + r.IdTag + ": " + r.RegisterWh + " " + r.PowerW + " " + r.VoltageCentiV + " " + r.CurrentCentiA + " " + r.OfferedCentiA + " " + r.SocDeciPercent + " " + r.TemperatureDeciC;
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
