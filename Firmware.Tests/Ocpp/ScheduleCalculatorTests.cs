using nanoFramework.TestFramework;
using Ocpp.Client.SmartCharging;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ScheduleCalculatorTests
    {
        private const string Most = "1 M 0 0 A W 0 - - - 0:200000,3600:100000";
        private const string Default = "2 D 0 0 A W 0 - - - 0:150000";
        private const string Mine = "3 T 1 0 R W - 1800 - - 0:80000,600:40000";

        [TestMethod]
        public void Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction()
        {
            // Profiles; second after the base, seconds since the transaction began (-1 none); tenths of W and of A; next change.
            Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction("", 0, 0, -1, -1, -1);
            Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction(Most, 0, -1, 200000, -1, 3600);
            Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction(Most, 3600, -1, 100000, -1, -1);
            Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction(Most, -5, -1, -1, -1, 0);
        }

        private static void Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction(string rows, int atS, int elapsedS, int deciW, int deciA, int nextS)
        {
            Check(rows, atS, elapsedS, deciW, deciA, nextS);
        }

        [TestMethod]
        public void Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum()
        {
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(Default, 10, -1, -1, -1, -1);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(Default, 10, 10, 150000, -1, -1);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(Default + ";" + Mine, 10, 10, 80000, -1, 600);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(Default + ";" + Mine, 600, 600, 40000, -1, 1800);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(Default + ";" + Mine, 1800, 1800, 150000, -1, -1);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(Most + ";" + Default + ";" + Mine, 3700, 100, 80000, -1, 4200);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum("2 D 1 0 A W 0 - - - 0:10000;" + Mine, 10, 10, 80000, -1, 600);
            Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum("1 M 0 0 A W 0 - - - 0:30000;" + Mine, 10, 10, 30000, -1, 600);
        }

        private static void Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum(string rows, int atS, int elapsedS, int deciW, int deciA, int nextS)
        {
            Check(rows, atS, elapsedS, deciW, deciA, nextS);
        }

        [TestMethod]
        public void Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough()
        {
            Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough("1 D 0 0 A W 0 - - - 0:90;2 D 0 5 A W 100 100 - - 0:50", 50, 50, 90, -1, 100);
            Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough("1 D 0 0 A W 0 - - - 0:90;2 D 0 5 A W 100 100 - - 0:50", 150, 150, 50, -1, 200);
            Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough("1 D 0 0 A W 0 - - - 0:90;2 D 0 5 A W 100 100 - - 0:50", 200, 200, 90, -1, -1);
            Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough("1 D 0 5 A W 0 - - 60 0:90;2 D 0 0 A W 0 - - - 0:120", 59, 59, 90, -1, 60);
            Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough("1 D 0 5 A W 0 - - 60 0:90;2 D 0 0 A W 0 - - - 0:120", 60, 60, 120, -1, -1);
            Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough("1 D 0 9 A W 0 - - - 0:90;2 D 1 0 A W 0 - - - 0:120", 5, 5, 120, -1, -1);
        }

        private static void Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough(string rows, int atS, int elapsedS, int deciW, int deciA, int nextS)
        {
            Check(rows, atS, elapsedS, deciW, deciA, nextS);
        }

        [TestMethod]
        public void Limit_Recurring_Rule66_RepeatsFromItsStart()
        {
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 d W 0 7200 - - 0:100,3600:50", 86400, -1, 100, -1, 90000);
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 d W 0 7200 - - 0:100,3600:50", 176399, -1, 100, -1, 176400);
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 d W 0 7200 - - 0:100,3600:50", 176400, -1, 50, -1, 180000);
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 d W 0 7200 - - 0:100,3600:50", 180000, -1, -1, -1, 259200);
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 w W 0 - - - 0:100,86400:50", 604799, -1, 50, -1, 604800);
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 w W 0 - - - 0:100,86400:50", 604800, -1, 100, -1, 691200);
            Limit_Recurring_Rule66_RepeatsFromItsStart("1 M 0 0 d W 500 - - - 0:100", 400, -1, -1, -1, 500);
        }

        private static void Limit_Recurring_Rule66_RepeatsFromItsStart(string rows, int atS, int elapsedS, int deciW, int deciA, int nextS)
        {
            Check(rows, atS, elapsedS, deciW, deciA, nextS);
        }

        [TestMethod]
        public void Limit_InWAndA_Rule67_StayApart()
        {
            Limit_InWAndA_Rule67_StayApart("1 M 0 0 A A 0 - - - 0:1600;2 T 1 0 R W - - - - 0:500005", 1, 1, 500005, 1600);
            Limit_InWAndA_Rule67_StayApart("1 M 0 0 A W 0 - - - 0:0", 1, 1, 0, -1);
        }

        private static void Limit_InWAndA_Rule67_StayApart(string rows, int atS, int elapsedS, int deciW, int deciA)
        {
            ScheduleCalculator calculator = Check(rows, atS, elapsedS, deciW, deciA, -1);
            Assert.AreEqual(deciW / 10, calculator.LimitW);
            Assert.AreEqual(deciA < 0 ? -1 : deciA * 100, calculator.LimitMa);
        }

        [TestMethod]
        public void Limit_WithoutClock_Rule65_StaysInForce()
        {
            // Without the time of day a schedule that depends on it counts with its lowest limit; a Relative one counts as usual.
            Limit_WithoutClock_Rule65_StaysInForce("1 M 0 0 d W 0 - - - 0:100,3600:50", -1, 50);
            Limit_WithoutClock_Rule65_StaysInForce("1 D 0 0 R W - - - - 0:100,60:50", 30, 100);
            Limit_WithoutClock_Rule65_StaysInForce("1 D 0 0 R W - - - - 0:100,60:50", 60, 50);
            Limit_WithoutClock_Rule65_StaysInForce("1 D 0 0 A W 0 - - - 0:30;" + Mine, 0, 80000);
            Limit_WithoutClock_Rule65_StaysInForce("1 D 0 0 A W 0 - - - 0:30", -1, -1);
        }

        private static void Limit_WithoutClock_Rule65_StaysInForce(string rows, int elapsedS, int deciW)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, rows);
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.ComputeWithoutClock(1, elapsedS < 0 ? -1 : elapsedS * 1000L);
            Assert.AreEqual(deciW, calculator.LimitDeciW);
        }

        [TestMethod]
        public void Composite_OfPurposesAndUnits_Rule68_IsTheLowest()
        {
            // Profiles, connector, elapsed, duration, unit, voltage, most; the composite as duration|start:limit,...
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest("", 1, -1, 600, 0, 0, 300000, "600|0:300000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most, 0, -1, 7200, 0, 0, 300000, "7200|0:200000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most, 0, -1, 3600, 0, 0, 300000, "3600|0:200000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most, 0, -1, 3601, 0, 0, 150000, "3601|0:150000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most + ";" + Default + ";" + Mine, 1, 0, 7200, 0, 0, 300000, "7200|0:80000,600:40000,1800:150000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most + ";" + Default, 1, -1, 7200, 0, 0, 300000, "7200|0:150000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most + ";" + Default, 0, -1, 600, 0, 0, 300000, "600|0:200000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Most, 0, -1, 600, 1, 500000, 2000, "600|0:400");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest("1 M 0 0 A A 0 - - - 0:320", 0, -1, 600, 0, 400000, 300000, "600|0:128000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest("1 M 0 0 A A 0 - - - 0:320", 0, -1, 0, 1, 0, 2000, "0|0:320");
        }

        private static void Composite_OfPurposesAndUnits_Rule68_IsTheLowest(string rows, int connector, int elapsedS, int durationS, int unit, int voltageMv, int most, string expected)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, rows);
            CompositeSchedule schedule = new CompositeSchedule();
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            Assert.IsTrue(calculator.Compose(connector, ProfileText.BaseMs, elapsedS < 0 ? -1 : elapsedS * 1000L, durationS, (ChargingRateUnit)unit, voltageMv, most, schedule));
            Assert.AreEqual(expected, Text(schedule));
        }

        [TestMethod]
        public void Composite_OtherUnitWithoutVoltage_Rule67_IsRefused()
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, Most);
            Assert.IsFalse(new ScheduleCalculator(store).Compose(0, ProfileText.BaseMs, -1, 60, ChargingRateUnit.A, 0, 2000, new CompositeSchedule()));
        }

        [TestMethod]
        public void Composite_MoreChangesThanRoom_Rule68_SaysHowFarItReaches()
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            ProfileText.Install(store, "1 M 0 0 d W 0 - - - 0:100,3600:50");
            CompositeSchedule schedule = new CompositeSchedule();
            Assert.IsTrue(new ScheduleCalculator(store).Compose(0, ProfileText.BaseMs, -1, 3000000, ChargingRateUnit.W, 0, 1000, schedule));
            Assert.AreEqual(CompositeSchedule.MaxPeriods, schedule.Periods);
            Assert.AreEqual(12 * 86400, schedule.DurationS);
        }

        private static ScheduleCalculator Check(string rows, int atS, int elapsedS, int deciW, int deciA, int nextS)
        {
            ChargingProfileStore store = ProfileText.NewStore(new CutStorage());
            Assert.AreEqual((int)ProfileResult.Accepted, (int)ProfileText.Install(store, rows));
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.Compute(1, ProfileText.BaseMs + atS * 1000L, elapsedS < 0 ? -1 : elapsedS * 1000L);
            Assert.AreEqual(deciW, calculator.LimitDeciW, "W");
            Assert.AreEqual(deciA, calculator.LimitDeciA, "A");
            Assert.AreEqual(nextS < 0 ? long.MaxValue : ProfileText.BaseMs + nextS * 1000L, calculator.NextChangeMs, "next");
            return calculator;
        }

        private static string Text(CompositeSchedule schedule)
        {
            string text = schedule.DurationS + "|";
            for (int i = 0; i < schedule.Periods; i++) text += (i > 0 ? "," : "") + schedule.PeriodStartS[i] + ":" + schedule.PeriodLimit[i];
            return text;
        }
    }
}
