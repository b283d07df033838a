using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>Every frame of <see cref="ModuleSender"/> with its time in ms: rates, order, what is due again, and the rates while resting.</summary>
    [TestClass]
    public class ModulePaceTests
    {
        [TestMethod]
        public void Cycle_Off_SendsEachFunctionInTurnBesideThePower()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            Run(sender, bus, 1, 830, 1, false, false);
            Assert.AreEqual("20V 60- 90C 180q84 230- 270q82 360q79 400- 450q80 540q83 570- 630q7F 720V 740- 810C ", bus.Trace);
            // Frames that were due during a pause are not sent later; a pause of exactly one period does not send twice.
            bus.Trace = "";
            Run(sender, bus, 5000, 5171, 1, true, false);
            Assert.AreEqual("5000+ 5020q84 5110q82 5170+ ", bus.Trace);
            bus.Trace = "";
            Run(sender, bus, 5510, 5681, 1, true, false);
            Assert.AreEqual("5510+ 5530q79 5620q80 5680+ ", bus.Trace);
        }

        [TestMethod]
        public void Resting_SendsTwoFramesATurnThePowerInEverySecond()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            sender.Rests = true;
            Run(sender, bus, 125, 1001, 125, false, false);
            Assert.AreEqual("125- 125V 250- 250C 375q84 375q82 500- 500q79 625q80 625q83 750- 750q7F 875V 875C 1000- 1000q84 ", bus.Trace);
            Assert.AreEqual(long.MaxValue, sender.RestDueMs);
        }

        [TestMethod]
        public void Resting_TurnUpTo62MsEarly_IsOnItsBeat()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            sender.Rests = true;
            Run(sender, bus, 125, 126, 1, false, false);
            bus.Trace = "";
            // Power is due at 310, the next slot at 215.
            Run(sender, bus, 152, 153, 1, false, false);
            Assert.AreEqual("", bus.Trace);
            Run(sender, bus, 153, 154, 1, false, false);
            Assert.AreEqual("153C ", bus.Trace);
            bus.Trace = "";
            Run(sender, bus, 247, 248, 1, false, false);
            Assert.AreEqual("247q84 ", bus.Trace);
            bus.Trace = "";
            Run(sender, bus, 267, 268, 1, false, false);
            Assert.AreEqual("267- ", bus.Trace);
        }

        [TestMethod]
        public void OutOfTurn_StopsThenAskedThenLimits_TwentyMsApart()
        {
            CanPortFake bus = new CanPortFake();
            ModuleLimits limits = new ModuleLimits();
            ModuleSender sender = new ModuleSender(bus, limits);
            Assert.AreEqual(0L, sender.RestDueMs, "the boot's STOPs");
            Assert.AreEqual(-1L, sender.LastStopMs);
            Run(sender, bus, 7, 8, 1, false, false);
            Assert.AreEqual(7L, sender.LastStopMs);
            Assert.AreEqual(long.MaxValue, sender.RestDueMs);
            for (int i = ModuleProtocol.QueryCount - 1; i >= 0; i--)
            {
                sender.Ask(ModuleProtocol.QueryAt(i));
                Assert.AreEqual(27L, sender.RestDueMs);
            }
            limits.VoltagePending = true;
            limits.CurrentPending = true;
            Run(sender, bus, 8, 240, 1, false, true);
            Assert.AreEqual("7- 7- 7- 27q84 47q82 67- 87q79 107q80 127- 147q83 167q7F 187- 207V 227C ", bus.Trace);
            Assert.IsFalse(limits.VoltagePending || limits.CurrentPending);
            limits.VoltagePending = true;
            Assert.AreEqual(247L, sender.RestDueMs);
            limits.VoltagePending = false;
            limits.CurrentPending = true;
            Assert.AreEqual(247L, sender.RestDueMs);
        }

        [TestMethod]
        public void NotTaken_StaysDueWholeAndInItsPlace()
        {
            CanPortFake bus = new CanPortFake();
            ModuleLimits limits = new ModuleLimits();
            ModuleSender sender = new ModuleSender(bus, limits);
            Run(sender, bus, 0, 1, 1, false, false);
            limits.VoltagePending = true;
            limits.CurrentPending = true;
            bus.Full = true;
            Run(sender, bus, 20, 70, 1, false, false);
            bus.Full = false;
            bus.Trace = "";
            Run(sender, bus, 70, 175, 1, false, false);
            Assert.AreEqual("70- 90V 110C 130V ", bus.Trace, "pending, then the cycle from its first place");
            sender.Start(200);
            bus.Trace = "";
            Run(sender, bus, 201, 245, 1, true, false);
            Assert.AreEqual("220C ", bus.Trace);
            bus.Full = true;
            Run(sender, bus, 330, 360, 1, true, false);
            bus.Full = false;
            bus.Trace = "";
            Run(sender, bus, 360, 385, 1, true, false);
            Assert.AreEqual("360q84 380+ ", bus.Trace);
        }

        [TestMethod]
        public void Limit_NotTaken_IsSentAsSoonAsThereIsRoom()
        {
            for (int i = 0; i < 2; i++)
            {
                CanPortFake bus = new CanPortFake();
                ModuleLimits limits = new ModuleLimits();
                ModuleSender sender = new ModuleSender(bus, limits);
                Run(sender, bus, 0, 1, 1, false, false);
                bus.Full = true;
                limits.VoltagePending = i == 0;
                limits.CurrentPending = i == 1;
                Run(sender, bus, 30, 31, 1, false, false);
                Assert.AreEqual(i == 0, limits.VoltagePending);
                Assert.AreEqual(i == 1, limits.CurrentPending);
                bus.Full = false;
                bus.Trace = "";
                Run(sender, bus, 31, 32, 1, false, false);
                Assert.AreEqual(i == 0 ? "31V " : "31C ", bus.Trace);
                Assert.IsFalse(bus.OtherWasUrgent);
            }
        }

        [TestMethod]
        public void Start_IsFollowedByNothingFor20Ms()
        {
            CanPortFake bus = new CanPortFake();
            ModuleLimits limits = new ModuleLimits();
            ModuleSender sender = new ModuleSender(bus, limits);
            Run(sender, bus, 0, 1, 1, false, false);
            sender.Start(50);
            limits.VoltagePending = true;
            bus.Trace = "";
            Run(sender, bus, 51, 71, 1, true, false);
            Assert.AreEqual("70V ", bus.Trace);
        }

        [TestMethod]
        public void Stop_AgainBeforeItWasTaken_IsOneBurstWithItsFirstTime()
        {
            CanPortFake bus = new CanPortFake();
            ModuleSender sender = Idle(bus);
            sender.Stop(1000);
            Assert.AreEqual(1000L, sender.LastStopMs);
            Run(sender, bus, 1001, 1150, 1, false, true);
            Assert.AreEqual(1000L, sender.LastStopMs, "repeated, not new");
            Assert.AreEqual("0- 0- 0- 1020V 1060- 1110C 1130- ", bus.Trace);
        }

        private static void Run(ModuleSender sender, CanPortFake bus, int fromMs, int untilMs, int everyMs, bool on, bool stopping)
        {
            if (bus.Trace == null) bus.Trace = "";
            for (int ms = fromMs; ms < untilMs; ms += everyMs)
            {
                bus.NowMs = ms;
                sender.Step(ms, on, stopping);
            }
        }

        private static ModuleSender Idle(CanPortFake bus)
        {
            ModuleSender sender = new ModuleSender(bus, new ModuleLimits());
            sender.Step(0, false, false);
            bus.Trace = "";
            return sender;
        }
    }
}
