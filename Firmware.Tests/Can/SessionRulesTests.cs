using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>charger-protocol.md, "What a false condition does to the transaction": each row through the whole control.</summary>
    [TestClass]
    public class SessionRulesTests
    {
        // what, stopped within ms, contactor open with the STOP (1), suspension (0 none, 1 vehicle, 2 charger),
        // not ended yet after ms, ended after ms (-1 never), reason (1 EVDisconnected, 2 EmergencyStop, 3 Other), vendor code
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
            Condition_False_StopsSuspendsEnds("smart-charging limit 0 A", 1, 40, 0, 2, 200000, -1, 0, "");
            Condition_False_StopsSuspendsEnds("smart-charging limit 0 W", 2, 40, 0, 2, 200000, -1, 0, "");
            Condition_False_StopsSuspendsEnds("OCPP forbids", 3, 40, 0, 2, 200000, -1, 0, "");
            Condition_False_StopsSuspendsEnds("CAN1 lost", 4, 40, 0, 2, 119000, 121500, 3, "Can1Down");
            Condition_False_StopsSuspendsEnds("CAN2 lost", 5, 40, 0, 2, 119000, 121500, 3, "Can2Down");
            Condition_False_StopsSuspendsEnds("module silent", 6, 3100, 1, 2, 119000, 125000, 3, "ModuleOffline");
            Condition_False_StopsSuspendsEnds("BMS refuses", 7, 1100, 1, 1, 59000, 62500, 2, "BmsRefuses 0x04");
            Condition_False_StopsSuspendsEnds("BMS emergency bit", 8, 1100, 1, 0, 0, 1100, 2, "BmsRefuses 0x80");
            Condition_False_StopsSuspendsEnds("over-temperature", 9, 1000, 1, 2, 890000, 902000, 2, "OverTemperature");
            Condition_False_StopsSuspendsEnds("over-voltage", 10, 500, 1, 0, 0, 500, 2, "OverVoltage");
            Condition_False_StopsSuspendsEnds("over-current", 11, 500, 1, 0, 0, 500, 2, "OverCurrent");
            Condition_False_StopsSuspendsEnds("alarm that trips", 12, 1000, 1, 0, 0, 1000, 2, "AcLost");
            Condition_False_StopsSuspendsEnds("emergency stop pin", 13, 40, 1, 0, 0, 60, 2, "EmergencyStop");
            Condition_False_StopsSuspendsEnds("emergency stop console", 14, 40, 1, 0, 0, 60, 2, "EmergencyStop");
            Condition_False_StopsSuspendsEnds("BMS silent", 15, 2100, 1, 1, 3900, 4100, 1, "");
            Condition_False_StopsSuspendsEnds("zero current", 16, -1, 0, 1, 200000, -1, 0, "");
            Condition_False_StopsSuspendsEnds("BMS asks for 0 A", 17, 1100, 0, 1, 200000, -1, 0, "");
            Condition_False_StopsSuspendsEnds("firmware install", 18, 40, 0, 2, 200000, -1, 0, "");
            Condition_False_StopsSuspendsEnds("warning alarm", 19, -1, 0, 0, 200000, -1, 0, "");
        }

        private static void Condition_False_StopsSuspendsEnds(string row, int what, int stoppedMs, int withContactor, int suspension, int notEndedMs, int endedMs, int reason, string vendorCode)
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.Snapshot.OutputOn, row + ": charging");
            long from = rig.NowMs;
            Apply(rig, what);
            rig.Run(stoppedMs < 0 ? 6000 : stoppedMs);
            Assert.AreEqual(stoppedMs < 0, rig.Snapshot.OutputOn, row + ": output");
            if (stoppedMs >= 0 && what != 4) Assert.IsFalse(rig.Module.On && what != 6, row + ": module");
            if (withContactor == 1) Assert.IsFalse(rig.Contactor.High, row + ": contactor");
            if (notEndedMs > 0)
            {
                rig.Run((int)(from + notEndedMs - rig.NowMs));
                Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended, row + ": not ended yet");
                Assert.AreEqual(suspension, (int)rig.Snapshot.Suspended, row + ": suspension");
            }
            if (endedMs < 0) return;
            if (from + endedMs > rig.NowMs) rig.Run((int)(from + endedMs - rig.NowMs));
            Assert.AreEqual(reason, (int)rig.Snapshot.Ended, row + ": reason");
            Assert.AreEqual(rig.Permit.TransactionSerial, rig.Snapshot.EndedSerial, row + ": serial");
            Assert.AreEqual(vendorCode, rig.Snapshot.EndedVendorCode == null ? "" : rig.Snapshot.EndedVendorCode, row);
        }

        [TestMethod]
        public void Suspension_CauseGone_ResumesThroughTheGate()
        {
            Suspension_CauseGone_ResumesThroughTheGate("limit 0", 1);
            Suspension_CauseGone_ResumesThroughTheGate("CAN1 lost", 4);
            Suspension_CauseGone_ResumesThroughTheGate("CAN2 lost", 5);
            Suspension_CauseGone_ResumesThroughTheGate("module silent", 6);
            Suspension_CauseGone_ResumesThroughTheGate("BMS refuses", 7);
            Suspension_CauseGone_ResumesThroughTheGate("over-temperature", 9);
            Suspension_CauseGone_ResumesThroughTheGate("BMS asks for 0 A", 17);
        }

        private static void Suspension_CauseGone_ResumesThroughTheGate(string row, int what)
        {
            ControlRig rig = ControlRig.Charging();
            Apply(rig, what);
            rig.Run(8000);
            Assert.IsFalse(rig.Snapshot.OutputOn, row + ": off");
            int starts = rig.ModuleBus.StartsSent;
            Undo(rig);
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
            BmsSilent_WithAGunSwitch_TheSwitchDecides("gun open", true, 1, "");
            BmsSilent_WithAGunSwitch_TheSwitchDecides("gun still closed", false, 3, "BmsSilent");
        }

        private static void BmsSilent_WithAGunSwitch_TheSwitchDecides(string row, bool open, int reason, string vendorCode)
        {
            ControlRig rig = ControlRig.Charging(true);
            rig.BmsSilent = true;
            if (open) rig.Gun.High = false;
            rig.Run(60);
            Assert.AreEqual(!open, rig.Snapshot.OutputOn, row);
            rig.Run(6100);
            Assert.AreEqual(reason, (int)rig.Snapshot.Ended, row);
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

        private static void Apply(ControlRig rig, int what)
        {
            switch (what)
            {
                case 1: rig.Permit.LimitMa = 0; break;
                case 2: rig.Permit.LimitW = 0; break;
                case 3: rig.Permit.OcppPermits = false; break;
                case 4: rig.ModuleBus.State = CanBusState.BusOff; break;
                case 5: rig.BmsBus.State = CanBusState.Down; break;
                case 6: rig.Module.Silent = true; rig.Module.On = false; break;
                case 7: rig.BmsRefusal = 0x04; break;
                case 8: rig.BmsRefusal = 0x80; break;
                case 9: rig.Module.MilliC = 70000; break;
                case 10: rig.Module.MilliVolt = 86600; break;
                case 11: rig.Module.LoadMa = 102100; break;
                case 12: rig.Module.Alarms = 1 << 29; break;
                case 13: rig.Emergency.High = true; break;
                case 14: rig.Control.EmergencyStop(); break;
                case 15: rig.BmsSilent = true; break;
                case 16: rig.Module.LoadMa = 0; break;
                case 17: rig.BmsMilliAmpere = 0; break;
                case 18: rig.Permit.InstallUnderWay = true; break;
                case 19: rig.Module.Alarms = 1 << 4; break;
            }
        }

        private static void Undo(ControlRig rig)
        {
            rig.Permit.LimitMa = -1;
            rig.ModuleBus.State = CanBusState.Active;
            rig.BmsBus.State = CanBusState.Active;
            rig.Module.Silent = false;
            rig.BmsRefusal = 0;
            rig.Module.MilliC = 28000;
            rig.BmsMilliAmpere = 10000;
        }
    }
}
