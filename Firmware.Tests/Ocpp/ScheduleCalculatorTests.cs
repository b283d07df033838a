using nanoFramework.TestFramework;
using Ocpp.Client.SmartCharging;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class ScheduleCalculatorTests
    {
        private static TestProfile Most() => TestProfile.Maximum(1).Limit(0, 200000).Limit(3600, 100000);

        private static TestProfile Default() => TestProfile.Default(2).Limit(0, 150000);

        private static TestProfile Mine() => TestProfile.OfTransaction(3).Lasts(1800).Limit(0, 80000).Limit(600, 40000);

        [TestMethod]
        public void Limit_OfTheChargePoint_Rule63_CountsWithoutATransaction()
        {
            // Profiles; second after the base, seconds since the transaction began (-1 none); tenths of W and of A; next change.
            Check(Of(), 0, 0, -1, -1, -1);
            Check(Of(Most()), 0, -1, 200000, -1, 3600);
            Check(Of(Most()), 3600, -1, 100000, -1, -1);
            Check(Of(Most()), -5, -1, -1, -1, 0);
        }

        [TestMethod]
        public void Limit_TxProfileAndDefault_Rule63_OneOverrulesTheOtherUnderTheMaximum()
        {
            Check(Of(Default()), 10, -1, -1, -1, -1);
            Check(Of(Default()), 10, 10, 150000, -1, -1);
            Check(Of(Default(), Mine()), 10, 10, 80000, -1, 600);
            Check(Of(Default(), Mine()), 600, 600, 40000, -1, 1800);
            Check(Of(Default(), Mine()), 1800, 1800, 150000, -1, -1);
            Check(Of(Most(), Default(), Mine()), 3700, 100, 80000, -1, 4200);
            Check(Of(TestProfile.Default(2).On(1).Limit(0, 10000), Mine()), 10, 10, 80000, -1, 600);
            Check(Of(TestProfile.Maximum(1).Limit(0, 30000), Mine()), 10, 10, 30000, -1, 600);
        }

        [TestMethod]
        public void Limit_Stacked_Rule63_TheHighestValidPrevailsAndAGapFallsThrough()
        {
            Check(Of(TestProfile.Default(1).Limit(0, 90), TestProfile.Default(2).Stack(5).From(100).Lasts(100).Limit(0, 50)), 50, 50, 90, -1, 100);
            Check(Of(TestProfile.Default(1).Limit(0, 90), TestProfile.Default(2).Stack(5).From(100).Lasts(100).Limit(0, 50)), 150, 150, 50, -1, 200);
            Check(Of(TestProfile.Default(1).Limit(0, 90), TestProfile.Default(2).Stack(5).From(100).Lasts(100).Limit(0, 50)), 200, 200, 90, -1, -1);
            Check(Of(TestProfile.Default(1).Stack(5).ValidTo(60).Limit(0, 90), TestProfile.Default(2).Limit(0, 120)), 59, 59, 90, -1, 60);
            Check(Of(TestProfile.Default(1).Stack(5).ValidTo(60).Limit(0, 90), TestProfile.Default(2).Limit(0, 120)), 60, 60, 120, -1, -1);
            Check(Of(TestProfile.Default(1).Stack(9).Limit(0, 90), TestProfile.Default(2).On(1).Limit(0, 120)), 5, 5, 120, -1, -1);
        }

        [TestMethod]
        public void Limit_Recurring_Rule66_RepeatsFromItsStart()
        {
            Check(Of(TestProfile.Maximum(1).Daily().Lasts(7200).Limit(0, 100).Limit(3600, 50)), 86400, -1, 100, -1, 90000);
            Check(Of(TestProfile.Maximum(1).Daily().Lasts(7200).Limit(0, 100).Limit(3600, 50)), 176399, -1, 100, -1, 176400);
            Check(Of(TestProfile.Maximum(1).Daily().Lasts(7200).Limit(0, 100).Limit(3600, 50)), 176400, -1, 50, -1, 180000);
            Check(Of(TestProfile.Maximum(1).Daily().Lasts(7200).Limit(0, 100).Limit(3600, 50)), 180000, -1, -1, -1, 259200);
            Check(Of(TestProfile.Maximum(1).Weekly().Limit(0, 100).Limit(86400, 50)), 604799, -1, 50, -1, 604800);
            Check(Of(TestProfile.Maximum(1).Weekly().Limit(0, 100).Limit(86400, 50)), 604800, -1, 100, -1, 691200);
            Check(Of(TestProfile.Maximum(1).Daily().From(500).Limit(0, 100)), 400, -1, -1, -1, 500);
        }

        [TestMethod]
        public void Limit_InWAndA_Rule67_StayApart()
        {
            Limit_InWAndA_Rule67_StayApart(Of(TestProfile.Maximum(1).Amperes().Limit(0, 1600), TestProfile.OfTransaction(2).Limit(0, 500005)), 1, 1, 500005, 1600);
            Limit_InWAndA_Rule67_StayApart(Of(TestProfile.Maximum(1).Limit(0, 0)), 1, 1, 0, -1);
        }

        private static void Limit_InWAndA_Rule67_StayApart(TestProfile[] profiles, int atS, int elapsedS, int deciW, int deciA)
        {
            ScheduleCalculator calculator = Check(profiles, atS, elapsedS, deciW, deciA, -1);
            Assert.AreEqual(deciW / 10, calculator.LimitW);
            Assert.AreEqual(deciA < 0 ? -1 : deciA * 100, calculator.LimitMa);
        }

        [TestMethod]
        public void Limit_WithoutClock_Rule65_StaysInForce()
        {
            // Without the time of day a schedule that depends on it counts with its lowest limit; a Relative one counts as usual.
            Limit_WithoutClock_Rule65_StaysInForce(Of(TestProfile.Maximum(1).Daily().Limit(0, 100).Limit(3600, 50)), -1, 50);
            Limit_WithoutClock_Rule65_StaysInForce(Of(TestProfile.Default(1).Relative().Limit(0, 100).Limit(60, 50)), 30, 100);
            Limit_WithoutClock_Rule65_StaysInForce(Of(TestProfile.Default(1).Relative().Limit(0, 100).Limit(60, 50)), 60, 50);
            Limit_WithoutClock_Rule65_StaysInForce(Of(TestProfile.Default(1).Limit(0, 30), Mine()), 0, 80000);
            Limit_WithoutClock_Rule65_StaysInForce(Of(TestProfile.Default(1).Limit(0, 30)), -1, -1);
        }

        private static void Limit_WithoutClock_Rule65_StaysInForce(TestProfile[] profiles, int elapsedS, int deciW)
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, profiles);
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.ComputeWithoutClock(1, elapsedS < 0 ? -1 : elapsedS * 1000L);
            Assert.AreEqual(deciW, calculator.LimitDeciW);
        }

        [TestMethod]
        public void Composite_OfPurposesAndUnits_Rule68_IsTheLowest()
        {
            // Profiles, connector, elapsed, duration, unit, voltage, most; the composite as duration|start:limit,...
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(), 1, -1, 600, 0, 0, 300000, "600|0:300000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most()), 0, -1, 7200, 0, 0, 300000, "7200|0:200000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most()), 0, -1, 3600, 0, 0, 300000, "3600|0:200000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most()), 0, -1, 3601, 0, 0, 150000, "3601|0:150000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most(), Default(), Mine()), 1, 0, 7200, 0, 0, 300000, "7200|0:80000,600:40000,1800:150000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most(), Default()), 1, -1, 7200, 0, 0, 300000, "7200|0:150000,3600:100000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most(), Default()), 0, -1, 600, 0, 0, 300000, "600|0:200000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(Most()), 0, -1, 600, 1, 500000, 2000, "600|0:400");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(TestProfile.Maximum(1).Amperes().Limit(0, 320)), 0, -1, 600, 0, 400000, 300000, "600|0:128000");
            Composite_OfPurposesAndUnits_Rule68_IsTheLowest(Of(TestProfile.Maximum(1).Amperes().Limit(0, 320)), 0, -1, 0, 1, 0, 2000, "0|0:320");
        }

        private static void Composite_OfPurposesAndUnits_Rule68_IsTheLowest(TestProfile[] profiles, int connector, int elapsedS, int durationS, int unit, int voltageMv, int most, string expected)
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, profiles);
            CompositeSchedule schedule = new CompositeSchedule();
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            Assert.IsTrue(calculator.Compose(connector, TestProfile.BaseMs, elapsedS < 0 ? -1 : elapsedS * 1000L, durationS, (ChargingRateUnit)unit, voltageMv, most, schedule));
            Assert.AreEqual(expected, Text(schedule));
        }

        [TestMethod]
        public void Composite_OtherUnitWithoutVoltage_Rule67_IsRefused()
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, Most());
            Assert.IsFalse(new ScheduleCalculator(store).Compose(0, TestProfile.BaseMs, -1, 60, ChargingRateUnit.A, 0, 2000, new CompositeSchedule()));
        }

        [TestMethod]
        public void Composite_MoreChangesThanRoom_Rule68_SaysHowFarItReaches()
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            TestProfile.Install(store, TestProfile.Maximum(1).Daily().Limit(0, 100).Limit(3600, 50));
            CompositeSchedule schedule = new CompositeSchedule();
            Assert.IsTrue(new ScheduleCalculator(store).Compose(0, TestProfile.BaseMs, -1, 3000000, ChargingRateUnit.W, 0, 1000, schedule));
            Assert.AreEqual(CompositeSchedule.MaxPeriods, schedule.Periods);
            Assert.AreEqual(12 * 86400, schedule.DurationS);
        }

        private static TestProfile[] Of(params TestProfile[] profiles) => profiles;

        private static ScheduleCalculator Check(TestProfile[] profiles, int atS, int elapsedS, int deciW, int deciA, int nextS)
        {
            ChargingProfileStore store = TestProfile.NewStore(new CutStorage());
            Assert.AreEqual((int)ProfileResult.Accepted, (int)TestProfile.Install(store, profiles));
            ScheduleCalculator calculator = new ScheduleCalculator(store);
            calculator.Compute(1, TestProfile.BaseMs + atS * 1000L, elapsedS < 0 ? -1 : elapsedS * 1000L);
            Assert.AreEqual(deciW, calculator.LimitDeciW, "W");
            Assert.AreEqual(deciA, calculator.LimitDeciA, "A");
            Assert.AreEqual(nextS < 0 ? long.MaxValue : TestProfile.BaseMs + nextS * 1000L, calculator.NextChangeMs, "next");
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
