using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>When the control takes a turn: its intervals while resting and while working, what is served at once, and the next time that each turn returns.</summary>
    [TestClass]
    public class ControlBeatTests
    {
        [TestMethod]
        public void Resting_TurnsEvery125MsAndDoesNothingBetween()
        {
            ControlRig rig = Resting();
            Assert.IsFalse(rig.ModuleBus.Watched || rig.BmsBus.Watched);
            for (int ms = 4000; ms <= 4250; ms += 125) rig.StepAt(ms);
            int frames = rig.ModuleBus.Sent;
            int reads = rig.Emergency.Reads;
            for (int beat = 0; beat < 8; beat++)
            {
                long at = 4375 + beat * 125;
                Assert.AreEqual(at + 125, rig.StepAt(at));
                int sent = rig.ModuleBus.Sent;
                Assert.AreEqual(at + 125, rig.StepAt(at + 60), "too early");
                Assert.AreEqual(sent, rig.ModuleBus.Sent);
            }
            // Inputs and what changes rarely are read every 250 ms. Frames sent: four of power and eleven of the cycle.
            Assert.AreEqual(reads + 4, rig.Emergency.Reads);
            Assert.AreEqual(frames + 15, rig.ModuleBus.Sent);
        }

        [TestMethod]
        public void Resting_SnapshotEveryHalfSecondAndAtOnceWithNews()
        {
            ControlRig rig = Resting();
            string times = "";
            long last = 0;
            for (long ms = 4000; ms < 6000; ms += 125)
            {
                rig.StepAt(ms);
                if (rig.Snapshot.TimeMs != last && last > 4000) times += rig.Snapshot.TimeMs - last + " ";
                last = rig.Snapshot.TimeMs;
            }
            Assert.IsTrue(times == "500 500 " || times == "500 500 500 ", times);
            rig.News.ConsumePending();
            rig.Emergency.High = true;
            rig.StepAt(6000);
            Assert.AreEqual(6000L, rig.Snapshot.TimeMs);
            Assert.IsTrue(rig.News.ConsumePending());
            rig.Emergency.High = false;
            rig.StepAt(6500);
            rig.StepAt(7000);
            rig.News.ConsumePending();
            rig.StepAt(7500);
            Assert.AreEqual(7500L, rig.Snapshot.TimeMs);
            Assert.IsFalse(rig.News.ConsumePending(), "no news");
        }

        [TestMethod]
        public void Snapshot_LockNotHad_IsPublishedWithTheNextTurn()
        {
            ControlRig rig = ControlRig.Charging();
            string times = "";
            long last = rig.Snapshot.TimeMs;
            for (long ms = 6000; ms < 6500; ms += 20)
            {
                rig.StepAt(ms);
                if (rig.Snapshot.TimeMs != last) times += rig.Snapshot.TimeMs + " ";
                last = rig.Snapshot.TimeMs;
            }
            Assert.AreEqual("6100 6200 6300 6400 ", times);
            rig.SnapshotLock.TryEnter("another");
            rig.StepAt(6500);
            rig.SnapshotLock.Exit();
            rig.StepAt(6520);
            Assert.AreEqual(6400L, rig.Snapshot.TimeMs);
            rig.BmsBus.Arrive(0x123, Request());
            rig.StepAt(6540);
            Assert.AreEqual(6540L, rig.Snapshot.TimeMs, "the next whole turn, not 100 ms later");
        }

        [TestMethod]
        public void Resting_Request_IsServedAtOnce()
        {
            ControlRig rig = Resting();
            rig.StepAt(4000);
            rig.Control.EmergencyStop();
            rig.StepAt(4003);
            Assert.AreEqual(ChargerFaults.EmergencyStop, rig.Snapshot.FaultNumber);
            rig.StepAt(4125);
            rig.StepAt(4250);
            rig.Control.Faults.Latch(ChargerFaults.RepeatedStarts);
            rig.Control.ClearFaults();
            rig.StepAt(4253);
            Assert.AreEqual(0, rig.Control.Faults.Latched);
            rig.StepAt(4375);
            rig.Permit.StallRequested = true;
            rig.Publish();
            rig.StepAt(4377);
            Assert.IsTrue(rig.Snapshot.StallGranted);
        }

        [TestMethod]
        public void Resting_FrameOfTheVehicle_IsServedAtOnce()
        {
            ControlRig rig = Resting();
            rig.StepAt(4000);
            rig.BmsBus.NowMs = 4010;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            rig.StepAt(4010);
            Assert.IsFalse(rig.Snapshot.Plugged);
            rig.StepAt(4125);
            rig.StepAt(4250);
            rig.StepAt(5000);
            rig.BmsBus.NowMs = 5013;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            rig.StepAt(5013);
            Assert.IsTrue(rig.Snapshot.Plugged);
        }

        [TestMethod]
        public void Resting_FramesOfTheVehicle_CostNoReadingOfThePins()
        {
            ControlRig rig = Resting();
            for (int ms = 4000; ms <= 4250; ms += 125) rig.StepAt(ms);
            int reads = rig.Emergency.Reads;
            for (int ms = 4260; ms < 4360; ms += 10)
            {
                rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
                rig.StepAt(ms);
            }
            Assert.AreEqual(reads, rig.Emergency.Reads);
            rig.StartTransaction();
            rig.Publish();
            rig.StepAt(4361);
            Assert.AreEqual(reads + 1, rig.Emergency.Reads, "at once when a transaction ends the rest");
        }

        [TestMethod]
        public void Resting_FrameThatIsDueOutOfTurn_HasATurnOfItsOwn()
        {
            ControlRig rig = Resting();
            rig.StepAt(4000);
            rig.Control.Module.Limits.VoltagePending = true;
            // 20 ms after the frames of the turn at 4000.
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            Assert.AreEqual(4020L, rig.StepAt(4010));
            rig.ModuleBus.Full = true;
            Assert.AreEqual(4040L, rig.StepAt(4020), "not taken: after a while again");
            rig.ModuleBus.Full = false;
            Assert.AreEqual(4125L, rig.StepAt(4040));
            Assert.IsFalse(rig.Control.Module.Limits.VoltagePending);
        }

        [TestMethod]
        public void Rest_FrameOutOfTurnToAModuleThatIsAway_TakesItForAway()
        {
            ControlRig rig = Resting();
            rig.Module.Silent = true;
            for (int ms = 4000; ms <= 9000; ms += 125) rig.StepAt(ms);
            int stops = rig.ModuleBus.StopsSent;
            rig.Control.Module.Limits.VoltagePending = true;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            Assert.AreEqual(9020L, rig.StepAt(9010));
            rig.StepAt(9020);
            Assert.IsFalse(rig.Control.Module.Limits.VoltagePending);
            Assert.AreEqual((int)ModulePhase.Off, (int)rig.Control.Module.Phase);
            Assert.AreEqual(stops, rig.ModuleBus.StopsSent);
        }

        [TestMethod]
        public void Rest_BeginsWhenNothingRunsAndTheContactorIsOpen()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Permit.EnergyPermitted = false;
            rig.Run(2000);
            Assert.IsTrue(rig.ModuleBus.Watched && rig.BmsBus.Watched, "a transaction runs");
            rig = ControlRig.Charging();
            rig.Module.DrivesCurrent = false;
            rig.Module.MilliAmpere = 9000;
            rig.Permit.TransactionRunning = false;
            rig.Run(300);
            Assert.AreEqual((int)ModulePhase.Off, (int)rig.Control.Module.Phase);
            Assert.IsTrue(rig.Contactor.High && rig.ModuleBus.Watched && rig.BmsBus.Watched, "it waits for the current to end");
            rig.Run(600);
            Assert.IsFalse(rig.Contactor.High || rig.ModuleBus.Watched || rig.BmsBus.Watched);
        }

        [TestMethod]
        public void Work_FrameOfTheVehicleWithoutNews_PublishesNothingBeforeItsTime()
        {
            ControlRig rig = ControlRig.Charging();
            rig.StepAt(6100);
            Assert.AreEqual(6100L, rig.Snapshot.TimeMs);
            rig.BmsBus.NowMs = 6160;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            rig.StepAt(6160);
            Assert.AreEqual(6100L, rig.Snapshot.TimeMs);
            rig.StepAt(6200);
            Assert.AreEqual(6200L, rig.Snapshot.TimeMs);
        }

        [TestMethod]
        public void Frames_AsManyAsATurnTakes_AreFollowedByAnotherAtOnce()
        {
            for (int i = 0; i < 4; i++)
            {
                int beat = i < 2 ? 20 : 125;
                ControlRig rig = i < 2 ? ControlRig.Charging() : Resting();
                CanPortFake port = i % 2 == 0 ? rig.ModuleBus : rig.BmsBus;
                rig.Module.Silent = true;
                long at = rig.NowMs;
                rig.StepAt(at);
                for (int n = 0; n < Charger.Runtime.FrameRing.DefaultCapacity - 1; n++) port.Arrive(0x123, Request());
                Assert.AreEqual(at + 2 * beat, rig.StepAt(at + beat), "one less, case " + i);
                for (int n = 0; n < Charger.Runtime.FrameRing.DefaultCapacity; n++) port.Arrive(0x123, Request());
                Assert.AreEqual(at + 2 * beat, rig.StepAt(at + 2 * beat), "all, case " + i);
                Assert.IsFalse(port.HasFrames);
            }
        }

        [TestMethod]
        public void Working_TurnsEvery20MsAndWholeOnesEvery100()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.IsTrue(rig.ModuleBus.Watched && rig.BmsBus.Watched);
            Assert.AreEqual(6020L, rig.StepAt(6000));
            Assert.AreEqual(6020L, rig.StepAt(6007));
            Assert.AreEqual(6040L, rig.StepAt(6020));
            Assert.AreEqual(6060L, rig.StepAt(6045), "late: on the beat again");
            // The vehicle is checked every 100 ms: it is gone 3401 ms after its last frame, and the next whole turn notices that.
            rig.Settings[ChargerSettings.PlugLostMs] = 3400;
            rig.BmsBus.NowMs = 6050;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            rig.StepAt(6050);
            long seen = -1;
            for (long ms = 6060; ms < 10000 && seen < 0; ms += 20)
            {
                rig.StepAt(ms);
                if (!rig.Control.Plug.Plugged) seen = ms;
            }
            Assert.AreEqual(9500L, seen);
        }

        [TestMethod]
        public void Silence_ThatClosesTheGate_HasATurnOfItsOwn()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsBus.NowMs = 6003;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, Request());
            rig.StepAt(6003);
            rig.NowMs = 6020;
            rig.BmsSilent = true;
            rig.Settings[ChargerSettings.PlugLostMs] = 60000;
            while (rig.NowMs < 9000) rig.Run(20);
            Assert.AreEqual(9004L, rig.StepAt(9001));
            Assert.IsTrue(rig.Control.Module.OutputOn);
            Assert.AreEqual(9005L, rig.StepAt(9004), "first the STOP alone");
            Assert.IsFalse(rig.Control.Module.OutputOn);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            rig.StepAt(9005);
            Assert.IsFalse(rig.Snapshot.OutputOn, "and it is told with the next turn");
        }

        [TestMethod]
        public void Frame_ThatOnlyChangesThePhase_IsToldAtOnce()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            rig.Module.StuckOff = true;
            rig.StartTransaction();
            while (rig.ModuleBus.StartsSent == 0) rig.Run(20);
            rig.Run(20);
            int conditions = rig.Control.Gate.Conditions;
            Assert.IsFalse(rig.Control.Facts.ModuleOn);
            // Between two beats, at which there is a turn anyway.
            long at = rig.NowMs - 17;
            rig.ModuleBus.NowMs = at;
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, Hex.Bytes("01 32 00 00 00 00 00 00"));
            rig.StepAt(at);
            Assert.AreEqual(conditions, rig.Control.Gate.Conditions);
            Assert.AreEqual((int)ModulePhase.On, (int)rig.Control.Module.Phase);
            Assert.IsTrue(rig.Control.Facts.ModuleOn, "the whole turn follows");
        }

        [TestMethod]
        public void PartialTurn_ThatClosesTheGate_EndsAndReportsWithTheNext()
        {
            ControlRig rig = ControlRig.Charging();
            // Its answer would be news of its own.
            rig.Module.Silent = true;
            rig.StepAt(6000);
            rig.StepAt(6020);
            rig.Emergency.High = true;
            Assert.AreEqual(6041L, rig.StepAt(6040), "first the STOP alone");
            Assert.IsFalse(rig.Control.Module.OutputOn);
            rig.StepAt(6041);
            Assert.AreEqual(6041L, rig.Snapshot.TimeMs);
            Assert.AreEqual((int)EndReason.EmergencyStop, (int)rig.Snapshot.Ended);
            Assert.AreEqual(ChargerFaults.EmergencyStop, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void StopButton_LowOnce_IsLookedAtAgainTenMsLater()
        {
            ControlRig rig = ControlRig.Charging();
            rig.StepAt(6000);
            rig.Stop.High = false;
            Assert.AreEqual(6030L, rig.StepAt(6020));
            Assert.AreEqual(6030L, rig.StepAt(6025), "not yet");
            Assert.IsTrue(rig.Control.Module.OutputOn);
            rig.StepAt(6030);
            Assert.IsFalse(rig.Control.Module.OutputOn);
            rig.StepAt(6031);
            Assert.AreEqual((int)EndReason.Local, (int)rig.Snapshot.Ended);

            rig = ControlRig.Charging();
            rig.Control.StopButton = null;
            Assert.AreEqual(6020L, rig.StepAt(6000), "a board without one");
        }

        [TestMethod]
        public void StopButton_DoubtfulAfterTheTransactionsEnd_AsksForNoTurn()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.DrivesCurrent = false;
            rig.Module.MilliAmpere = 9000;
            rig.Permit.EnergyPermitted = false;
            rig.Run(100);
            rig.Stop.High = false;
            Assert.AreEqual(6110L, rig.StepAt(6100));
            rig.Permit.TransactionRunning = false;
            rig.Publish();
            rig.StepAt(6105);
            Assert.IsTrue(rig.Contactor.High, "no rest yet");
            Assert.AreEqual(6120L, rig.StepAt(6110));
        }

        [TestMethod]
        public void StopButton_DoubtfulLaterThanASilence_LetsThatGoFirst()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsSilent = true;
            rig.Settings[ChargerSettings.PlugLostMs] = 60000;
            long silentMs = rig.Control.Bms.RequestMs + rig.Settings[ChargerSettings.BmsFreshMs] + 1;
            while (rig.NowMs + 20 <= silentMs) rig.Run(20);
            // The time limit of the silence ends 1 ms after this turn; the button is read again 10 ms after it.
            rig.Stop.High = false;
            Assert.AreEqual(silentMs, rig.StepAt(silentMs - 1));
        }

        private static ControlRig Resting()
        {
            ControlRig rig = new ControlRig();
            rig.Run(4000);
            return rig;
        }

        private static byte[] Request() => Hex.Bytes("03 48 00 64 00 00 00 00");
    }
}
