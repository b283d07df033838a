using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class EnergyTests
    {
        [TestMethod]
        public void Meter_EightHoursAt142W_IsWithinATenthOfAPercent()
        {
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            // 76.34 V x 1.86 A, a frame about every 200 ms with the receiver's jitter.
            int jitter = 0;
            for (long ms = 0; ms <= 28800000; ms += 1800)
            {
                jitter = (jitter * 7 + 3) % 20;
                meter.Sample(ms + (ms == 0 || ms == 28800000 ? 0 : jitter), 76340, 1860, true);
            }
            long expected = 141992L * 28800000;
            long off = meter.TotalMwMs - expected;
            Assert.IsTrue(off < expected / 1000 && off > -expected / 1000, "off by " + off);
        }

        [TestMethod]
        public void Meter_Ramp_IsATrapezoid()
        {
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            meter.Sample(0, 80000, 0, true);
            meter.Sample(1000, 80000, 10000, true);
            Assert.AreEqual(400000L * 1000, meter.TotalMwMs);
            meter.Sample(1000, 80000, 20000, true);
            Assert.AreEqual(400000L * 1000, meter.TotalMwMs, "no time, no energy");
        }

        [TestMethod]
        public void Meter_Gap_CountsNothing()
        {
            Meter_Gap_CountsNothing("2.000 s counts", 2000, 160000000L, 0);
            Meter_Gap_CountsNothing("2.001 s does not", 2001, 0L, 1);
        }

        private static void Meter_Gap_CountsNothing(string row, int ms, long energy, int gaps)
        {
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            meter.Sample(0, 80000, 1000, true);
            meter.Sample(ms, 80000, 1000, true);
            Assert.AreEqual(energy, meter.TotalMwMs, row);
            Assert.AreEqual((long)gaps * ms, meter.SessionGapMs, row);
        }

        [TestMethod]
        public void Meter_GapsAboveFivePercent_WarnOnceASession()
        {
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            long ms = 0;
            for (int i = 0; i < 50; i++) meter.Sample(ms += 1000, 80000, 1000, true);
            Assert.IsFalse(meter.ConsumeGapWarning());
            meter.Sample(ms + 3000, 80000, 1000, true);
            Assert.IsTrue(meter.ConsumeGapWarning());
            Assert.IsFalse(meter.ConsumeGapWarning());
        }

        [TestMethod]
        public void Meter_GateClosed_CountsOnlyTheLastInterval()
        {
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            meter.Sample(0, 80000, 1000, false);
            meter.Sample(1000, 80000, 1000, false);
            Assert.AreEqual(0L, meter.TotalMwMs);
            meter.Sample(2000, 80000, 1000, true);
            meter.Sample(3000, 80000, 0, false);
            meter.Sample(4000, 80000, 1000, false);
            Assert.AreEqual(80000L * 1000 + 40000L * 1000, meter.TotalMwMs);
        }

        [TestMethod]
        public void Register_CutAtAnyWriteAndAnyByte_NeverGoesBack()
        {
            // Each write of a session is cut, at a byte position that moves through the record; a boot follows.
            for (int write = 1; write <= 8; write++)
            {
                for (int bytes = 0; bytes <= 28; bytes += 4)
                {
                    StorageFake storage = new StorageFake();
                    long told = Session(storage, -1, 0, 0);
                    told = Session(storage, storage.Writes + write, bytes, told);
                    storage.Cut = false;
                    long after = New(storage, new EnergyMeter(ChargerSettings.Defaults())).Wh;
                    Assert.IsTrue(after >= told, "write " + write + " byte " + bytes + ": " + after + " < " + told);
                    Assert.IsTrue(after <= told + 200, "at most a reserve more: " + after + " > " + told);
                }
            }
        }

        [TestMethod]
        public void Register_AfterAnOrdinaryEnd_GoesOnExactly()
        {
            StorageFake storage = new StorageFake();
            long told = Session(storage, -1, 0, 0);
            Assert.AreEqual(told, New(storage, new EnergyMeter(ChargerSettings.Defaults())).Wh);
            Assert.IsTrue(told >= 299 && told <= 300, "Wh " + told);
            Assert.IsTrue(storage.Writes <= 12, "writes " + storage.Writes);
        }

        [TestMethod]
        public void Register_FlashFails_TellsNoMoreThanIsCovered()
        {
            StorageFake storage = new StorageFake { Cut = true };
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            EnergyRegister register = New(storage, meter);
            for (long ms = 0; ms <= 60000; ms += 200)
            {
                meter.Sample(ms, 80000, 30000, true);
                register.Step(ms, true);
            }
            Assert.AreEqual(0L, register.Wh);
            Assert.IsTrue(register.Failing);
            storage.Cut = false;
            register.Step(80000, true);
            Assert.AreEqual(40L, register.Wh, "nothing is lost");
        }

        // 2.4 kW for 7.5 minutes: 300 Wh; then 12 s at rest. Returns the highest register reported; stops at the power cut.
        private static long Session(StorageFake storage, int cutAt, int bytes, long least)
        {
            storage.CutAt = cutAt;
            storage.CutBytes = bytes;
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            EnergyRegister register = New(storage, meter);
            long told = register.Wh;
            Assert.IsTrue(told >= least, "boot: " + told + " < " + least);
            for (long ms = 0; ms <= 462000 && !storage.Cut; ms += 1000)
            {
                bool on = ms <= 450000;
                meter.Sample(ms, 80000, on ? 30000 : 0, on);
                register.Step(ms, on);
                if (register.Wh < told) Assert.IsTrue(false, "went back to " + register.Wh);
                told = register.Wh;
            }
            return told;
        }

        private static EnergyRegister New(StorageFake storage, EnergyMeter meter)
        {
            SlotStore store = new SlotStore(storage, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
            return new EnergyRegister(store, meter, ChargerSettings.Defaults());
        }
    }
}
