using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>What a turn reads and watches: pins, permit, latched faults, which fault ends a transaction, and the stall.</summary>
    [TestClass]
    public class ControlWatchTests
    {
        [TestMethod]
        public void EmergencyStop_AskedFor_ReleasesThePortOnce()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.AreEqual(0, rig.ModuleBus.Releases);
            rig.Control.EmergencyStop();
            rig.Run(500);
            Assert.AreEqual(1, rig.ModuleBus.Releases);
            Assert.IsFalse(rig.Module.On);
        }

        [TestMethod]
        public void Pins_OfTheOtherPolarity_AreReadSo()
        {
            ControlRig rig = new ControlRig(true) { BmsSilent = false };
            rig.Settings[ChargerSettings.EmergencyHigh] = 0;
            rig.Settings[ChargerSettings.GunClosedHigh] = 0;
            rig.Emergency.High = true;
            rig.Gun.High = false;
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.Gun.High = true;
            rig.Run(40);
            Assert.IsFalse(rig.Snapshot.OutputOn, "gun open");
            rig.Gun.High = false;
            rig.Run(5000);
            rig.Emergency.High = false;
            rig.Run(100);
            Assert.AreEqual(ChargerFaults.EmergencyStop, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void Unplugging_LetsGoOfRepeatedStartsOnly()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Control.Faults.Latch(ChargerFaults.RepeatedStarts);
            rig.Control.Faults.Latch(ChargerFaults.ContactorFails);
            rig.Run(1000);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.RepeatedStarts));
            rig.BmsSilent = true;
            rig.Run(5000);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.RepeatedStarts));
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.ContactorFails));
            rig.Control.ClearFaults();
            rig.Run(500);
            Assert.AreEqual(0, rig.Control.Faults.Latched);
        }

        [TestMethod]
        public void EndingFault_IsTheWorstOfThose()
        {
            Ending(0, 0, 0);
            Ending(ChargerFaults.OverTemperature, 0, 0);
            Ending(ChargerFaults.OverVoltage, 0, ChargerFaults.OverVoltage);
            Ending(ChargerFaults.OverCurrent, 0, ChargerFaults.OverCurrent);
            Ending(ChargerFaults.OverVoltage, ChargerFaults.OverCurrent, ChargerFaults.OverVoltage);
            Ending(0, ChargerFaults.RepeatedStarts, ChargerFaults.RepeatedStarts);
            Ending(ChargerFaults.OverCurrent, ChargerFaults.RepeatedStarts, ChargerFaults.OverCurrent);
            Ending(ChargerFaults.OverCurrent, ChargerFaults.ContactorFails, ChargerFaults.ContactorFails);
            Ending(ChargerFaults.EmergencyStop, ChargerFaults.ContactorFails, ChargerFaults.EmergencyStop);
        }

        private static void Ending(int tripped, int latched, int expected)
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            if (tripped != 0) rig.Control.Faults.Trip(tripped, rig.NowMs);
            if (latched == ChargerFaults.OverCurrent) rig.Control.Faults.Trip(latched, rig.NowMs);
            else if (latched != 0) rig.Control.Faults.Latch(latched);
            rig.Run(500);
            Assert.AreEqual(expected, rig.Control.Facts.EndingFault, tripped + " " + latched);
        }

        [TestMethod]
        public void OverLimit_GoneAfterItsTime_IsStillTheFault()
        {
            // The time ends with a whole turn, and between two turns.
            for (int from = 6000; from <= 6005; from += 5)
            {
                ControlRig rig = ControlRig.Charging();
                rig.StepAt(5999);
                Terminals(rig, from, 90000);
                Terminals(rig, 6050, 90000);
                Assert.IsTrue(rig.Control.Module.OutputOn);
                Assert.AreEqual(6200L, rig.StepAt(6199));
                if (from > 6000) Assert.AreEqual(from + 200L, rig.StepAt(6200), "out of the beat");
                rig.StepAt(from + 200);
                Assert.IsFalse(rig.Control.Module.OutputOn);
                Terminals(rig, from + 203, 76000);
                rig.StepAt(6300);
                Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.OverVoltage));
                Assert.AreEqual((int)EndReason.EmergencyStop, (int)rig.Control.Rules.Ended);
                Assert.IsTrue(rig.Control.Faults.LockedUntilMs >= from + 10200, "locked for 10 s");
            }
        }

        [TestMethod]
        public void OverLimit_Lasting_LocksFromItsEnd()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.MilliVolt = 90000;
            rig.Run(5000);
            Assert.AreEqual(rig.NowMs - 20 + 10000, rig.Control.Faults.LockedUntilMs);
            rig.Module.MilliVolt = 76000;
            rig.Module.DrivesCurrent = false;
            rig.Module.MilliAmpere = 200000;
            rig.Run(2000);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.OverCurrent));
        }

        private static void Terminals(ControlRig rig, long ms, int milliVolt)
        {
            byte[] data = new byte[8];
            byte[] bits = System.BitConverter.GetBytes(milliVolt / 1000f);
            for (int i = 0; i < 4; i++) data[i] = bits[3 - i];
            rig.ModuleBus.NowMs = ms;
            rig.ModuleBus.Arrive(ModuleProtocol.TerminalPowerId, data);
            rig.StepAt(ms);
        }

        [TestMethod]
        public void LimitInWatts_MovesWithTheVoltageInEveryTurn()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Permit.LimitW = 400;
            rig.Run(1000);
            Assert.AreEqual(5200, rig.Control.Request.MilliAmpere, "400 W at 76 V");
            while (rig.NowMs % 100 != 40) rig.Run(20);
            Terminals(rig, rig.NowMs + 1, 50000);
            rig.StepAt(rig.NowMs + 19);
            Assert.AreEqual(8000, rig.Control.Request.MilliAmpere, "at 50 V");
        }

        [TestMethod]
        public void Transaction_Another_BeginsItsOwnMeasuring()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.Control.Meter.SessionMs > 1000);
            rig.Permit.TransactionRunning = false;
            rig.Run(200);
            long ms = rig.Control.Meter.SessionMs;
            rig.Permit.TransactionSerial++;
            rig.Run(40);
            Assert.IsTrue(rig.Control.Meter.SessionMs >= ms, "not running yet");
            rig.Permit.TransactionRunning = true;
            rig.Run(40);
            Assert.AreEqual(0L, rig.Control.Meter.SessionMs);
            rig.Run(4000);
            Assert.IsTrue(rig.Control.Meter.SessionMs > 1000, "begun once");
        }

        [TestMethod]
        public void Faults_OfVehicleRegisterAndMeter_ComeAndGoWithTheirCause()
        {
            ControlRig rig = ControlRig.Charging(true);
            rig.BmsRefusal = 4;
            rig.Run(1200);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.BmsRefuses));
            rig.BmsRefusal = 0;
            rig.Run(1200);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.BmsRefuses));
            rig.BmsSilent = true;
            while (rig.NowMs <= rig.Control.Bms.RequestMs + 5000) rig.Run(20);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.BmsSilent));
            rig.Run(120);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.BmsSilent));
            rig.Gun.High = false;
            rig.Run(2000);
            Assert.IsFalse(rig.Snapshot.Plugged);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.BmsSilent));

            rig = ControlRig.Charging();
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.RegisterNotStored));
            rig.Storage.Cut = true;
            rig.Permit.TransactionRunning = false;
            rig.Run(12000);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.RegisterNotStored));
            rig.Storage.Cut = false;
            rig.Run(60000);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.RegisterNotStored));

            rig = ControlRig.Charging();
            rig.Control.Meter.SessionMs = 100000;
            rig.Control.Meter.SessionGapMs = 50000;
            rig.Run(200);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.MeterGaps));
            rig.Run(2000);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.MeterGaps), "told once, and it stays");
            rig.Permit.TransactionSerial++;
            rig.Run(200);
            Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.MeterGaps));
        }

        [TestMethod]
        public void Permit_ReadAgainAfterALoss_CountsFromThen()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.PermitLock.TryEnter("another"));
            rig.Run(900);
            rig.PermitLock.Exit();
            rig.Run(40);
            Assert.IsTrue(rig.PermitLock.TryEnter("another"));
            rig.Run(900);
            Assert.IsTrue(rig.Snapshot.OutputOn, "900 ms twice are no second");
            rig.Run(140);
            Assert.IsFalse(rig.Snapshot.OutputOn);
        }
    }
}
