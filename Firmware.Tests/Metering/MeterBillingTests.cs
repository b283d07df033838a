using Charger.Metering;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Metering
{
    [TestClass]
    public class MeterBillingTests
    {
        private const int MostW = 3000;

        [TestMethod]
        public void MeterBilling_Readings_CountByDifferencesInTransactionsAlone()
        {
            MeterLine line = new MeterLine();
            ModbusMeter meter = Meter(line);
            MeterBilling billing = Billing(meter, new MemoryFiles(), null);
            Assert.AreEqual(0, Reading(billing, meter, line, 0, 0x41200000, true));
            // 10.005 kWh, then 10.010 and 10.012.
            Assert.AreEqual(5, Reading(billing, meter, line, 10000, 0x4120147B, true));
            Assert.AreEqual(0, billing.CountWh(11000, true, true, 0));
            Assert.AreEqual(0, Reading(billing, meter, line, 20000, 0x412028F6, false));
            Assert.AreEqual(2, Reading(billing, meter, line, 30000, 0x41203127, true));
        }

        [TestMethod]
        public void MeterBilling_AnotherRegister_CountsFromItsFirstReadingOnceItIsSureAndIsTold()
        {
            MeterBilling_AnotherRegister_CountsFromItsFirstReadingOnceItIsSureAndIsTold(12);
            MeterBilling_AnotherRegister_CountsFromItsFirstReadingOnceItIsSureAndIsTold(50_000);
        }

        private static void MeterBilling_AnotherRegister_CountsFromItsFirstReadingOnceItIsSureAndIsTold(int otherWh)
        {
            Bench bench = new Bench();
            Assert.AreEqual(0, bench.Bills(10_000));
            Assert.AreEqual(0, bench.Bills(otherWh));
            Assert.AreEqual(0, bench.Bills(otherWh + 1));
            Assert.AreEqual(0, bench.Told());
            Assert.AreEqual(2, bench.Bills(otherWh + 2));
            Assert.AreEqual(1, bench.Told());
            Assert.AreEqual(5, bench.Bills(otherWh + 7));
            Assert.AreEqual(1, bench.Told());
        }

        [TestMethod]
        public void MeterBilling_DamagedReadings_CostNothingAndAreNotBilled()
        {
            Bench bench = new Bench();
            bench.Bills(10_000);
            int billed = 0;
            for (int i = 1; i <= 300; i++)
            {
                billed += bench.Bills(10_000 - 9 * (i % 7));
                billed += bench.Bills(i % 2 == 0 ? 20_000 : 9_990);
                billed += bench.Bills(10_000 + i);
            }
            Assert.AreEqual(300, billed);
            Assert.AreEqual(0, bench.Told());
            Assert.IsTrue(bench.Billing.Works);
        }

        [TestMethod]
        public void MeterBilling_RegisterJumpsForHours_BillsNoMoreThanTheOutputGivesAndDoesNotFillTheLog()
        {
            Bench bench = new Bench();
            int billed = 0;
            // Two registers that take turns of four readings, both of which grow by 1 Wh a second.
            for (int s = 0; s < 7200; s++) billed += bench.Bills((s / 4 % 2 == 0 ? 10_000 : 500_000) + s);
            Assert.IsTrue(billed <= 7200, "billed " + billed);
            Assert.IsTrue(bench.Told() <= 12, "told " + bench.Told() + " times");
            Assert.IsTrue(bench.Log.Lines.IndexOf("such jumps before this one were not told") > 0);
        }

        [TestMethod]
        public void MeterBilling_NoTwoReadingsFit_IsLostUntilTheyDo()
        {
            Bench bench = new Bench();
            bench.Bills(100_000);
            for (int i = 1; i < MeterBilling.NonsenseAfter; i++) Assert.AreEqual(0, bench.Bills(100_000 - 100 * i));
            Assert.IsTrue(bench.Billing.Works);
            Assert.AreEqual(0, bench.Bills(50_000));
            Assert.IsTrue(bench.Billing.Lost);
            Assert.IsFalse(bench.Billing.Works);
            for (int i = 1; i < 1000; i++) bench.Bills(50_000 - 10 * i);
            Assert.AreEqual(1, bench.Told());
            for (int i = 1; i < MeterBilling.NonsenseAfter; i++) Assert.AreEqual(0, bench.Bills(100_000 + i));
            Assert.IsTrue(bench.Billing.Lost);
            Assert.AreEqual(MeterBilling.NonsenseAfter, bench.Bills(100_000 + MeterBilling.NonsenseAfter));
            Assert.IsTrue(bench.Billing.Works);
            Assert.IsFalse(bench.Billing.Lost);
            Assert.AreEqual(1, bench.Told());
        }

        [TestMethod]
        public void MeterBilling_SilentForHours_BillsOnlyWhatCouldFlowWhileTheOutputWasOn()
        {
            Bench bench = new Bench();
            bench.Bills(10_000);
            // 5 s of output before the loss was seen, then 8 hours without.
            bench.Turns(5, true, true);
            bench.Turns(8 * 3600, true, false);
            Assert.AreEqual(4, bench.Bills(10_004));
            bench.Turns(8 * 3600, true, false);
            Assert.AreEqual(0, bench.Bills(13_000));
            Assert.AreEqual(0, bench.Bills(13_001));
            Assert.AreEqual(2, bench.Bills(13_002));
        }

        [TestMethod]
        public void MeterBilling_SilentOverTheEndOfATransaction_IsNotBilledToTheNext()
        {
            Bench bench = new Bench();
            bench.Bills(10_000);
            bench.Turns(5, true, true);
            bench.Turns(60, false, false);
            bench.Turns(60, true, false);
            bench.On = false;
            Assert.AreEqual(0, bench.Bills(10_004));
        }

        [TestMethod]
        public void MeterBilling_ChargerDrawsForItselfWhileTheMeterIsSilent_IsNoOtherRegister()
        {
            Bench bench = new Bench();
            bench.Running = false;
            bench.Bills(10_000);
            bench.Turns(36_000, false, false);
            Assert.AreEqual(0, bench.Bills(10_120));
            bench.Running = true;
            bench.Bills(10_120);
            Assert.AreEqual(1, bench.Bills(10_121));
            Assert.AreEqual(0, bench.Told());
        }

        [TestMethod]
        public void MeterBilling_RegisterStandsStillWhileTheModuleDelivers_IsToldOnce()
        {
            Bench bench = new Bench();
            bench.Bills(10_000);
            bench.DeliveredMwMs = 3_600_000_000L;
            for (int i = 0; i < MeterBilling.StillWh - 1; i++) bench.Bills(10_000);
            Assert.IsFalse(bench.Billing.Still);
            for (int i = 0; i < 100; i++) bench.Bills(10_000);
            Assert.IsTrue(bench.Billing.Still);
            Assert.AreEqual(1, bench.Told());
            bench.Bills(10_001);
            Assert.IsFalse(bench.Billing.Still);
        }

        [TestMethod]
        public void MeterBilling_TransactionWithoutAMeter_EndsAfterTheTime()
        {
            const int endMs = 120_000;
            Bench bench = new Bench();
            bench.Bills(10_000);
            Assert.IsFalse(bench.Billing.Ends(1000, true, endMs));
            bench.Lose();
            Assert.IsFalse(bench.Billing.Ends(10_000, true, endMs));
            Assert.IsFalse(bench.Billing.Ends(129_999, true, endMs));
            Assert.IsTrue(bench.Billing.Ends(130_000, true, endMs));
            Assert.IsFalse(bench.Billing.Ends(130_000, true, 0), "0 is never");
            Assert.IsFalse(bench.Billing.Ends(130_000, false, endMs));
            Assert.IsFalse(bench.Billing.Ends(140_000, true, endMs), "another transaction has its own time");
        }

        [TestMethod]
        public void MeterBilling_AfterARestart_TellsALowerRegister()
        {
            MemoryFiles files = new MemoryFiles();
            LineLog log = new LineLog();
            MeterLine line = new MeterLine();
            ModbusMeter meter = Meter(line);
            MeterBilling billing = Billing(meter, files, log);
            Reading(billing, meter, line, 0, 0x41200000, false);
            billing.Keep(1000);
            meter = Meter(line);
            billing = Billing(meter, files, log);
            Reading(billing, meter, line, 0, 0x41200000, false);
            Assert.AreEqual(0, Told(log));
            meter = Meter(line);
            billing = Billing(meter, files, log);
            Assert.AreEqual(0, Reading(billing, meter, line, 0, 0x3F800000, true));
            Assert.AreEqual(1, Told(log));
        }

        /// <summary>A meter that is read once a second, with the output on and a transaction running unless it is told otherwise.</summary>
        private sealed class Bench
        {
            private readonly MeterLine _line = new MeterLine();
            private readonly ModbusMeter _meter;
            private long _nowMs;

            public Bench()
            {
                _meter = Meter(_line);
                Billing = MeterBillingTests.Billing(_meter, new MemoryFiles(), Log);
            }

            public LineLog Log { get; } = new LineLog();

            public MeterBilling Billing { get; }

            public bool Running { get; set; } = true;

            public bool On { get; set; } = true;

            /// <summary>By the power module's readings, with each reading.</summary>
            public long DeliveredMwMs { get; set; }

            /// <summary>A second passes and the register shows so many Wh; Wh that count.</summary>
            public int Bills(int wh)
            {
                _line.Bits = Single(wh);
                int seen = _meter.Readings;
                for (int i = 0; i < 60 && _meter.Readings == seen; i++) _meter.Step(_nowMs + i * 50);
                Assert.AreEqual(wh, _meter.EnergyWh);
                _nowMs += 1000;
                return Billing.CountWh(_nowMs, Running, Running && On, DeliveredMwMs);
            }

            /// <summary>So many seconds without a reading.</summary>
            public void Turns(int seconds, bool running, bool on)
            {
                for (int i = 0; i < seconds; i++) Assert.AreEqual(0, Billing.CountWh(_nowMs += 1000, running, on, 0));
            }

            public void Lose()
            {
                _line.Silent = true;
                for (int i = 0; i < 400 && !_meter.Lost; i++) _meter.Step(_nowMs + i * 50);
                Assert.IsTrue(Billing.Lost);
            }

            public int Told() => MeterBillingTests.Told(Log);

            /// <summary>Bits of the single nearest to so many thousandths, by whole numbers alone.</summary>
            private static int Single(int wh)
            {
                if (wh == 0) return 0;
                int exponent = 0;
                long fraction = wh * (1L << 32) / 1000;
                while (fraction >= 1L << 33)
                {
                    fraction >>= 1;
                    exponent++;
                }
                while (fraction < 1L << 32)
                {
                    fraction <<= 1;
                    exponent--;
                }
                int bits = (int)((fraction - (1L << 32) + (1 << 8)) >> 9);
                return (exponent + 127 << 23) + bits;
            }
        }

        private static ModbusMeter Meter(MeterLine line)
        {
            return new ModbusMeter(line, new MeterSettings());
        }

        private static MeterBilling Billing(ModbusMeter meter, MemoryFiles files, ILog log)
        {
            return new MeterBilling(meter, new SlotStore(files, MeterBilling.Name, new Crc32(), new byte[SlotStore.HeaderBytes + MeterBilling.PayloadBytes]), log, MostW);
        }

        /// <summary>From now on the register holds these bits; returns the billed Wh after they were read.</summary>
        private static int Reading(MeterBilling billing, ModbusMeter meter, MeterLine line, long nowMs, int bits, bool counts)
        {
            line.Bits = bits;
            int seen = meter.Readings;
            for (int i = 0; i < 60 && meter.Readings == seen; i++) meter.Step(nowMs + i * 50);
            return billing.CountWh(nowMs + 3000, counts, counts, 0);
        }

        private static int Told(LineLog log)
        {
            return log.Lines.Length == 0 ? 0 : log.Lines.Split('|').Length;
        }
    }
}
