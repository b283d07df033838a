using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="Mcp2515Controller"/> transfer by transfer: frames that are cancelled, the supervisor's STOP, lost settings, skipped frames, a stuck INT.</summary>
    [TestClass]
    public class ChipEdgeTests
    {
        private const uint Control = ModuleProtocol.ControlId;

        [TestMethod]
        public void SupervisorsStop_TakesBackAllAndGoesIntoAFreeBuffer()
        {
            SendsStop(0, 2, "44 84 ");
            SendsStop(Mcp2515Registers.StatusTx2Pending, 1, "42 82 ");
            SendsStop(Mcp2515Registers.StatusTx2Pending | Mcp2515Registers.StatusTx1Pending, 0, "40 81 ");
            SendsStop(Mcp2515Registers.StatusTx1Pending, 2, "44 84 ");
        }

        private static void SendsStop(int onWire, int buffer, string sent)
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Module, null);
            chip.Trace = "";
            c.SendStop();
            Assert.AreEqual("", chip.Trace, "nothing is kept yet");
            c.KeepStop(Control, Data(1, 0x32, 0, 1));
            chip.OnWire = onWire;
            chip.Bytes = 0;
            c.SendStop();
            Assert.AreEqual("05:300800 05:400800 05:500800 A0 " + sent, chip.Trace);
            Assert.AreEqual(Control, Mcp2515Identifier.Get(chip.Registers, 0x31 + 16 * buffer));
            Assert.AreEqual("1 50 0 1", Text(chip, 0x31 + 16 * buffer));
            Assert.AreEqual(8, (int)chip.Registers[0x31 + 16 * buffer + Mcp2515Registers.DlcAt]);
            Assert.AreEqual(3 * 4 + 2 + 14 + 1, chip.Bytes);
        }

        [TestMethod]
        public void Stop_StartWaitsInAnyBuffer_IsTakenBackAloneAndTheNextCallWaits()
        {
            for (int b = 0; b < 2; b++)
            {
                ChipFake chip = new ChipFake();
                Mcp2515Controller c = Started(chip, CanBus.Module, null);
                // Buffer 1 is filled first. The other buffer holds a limit, which is not cancelled.
                c.TrySend(Control, b == 1 ? Data(1, 0x32, 0, 0) : Data(1, 0, 0, 0), false);
                c.TrySend(Control, b == 0 ? Data(1, 0x32, 0, 0) : Data(1, 3, 0, 0), false);
                chip.Trace = "";
                Assert.IsTrue(c.TrySend(Control, Data(1, 0x32, 0, 1), true));
                Assert.AreEqual("A0 05:" + (0x30 + 16 * b).ToString("X2") + "0800 44 84 ", chip.Trace);
                Assert.AreEqual(1, c.Aborted);
                Assert.IsFalse(c.TrySend(ModuleProtocol.QueryId, Data(1, 0x84, 0, 0), false), "it may be on the wire");
                Assert.AreEqual(b == 0, c.TrySend(ModuleProtocol.QueryId, Data(1, 0x84, 0, 0), false), "behind the limit there is no room");
            }
        }

        [TestMethod]
        public void Stop_WhatHasGoneOrIsAnother_IsNotTakenBack()
        {
            Kept(Control, Data(1, 0x32, 0, 0), true);
            Kept(ModuleProtocol.QueryId, Data(1, 0x32, 0, 0), false);
            Kept(Control, Data(2, 0x32, 0, 0), false);
            Kept(Control, Data(1, 0x33, 0, 0), false);
            Kept(Control, Data(1, 0x32, 0, 1), false);
        }

        private static void Kept(uint id, byte[] data, bool gone)
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Module, null);
            c.TrySend(id, data, false);
            c.TrySend(id, data, false);
            if (gone) chip.Registers[0x30] = chip.Registers[0x40] = 0;
            chip.Trace = "";
            Assert.IsTrue(c.TrySend(Control, Data(1, 0x32, 0, 1), true));
            Assert.AreEqual("A0 44 84 ", chip.Trace);
            Assert.AreEqual(0, c.Aborted);
        }

        [TestMethod]
        public void Urgent_WaitsInItsBuffer_IsTakenBackOnlyForAnotherContent()
        {
            for (int at = 2; at < 8; at++)
            {
                ChipFake chip = new ChipFake();
                Mcp2515Controller c = Started(chip, CanBus.Module, null);
                byte[] data = Data(1, 0x32, 0, 0);
                c.TrySend(Control, data, true);
                chip.Trace = "";
                Assert.IsFalse(c.TrySend(Control, data, true), "the same waits");
                Assert.AreEqual("A0 ", chip.Trace);
                data[at] ^= 1;
                Assert.IsFalse(c.TrySend(Control, data, true));
                Assert.AreEqual("A0 A0 05:500800 ", chip.Trace);
                Assert.IsTrue(c.TrySend(Control, data, true));
            }
        }

        [TestMethod]
        public void Start_Again_ForgetsWhatWasBefore()
        {
            Start_Again_ForgetsWhatWasBefore(CanBus.Bms, BmsProtocol.RequestId);
            Start_Again_ForgetsWhatWasBefore(CanBus.Module, ModuleProtocol.HeartbeatId);
        }

        private static void Start_Again_ForgetsWhatWasBefore(CanBus bus, uint id)
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, bus, null);
            c.TrySend(Control, Data(1, 0x32, 0, 0), true);
            c.TrySend(Control, Data(1, 0x32, 0, 1), true);
            chip.Arrive(0, id, 1);
            Assert.IsTrue(c.Poll());
            chip.Trace = "";
            c.Stop();
            Assert.AreEqual("C0 ", chip.Trace, "it leaves the bus");
            Assert.AreEqual((int)CanBusState.Down, (int)c.State);
            chip.Trace = "";
            Assert.IsFalse(c.TryReceive(new Frame()) || c.TrySend(Control, Data(1, 0, 0, 0), true) || c.Poll());
            Assert.AreEqual("", chip.Trace, "stopped: no transfer");
            Assert.IsTrue(c.Start());
            chip.Trace = "";
            Assert.IsFalse(c.TryReceive(new Frame()));
            Assert.AreEqual("A0 ", chip.Trace);
            Assert.IsTrue(c.TrySend(Control, Data(1, 0, 0, 0), false), "no settling of before");
        }

        [TestMethod]
        public void Poll_ErrorFlags_AreTheState()
        {
            ErrorFlags(0, CanBusState.Active);
            ErrorFlags(Mcp2515Registers.ErrorWarning, CanBusState.Warning);
            ErrorFlags(Mcp2515Registers.Rx0Overflow, CanBusState.Active);
            ErrorFlags(Mcp2515Registers.RxPassive | Mcp2515Registers.ErrorWarning, CanBusState.Passive);
            ErrorFlags(Mcp2515Registers.TxBusOff | Mcp2515Registers.TxPassive, CanBusState.BusOff);
        }

        private static void ErrorFlags(int flags, CanBusState state)
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Module, null);
            chip.Registers[Mcp2515Registers.Eflg] = (byte)flags;
            c.Poll();
            Assert.AreEqual((int)state, (int)c.State, "flags " + flags);
        }

        [TestMethod]
        public void Send_AfterALookAtFilledBuffers_LeavesThemAlone()
        {
            for (int b = 0; b < 3; b++)
            {
                ChipFake chip = new ChipFake();
                Mcp2515Controller c = Started(chip, CanBus.Module, null);
                chip.Registers[0x30 + 16 * b] |= Mcp2515Registers.TxRequest;
                Assert.IsFalse(c.TryReceive(new Frame()));
                chip.Trace = "";
                Assert.AreEqual(b != 0, c.TrySend(ModuleProtocol.QueryId, Data(1, 0x84, 0, 0), false), "buffer " + b);
                Assert.AreEqual(b == 0 ? "" : b == 1 ? "0" : "1", chip.Requested);
                Assert.AreEqual("A0 ", chip.Trace.Substring(0, 3), "it looks at them");
            }
        }

        [TestMethod]
        public void Poll_SettingsOfAnother_IsALostController()
        {
            int[] registers = { 0x1E, Mcp2515Registers.Cnf1, Mcp2515Registers.Cnf2, Mcp2515Registers.Cnf3, Mcp2515Registers.Caninte };
            for (int i = 0; i < registers.Length; i++)
            {
                ChipFake chip = new ChipFake();
                Mcp2515Controller c = Started(chip, CanBus.Module, null);
                chip.Registers[Mcp2515Registers.Rec] = 0xE8;
                chip.Registers[0x1F] = 0xE0;
                chip.Arrive(0, ModuleProtocol.HeartbeatId, 1);
                Assert.IsTrue(c.Poll());
                Assert.AreEqual(0xE8, c.ReceiveErrorCounter);
                chip.Registers[registers[i]] ^= 0x20;
                Assert.IsFalse(c.Poll(), "register " + i);
                Assert.AreEqual((int)CanBusState.Down, (int)c.State);
                Assert.AreEqual(1, c.LostSettings);
                Assert.IsFalse(c.TryReceive(new Frame()) || c.TrySend(Control, Data(1, 0, 0, 0), true));
            }
        }

        [TestMethod]
        public void Poll_FlagsAndFrames_CostOnlyTheTransfersTheyNeed()
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Module, null);
            chip.Trace = "";
            Assert.IsFalse(c.Poll());
            Assert.AreEqual("03 ", chip.Trace);
            chip.Registers[Mcp2515Registers.Eflg] = Mcp2515Registers.Rx0Overflow;
            c.Poll();
            Assert.AreEqual("03 03 05:2D4000 ", chip.Trace);
            Assert.AreEqual(1, c.Overruns);
            chip.Registers[Mcp2515Registers.Eflg] = Mcp2515Registers.Rx1Overflow | Mcp2515Registers.ErrorWarning;
            chip.Registers[Mcp2515Registers.Canintf] = Mcp2515Registers.ErrorInterrupt;
            chip.Trace = "";
            c.Poll();
            Assert.AreEqual("03 05:2D8000 05:2C2000 ", chip.Trace);
            Assert.AreEqual(2, c.Overruns);
            Assert.AreEqual((int)CanBusState.Warning, (int)c.State);
            chip.Arrive(0, ModuleProtocol.HeartbeatId, 1);
            chip.Trace = "";
            Frame frame = new Frame();
            Assert.IsTrue(c.Poll() && c.TryReceive(frame));
            Assert.IsFalse(c.TryReceive(frame), "the poll has looked: what came since waits");
            Assert.AreEqual("03 90 ", chip.Trace);
            chip.Trace = "";
            Assert.IsFalse(c.TryReceive(frame));
            Assert.AreEqual("A0 ", chip.Trace);
            chip.Arrive(0, ModuleProtocol.HeartbeatId, 1);
            chip.Arrive(1, ModuleProtocol.HeartbeatId, 2);
            chip.Trace = "";
            Assert.IsTrue(c.Poll() && c.TryReceive(frame) && c.TryReceive(frame));
            Assert.AreEqual((byte)2, frame.Data[0]);
            Assert.IsFalse(c.TryReceive(frame));
            Assert.AreEqual("03 90 94 A0 ", chip.Trace, "after two there may be more");
        }

        [TestMethod]
        public void Frames_NobodyWants_AreSkippedEightAtATime()
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Bms, null);
            Frame frame = new Frame();
            chip.Arrive(0, 0x123, 1);
            chip.Refills = 20;
            chip.Trace = "";
            Assert.IsFalse(c.TryReceive(frame));
            Assert.AreEqual(8, c.Unwanted);
            Assert.AreEqual(16 * 3, chip.Trace.Length);
            chip.Refills = 0;
            c.TryReceive(frame);
            // A standard frame, a remote one, and one with a length above 8.
            int at = 0x61;
            int unwanted = c.Unwanted;
            chip.Arrive(0, BmsProtocol.RequestId, 1);
            chip.Registers[at + Mcp2515Registers.SidlAt] &= 0xF7;
            Assert.IsFalse(c.TryReceive(frame));
            chip.Arrive(0, BmsProtocol.RequestId, 1);
            chip.Registers[at + Mcp2515Registers.DlcAt] = 0x48;
            Assert.IsFalse(c.TryReceive(frame));
            Assert.AreEqual(unwanted + 2, c.Unwanted);
            int[] lengths = { 15, 8, 3 };
            for (int i = 0; i < 3; i++)
            {
                chip.Arrive(0, BmsProtocol.RequestId, 1);
                chip.Registers[at + Mcp2515Registers.DlcAt] = (byte)lengths[i];
                Assert.IsTrue(c.TryReceive(frame));
                Assert.AreEqual(lengths[i] > 8 ? 8 : lengths[i], frame.Length);
            }
        }

        [TestMethod]
        public void Interrupt_HighWhileFramesWait_IsStuckAtTheThirdLookInARow()
        {
            PinFake pin = new PinFake { High = true };
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Bms, pin);
            Looks(chip, c, 15);
            Assert.AreEqual(0, pin.Reads);
            Looks(chip, c, 1);
            Assert.AreEqual(1, pin.Reads);
            Looks(chip, c, 1);
            Assert.AreEqual(2, pin.Reads);
            Assert.IsFalse(c.InterruptStuck);
            Looks(chip, c, 1);
            Assert.IsTrue(c.InterruptStuck);
            Looks(chip, c, 15);
            Assert.AreEqual(3, pin.Reads, "called stuck: seldom again");
            pin.High = false;
            Looks(chip, c, 1);
            Assert.IsFalse(c.InterruptStuck);
            Looks(chip, c, 15);
            Assert.AreEqual(4, pin.Reads);
            pin.High = true;
            Looks(chip, c, 1);
            pin.High = false;
            Looks(chip, c, 1);
            pin.High = true;
            Looks(chip, c, 17);
            Assert.IsFalse(c.InterruptStuck, "it was low in between");
        }

        [TestMethod]
        public void Interrupt_OfTwoFramesOnly_IsDueForBufferOneAlone()
        {
            PinFake pin = new PinFake { High = true };
            ChipFake chip = new ChipFake();
            Mcp2515Controller c = Started(chip, CanBus.Module, pin);
            Frame frame = new Frame();
            for (int i = 0; i < 40; i++)
            {
                chip.Arrive(0, ModuleProtocol.HeartbeatId, 1);
                while (c.TryReceive(frame))
                {
                }
            }
            Assert.AreEqual(0, pin.Reads);
            for (int i = 0; i < 16; i++)
            {
                chip.Arrive(1, ModuleProtocol.HeartbeatId, 1);
                while (c.TryReceive(frame))
                {
                }
            }
            Assert.AreEqual(1, pin.Reads);
        }

        private static void Looks(ChipFake chip, Mcp2515Controller c, int looks)
        {
            for (int i = 0; i < looks; i++)
            {
                chip.Arrive(0, BmsProtocol.RequestId, 1);
                Assert.IsTrue(c.TryReceive(new Frame()));
            }
        }

        private static byte[] Data(byte a, byte b, byte c, byte d) => new byte[] { a, b, c, d, 0, 0, 0, 0 };

        private static string Text(ChipFake chip, int at)
        {
            at += Mcp2515Registers.DataAt;
            return chip.Registers[at] + " " + chip.Registers[at + 1] + " " + chip.Registers[at + 2] + " " + chip.Registers[at + 3];
        }

        private static Mcp2515Controller Started(ChipFake chip, CanBus bus, IInputPin interrupt)
        {
            Mcp2515Controller c = new Mcp2515Controller(chip, interrupt, 8000000, 250000, WantedFrames.Of(bus));
            Assert.IsTrue(c.Start(), c.Failure);
            return c;
        }
    }
}
