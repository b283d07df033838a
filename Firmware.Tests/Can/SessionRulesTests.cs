using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>charger-protocol.md, "What a false condition does to the transaction": each row through the whole control.</summary>
    [TestClass]
    public class SessionRulesTests
    {
        [TestMethod]
        public void StopButton_WhileCharging_EndsAsLocalWithoutFaultOrLock()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.Control.Module.OutputOn);
            rig.Stop.High = false;
            rig.Run(20);
            Assert.IsTrue(rig.Control.Module.OutputOn, "low in one look is no press");
            rig.Run(40);
            Assert.IsFalse(rig.Control.Module.OutputOn);
            rig.Run(100);
            Assert.AreEqual((int)EndReason.Local, (int)rig.Snapshot.Ended);
            Assert.AreEqual(rig.Permit.TransactionSerial, rig.Snapshot.EndedSerial);
            Assert.IsNull(rig.Snapshot.EndedVendorCode);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
            Assert.AreEqual(1, rig.Snapshot.LastClosedBy);
            rig.Stop.High = true;
            rig.Run(1000);
            Assert.IsFalse(rig.Control.Module.OutputOn, "the same transaction stays ended");
            rig.StartTransaction();
            rig.Run(3000);
            Assert.IsTrue(rig.Control.Module.OutputOn, "no lock: the next one starts at once");
        }

        [TestMethod]
        public void StopButton_FalseLowsOfOneLook_EndNothing()
        {
            ControlRig rig = ControlRig.Charging();
            for (int i = 0; i < 50; i++)
            {
                rig.Stop.High = i % 2 == 0;
                rig.Run(20);
            }
            Assert.IsTrue(rig.Control.Module.OutputOn);
        }

        [TestMethod]
        public void Condition_False_StopsSuspendsEnds()
        {
            SessionExpectation.When(Cause.CurrentLimitZero).StopsWithin(40).GoesOnFor(200000, Suspension.ByCharger).Check();
            SessionExpectation.When(Cause.PowerLimitZero).StopsWithin(40).GoesOnFor(200000, Suspension.ByCharger).Check();
            SessionExpectation.When(Cause.OcppForbids).StopsWithin(40).GoesOnFor(200000, Suspension.ByCharger).Check();
            SessionExpectation.When(Cause.Can1Lost).StopsWithin(40).GoesOnFor(119000, Suspension.ByCharger).EndsAfter(121500, EndReason.Other, "Can1Down").Check();
            SessionExpectation.When(Cause.Can2Lost).StopsWithin(40).GoesOnFor(119000, Suspension.ByCharger).EndsAfter(121500, EndReason.Other, "Can2Down").Check();
            SessionExpectation.When(Cause.ModuleSilent).StopsWithin(3100).OpensContactor().GoesOnFor(119000, Suspension.ByCharger).EndsAfter(125000, EndReason.Other, "ModuleOffline").Check();
            SessionExpectation.When(Cause.BmsRefuses).StopsWithin(1100).OpensContactor().GoesOnFor(59000, Suspension.ByVehicle).EndsAfter(62500, EndReason.EmergencyStop, "BmsRefuses 0x04").Check();
            SessionExpectation.When(Cause.BmsEmergencyBit).StopsWithin(1100).OpensContactor().EndsAfter(1100, EndReason.EmergencyStop, "BmsRefuses 0x80").Check();
            SessionExpectation.When(Cause.OverTemperature).StopsWithin(1000).OpensContactor().GoesOnFor(890000, Suspension.ByCharger).EndsAfter(902000, EndReason.EmergencyStop, "OverTemperature").Check();
            SessionExpectation.When(Cause.OverVoltage).StopsWithin(500).OpensContactor().EndsAfter(500, EndReason.EmergencyStop, "OverVoltage").Check();
            SessionExpectation.When(Cause.OverCurrent).StopsWithin(500).OpensContactor().EndsAfter(500, EndReason.EmergencyStop, "OverCurrent").Check();
            SessionExpectation.When(Cause.TrippingAlarm).StopsWithin(1000).OpensContactor().EndsAfter(1000, EndReason.EmergencyStop, "AcLost").Check();
            SessionExpectation.When(Cause.EmergencyStopPin).StopsWithin(40).OpensContactor().EndsAfter(60, EndReason.EmergencyStop, "EmergencyStop").Check();
            SessionExpectation.When(Cause.EmergencyStopConsole).StopsWithin(40).OpensContactor().EndsAfter(60, EndReason.EmergencyStop, "EmergencyStop").Check();
            SessionExpectation.When(Cause.BmsSilent).StopsWithin(2100).OpensContactor().GoesOnFor(3900, Suspension.ByVehicle).EndsAfter(4100, EndReason.EvDisconnected, null).Check();
            SessionExpectation.When(Cause.ZeroCurrent).GoesOnFor(200000, Suspension.ByVehicle).Check();
            SessionExpectation.When(Cause.BmsAsksForNothing).StopsWithin(1100).GoesOnFor(200000, Suspension.ByVehicle).Check();
            SessionExpectation.When(Cause.FirmwareInstall).StopsWithin(40).GoesOnFor(200000, Suspension.ByCharger).Check();
            SessionExpectation.When(Cause.WarningAlarm).GoesOnFor(200000, Suspension.None).Check();
        }

        [TestMethod]
        public void Contactor_CurrentStillFlows_OpensWithTheStopOnSafetyConditionsOnly()
        {
            Cause[] safety = { Cause.BmsRefuses, Cause.ModuleSilent, Cause.OverTemperature, Cause.OverVoltage, Cause.EmergencyStopConsole };
            Cause[] others = { Cause.OcppForbids, Cause.Can1Lost, Cause.FirmwareInstall, Cause.BmsAsksForNothing };
            for (int i = 0; i < safety.Length; i++) Opens(safety[i], true);
            for (int i = 0; i < others.Length; i++) Opens(others[i], false);
        }

        private static void Opens(Cause cause, bool atOnce)
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.DrivesCurrent = false;
            rig.Module.MilliAmpere = 9000;
            SessionExpectation.Apply(rig, cause);
            for (int ms = 0; ms < 5000 && rig.Control.Module.OutputOn; ms += 20) rig.Run(20);
            Assert.IsFalse(rig.Control.Module.OutputOn, "cause " + cause);
            Assert.AreEqual(!atOnce, rig.Contactor.High, "cause " + cause);
        }

        [TestMethod]
        public void Suspension_CauseGone_ResumesThroughTheGate()
        {
            Suspension_CauseGone_ResumesThroughTheGate(Cause.CurrentLimitZero);
            Suspension_CauseGone_ResumesThroughTheGate(Cause.Can1Lost);
            Suspension_CauseGone_ResumesThroughTheGate(Cause.Can2Lost);
            Suspension_CauseGone_ResumesThroughTheGate(Cause.ModuleSilent);
            Suspension_CauseGone_ResumesThroughTheGate(Cause.BmsRefuses);
            Suspension_CauseGone_ResumesThroughTheGate(Cause.OverTemperature);
            Suspension_CauseGone_ResumesThroughTheGate(Cause.BmsAsksForNothing);
        }

        private static void Suspension_CauseGone_ResumesThroughTheGate(Cause cause)
        {
            string row = "cause " + cause;
            ControlRig rig = ControlRig.Charging();
            SessionExpectation.Apply(rig, cause);
            rig.Run(8000);
            Assert.IsFalse(rig.Snapshot.OutputOn, row + ": off");
            int starts = rig.ModuleBus.StartsSent;
            SessionExpectation.Undo(rig);
            rig.Run(8000);
            Assert.IsTrue(rig.Snapshot.OutputOn && rig.Module.On, row + ": on again");
            Assert.IsTrue(rig.ModuleBus.StartsSent > starts, row);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended, row);
            Assert.AreEqual((int)Suspension.None, (int)rig.Snapshot.Suspended, row);
        }

        [TestMethod]
        public void OverTemperature_StillWarm_StaysSuspendedUntilTenBelow()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.MilliC = 70000;
            rig.Run(2000);
            rig.Module.MilliC = 60500;
            rig.Run(3000);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            rig.Module.MilliC = 59900;
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
        }

        [TestMethod]
        public void Transaction_EndedByTheCharger_StaysEndedUntilTheNext()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Control.EmergencyStop();
            rig.Run(30000);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended);
        }

        [TestMethod]
        public void FaultLock_AfterATrip_HoldsTenSeconds()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Control.EmergencyStop();
            rig.Run(100);
            Assert.AreEqual(ChargerFaults.EmergencyStop, rig.Snapshot.FaultNumber);
            rig.Run(9800);
            Assert.AreEqual(0, rig.Snapshot.GateConditions & GateConditions.NoFault);
            rig.Run(200);
            Assert.AreEqual(GateConditions.NoFault, rig.Snapshot.GateConditions & GateConditions.NoFault);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void BmsSilent_WithAGunSwitch_TheSwitchDecides()
        {
            BmsSilent_WithAGunSwitch_TheSwitchDecides("gun open", true, EndReason.EvDisconnected, "");
            BmsSilent_WithAGunSwitch_TheSwitchDecides("gun still closed", false, EndReason.Other, "BmsSilent");
        }

        private static void BmsSilent_WithAGunSwitch_TheSwitchDecides(string row, bool open, EndReason reason, string vendorCode)
        {
            ControlRig rig = ControlRig.Charging(true);
            rig.BmsSilent = true;
            if (open) rig.Gun.High = false;
            rig.Run(60);
            Assert.AreEqual(!open, rig.Snapshot.OutputOn, row);
            rig.Run(6100);
            Assert.AreEqual((int)reason, (int)rig.Snapshot.Ended, row);
            Assert.AreEqual(vendorCode, rig.Snapshot.EndedVendorCode == null ? "" : rig.Snapshot.EndedVendorCode, row);
            Assert.AreEqual(!open, rig.Snapshot.Plugged, row);
        }

        [TestMethod]
        public void Transaction_WithoutAVehicle_EndsFiveSecondsAfterItsStart()
        {
            ControlRig rig = new ControlRig();
            rig.Run(20000);
            rig.StartTransaction();
            rig.Run(4900);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended);
            rig.Run(200);
            Assert.AreEqual((int)EndReason.EvDisconnected, (int)rig.Snapshot.Ended);
        }

        [TestMethod]
        public void ModuleFaultedOff_OnReturnOnly_IsARestart()
        {
            ModuleFaultedOff_OnReturnOnly_IsARestart("faulted off, just back", true);
            ModuleFaultedOff_OnReturnOnly_IsARestart("faulted off while it serves", false);
        }

        private static void ModuleFaultedOff_OnReturnOnly_IsARestart(string row, bool returning)
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.Silent = returning;
            rig.Run(4000);
            rig.Module.On = false;
            rig.Module.Silent = false;
            rig.Module.Alarms = 1 << 2;
            rig.Run(2000);
            Assert.IsFalse(rig.Snapshot.OutputOn, row);
            Assert.AreEqual(returning ? 0 : (int)EndReason.EmergencyStop, (int)rig.Snapshot.Ended, row);
            rig.Module.Alarms = 0;
            rig.Run(3000);
            Assert.AreEqual(returning, rig.Snapshot.OutputOn, row);
        }
    }
}
