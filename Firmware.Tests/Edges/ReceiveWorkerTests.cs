using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Can;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="CanReceiveWorker"/>: each bus has its turn when it is due, and at once when the thread is woken.</summary>
    [TestClass]
    public class ReceiveWorkerTests
    {
        [TestMethod]
        public void Bus_Quiet_IsPolledWhenItIsDue()
        {
            Chips chips = new Chips();
            StoppedClock clock = new StoppedClock();
            CanPort module = Port("CAN1", clock);
            CanPort bms = Port("CAN2", clock);
            CanReceiveWorker worker = new CanReceiveWorker(chips, module, bms, null, new LineLog());
            module.Watched = false;
            bms.Watched = false;
            worker.Step(0);
            worker.Step(0);
            string ofModule = "";
            string ofBms = "";
            for (int ms = 1; ms <= 400; ms++)
            {
                int before = chips.Module.Transfers;
                int beforeBms = chips.Bms.Transfers;
                worker.Step(ms);
                if (chips.Module.Transfers != before) ofModule += ms + " ";
                if (chips.Bms.Transfers != beforeBms) ofBms += ms + " ";
            }
            Assert.AreEqual("100 350 ", ofModule);
            Assert.AreEqual("100 350 ", ofBms);
            int sent = chips.Bms.Requested.Length;
            Assert.IsTrue(bms.TrySend(BmsProtocol.FeedbackId, new byte[8], false));
            worker.Step(401);
            Assert.AreEqual(sent + 1, chips.Bms.Requested.Length, "woken");
        }

        private static CanPort Port(string name, StoppedClock clock) => new CanPort(name, new FrameRing(name), new TimedLock(name, clock, null));

        /// <summary>A controller for each bus, on a chip of its own.</summary>
        private sealed class Chips : ICanControllerFactory
        {
            public readonly ChipFake Module = new ChipFake();
            public readonly ChipFake Bms = new ChipFake();

            public ICanController Create(CanBus bus, WakeSignal interrupts) => new Mcp2515Controller(bus == CanBus.Module ? Module : Bms, null, 8000000, 250000, WantedFrames.Of(bus));
        }
    }
}
