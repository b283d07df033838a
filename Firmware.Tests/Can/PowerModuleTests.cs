using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class PowerModuleTests
    {
        [TestMethod]
        public void Requests_BothGroups_KeepTheirRates()
        {
            Requests_BothGroups_KeepTheirRates("idle at boot", false);
            Requests_BothGroups_KeepTheirRates("charging", true);
        }

        private static void Requests_BothGroups_KeepTheirRates(string row, bool charging)
        {
            ControlRig rig = charging ? ControlRig.Charging() : new ControlRig();
            rig.Run(3600);
            CanPortFake bus = rig.ModuleBus;
            Assert.IsTrue(bus.LongestPause(ModuleProtocol.ControlId, ModuleProtocol.PowerFunction) <= 300, row + ": 0x32");
            int[] functions = { 0x84, 0x82, 0x79, 0x80, 0x83, 0x7F };
            for (int i = 0; i < functions.Length; i++) Pause(bus, row, ModuleProtocol.QueryId, functions[i]);
            Pause(bus, row, ModuleProtocol.ControlId, ModuleProtocol.VoltageLimitFunction);
            Pause(bus, row, ModuleProtocol.ControlId, ModuleProtocol.CurrentLimitFunction);
        }

        [TestMethod]
        public void Requests_FromBoot_BeginWithTheFirstStep()
        {
            ControlRig rig = new ControlRig();
            rig.Run(200);
            Assert.IsTrue(rig.ModuleBus.StopsSent >= 3);
            Assert.IsTrue(rig.ModuleBus.Sent > rig.ModuleBus.StopsSent);
            Assert.AreEqual(0, rig.ModuleBus.StartsSent);
        }

        [TestMethod]
        public void Start_ComesAfterBothLimitsWereEchoedAndTheContactorClosed()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            rig.Module.EchoesLimits = false;
            rig.StartTransaction();
            rig.Run(20000);
            Assert.AreEqual(0, rig.ModuleBus.StartsSent, "no START without the echoes");
            Assert.AreEqual(0, rig.Control.Gate.Closings, "echoes from before the preparation do not open the gate");
            Assert.AreEqual(GateConditions.All & ~GateConditions.Request, rig.Snapshot.GateConditions);
            Assert.IsFalse(rig.Contactor.High);
            Assert.AreEqual((int)Suspension.ByCharger, (int)rig.Snapshot.Suspended);
            rig.Module.EchoesLimits = true;
            rig.Run(1500);
            Assert.AreEqual(88, (int)(rig.Module.VoltageRaw / 1000) + 2);
            Assert.IsTrue(rig.Module.On);
        }

        [TestMethod]
        public void Limits_NoEchoOfAChange_StopAfterThreeSeconds()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.EchoesLimits = false;
            rig.Permit.LimitMa = 4000;
            rig.Run(2900);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.Run(200);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            Assert.AreEqual(5, rig.Snapshot.LastClosedBy);
        }

        [TestMethod]
        public void Request_IsTheLeastOfAll()
        {
            Request_IsTheLeastOfAll("BMS least", 10000, -1, -1, 10000);
            Request_IsTheLeastOfAll("configuration least", 150000, -1, -1, 100000);
            Request_IsTheLeastOfAll("two modules' own limit least", 90000, -1, -1, 67140, 2);
            Request_IsTheLeastOfAll("one module's own limit least", 50000, 40000, -1, 33570, 1);
            Request_IsTheLeastOfAll("OCPP A least", 31000, 16000, -1, 16000);
            Request_IsTheLeastOfAll("OCPP W over 76 V measured", 31000, -1, 1520, 20000);
            Request_IsTheLeastOfAll("lower of A and W", 31000, 6000, 1520, 6000);
        }

        private static void Request_IsTheLeastOfAll(string row, int bms, int limitMa, int limitW, int expected, int modules = 3)
        {
            ControlRig rig = new ControlRig { BmsSilent = false, BmsMilliAmpere = bms };
            rig.Settings[ChargerSettings.Modules] = modules;
            rig.Permit.LimitMa = limitMa;
            rig.Permit.LimitW = limitW;
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.AreEqual(expected, rig.Snapshot.OfferedMa, row);
            Assert.AreEqual(ModuleCodec.RawCurrent(expected, 33570), rig.Module.LimitRaw, row);
        }

        [TestMethod]
        public void Start_NotReadBackInFiveSeconds_IsTakenBack()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            rig.Module.StuckOff = true;
            rig.StartTransaction();
            while (rig.ModuleBus.StartsSent == 0 && rig.NowMs < 10000) rig.Run(20);
            long startMs = rig.NowMs;
            int stops = rig.ModuleBus.StopsSent;
            rig.Run(4900);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            Assert.AreEqual(stops, rig.ModuleBus.StopsSent);
            rig.Run(200);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            Assert.IsTrue(rig.ModuleBus.StopsSent >= stops + 3);
            Assert.IsTrue(rig.OffMs - startMs >= 4960 && rig.OffMs - startMs <= 5060, "off after " + (rig.OffMs - startMs));
        }

        [TestMethod]
        public void Request_AboveTheCeiling_IsClamped()
        {
            ControlRig rig = new ControlRig { BmsSilent = false, BmsMilliVolt = 90000 };
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(2000);
            Assert.AreEqual(ModuleCodec.RawVoltage(85500), rig.Module.VoltageRaw);
        }

        [TestMethod]
        public void Command_RefusedAFewTimes_IsRetriedWithoutAFault()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            rig.StartTransaction();
            rig.Module.Refuse = 4;
            rig.Run(4000);
            Assert.IsTrue(rig.Module.On);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void Command_RefusedForGood_IsAFaultAndTheOutputOff()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.Refuse = 100000;
            rig.Run(2500);
            Assert.AreEqual(ChargerFaults.ModuleRefuses, rig.Snapshot.FaultNumber);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            rig.Module.Refuse = 0;
            rig.Run(200);
            Assert.IsFalse(rig.Module.On);
        }

        [TestMethod]
        public void Module_SwitchesItselfOff_StartsAgainThroughTheWholeSequence()
        {
            ControlRig rig = ControlRig.Charging();
            int starts = rig.ModuleBus.StartsSent;
            rig.Module.Silent = true;
            rig.Run(4000);
            rig.Module.On = false;
            rig.Module.Silent = false;
            rig.Run(6000);
            Assert.IsTrue(rig.Module.On);
            Assert.IsTrue(rig.ModuleBus.StartsSent > starts);
        }

        [TestMethod]
        public void Module_BackAfterItWasAway_GetsThreeStops()
        {
            ControlRig rig = new ControlRig();
            rig.Run(3000);
            rig.ModuleBus.State = CanBusState.BusOff;
            rig.Run(500);
            int stops = rig.ModuleBus.StopsSent;
            rig.ModuleBus.State = CanBusState.Active;
            rig.Run(20);
            Assert.IsTrue(rig.ModuleBus.StopsSent >= stops + 3);
        }

        [TestMethod]
        public void OffReadBack_WhileOn_CountsWhenItComesTwice()
        {
            ControlRig rig = ControlRig.Charging();
            byte[] off = Hex.Bytes("01 32 00 01 00 00 00 00");
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, off);
            rig.Run(1000);
            int starts = rig.ModuleBus.StartsSent;
            Assert.IsTrue(rig.Snapshot.OutputOn, "one may be older than the ON");
            Assert.AreEqual(0, rig.Control.Gate.Closings);
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, off);
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, off);
            rig.Run(20);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn && rig.ModuleBus.StartsSent > starts, "on again through the whole sequence");
        }

        [TestMethod]
        public void Terminals_Silent_TheModulesOwnReadingsLimitAndGapsAreTold()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.NoTerminals = true;
            rig.Run(20000);
            Assert.IsTrue(rig.Snapshot.OutputOn, "two of three signs of life");
            rig.Module.NoTerminals = false;
            rig.Run(400);
            Assert.AreEqual(ChargerFaults.MeterGaps, rig.Snapshot.FaultNumber);
            rig.Module.NoTerminals = true;
            rig.Module.MilliVolt = 87000;
            rig.Run(2000);
            Assert.IsFalse(rig.Snapshot.OutputOn);
            Assert.AreEqual(ChargerFaults.OverVoltage, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void ModuleBusFrames_NeverRefreshTheBms()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsSilent = true;
            for (int i = 0; i < 40; i++)
            {
                rig.ModuleBus.Arrive(BmsProtocol.RequestId, Hex.Bytes("03 48 00 64 00 00 00 00"));
                rig.Run(100);
            }
            Assert.IsFalse(rig.Snapshot.OutputOn);
            Assert.IsFalse(rig.Snapshot.Plugged);
        }

        [TestMethod]
        public void Contactor_OrdinaryStop_OpensWithoutCurrent()
        {
            Contactor_OrdinaryStop_OpensWithoutCurrent("current gone: opens at once", 10000, 20, 300);
            Contactor_OrdinaryStop_OpensWithoutCurrent("current stays: opens after 500 ms", 0, 500, 560);
        }

        private static void Contactor_OrdinaryStop_OpensWithoutCurrent(string row, int stuckMa, int atLeastMs, int atMostMs)
        {
            ControlRig rig = ControlRig.Charging();
            if (stuckMa == 0)
            {
                rig.Module.DrivesCurrent = false;
                rig.Module.MilliAmpere = 9000;
            }
            rig.Permit.TransactionRunning = false;
            long from = rig.NowMs;
            while (rig.Contactor.High && rig.NowMs < from + 2000) rig.Run(20);
            long took = rig.NowMs - from;
            Assert.IsTrue(took >= atLeastMs && took <= atMostMs, row + ": " + took);
        }

        [TestMethod]
        public void Stall_WithoutPause_WaitsForTheOutput_WithPause_HoldsIt()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Permit.StallRequested = true;
            rig.Run(2000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            Assert.IsFalse(rig.Snapshot.StallGranted);
            rig.Permit.PauseForStall = true;
            rig.Run(1000);
            Assert.IsFalse(rig.Module.On);
            Assert.IsTrue(rig.Snapshot.StallGranted);
            Assert.AreEqual((int)Suspension.ByCharger, (int)rig.Snapshot.Suspended);
            rig.Run(60000);
            Assert.IsFalse(rig.Module.On);
            rig.Permit.StallRequested = false;
            rig.Run(2000);
            Assert.IsTrue(rig.Module.On);
            Assert.IsFalse(rig.Snapshot.StallGranted);
        }

        [TestMethod]
        public void Stall_WhileOff_IsGrantedAndKeepsItOff()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Permit.StallRequested = true;
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.StallGranted);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.AreEqual(0, rig.ModuleBus.StartsSent);
        }

        [TestMethod]
        public void Stall_WithoutAModule_IsGrantedOnceItMustHaveSwitchedOff()
        {
            ControlRig rig = new ControlRig();
            rig.Module.Silent = true;
            rig.Permit.StallRequested = true;
            rig.Run(4000);
            Assert.IsFalse(rig.Snapshot.StallGranted, "phase " + (int)rig.Control.Module.Phase);
            rig.Run(2000);
            Assert.IsTrue(rig.Snapshot.StallGranted);
        }

        private static void Pause(CanPortFake bus, string row, uint id, int function)
        {
            int pause = bus.LongestPause(id, function);
            Assert.IsTrue(pause > 0 && pause <= 900, row + ": 0x" + function.ToString("X2") + " every " + pause);
        }
    }
}
