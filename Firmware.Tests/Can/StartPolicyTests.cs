using Charger.Can;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Can
{
    /// <summary>charger-protocol.md, "Decisions": repeated starts, and a module that switches itself off.</summary>
    [TestClass]
    public class StartPolicyTests
    {
        private const int AlarmQuery = 0x83;

        [TestMethod]
        public void OwnOff_AlarmsNotAnswered_NoStart()
        {
            ControlRig rig = ControlRig.Charging();
            int starts = rig.Starts;
            OwnOff(rig);
            rig.Module.Mute = AlarmQuery;
            rig.Run(4000);
            Assert.AreEqual(starts, rig.Starts);
            Assert.IsFalse(rig.Contactor.High);
            rig.Module.Mute = 0;
            rig.Run(2000);
            Assert.AreEqual(starts + 1, rig.Starts);
        }

        [TestMethod]
        public void OwnOff_AlarmRaised_NoStartAndTheTransactionEnds()
        {
            ControlRig rig = ControlRig.Charging();
            int starts = rig.Starts;
            rig.Module.Alarms = 1 << 6;
            OwnOff(rig);
            rig.Run(60);
            Assert.AreEqual("OutputOverCurrent", rig.Snapshot.EndedVendorCode, "asked for at once");
            rig.Run(20000);
            Assert.AreEqual(starts, rig.Starts);
        }

        [TestMethod]
        public void OwnOff_AlarmsClear_NoStartBeforeTwoSeconds()
        {
            ControlRig rig = ControlRig.Charging();
            int starts = rig.Starts;
            OwnOff(rig);
            rig.Run(1960);
            Assert.AreEqual(starts, rig.Starts);
            Assert.IsFalse(rig.Contactor.High, "open all the time");
            rig.Run(500);
            Assert.AreEqual(starts + 1, rig.Starts);
        }

        [TestMethod]
        public void OwnOff_AgainAndAgain_ThreeStartsThenLatchedUntilUnplugged()
        {
            ControlRig rig = Latched(null);
            Assert.AreEqual((int)EndReason.Other, (int)rig.Snapshot.Ended);
            Assert.AreEqual("RepeatedStarts", rig.Snapshot.EndedVendorCode);
            int starts = rig.Starts;
            Assert.AreEqual(4, starts, "the first and three more");
            rig.StartTransaction();
            rig.Run(900000);
            Assert.AreEqual(starts, rig.Starts, "time alone does not let go");
            Assert.AreEqual(ChargerFaults.RepeatedStarts, rig.Snapshot.FaultNumber);
            rig.Permit.TransactionRunning = false;
            rig.BmsSilent = true;
            rig.Run(6000);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
            rig.BmsSilent = false;
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
        }

        [TestMethod]
        public void Latched_AfterARestart_StillLocksUntilCleared()
        {
            StorageFake flash = new StorageFake();
            Latched(flash);
            ControlRig rig = new ControlRig(false, null, flash) { BmsSilent = false };
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(20000);
            Assert.AreEqual(0, rig.Starts);
            Assert.AreEqual(ChargerFaults.RepeatedStarts, rig.Snapshot.FaultNumber);
            rig.Control.ClearFaults();
            rig.Run(200);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig = new ControlRig(false, null, flash);
            rig.Run(100);
            Assert.AreEqual(0, rig.Snapshot.FaultNumber, "cleared on flash too");
        }

        [TestMethod]
        public void OverCurrent_AgainAndAgain_ThreeStartsThenLatched()
        {
            ControlRig rig = ControlRig.Charging();
            for (int i = 0; i < 8; i++)
            {
                rig.Module.LoadMa = 400000;
                rig.Run(1000);
                rig.Module.LoadMa = 10000;
                rig.Run(11000);
                rig.StartTransaction();
                rig.Run(3000);
            }
            Assert.AreEqual(4, rig.Starts);
            Assert.AreEqual(ChargerFaults.RepeatedStarts, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void CountedStarts_SpreadOverMoreThanTenMinutes_DoNotLatch()
        {
            ControlRig rig = ControlRig.Charging();
            for (int i = 0; i < 6; i++)
            {
                rig.Run(301000);
                OwnOff(rig);
                rig.Run(5000);
                Assert.IsTrue(rig.Snapshot.OutputOn, "start " + i);
            }
        }

        [TestMethod]
        public void Bms_FlappingAtOneHertz_StartsAfterGrowingPauses()
        {
            ControlRig rig = ControlRig.Charging();
            int starts = rig.Starts;
            for (int s = 0; s < 300; s++)
            {
                rig.BmsRefusal = s % 2 == 0 ? 4 : 0;
                rig.Run(1000);
            }
            int more = rig.Starts - starts;
            // Pauses of 2, 4, 8, 16, then 30 s.
            Assert.IsTrue(more >= 8 && more <= 14, "starts: " + more);
            Assert.AreEqual(0, rig.Control.Faults.Latched);
            rig.BmsRefusal = 0;
            rig.Run(35000);
            Assert.IsTrue(rig.Snapshot.OutputOn, "a normal life goes on");
            rig.Run(31000);
            rig.BmsRefusal = 4;
            rig.Run(1100);
            rig.BmsRefusal = 0;
            rig.Run(3500);
            Assert.IsTrue(rig.Snapshot.OutputOn, "after 30 s on the next pause is 2 s again");
        }

        [TestMethod]
        public void StartTimeOut_PausesGrowAndTheTransactionEnds()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Module.StuckOff = true;
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(119000);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended);
            Assert.IsTrue(rig.Starts >= 4 && rig.Starts <= 6, "attempts: " + rig.Starts);
            rig.Run(2000);
            Assert.AreEqual((int)EndReason.Other, (int)rig.Snapshot.Ended);
            Assert.AreEqual(0, rig.Control.Faults.Latched);
        }

        [TestMethod]
        public void Limit_TooSmallForAnyCurrent_IsALimitOfZero()
        {
            Limit_TooSmallForAnyCurrent_IsALimitOfZero("5 W", -1, 5);
            Limit_TooSmallForAnyCurrent_IsALimitOfZero("7 W", -1, 7);
            Limit_TooSmallForAnyCurrent_IsALimitOfZero("10 mA", 10, -1);
        }

        private static void Limit_TooSmallForAnyCurrent_IsALimitOfZero(string row, int milliAmpere, int watt)
        {
            ControlRig rig = ControlRig.Charging();
            rig.Settings[ChargerSettings.LimitEndMs] = 60000;
            rig.Permit.LimitMa = milliAmpere;
            rig.Permit.LimitW = watt;
            rig.Run(40);
            Assert.IsFalse(rig.Snapshot.OutputOn, row);
            Assert.AreEqual(2, rig.Snapshot.LastClosedBy, row);
            rig.Run(58000);
            Assert.AreEqual((int)Suspension.ByCharger, (int)rig.Snapshot.Suspended, row);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended, row);
            rig.Run(3000);
            Assert.AreEqual("LimitZero", rig.Snapshot.EndedVendorCode, row);
        }

        [TestMethod]
        public void Readings_MissingForGood_EndTheTransactionLikeAModuleThatIsAway()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.Mute = 0x80;
            rig.Run(120000);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended);
            Assert.AreEqual((int)Suspension.ByCharger, (int)rig.Snapshot.Suspended);
            rig.Run(8000);
            Assert.AreEqual((int)EndReason.Other, (int)rig.Snapshot.Ended);
            Assert.AreEqual("NoReadings", rig.Snapshot.EndedVendorCode);
        }

        // The module goes off by itself and is seen off: STOP, contactor open.
        private static void OwnOff(ControlRig rig)
        {
            rig.Module.StuckOff = true;
            rig.Module.On = false;
            int ms = 0;
            while (rig.Control.Module.OutputOn && ms < 1000)
            {
                rig.Run(20);
                ms += 20;
                Assert.IsTrue(rig.Control.Module.OutputOn || !rig.Contactor.High, "the contactor opens with the STOP");
            }
            Assert.IsTrue(ms <= 460, "seen after " + ms);
            rig.Module.StuckOff = false;
        }

        private static ControlRig Latched(StorageFake flash)
        {
            ControlRig rig = new ControlRig(false, null, flash) { BmsSilent = false };
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            for (int i = 0; i < 4; i++)
            {
                OwnOff(rig);
                rig.Run(5000);
            }
            return rig;
        }
    }
}
