using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>Which fault is the worst, how long one locks, what is kept of the latched ones; and the permit's place.</summary>
    [TestClass]
    public class FaultStateTests
    {
        private const int Warns = 1 << 19;
        private const int Trips = 1 << 23;

        [TestMethod]
        public void Worst_IsTheFirstOfItsRank()
        {
            FaultState f = New();
            Worst(f, 0, 0);
            f.Set(ChargerFaults.BmsSilent, true);
            Worst(f, ChargerFaults.BmsSilent, 0);
            Worst(f, ChargerFaults.OfAlarmBit(19), Warns);
            f.Set(ChargerFaults.MeterSilent, true);
            Worst(f, ChargerFaults.MeterSilent, Warns);
            Worst(f, ChargerFaults.OfAlarmBit(23), Warns | Trips);
            f.Latch(ChargerFaults.ContactorFails);
            Worst(f, ChargerFaults.ContactorFails, Warns | Trips);
            f.Latch(ChargerFaults.RepeatedStarts);
            Worst(f, ChargerFaults.RepeatedStarts, Trips);
            f.Trip(ChargerFaults.ModuleRefuses, 100);
            Worst(f, ChargerFaults.ModuleRefuses, Trips);
            f.Latch(ChargerFaults.OverVoltage);
            Worst(f, ChargerFaults.OverVoltage, Trips);
        }

        private static void Worst(FaultState f, int expected, int alarms)
        {
            f.ApplyAlarms(alarms, 0, 100);
            f.Step(100, alarms);
            Assert.AreEqual(expected, f.Worst);
        }

        [TestMethod]
        public void Worst_IsSinceItChanged()
        {
            FaultState f = New();
            f.Latch(ChargerFaults.ContactorFails);
            f.Step(5, 0);
            f.Step(6, 0);
            Assert.AreEqual(5L, f.WorstSinceMs);
            f.Unlatch(ChargerFaults.ContactorFails);
            f.Step(7, 0);
            Assert.AreEqual(7L, f.WorstSinceMs);
        }

        [TestMethod]
        public void Latched_Two_StandTogetherAndGoOneByOne()
        {
            FaultState f = New();
            f.Latch(ChargerFaults.RepeatedStarts);
            f.Latch(ChargerFaults.ContactorFails);
            Assert.IsTrue(f.IsActive(ChargerFaults.RepeatedStarts) && f.IsActive(ChargerFaults.ContactorFails));
            f.Unlatch(ChargerFaults.RepeatedStarts);
            Assert.IsFalse(f.IsActive(ChargerFaults.RepeatedStarts));
            Assert.IsTrue(f.IsActive(ChargerFaults.ContactorFails));
        }

        [TestMethod]
        public void Alarm_ThatTrips_StaysUntilTheLockIsOver()
        {
            FaultState f = New();
            f.ApplyAlarms(Trips | Warns | ModuleProtocol.StateBits, Trips, 1000);
            Assert.AreEqual(11000L, f.LockedUntilMs);
            f.ApplyAlarms(0, 0, 1100);
            f.Step(10999, 0);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(23), f.Worst);
            f.Step(11000, Warns | ModuleProtocol.StateBits);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(19), f.Worst);
            f.Step(11001, ModuleProtocol.StateBits);
            Assert.AreEqual(0, f.Worst);
        }

        [TestMethod]
        public void Trip_ThatLocks_GoesWithTheLockToTheMillisecond()
        {
            int[] locking = { ChargerFaults.OverVoltage, ChargerFaults.OverCurrent, ChargerFaults.EmergencyStop, ChargerFaults.ModuleRefuses };
            for (int i = 0; i < locking.Length; i++)
            {
                FaultState f = New();
                f.Set(ChargerFaults.OverTemperature, true);
                f.Set(ChargerFaults.BmsSilent, true);
                f.Trip(locking[i], 1000);
                Assert.AreEqual(11000L, f.LockedUntilMs);
                f.Step(10999, 0);
                Assert.AreEqual(locking[i], f.Worst);
                f.Step(11000, 0);
                Assert.IsFalse(f.IsActive(locking[i]));
                Assert.IsTrue(f.IsActive(ChargerFaults.BmsSilent), "it goes with its cause only");
                Assert.AreEqual(ChargerFaults.OverTemperature, f.Worst);
            }
        }

        [TestMethod]
        public void History_HoldsAlarmsOwnAndLatched()
        {
            FaultState f = New();
            FaultHistory history = new FaultHistory();
            f.ApplyAlarms(Warns, 0, 0);
            f.Set(ChargerFaults.BmsSilent, true);
            f.Latch(ChargerFaults.ContactorFails);
            f.Note(history, 0);
            int[] all = new int[FaultHistory.Episodes * FaultHistory.Stride];
            history.CopyTo(all);
            Assert.AreEqual(ChargerFaults.ContactorFails, all[0]);
            Assert.AreEqual(ChargerFaults.BmsSilent, all[FaultHistory.Stride]);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(19), all[2 * FaultHistory.Stride]);
            Assert.AreEqual(0, all[3 * FaultHistory.Stride]);
        }

        [TestMethod]
        public void Latched_Changed_IsWrittenAtOnceThenEveryTenSecondsAtMostAndFoundAgain()
        {
            StorageFake flash = new StorageFake();
            FaultState f = New();
            LatchedFaults kept = new LatchedFaults(flash, new Crc32(), f);
            kept.Step(0);
            Assert.AreEqual(0, flash.Writes);
            f.Latch(ChargerFaults.RepeatedStarts);
            kept.Step(1000);
            Assert.AreEqual(1, flash.Writes);
            f.Latch(ChargerFaults.ContactorFails);
            kept.Step(10999);
            Assert.AreEqual(1, flash.Writes);
            kept.Step(11000);
            Assert.AreEqual(2, flash.Writes);
            f.Unlatch(ChargerFaults.RepeatedStarts);
            flash.Cut = true;
            kept.Step(21000);
            flash.Cut = false;
            kept.Step(30999);
            Assert.AreEqual(2, flash.Writes, "refused: again 10 s later");
            kept.Step(31000);
            Assert.AreEqual(3, flash.Writes);
            kept.Step(50000);
            Assert.AreEqual(3, flash.Writes, "unchanged");
            SlotStore store = new SlotStore(flash, LatchedFaults.Name, new Crc32(), new byte[SlotStore.HeaderBytes + 16]);
            Assert.AreEqual(4, store.Load(new byte[16], 0, 16));
            Assert.AreEqual(1, store.FormatVersion);
            FaultState after = New();
            kept = new LatchedFaults(flash, new Crc32(), after);
            Assert.AreEqual(f.Latched, after.Latched);
            kept.Step(0);
            Assert.AreEqual(3, flash.Writes);
        }

        [TestMethod]
        public void Permit_Published_WakesItsReaderAndIsRefusedWhileAnotherChangesIt()
        {
            WakeSignal reader = new WakeSignal();
            PublishedPermit permits = new PublishedPermit(new TimedLock("P", new StoppedClock(), null, 0), reader);
            ChargePermit permit = new ChargePermit { EnergyPermitted = true, TransactionSerial = 7 };
            Assert.IsTrue(permits.TryPublish("T", permit));
            Assert.IsTrue(reader.ConsumePending());
            int version = permits.Version;
            ChargePermit read = new ChargePermit();
            Assert.IsTrue(permits.TryRead("T", read));
            Assert.IsTrue(read.EnergyPermitted && read.TransactionSerial == 7 && version == permits.Version);
            Assert.IsTrue(permits.TryBegin("another") != null && permits.IsHeld);
            int changing = permits.Version;
            Assert.IsTrue(changing != version, "it rises before the change");
            Assert.IsFalse(permits.TryPublish("T", permit));
            Assert.IsFalse(permits.TryRead("T", read));
            Assert.IsTrue(permits.TryBegin("T") == null);
            Assert.IsFalse(reader.ConsumePending());
            permits.End();
            Assert.IsTrue(permits.Version != changing && permits.Version != version, "and after it");
            Assert.IsTrue(reader.ConsumePending());
            Assert.IsTrue(permits.TryRead("T", read) && !permits.IsHeld);
        }

        private static FaultState New() => new FaultState(ChargerSettings.Defaults());
    }
}
