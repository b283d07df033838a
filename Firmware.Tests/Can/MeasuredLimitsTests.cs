using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>charger-protocol.md, "Decisions": a value that stays too high always trips, a single frame never does.</summary>
    [TestClass]
    public class MeasuredLimitsTests
    {
        [TestMethod]
        public void Terminals_AboveTheCeiling_StopWithinHalfASecond()
        {
            int[] volts = { 86600, 119000, 120500, 126000, 140000, 400000, 2000000000 };
            for (int i = 0; i < volts.Length; i++) Terminals_AboveTheCeiling_StopWithinHalfASecond(volts[i], 0, ChargerFaults.OverVoltage);
            int[] amperes = { 102100, 299000, 301000, 1000000, 2000000000 };
            for (int i = 0; i < amperes.Length; i++) Terminals_AboveTheCeiling_StopWithinHalfASecond(0, amperes[i], ChargerFaults.OverCurrent);
        }

        private static void Terminals_AboveTheCeiling_StopWithinHalfASecond(int milliVolt, int milliAmpere, int fault)
        {
            ControlRig rig = ControlRig.Charging();
            string row = milliVolt + " mV, " + milliAmpere + " mA";
            if (milliVolt > 0) rig.Module.MilliVolt = milliVolt;
            else rig.Module.LoadMa = milliAmpere;
            long energy = rig.Control.Meter.TotalMwMs;
            rig.Run(500);
            Assert.IsFalse(rig.Snapshot.OutputOn, row);
            Assert.IsFalse(rig.Contactor.High, row);
            Assert.AreEqual(fault, rig.Snapshot.FaultNumber, row);
            Assert.AreEqual((int)EndReason.EmergencyStop, (int)rig.Snapshot.Ended, row);
            bool plausible = milliVolt <= ModuleProtocol.MostMv && milliAmpere <= ModuleProtocol.MostMa;
            // The last good sample and the next are 600 ms apart: 760 W at most.
            Assert.IsTrue(plausible || rig.Control.Meter.TotalMwMs - energy < 760_000L * 600, row + ": no energy from it");
        }

        [TestMethod]
        public void OneReading_AboveTheCeiling_TripsNothing()
        {
            OneReading_AboveTheCeiling_TripsNothing("terminals", ModuleProtocol.TerminalPowerId, "43 C8 00 00 41 20 00 00", false);
            OneReading_AboveTheCeiling_TripsNothing("current at the terminals", ModuleProtocol.TerminalPowerId, "42 98 00 00 7F 7F FF FF", false);
            OneReading_AboveTheCeiling_TripsNothing("0x84 standing in", ModuleProtocol.QueryAnswerId, "01 84 00 00 FF FF FF FF", true);
            OneReading_AboveTheCeiling_TripsNothing("0x82 standing in", ModuleProtocol.QueryAnswerId, "01 82 00 00 00 06 40 00", true);
            OneReading_AboveTheCeiling_TripsNothing("inlet", ModuleProtocol.QueryAnswerId, "01 80 00 00 00 04 B0 00", false);
            OneReading_AboveTheCeiling_TripsNothing("internal", ModuleProtocol.QueryAnswerId, "01 7F 00 00 7F FF FF FF", false);
        }

        private static void OneReading_AboveTheCeiling_TripsNothing(string row, uint id, string bytes, bool standIn)
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.NoTerminals = standIn;
            rig.Run(2000);
            rig.ModuleBus.Arrive(id, Hex.Bytes(bytes));
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn, row);
            Assert.AreEqual(0, rig.Control.Gate.Closings, row);
        }

        [TestMethod]
        public void StandIns_AboveTheCeiling_StopWithinOneAndAHalfSeconds()
        {
            StandIns_AboveTheCeiling_StopWithinOneAndAHalfSeconds(126000, 10000);
            StandIns_AboveTheCeiling_StopWithinOneAndAHalfSeconds(400000, 10000);
            StandIns_AboveTheCeiling_StopWithinOneAndAHalfSeconds(76000, 301000);
        }

        private static void StandIns_AboveTheCeiling_StopWithinOneAndAHalfSeconds(int milliVolt, int milliAmpere)
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.NoTerminals = true;
            rig.Run(2000);
            Assert.IsTrue(rig.Snapshot.OutputOn, "they stand in");
            rig.Module.OwnMilliVolt = milliVolt;
            rig.Module.OwnMilliAmpere = milliAmpere;
            rig.Run(1500);
            Assert.IsFalse(rig.Snapshot.OutputOn, milliVolt + " mV, " + milliAmpere + " mA");
        }

        [TestMethod]
        public void StandIns_TerminalsAreThere_OnlyWarnAndOnlyWhenItLasts()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.OwnMilliVolt = 400000;
            rig.Run(9000);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            Assert.AreEqual(ChargerFaults.ReadingsDisagree, rig.Snapshot.FaultNumber);
            rig.Module.OwnMilliVolt = ModuleFake.AsTheRest;
            rig.Run(1000);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void Value_Unknown_StopsAfterItsAge()
        {
            Value_Unknown_StopsAfterItsAge("no terminals, no 0x84", 0x84, 8);
            Value_Unknown_StopsAfterItsAge("no terminals, no 0x82", 0x82, 8);
            Value_Unknown_StopsAfterItsAge("current is no number", 0, 8);
            Value_Unknown_StopsAfterItsAge("inlet silent", 0x80, 7);
            Value_Unknown_StopsAfterItsAge("internal silent", 0x7F, 7);
            Value_Unknown_StopsAfterItsAge("internal broken", 1, 7);
        }

        private static void Value_Unknown_StopsAfterItsAge(string row, int what, int condition)
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.NoTerminals = what == 0x84 || what == 0x82;
            rig.Module.NoNumber = what == 0;
            if (what == 1) rig.Module.InternalMilliC = -50000;
            else rig.Module.Mute = what;
            rig.Run(4000);
            Assert.IsTrue(rig.Snapshot.OutputOn, row);
            rig.Run(2000);
            Assert.IsFalse(rig.Snapshot.OutputOn, row);
            Assert.AreEqual(condition, rig.Snapshot.LastClosedBy, row);
        }

        [TestMethod]
        public void Temperature_AboveTheCeiling_StopsWithinOneAndAHalfSeconds()
        {
            int[] milliC = { 70100, 124900, 126000, 150000, 300000, 2000000 };
            for (int i = 0; i < milliC.Length; i++)
            {
                ControlRig rig = ControlRig.Charging();
                rig.Module.InternalMilliC = milliC[i];
                rig.Run(1500);
                Assert.IsFalse(rig.Snapshot.OutputOn, "internal " + milliC[i]);
                rig = ControlRig.Charging();
                rig.Module.InternalMilliC = 28000;
                rig.Module.MilliC = milliC[i];
                rig.Run(1500);
                Assert.IsFalse(rig.Snapshot.OutputOn, "inlet " + milliC[i]);
            }
        }

        [TestMethod]
        public void TemperatureSensor_NotFitted_CountsForNothing()
        {
            for (int fitted = 1; fitted <= 2; fitted++)
            {
                ControlRig rig = new ControlRig { BmsSilent = false };
                rig.Settings[ChargerSettings.TemperatureSensors] = fitted;
                if (fitted == 1) rig.Module.InternalMilliC = 200000;
                else
                {
                    rig.Module.InternalMilliC = 28000;
                    rig.Module.MilliC = -90000;
                }
                rig.Run(3000);
                rig.StartTransaction();
                rig.Run(9000);
                Assert.IsTrue(rig.Snapshot.OutputOn, "setting " + fitted);
                Assert.AreEqual(28000, rig.Snapshot.TemperatureMilliC);
            }
        }

        [TestMethod]
        public void Echo_OfAnImplausibleLimit_IsNoAcknowledgement()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.EchoesLimits = false;
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, Hex.Bytes("01 00 00 00 00 02 58 00"));
            rig.Run(2900);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.Run(300);
            Assert.IsFalse(rig.Snapshot.OutputOn, "it has told 150 V as its limit and nothing since");
        }

        [TestMethod]
        public void Request_Implausible_CountsNoLongerThanItsAge()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsMilliVolt = 150000;
            rig.Run(1800);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.Run(1200);
            Assert.IsFalse(rig.Snapshot.OutputOn, "only implausible requests for more than 3 s");
            Assert.IsTrue(rig.Snapshot.Plugged);
        }
    }
}
