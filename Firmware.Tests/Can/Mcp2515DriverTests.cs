using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class Mcp2515DriverTests
    {
        [TestMethod]
        public void Identifier_OfTheSpecification_HasItsFourBytes()
        {
            string golden = "1806E5F4 C02AE5F4|160B8001 B04B8001|160D8001 B0698001|18904001 C4884001|0681817E 3409817E|0681827E 3409827E"
                + "|00433F01 020B3F01|00473F01 022B3F01|18FF50E5 C7EB50E5|1FFFFFFF FFEBFFFF";
            foreach (string row in golden.Split('|'))
            {
                byte[] id = Hex.Bytes(Spaced(row.Substring(0, 8)));
                byte[] expected = Hex.Bytes(Spaced(row.Substring(9, 8)));
                byte[] put = new byte[4];
                Mcp2515Identifier.Put(Bytes.UInt32(id, 0), put, 0);
                for (int i = 0; i < 4; i++) Assert.AreEqual(expected[i], put[i], row);
                Assert.AreEqual(Bytes.UInt32(id, 0), Mcp2515Identifier.Get(put, 0), row);
            }
        }

        [TestMethod]
        public void Plan_OfBothBuses_PutsPairsBehindOneFilter()
        {
            AcceptancePlan module = new AcceptancePlan(WantedFrames.Of(CanBus.Module));
            Assert.AreEqual(0x1FFBFCFFu, module.Mask(0));
            Assert.AreEqual(0x1FFFFFFFu, module.Mask(1));
            Assert.AreEqual(ModuleProtocol.TerminalPowerId, module.Filter(0));
            Assert.AreEqual(ModuleProtocol.ControlAnswerId, module.Filter(1));
            Assert.AreEqual(ModuleProtocol.HeartbeatId, module.Filter(2));
            AcceptancePlan bms = new AcceptancePlan(WantedFrames.Of(CanBus.Bms));
            Assert.AreEqual(0x1FFFFFFFu, bms.Mask(0));
            Assert.AreEqual(BmsProtocol.RequestId, bms.Filter(0));
            Assert.AreEqual(BmsProtocol.RequestId, bms.Filter(1), "the request has buffer 0 for itself");
            Assert.AreEqual(BmsProtocol.ChargeCounterId, bms.Filter(2));
            Assert.AreEqual(BmsProtocol.DalyId, bms.Filter(4));
            Assert.IsTrue(AcceptancePlan.IsWanted(WantedFrames.Of(CanBus.Bms), BmsProtocol.DischargeCounterId));
            Assert.IsFalse(AcceptancePlan.IsWanted(WantedFrames.Of(CanBus.Bms), 0x160F8001));
            AcceptancePlan apart = new AcceptancePlan(new uint[] { 1, 0xFFFF, 3, 4, 5, 6 });
            Assert.AreEqual(0x1FFFFFFFu, apart.Mask(0));
            for (int i = 0; i < 6; i++) Assert.AreEqual(i == 1 ? 0xFFFFu : (uint)(i + 1), apart.Filter(i));
            Assert.AreEqual(0u, new AcceptancePlan(new uint[0]).Mask(0));
        }

        [TestMethod]
        public void Start_Chip_ProvesItselfAndListens()
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller controller = Started(chip);
            Assert.AreEqual((byte)0x03, chip.Registers[Mcp2515Registers.Cnf3]);
            Assert.AreEqual((byte)0x9E, chip.Registers[Mcp2515Registers.Cnf2]);
            Assert.AreEqual((byte)0x40, chip.Registers[Mcp2515Registers.Cnf1]);
            Assert.AreEqual(Mcp2515Registers.Rx1Interrupt, chip.Registers[Mcp2515Registers.Caninte], "one frame alone gives no edge");
            Assert.AreEqual((byte)0x04, chip.Registers[Mcp2515Registers.Rxb0Ctrl]);
            Assert.AreEqual((int)CanBusState.Active, (int)controller.State);
        }

        [TestMethod]
        public void Receive_BothBuffers_OldestFirstInThreeTransfers()
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller controller = Started(chip);
            chip.Arrive(0, ModuleProtocol.TerminalPowerId, 1);
            chip.Arrive(1, ModuleProtocol.HeartbeatId, 2);
            chip.Transfers = 0;
            Frame frame = new Frame();
            Assert.IsTrue(controller.TryReceive(frame));
            Assert.AreEqual(ModuleProtocol.TerminalPowerId, frame.Id);
            Assert.AreEqual((byte)1, frame.Data[0]);
            Assert.IsTrue(controller.TryReceive(frame));
            Assert.AreEqual(ModuleProtocol.HeartbeatId, frame.Id);
            Assert.AreEqual(3, chip.Transfers);
            Assert.IsFalse(controller.TryReceive(frame));
        }

        [TestMethod]
        public void Send_OrdinaryAndUrgent_TakeTheirBuffers()
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller controller = Started(chip);
            byte[] start = new byte[] { 1, 0x32, 0, 0, 0, 0, 0, 0 };
            byte[] stop = new byte[] { 1, 0x32, 0, 1, 0, 0, 0, 0 };
            Assert.IsTrue(controller.TrySend(ModuleProtocol.QueryId, start, false));
            Assert.IsTrue(controller.TrySend(ModuleProtocol.QueryId, start, false));
            Assert.IsFalse(controller.TrySend(ModuleProtocol.QueryId, start, false));
            Assert.IsTrue(controller.TrySend(ModuleProtocol.ControlId, start, true));
            Assert.AreEqual("102", chip.Requested);
            // The START still waits: it is cancelled, and the STOP gets its buffer with the next call.
            Assert.IsFalse(controller.TrySend(ModuleProtocol.ControlId, stop, true));
            Assert.IsTrue(controller.TrySend(ModuleProtocol.ControlId, stop, true));
            Assert.AreEqual((byte)1, chip.Registers[0x51 + Mcp2515Registers.DataAt + 3]);
            Assert.IsFalse(controller.TrySend(ModuleProtocol.ControlId, stop, true), "the same STOP waits already");
            Assert.AreEqual(1, controller.Aborted);
        }

        [TestMethod]
        public void Poll_ErrorFlags_AreStateAndCounters()
        {
            ChipFake chip = new ChipFake();
            Mcp2515Controller controller = Started(chip);
            chip.Registers[Mcp2515Registers.Tec] = 200;
            chip.Registers[Mcp2515Registers.Rec] = 3;
            chip.Registers[Mcp2515Registers.Eflg] = 0xC0 | Mcp2515Registers.TxPassive | Mcp2515Registers.ErrorWarning;
            controller.Poll();
            Assert.AreEqual((int)CanBusState.Passive, (int)controller.State);
            Assert.AreEqual(200, controller.TransmitErrorCounter);
            Assert.AreEqual(3, controller.ReceiveErrorCounter);
            Assert.AreEqual(2, controller.Overruns);
            Assert.AreEqual(0, chip.Registers[Mcp2515Registers.Eflg] & 0xC0);
            chip.Registers[Mcp2515Registers.Eflg] = Mcp2515Registers.TxBusOff;
            controller.Poll();
            Assert.AreEqual((int)CanBusState.BusOff, (int)controller.State);
            chip.Registers[Mcp2515Registers.Cnf1] = 0;
            controller.Poll();
            Assert.AreEqual((int)CanBusState.Down, (int)controller.State);
        }

        [TestMethod]
        public void SendQueue_FullAndStampsNoLongerValid_KeepsItsBounds()
        {
            SendQueue box = new SendQueue(3, new TimedLock("L", new Fakes.StoppedClock(), null));
            byte[] data = new byte[8];
            Frame frame = new Frame();
            for (int i = 0; i < 3; i++)
            {
                data[1] = (byte)i;
                Assert.IsTrue(box.TryPut("T", 7, data, i == 1 ? 4 : 5));
            }
            Assert.IsFalse(box.TryPut("T", 7, data, 5));
            Assert.AreEqual(1, box.Refused);
            Assert.IsTrue(box.TryTake(frame, 5));
            Assert.AreEqual((byte)0, frame.Data[1]);
            Assert.IsTrue(box.TryPut("T", 8, data, 5));
            Assert.IsTrue(box.TryTake(frame, 5));
            Assert.AreEqual((byte)2, frame.Data[1]);
            Assert.AreEqual(1, box.Superseded);
            Assert.IsTrue(box.TryTake(frame, 5));
            Assert.AreEqual(8u, frame.Id);
            box.TryPut("T", 9, data, 5);
            Assert.IsFalse(box.TryTake(frame, 6));
            Assert.AreEqual(0, box.Count);
        }

        private static Mcp2515Controller Started(ChipFake chip)
        {
            Mcp2515Controller controller = new Mcp2515Controller(chip, null, 8000000, 250000, WantedFrames.Of(CanBus.Module));
            Assert.IsTrue(controller.Start(), controller.Failure);
            return controller;
        }

        private static string Spaced(string digits)
        {
            return digits.Substring(0, 2) + " " + digits.Substring(2, 2) + " " + digits.Substring(4, 2) + " " + digits.Substring(6, 2);
        }
    }
}
