using System;
using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>What single frames do between two turns and within one: each is decided on, and none is decided on twice.</summary>
    [TestClass]
    public class ControlFramesTests
    {
        private const int Trips = 1 << 23;

        [TestMethod]
        public void Frames_OfOneTurn_AreEachDecidedOn()
        {
            for (int i = 0; i < 2; i++)
            {
                ControlRig rig = ControlRig.Charging();
                rig.StepAt(6000);
                rig.ModuleBus.NowMs = 6003;
                rig.BmsBus.NowMs = 6003;
                if (i == 0) Alarm(rig, Trips);
                if (i == 0) Alarm(rig, 0);
                if (i == 1) Request(rig, 4);
                if (i == 1) Request(rig, 0);
                rig.StepAt(6003);
                Assert.IsFalse(rig.Control.Module.OutputOn, "case " + i);
            }
        }

        [TestMethod]
        public void Frames_OfOneTurn_StopOneThatIsReady()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Settings[ChargerSettings.ContactorSettleMs] = 2000;
            rig.Run(3000);
            rig.StartTransaction();
            while (rig.Control.Module.Phase != ModulePhase.Ready) rig.Run(20);
            rig.Run(20);
            long at = rig.NowMs - 17;
            rig.ModuleBus.NowMs = at;
            Alarm(rig, Trips);
            Alarm(rig, 0);
            rig.StepAt(at);
            Assert.AreEqual(at, rig.Control.Module.LastStopMs);
        }

        [TestMethod]
        public void Frames_OfOneTurn_OverAndNotAnyMore_AreAFault()
        {
            ControlRig rig = ControlRig.Charging();
            Terminals(rig, 6000, 90000);
            rig.StepAt(6000);
            Terminals(rig, 6205, 90000);
            Terminals(rig, 6205, 76000);
            rig.StepAt(6205);
            Assert.IsFalse(rig.Control.Module.OutputOn);
            rig.StepAt(6206);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.OverVoltage));
            Assert.AreEqual(16205L, rig.Control.Faults.LockedUntilMs);
        }

        [TestMethod]
        public void Silence_EndedByAFrameThatWaits_StopsNothing()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Settings[ChargerSettings.PlugLostMs] = 60000;
            while (rig.NowMs < 8000) rig.Run(20);
            // The last request was at 7000: the second turn comes late, and a request has come before it, nothing else.
            rig.Module.Silent = true;
            rig.StepAt(10000);
            Request(rig, 0);
            rig.StepAt(10010);
            Assert.IsTrue(rig.Control.Module.OutputOn);
        }

        [TestMethod]
        public void Frames_WithoutEnd_LeaveTheTurnAtItsMost()
        {
            ControlRig rig = ControlRig.Charging();
            rig.ModuleBus.Babbles = 1000;
            rig.BmsBus.Babbles = 1000;
            Assert.AreEqual(6000L, rig.StepAt(6000));
            Assert.AreEqual(1000 - Charger.Runtime.FrameRing.DefaultCapacity, rig.ModuleBus.Babbles);
            Assert.AreEqual(1000 - Charger.Runtime.FrameRing.DefaultCapacity, rig.BmsBus.Babbles);
        }

        [TestMethod]
        public void Frame_ThatChangesNothing_CausesNoTurn()
        {
            ControlRig rig = ControlRig.Charging();
            rig.StepAt(6000);
            // A frame is due at once, and the port takes none at the beat.
            rig.ModuleBus.Full = true;
            rig.Control.Module.Limits.VoltagePending = true;
            rig.StepAt(6020);
            rig.ModuleBus.Full = false;
            int sent = rig.ModuleBus.Sent;
            rig.ModuleBus.NowMs = 6030;
            rig.ModuleBus.Arrive(ModuleProtocol.HeartbeatId, new byte[8]);
            Assert.AreEqual(6040L, rig.StepAt(6030));
            Assert.AreEqual(sent, rig.ModuleBus.Sent);
            rig.StepAt(6040);
            Assert.AreEqual(sent + 1, rig.ModuleBus.Sent);
        }

        [TestMethod]
        public void Frame_ThatChangesAConditionOfAClosedGate_IsToldAtOnce()
        {
            ControlRig rig = NotPermitted();
            rig.StepAt(8000);
            rig.ModuleBus.NowMs = 8003;
            Alarm(rig, Trips);
            rig.StepAt(8003);
            Assert.AreEqual((int)ModulePhase.Off, (int)rig.Control.Module.Phase);
            Assert.AreEqual(8003L, rig.Snapshot.TimeMs);
            Assert.AreEqual(0, rig.Snapshot.GateConditions & GateConditions.Module);
            // Another alarm within the lock is told with the turn it is read in.
            rig.StepAt(8100);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(23), rig.Snapshot.FaultNumber);
            rig.ModuleBus.NowMs = 8200;
            Alarm(rig, Trips | 1 << 17);
            rig.StepAt(8200);
            Assert.AreEqual(ChargerFaults.OfAlarmBit(17), rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void Turn_InWhichAConditionChanges_DecidesOnWhatChangesSeldomToo()
        {
            ControlRig rig = NotPermitted();
            // The last request was at 7000: too old from 10001 on, and then the vehicle counts as gone too. There is a beat between two whole turns at 10020.
            rig.Module.Silent = true;
            rig.Settings[ChargerSettings.ModuleFreshMs] = 10000;
            for (long ms = 8000; ms <= 10000; ms += 20) rig.StepAt(ms);
            Assert.AreEqual(GateConditions.Plugged | GateConditions.Bms, rig.Snapshot.GateConditions & (GateConditions.Plugged | GateConditions.Bms));
            rig.StepAt(10020);
            Assert.AreEqual(10020L, rig.Snapshot.TimeMs);
            Assert.AreEqual(0, rig.Snapshot.GateConditions & (GateConditions.Plugged | GateConditions.Bms));
        }

        [TestMethod]
        public void StopButton_BetweenWholeTurns_HasAllWatchedInItsTurn()
        {
            ControlRig rig = NotPermitted();
            rig.StepAt(8000);
            rig.Stop.High = false;
            Assert.AreEqual(8030L, rig.StepAt(8020));
            rig.Control.Meter.SessionMs = 100000;
            rig.Control.Meter.SessionGapMs = 50000;
            rig.StepAt(8030);
            Assert.AreEqual(8030L, rig.Snapshot.TimeMs);
            Assert.AreEqual((int)EndReason.Local, (int)rig.Snapshot.Ended);
            Assert.AreEqual(ChargerFaults.MeterGaps, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void Terminals_AboveForTheTime_StopWithoutATurn()
        {
            ControlRig rig = ControlRig.Charging();
            Terminals(rig, 6000, 90000);
            rig.StepAt(6000);
            rig.StepAt(6200);
            Terminals(rig, 6205, 90000);
            rig.StepAt(6205);
            Assert.IsFalse(rig.Control.Module.OutputOn, "the first was 205 ms ago");
        }

        [TestMethod]
        public void Heat_IsFoundByTheNextTurn()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.Silent = true;
            for (int ms = 6003; ms <= 6010; ms += 7)
            {
                rig.ModuleBus.NowMs = ms;
                Answer(rig, ModuleProtocol.InletTemperatureFunction, 80 * 1024);
                rig.StepAt(ms);
            }
            for (long ms = 6020; ms <= 6200; ms += 20) rig.StepAt(ms);
            Assert.IsTrue(rig.Control.Module.OutputOn);
            rig.StepAt(6220);
            Assert.IsFalse(rig.Control.Module.OutputOn, "not 80 ms later, with the next whole turn");
        }

        [TestMethod]
        public void Echo_OfARequestThatIsNoLongerPlausible_StartsNothing()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            rig.Module.EchoesLimits = false;
            rig.StartTransaction();
            rig.Run(2000);
            // The last plausible request was at 4000.
            rig.BmsMilliVolt = 150000;
            rig.Run(2020);
            Assert.AreEqual((int)ModulePhase.Preparing, (int)rig.Control.Module.Phase);
            rig.ModuleBus.NowMs = 7005;
            Answer(rig, ModuleProtocol.VoltageLimitFunction, (int)rig.Control.Module.Limits.VoltageRaw, ModuleProtocol.ControlAnswerId);
            Answer(rig, ModuleProtocol.CurrentLimitFunction, (int)rig.Control.Module.Limits.CurrentRaw, ModuleProtocol.ControlAnswerId);
            rig.StepAt(7005);
            Assert.IsFalse(rig.Contactor.High);
            Assert.AreEqual((int)ModulePhase.Stopping, (int)rig.Control.Module.Phase);
        }

        [TestMethod]
        public void OwnOff_InTheMillisecondOfTheStart_OpensTheContactorAtOnce()
        {
            ControlRig rig = Started();
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, Hex.Bytes("01 32 00 01 00 00 00 00"));
            rig.ModuleBus.Arrive(ModuleProtocol.ControlAnswerId, Hex.Bytes("01 32 00 01 00 00 00 00"));
            rig.StepAt(rig.NowMs);
            Assert.AreEqual(rig.NowMs, rig.Control.Module.OwnOffMs);
            Assert.IsFalse(rig.Contactor.High);
        }

        [TestMethod]
        public void Alarm_InTheMillisecondOfTheStart_CountsAgainstIt()
        {
            ControlRig rig = Started();
            Alarm(rig, 1);
            rig.StepAt(rig.NowMs);
            Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.RepeatedStarts));
        }

        // START has gone out in the turn of NowMs, the third that is counted; the module has answered it.
        private static ControlRig Started()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Run(3000);
            for (int i = 0; i < 3; i++)
            {
                if (i > 0) rig.Control.Starts.Start(rig.NowMs);
                rig.Control.Starts.Stop(GateConditions.All, true, false, rig.NowMs);
            }
            rig.StartTransaction();
            while (rig.Starts == 0) rig.Run(20);
            rig.NowMs -= ChargerControl.EveryMs;
            rig.ModuleBus.NowMs = rig.NowMs;
            Assert.AreEqual(rig.NowMs, rig.Control.Starts.StartedMs);
            return rig;
        }

        // A transaction runs, and OCPP has withdrawn its permission: the module is off, the contactor open.
        private static ControlRig NotPermitted()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Permit.EnergyPermitted = false;
            rig.Run(2000);
            Assert.IsFalse(rig.Contactor.High);
            return rig;
        }

        private static void Request(ControlRig rig, byte refusal)
        {
            byte[] data = Hex.Bytes("03 48 00 64 00 00 00 00");
            data[4] = refusal;
            rig.BmsBus.Arrive(BmsProtocol.RequestId, data);
        }

        private static void Alarm(ControlRig rig, int bits) => Answer(rig, ModuleProtocol.AlarmFunction, bits);

        private static void Answer(ControlRig rig, byte function, int value, uint id = ModuleProtocol.QueryAnswerId)
        {
            byte[] data = new byte[8];
            data[0] = ModuleProtocol.Good;
            data[1] = function;
            BigEndian.PutU32(data, 4, (uint)value);
            rig.ModuleBus.Arrive(id, data);
        }

        private static void Terminals(ControlRig rig, long ms, int milliVolt)
        {
            byte[] data = new byte[8];
            byte[] bits = BitConverter.GetBytes(milliVolt / 1000f);
            for (int i = 0; i < 4; i++) data[i] = bits[3 - i];
            rig.ModuleBus.NowMs = ms;
            rig.ModuleBus.Arrive(ModuleProtocol.TerminalPowerId, data);
        }
    }
}
