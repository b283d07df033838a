using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>Which source counts, at which instant and at which value: the boundaries of <see cref="MeasuredLimits"/> and <see cref="MeasuredSignal"/>.</summary>
    [TestClass]
    public class MeasuredEdgeTests
    {
        private const int None = MeasuredSignal.Unknown;

        [TestMethod]
        public void Signal_AboveItsLimit_CountsFromTheFirstOfTwo()
        {
            MeasuredSignal s = new MeasuredSignal();
            Told(s, None, -1, -1, false);
            Assert.IsFalse(s.Apply(None, 5, 100));
            Told(s, None, -1, -1, false);
            Assert.IsTrue(s.Apply(101, 0, 100), "asked for again");
            Told(s, 101, 0, -1, true);
            Assert.IsFalse(s.Apply(102, 10, 100));
            Told(s, 102, 10, 0, true);
            Assert.IsFalse(s.Apply(None, 15, 100), "no reading changes nothing");
            Assert.IsFalse(s.Apply(103, 20, 100));
            Told(s, 103, 20, 0, true);
            Assert.IsFalse(s.Apply(100, 30, 100), "at the limit");
            Told(s, 100, 30, -1, false);
            Assert.IsTrue(s.Apply(101, 40, 100));
            Told(s, 101, 40, -1, true);
            s.Apply(101, 50, 100);
            Told(s, 101, 50, 40, true);
        }

        private static void Told(MeasuredSignal s, int value, int ms, int overMs, bool above)
        {
            Assert.AreEqual(value, s.Value);
            Assert.AreEqual((long)ms, s.TimeMs);
            Assert.AreEqual((long)overMs, s.OverSinceMs);
            Assert.AreEqual(above, s.IsAbove);
        }

        [TestMethod]
        public void Limits_BeforeAnyReading_KnowNothing()
        {
            ModuleReadings r = new ModuleReadings();
            MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), r);
            Assert.IsTrue(limits.Voltage == r.Voltage && limits.Current == r.Current);
            Assert.AreEqual(-1L, limits.OverSinceMs);
            Assert.AreEqual(-1L, limits.MeasuredMs);
            Assert.AreEqual(-1L, limits.TemperatureMs);
            Assert.AreEqual(None, limits.HighestMilliC);
            long[] times = { r.PowerMs, r.StatusMs, r.HeartbeatMs, r.AlarmsMs, r.TerminalTimeMs, r.TerminalMv, r.TerminalMa, r.PowerReadBack, r.MainsMv };
            for (int i = 0; i < times.Length; i++) Assert.AreEqual(-1L, times[i], "reading " + i);
        }

        [TestMethod]
        public void StandIn_CountsOnceTheTerminalsAreMissingAndItIsNewer()
        {
            // Times: the terminal frame, terminals' value, own voltage, own current; then whose voltage and current count, and of when.
            Counts(1000, 1000, 1100, 1100, 1600, false, false, 1000);
            Counts(1000, 1000, 1100, 1200, 1601, true, true, 1100);
            Counts(1000, 1000, 1200, 1100, 1601, true, true, 1100);
            Counts(1000, 1000, 1000, 1001, 1601, false, true, 1000);
            Counts(1000, 1000, 1001, 1000, 1601, true, false, 1000);
            Counts(1500, 1000, 1100, 1100, 1601, false, false, 1000);
        }

        private static void Counts(int frameMs, int terminalMs, int voltageMs, int currentMs, int nowMs, bool ownVoltage, bool ownCurrent, int measuredMs)
        {
            string row = voltageMs + " " + currentMs + " " + nowMs;
            ModuleReadings r = Readings(terminalMs, 76000, 10000, voltageMs, 76000, currentMs, 10000);
            r.PowerMs = frameMs;
            MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), r);
            limits.ApplyTerminals(nowMs);
            Assert.AreEqual(ownVoltage, limits.Voltage == r.OwnVoltage, row);
            Assert.AreEqual(ownCurrent, limits.Current == r.OwnCurrent, row);
            Assert.AreEqual((long)measuredMs, limits.MeasuredMs, row);
        }

        [TestMethod]
        public void OverLimit_TwoValuesAbove_IsTheEarlierOne()
        {
            Over(-1, -1, -1, OverLimit.None);
            Over(0, -1, 0, OverLimit.Voltage);
            Over(-1, 0, 0, OverLimit.Current);
            Over(5, 0, 0, OverLimit.Current);
            Over(0, 5, 0, OverLimit.Voltage);
            Over(5, 5, 5, OverLimit.Voltage);
        }

        private static void Over(int voltageMs, int currentMs, int sinceMs, OverLimit which)
        {
            string row = voltageMs + " " + currentMs;
            ModuleReadings r = Readings(100, 76000, 10000, 100, 76000, 100, 10000);
            r.Voltage.OverSinceMs = voltageMs;
            r.Current.OverSinceMs = currentMs;
            MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), r);
            limits.ApplyTerminals(100);
            Assert.AreEqual((long)sinceMs, limits.OverSinceMs, row);
            Assert.AreEqual((int)which, (int)limits.Over, row);
        }

        [TestMethod]
        public void Battery_ShowsFrom40To90V_WithTwoVoltsOfHysteresis()
        {
            int[] volts = { 39999, 40000, 38000, 37999, 38000, 40000, 90000, 90001, 92000, 92001, 92000, 90001, 90000 };
            bool[] shows = { false, true, true, false, false, true, true, true, true, false, false, false, true };
            ModuleReadings r = new ModuleReadings();
            MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), r);
            for (int i = 0; i < volts.Length; i++)
            {
                r.Voltage.Apply(volts[i], 100, 200000);
                r.PowerMs = 100;
                limits.Watch(100, false);
                Assert.AreEqual(shows[i], limits.BatteryPresent, i + ": " + volts[i]);
            }
        }

        [TestMethod]
        public void Disagreement_TenSecondsAtTheSameTime_IsTold()
        {
            // Terminals' and own mV and mA.
            Disagrees(76000, 10000, 79001, 10000, true);
            Disagrees(76000, 10000, 79000, 10000, false);
            Disagrees(76000, 10000, 75000, 9000, false);
            Disagrees(79001, 10000, 76000, 10000, true);
            Disagrees(76000, 10000, 76000, 15001, true);
            Disagrees(76000, 10000, 76000, 15000, false);
            Disagrees(0, 0, 3001, 0, true);
            Disagrees(3001, 0, 0, 0, true);
            Disagrees(76000, 10000, None, 10000, false);
            Disagrees(None, 10000, 76000, 10000, false);
        }

        private static void Disagrees(int mv, int ma, int ownMv, int ownMa, bool told)
        {
            string row = mv + " " + ma + " " + ownMv + " " + ownMa;
            for (int from = 0; from <= 20000; from += 20000)
            {
                ModuleReadings r = Readings(from, mv, ma, from, ownMv, from, ownMa);
                MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), r);
                for (int ms = 0; ms < 10000; ms += 500)
                {
                    r.PowerMs = from + ms;
                    limits.Watch(from + ms, true);
                    Assert.IsFalse(limits.Disagree, row + " at " + ms);
                }
                limits.Watch(from + 9999, true);
                Assert.IsFalse(limits.Disagree, row);
                r.PowerMs = from + 10000;
                limits.Watch(from + 10000, true);
                Assert.AreEqual(told, limits.Disagree, row);
                limits.Watch(from + 10001, false);
                Assert.IsFalse(limits.Disagree, "off: they measure different things");
                limits.Watch(from + 10002, true);
                Assert.IsFalse(limits.Disagree, "counted anew");
            }
        }

        [TestMethod]
        public void Disagreement_WithAStandInForOne_IsNone()
        {
            for (int which = 0; which < 2; which++)
            {
                ModuleReadings r = Readings(1000, 76000, 10000, 1000 + which, 90000, 1001 - which, 90000);
                MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), r);
                r.PowerMs = 1000;
                limits.Watch(2000, true);
                limits.Watch(12000, true);
                Assert.IsFalse(limits.Disagree, "stand-in " + which);
            }
        }

        [TestMethod]
        public void Temperature_OfTheSensorsThatThereAre_DecidesAtItsEdges()
        {
            int[] settings = ChargerSettings.Defaults();
            int limit = settings[ChargerSettings.CeilingMilliC];
            int cool = limit - settings[ChargerSettings.HysteresisMilliC];
            int lasts = settings[ChargerSettings.OverMs];
            for (int hot = 0; hot < 4; hot++)
            {
                int from = hot < 2 ? 0 : 5000;
                ModuleReadings r = new ModuleReadings();
                MeasuredLimits limits = new MeasuredLimits(settings, r);
                MeasuredSignal warm = hot % 2 == 0 ? r.Inlet : r.Internal;
                MeasuredSignal other = hot % 2 == 0 ? r.Internal : r.Inlet;
                other.Apply(20000, from + 7, limit);
                warm.Apply(limit + 1, from, limit);
                warm.Apply(limit + 1, from + 10, limit);
                limits.Watch(from + lasts - 1, false);
                Assert.IsFalse(limits.Hot);
                limits.Watch(from + lasts, false);
                Assert.IsTrue(limits.Hot);
                Assert.AreEqual(from + 7L, limits.TemperatureMs, "the older one");
                Assert.AreEqual(limit + 1, limits.HighestMilliC);
                warm.Apply(cool + 1, from + 500, limit);
                limits.Watch(from + 500, false);
                Assert.IsTrue(limits.Hot);
                other.Apply(cool + 1, from + 600, limit);
                warm.Apply(cool, from + 600, limit);
                limits.Watch(from + 600, false);
                Assert.IsTrue(limits.Hot);
                other.Apply(cool, from + 700, limit);
                limits.Watch(from + 700, false);
                Assert.IsFalse(limits.Hot);
                Assert.AreEqual(from + 600L, limits.TemperatureMs);
            }
        }

        [TestMethod]
        public void TemperatureSensor_OneOnly_IsTheWholeTemperature()
        {
            int[] settings = ChargerSettings.Defaults();
            ModuleReadings r = new ModuleReadings();
            MeasuredLimits limits = new MeasuredLimits(settings, r);
            r.Inlet.Apply(30000, 100, 70000);
            r.Internal.Apply(40000, 200, 70000);
            One(settings, limits, ChargerSettings.InletFitted, 30000, 100);
            One(settings, limits, ChargerSettings.InternalFitted, 40000, 200);
            r.Inlet.Apply(50000, 300, 70000);
            One(settings, limits, ChargerSettings.InletFitted, 50000, 300);
            One(settings, limits, ChargerSettings.InternalFitted, 40000, 200);
        }

        private static void One(int[] settings, MeasuredLimits limits, int fitted, int milliC, int ms)
        {
            settings[ChargerSettings.TemperatureSensors] = fitted;
            limits.Watch(400, false);
            Assert.AreEqual(milliC, limits.HighestMilliC, "fitted " + fitted);
            Assert.AreEqual((long)ms, limits.TemperatureMs, "fitted " + fitted);
        }

        private static ModuleReadings Readings(int terminalMs, int mv, int ma, int voltageMs, int ownMv, int currentMs, int ownMa)
        {
            ModuleReadings r = new ModuleReadings();
            r.Voltage.Apply(mv, terminalMs, int.MaxValue);
            r.Current.Apply(ma, terminalMs, int.MaxValue);
            r.OwnVoltage.Apply(ownMv, voltageMs, int.MaxValue);
            r.OwnCurrent.Apply(ownMa, currentMs, int.MaxValue);
            r.PowerMs = terminalMs;
            return r;
        }
    }
}
