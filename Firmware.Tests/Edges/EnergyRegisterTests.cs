using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>When the register is written, and what; the meter's odd halves and gaps.</summary>
    [TestClass]
    public class EnergyRegisterTests
    {
        private const long Wh = EnergyMeter.PerWh;

        [TestMethod]
        public void On_ReserveIsWrittenFirstAndAgainWhenAFifthIsLeft()
        {
            StorageFake flash = new StorageFake();
            EnergyMeter meter = Meter();
            EnergyRegister register = New(flash, meter);
            register.Step(1000, true);
            Written(flash, 1, 0, 25 * Wh);
            Assert.AreEqual(0L, register.Wh);
            meter.TotalMwMs = 20 * Wh - 1;
            register.Step(2000, true);
            Assert.AreEqual(1, flash.Writes);
            Assert.AreEqual(19L, register.Wh);
            meter.TotalMwMs = 20 * Wh;
            register.Step(3000, true);
            Written(flash, 2, 20 * Wh, 45 * Wh);
            Assert.AreEqual(2, register.Writes);
            SlotStore store = Store(flash);
            store.Scan();
            Assert.AreEqual(1, store.FormatVersion);
        }

        [TestMethod]
        public void On_AtHighPower_AReserveLastsAMinuteAndAFifth()
        {
            StorageFake flash = new StorageFake();
            EnergyMeter meter = Meter();
            meter.Sample(0, 100000, 100000, true);
            New(flash, meter).Step(1000, true);
            Written(flash, 1, 0, 10000000L * 75000);
        }

        [TestMethod]
        public void Off_ExactValueIsWrittenTenSecondsAfter()
        {
            StorageFake flash = new StorageFake();
            EnergyMeter meter = Meter();
            EnergyRegister register = New(flash, meter);
            register.Step(1000, true);
            meter.TotalMwMs = 7 * Wh + 1;
            register.Step(20000, false);
            register.Step(29999, false);
            Assert.AreEqual(1, flash.Writes);
            register.Step(30000, false);
            Written(flash, 2, 7 * Wh + 1, 7 * Wh + 1);
            register.Step(50000, false);
            Assert.AreEqual(2, flash.Writes);
            Assert.AreEqual(7L, New(flash, Meter()).Wh);
            // On again, and off again: the time begins anew.
            register.Step(60000, true);
            meter.TotalMwMs = 8 * Wh;
            register.Step(61000, false);
            register.Step(70999, false);
            Assert.AreEqual(3, flash.Writes);
            register.Step(71000, false);
            Written(flash, 4, 8 * Wh, 8 * Wh);
        }

        [TestMethod]
        public void Off_FromTheClocksZero_IsWrittenTenSecondsAfter()
        {
            StorageFake flash = new StorageFake();
            EnergyRegister register = New(flash, Meter());
            Assert.IsTrue(register.RaiseTo(1));
            register.Step(0, false);
            register.Step(1, false);
            register.Step(10000, false);
            Assert.AreEqual(1, flash.Writes);
        }

        [TestMethod]
        public void Record_Damaged_IsNone()
        {
            StorageFake flash = new StorageFake { CutAt = 1, CutBytes = 27 };
            EnergyMeter meter = Meter();
            meter.TotalMwMs = 1000 * Wh;
            New(flash, meter).Step(1000, true);
            flash.Cut = false;
            Assert.AreEqual(0L, New(flash, Meter()).Wh);
        }

        [TestMethod]
        public void Raise_ToMore_IsKeptAndWrittenTenSecondsAfterTheFirstStep()
        {
            StorageFake flash = new StorageFake();
            EnergyMeter meter = Meter();
            EnergyRegister register = New(flash, meter);
            Assert.IsFalse(register.RaiseTo(0));
            Assert.IsTrue(register.RaiseTo(100));
            Assert.IsFalse(register.RaiseTo(100));
            Assert.AreEqual(100L, register.Wh);
            register.Step(50000, false);
            Assert.AreEqual(0, flash.Writes);
            register.Step(60000, false);
            Written(flash, 1, 100 * Wh + 1, 100 * Wh + 1);
            Assert.AreEqual(100L, register.Wh);
        }

        [TestMethod]
        public void Over_ReserveNotOnFlash_IsNotTold()
        {
            StorageFake flash = new StorageFake { Cut = true };
            EnergyMeter meter = Meter();
            EnergyRegister register = New(flash, meter);
            register.Step(1000, true);
            Assert.IsTrue(register.Failing);
            meter.TotalMwMs = 3 * Wh;
            Assert.AreEqual(0L, register.Wh);
            register.Step(1999, true);
            Assert.AreEqual(1, register.Writes);
            // Refused again: the pause is longer.
            register.Step(2000, true);
            Assert.AreEqual(2, register.Writes);
            flash.Cut = false;
            register.Step(2000 + FlashRetry.Longer(1000) - 1, true);
            Assert.AreEqual(2, register.Writes);
            register.Step(2000 + FlashRetry.Longer(1000), true);
            Assert.IsFalse(register.Failing);
            Assert.AreEqual(3L, register.Wh);
            // The pause begins anew.
            flash.Cut = true;
            meter.TotalMwMs = 100 * Wh;
            register.Step(50000, true);
            flash.Cut = false;
            int tries = register.Writes;
            register.Step(50999, true);
            Assert.AreEqual(tries, register.Writes);
            register.Step(51000, true);
            Assert.AreEqual(100L, register.Wh);
        }

        [TestMethod]
        public void Meter_OddHalves_AreCarriedAndGapsAreNotCounted()
        {
            int gapMs = ChargerSettings.Defaults()[ChargerSettings.EnergyGapMs];
            EnergyMeter meter = Meter();
            meter.Sample(0, 1, 1000, true);
            meter.Sample(1, 0, 0, true);
            Assert.AreEqual(0L, meter.TotalMwMs);
            meter.Sample(2, 1, 1000, true);
            Assert.AreEqual(1L, meter.TotalMwMs);
            meter.Sample(2 + gapMs + 1, 1, 1000, true);
            Assert.AreEqual(1L, meter.TotalMwMs);
            Assert.AreEqual(gapMs + 1L, meter.SessionGapMs);
            Assert.IsTrue(meter.ConsumeGapWarning());
            Assert.IsFalse(meter.ConsumeGapWarning());
            meter.StartSession();
            Assert.IsTrue(meter.SessionMs == 0 && meter.SessionGapMs == 0);
            meter.SessionMs = 100000;
            meter.SessionGapMs = 5000;
            Assert.IsFalse(meter.ConsumeGapWarning());
            meter.SessionGapMs = 5001;
            Assert.IsTrue(meter.ConsumeGapWarning());
        }

        private static EnergyMeter Meter() => new EnergyMeter(ChargerSettings.Defaults());

        private static EnergyRegister New(StorageFake flash, EnergyMeter meter) => new EnergyRegister(Store(flash), meter, ChargerSettings.Defaults());

        private static SlotStore Store(StorageFake flash) => new SlotStore(flash, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);

        private static void Written(StorageFake flash, int writes, long total, long ceiling)
        {
            byte[] payload = new byte[EnergyRegister.PayloadBytes];
            Assert.AreEqual(16, Store(flash).Load(payload, 0, payload.Length));
            Assert.AreEqual(writes, flash.Writes);
            Assert.AreEqual(total, Bytes.Int64(payload, 0));
            Assert.AreEqual(ceiling, Bytes.Int64(payload, 8));
        }
    }
}
