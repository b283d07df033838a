using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>The control's own time limits, and the further conditions that lead to a STOP.</summary>
    [TestClass]
    public class ControlTimeTests
    {
        [TestMethod]
        public void Permit_NotReadableForMoreThanASecond_CountsAsNone()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.PermitLock.TryEnter("another"));
            rig.Run(1000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.Run(20);
            Assert.IsFalse(rig.Control.Module.OutputOn);
            Assert.AreEqual(2, rig.Control.Gate.LastClosedBy);
            rig.Run(1000);
            Assert.IsFalse(rig.Contactor.High);
            rig.PermitLock.Exit();
            rig.Run(6000);
            Assert.IsTrue(rig.Snapshot.OutputOn, "it counts again as soon as it can be read");
        }

        [TestMethod]
        public void Flash_AfterAStop_IsNotWrittenFor100Ms()
        {
            ControlRig rig = ControlRig.Charging();
            int latches = rig.Latches.Writes;
            int register = rig.Storage.Writes;
            rig.Control.Faults.Latch(ChargerFaults.ContactorFails);
            rig.Run(20);
            Assert.IsFalse(rig.Control.Module.OutputOn);
            long stopMs = rig.Control.Module.LastStopMs;
            while (rig.NowMs <= stopMs + 100) rig.Run(20);
            Assert.AreEqual(latches, rig.Latches.Writes, "a write freezes every thread while STOP is on its way");
            Assert.AreEqual(register, rig.Storage.Writes);
            rig.Run(20);
            Assert.AreEqual(latches + 1, rig.Latches.Writes);
        }

        [TestMethod]
        public void Flash_AfterAStop_WaitsToTheMillisecond()
        {
            // A latched fault, and energy that is written 10 s after the output's end: both are due when another STOP goes out.
            int[] after = { 0, 50, 100, 101 };
            for (int i = 0; i < after.Length; i++)
            {
                ControlRig rig = ControlRig.Charging();
                rig.Permit.TransactionRunning = false;
                rig.Run(20);
                long stopMs = rig.Control.Module.LastStopMs + 10120;
                while (rig.NowMs < stopMs) rig.Run(20);
                int latches = rig.Latches.Writes;
                int register = rig.Storage.Writes;
                rig.Control.Module.Stop(stopMs);
                Assert.AreEqual(stopMs, rig.Control.Module.LastStopMs);
                rig.Control.Faults.Latch(ChargerFaults.ContactorFails);
                rig.Publish();
                rig.StepAt(stopMs + after[i]);
                int written = after[i] > 100 ? 1 : 0;
                Assert.AreEqual(latches + written, rig.Latches.Writes, "latched faults after " + after[i]);
                Assert.AreEqual(register + written, rig.Storage.Writes, "energy after " + after[i]);
            }
        }

        [TestMethod]
        public void Preparing_RequestsBecomeImplausible_StopsThoughNoConditionChanges()
        {
            ControlRig rig = new ControlRig();
            rig.BmsSilent = false;
            rig.Run(3000);
            rig.Module.EchoesLimits = false;
            rig.StartTransaction();
            rig.Run(2000);
            Assert.AreEqual((int)ModulePhase.Preparing, (int)rig.Control.Module.Phase);
            int conditions = rig.Control.Gate.Conditions;
            long before = rig.Control.Module.LastStopMs;
            rig.BmsMilliVolt = 150000;
            rig.Run(4000);
            Assert.AreEqual(conditions, rig.Control.Gate.Conditions);
            Assert.IsTrue(rig.Control.Module.LastStopMs > before, "STOP");
            Assert.AreEqual((int)ModulePhase.Off, (int)rig.Control.Module.Phase);
        }

        [TestMethod]
        public void OverLimit_SeveralReadings_CountsFromTheFirst()
        {
            MeasuredSignal signal = new MeasuredSignal();
            Assert.IsTrue(signal.Apply(126000, 1000, 120000), "asked for again at once");
            Assert.AreEqual(-1L, signal.OverSinceMs, "one is not enough");
            Assert.IsTrue(signal.IsAbove);
            Assert.IsFalse(signal.Apply(126000, 1050, 120000));
            Assert.AreEqual(1000L, signal.OverSinceMs);
            for (int ms = 1100; ms < 1500; ms += 50)
            {
                Assert.IsFalse(signal.Apply(130000, ms, 120000));
                Assert.AreEqual(1000L, signal.OverSinceMs, "at " + ms);
            }
            Assert.IsFalse(signal.Apply(MeasuredSignal.Unknown, 1500, 120000));
            Assert.AreEqual(1000L, signal.OverSinceMs, "an unknown one changes nothing");
            Assert.AreEqual(1450L, signal.TimeMs);
            Assert.IsFalse(signal.Apply(120000, 1550, 120000), "the limit itself is not above it");
            Assert.AreEqual(-1L, signal.OverSinceMs);
            Assert.IsFalse(signal.IsAbove);
            Assert.IsTrue(signal.Apply(120001, 1600, 120000));
            Assert.AreEqual(-1L, signal.OverSinceMs, "it begins anew");
            signal.Apply(120001, 1650, 120000);
            Assert.AreEqual(1600L, signal.OverSinceMs);
        }

        [TestMethod]
        public void OverLimit_VoltageAndCurrent_TheEarlierCounts()
        {
            ModuleReadings readings = new ModuleReadings();
            MeasuredLimits limits = new MeasuredLimits(ChargerSettings.Defaults(), readings);
            readings.PowerMs = 1000;
            Over(readings.Current, 900, 1000);
            limits.ApplyTerminals(1000);
            Assert.AreEqual(900L, limits.OverSinceMs);
            Assert.AreEqual((int)OverLimit.Current, (int)limits.Over);
            Over(readings.Voltage, 950, 1000);
            limits.ApplyTerminals(1000);
            Assert.AreEqual(900L, limits.OverSinceMs);
            Assert.AreEqual((int)OverLimit.Current, (int)limits.Over);
            readings.Current.Apply(0, 1100, 1);
            limits.ApplyTerminals(1100);
            Assert.AreEqual(950L, limits.OverSinceMs);
            Assert.AreEqual((int)OverLimit.Voltage, (int)limits.Over);
            readings.Voltage.Apply(0, 1200, 1);
            limits.ApplyTerminals(1200);
            Assert.AreEqual(-1L, limits.OverSinceMs);
            Assert.AreEqual((int)OverLimit.Voltage, (int)limits.Over, "which it was last is kept");
            Assert.AreEqual(1100L, limits.MeasuredMs, "the older of both");
        }

        private static void Over(MeasuredSignal signal, long fromMs, long toMs)
        {
            signal.Apply(9, fromMs, 1);
            signal.Apply(9, toMs, 1);
        }
    }
}
