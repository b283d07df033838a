using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ModuleSenderTests
    {
        [TestMethod]
        public void Stop_BusDown_IsOfferedAgainWholeWhenItIsBack()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            bus.State = CanBusState.BusOff;
            sender.Stop(1000);
            sender.Step(1020, false, true);
            Assert.AreEqual(0, bus.StopsSent);
            Assert.AreEqual(0L, sender.LastStopMs, "it has not gone out yet: the last is that of the boot");
            bus.State = CanBusState.Active;
            sender.Step(1040, false, true);
            Assert.AreEqual(3, bus.StopsSent);
            Assert.AreEqual(1040L, sender.LastStopMs);
        }

        [TestMethod]
        public void Stop_SecondOne_IsAWholeBurstAgain()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            sender.Stop(1000);
            Assert.AreEqual(3, bus.StopsSent);
            sender.Stop(1010);
            Assert.AreEqual(6, bus.StopsSent);
            Assert.AreEqual(1010L, sender.LastStopMs);
        }

        [TestMethod]
        public void Stop_NotReadBack_IsRepeatedEverySixtyMs()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            sender.Stop(1000);
            for (int ms = 1001; ms <= 1320; ms++) sender.Step(ms, false, true);
            Assert.AreEqual(3 + 5, bus.StopsSent);
        }

        [TestMethod]
        public void Start_AfterAStopThatStillWaits_TakesItsPlace()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            bus.State = CanBusState.BusOff;
            sender.Stop(1000);
            bus.State = CanBusState.Active;
            sender.Start(1010);
            sender.Step(1030, true, false);
            Assert.AreEqual(1, bus.StartsSent);
            Assert.AreEqual(0, bus.StopsSent);
        }

        [TestMethod]
        public void Start_NotTaken_IsOfferedAgainAtOnce()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            bus.State = CanBusState.BusOff;
            sender.Start(1000);
            bus.State = CanBusState.Active;
            sender.Step(1001, true, false);
            Assert.AreEqual(1, bus.StartsSent);
        }

        [TestMethod]
        public void ExtraQuery_ComesBeforeTheCycleAndOnce()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            sender.Start(1000);
            bus.Full = true;
            sender.Ask(ModuleProtocol.AlarmFunction);
            sender.Step(1020, true, false);
            bus.Full = false;
            sender.Step(1021, true, false);
            Assert.AreEqual(ModuleProtocol.AlarmFunction, bus.FirstAfterFull[1], "not taken, so asked again");
            int sent = bus.Sent;
            sender.Step(1030, true, false);
            Assert.AreEqual(sent, bus.Sent, "20 ms apart");
        }

        /// <summary>A sender whose first frames after the boot are sent, with the counters at 0.</summary>
        private static ModuleSender Idle(CanPortFake bus)
        {
            ModuleLimits limits = new ModuleLimits();
            ModuleSender sender = new ModuleSender(bus, limits);
            sender.Step(0, false, false);
            Assert.AreEqual(3, bus.StopsSent, "STOP comes first of all");
            bus.StopsSent = 0;
            return sender;
        }
    }
}
