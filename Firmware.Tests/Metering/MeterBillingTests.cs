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
            Assert.AreEqual(0, billing.CountWh(11000, true, true));
            Assert.AreEqual(0, Reading(billing, meter, line, 20000, 0x412028F6, false));
            Assert.AreEqual(2, Reading(billing, meter, line, 30000, 0x41203127, true));
        }

        [TestMethod]
        public void MeterBilling_RegisterGoesBackOrLeaps_CountsNothingAndIsTold()
        {
            MeterLine line = new MeterLine();
            ModbusMeter meter = Meter(line);
            LineLog log = new LineLog();
            MeterBilling billing = Billing(meter, new MemoryFiles(), log);
            Reading(billing, meter, line, 0, 0x41200000, true);
            Assert.AreEqual(0, Reading(billing, meter, line, 10000, 0x3F800000, true));
            Assert.AreEqual(1, Told(log));
            Assert.AreEqual(0, Reading(billing, meter, line, 20000, 0x41200000, true));
            Assert.AreEqual(2, Told(log));
            Assert.AreEqual(5, Reading(billing, meter, line, 30000, 0x4120147B, true));
            Assert.AreEqual(2, Told(log));
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
            return billing.CountWh(nowMs + 3000, counts, counts);
        }

        private static int Told(LineLog log)
        {
            return log.Lines.Length == 0 ? 0 : log.Lines.Split('|').Length;
        }
    }
}
