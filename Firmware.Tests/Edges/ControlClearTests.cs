using System;
using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>Faults that are reported, lock the output, are cleared or end by themselves; a permit that is lost and read again; the stall.</summary>
    [TestClass]
    public class ControlClearTests
    {
        [TestMethod]
        public void Heat_IsToldWhileItLasts()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.MilliC = 70000;
            rig.Run(2000);
            Assert.AreEqual(ChargerFaults.OverTemperature, rig.Snapshot.FaultNumber);
            rig.Module.MilliC = 30000;
            rig.Run(2000);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.OverTemperature));
        }

        [TestMethod]
        public void Alarm_OfEachSeverity_IsReportedOrLocks()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.Alarms = 1 << 19;
            rig.Run(2000);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(19), rig.Snapshot.FaultNumber);
            Assert.AreEqual(0L, rig.Control.Faults.LockedUntilMs);
            rig.Module.Alarms = 1 << 23;
            rig.Run(2000);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(23), rig.Snapshot.FaultNumber);
            Assert.IsTrue(rig.Control.Faults.LockedUntilMs > rig.NowMs + 9000);
        }

        [TestMethod]
        public void Refusals_Over_AreForgivenWithTheLock()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.Refuse = 100000;
            rig.Run(2500);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.ModuleRefuses));
            rig.Module.Refuse = 0;
            rig.Run(15000);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.ModuleRefuses));
            rig.StartTransaction();
            rig.Run(4000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
        }

        [TestMethod]
        public void ClearFaults_EndsThePauseTooAndCountsOnce()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            for (int i = 0; i < 5; i++)
            {
                rig.Control.Starts.Start(rig.NowMs);
                rig.Control.Starts.Stop(GateConditions.All & ~GateConditions.Bms, false, false, rig.NowMs);
            }
            rig.StartTransaction();
            rig.Run(5000);
            Assert.AreEqual(0, rig.Starts, "the pause is 30 s");
            rig.Control.ClearFaults();
            rig.Run(2000);
            Assert.AreEqual(1, rig.Starts);
            rig.Control.Faults.Latch(ChargerFaults.ContactorFails);
            rig.Run(1000);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.ContactorFails), "cleared once, not for ever");
        }

        [TestMethod]
        public void Permit_NotReadable_IsLostAfterOneSecondToTheMillisecond()
        {
            ControlRig rig = ControlRig.Charging();
            rig.StepAt(6000);
            Assert.IsTrue(rig.PermitLock.TryEnter("another"));
            rig.StepAt(7000);
            Assert.AreEqual(GateConditions.EnergyPermitted, rig.Control.Gate.Conditions & GateConditions.EnergyPermitted);
            rig.StepAt(7001);
            Assert.AreEqual(0, rig.Control.Gate.Conditions & GateConditions.EnergyPermitted);
        }

        [TestMethod]
        public void Module_OfTwoSignsOfLife_IsThere()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.NoHeartbeat = true;
            rig.Run(4000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.Module.NoTerminals = true;
            rig.Run(4000);
            Assert.IsFalse(rig.Control.Gate.ModuleHealthy);
        }

        [TestMethod]
        public void Request_Plausible_CountsAsLongAsItIsFresh()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Settings[ChargerSettings.PlugLostMs] = 60000;
            long last = rig.Control.Bms.PlausibleMs;
            rig.StepAt(last + 3000);
            Assert.IsTrue(rig.Control.Facts.RequestPlausible);
            rig.StepAt(last + 3001);
            Assert.IsFalse(rig.Control.Facts.RequestPlausible);
        }

        [TestMethod]
        public void Faults_ArePublishedWithTheirHistory()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Control.EmergencyStop();
            rig.Run(200);
            Assert.AreEqual(ChargerFaults.EmergencyStop, rig.FaultOf(0));
        }

        [TestMethod]
        public void Permit_LostAndReadableAgain_CountsWithoutBeingPublishedAnew()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.PermitLock.TryEnter("another"));
            for (int ms = 6000; ms <= 7100; ms += 20) rig.StepAt(ms);
            Assert.AreEqual(0, rig.Control.Gate.Conditions & GateConditions.EnergyPermitted);
            rig.PermitLock.Exit();
            rig.StepAt(7120);
            rig.StepAt(7200);
            Assert.AreEqual(GateConditions.EnergyPermitted, rig.Control.Gate.Conditions & GateConditions.EnergyPermitted);
        }

        [TestMethod]
        public void Permit_UnchangedForLong_IsNotLostByAMomentsLock()
        {
            ControlRig rig = ControlRig.Charging();
            for (int ms = 6000; ms <= 7500; ms += 20) rig.StepAt(ms);
            Assert.IsTrue(rig.PermitLock.TryEnter("another"));
            rig.StepAt(7520);
            Assert.AreEqual(GateConditions.EnergyPermitted, rig.Control.Gate.Conditions & GateConditions.EnergyPermitted);
        }

        [TestMethod]
        public void Stall_ContactorStillClosed_IsNotGrantedYet()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.DrivesCurrent = false;
            rig.Module.MilliAmpere = 9000;
            rig.Permit.StallRequested = true;
            rig.Permit.PauseForStall = true;
            rig.Run(300);
            Assert.IsTrue(!rig.Control.Module.OutputOn && rig.Contactor.High);
            Assert.IsFalse(rig.Control.StallGranted);
            rig.Run(600);
            Assert.IsFalse(rig.Contactor.High);
            Assert.IsTrue(rig.Control.StallGranted);
        }

        [TestMethod]
        public void Settings_Wrong_AreRefusedAtTheStart()
        {
            int[] settings = ChargerSettings.Defaults();
            settings[ChargerSettings.BmsSilentMs] = 0;
            bool refused;
            try
            {
                refused = new ChargerControl(settings, new CanPortFake(), new CanPortFake(), null, null, null, null, null, null, null, null) == null;
            }
            catch (ArgumentException)
            {
                refused = true;
            }
            Assert.IsTrue(refused);
        }
    }
}
