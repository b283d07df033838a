using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class MailboxTests
    {
        [TestMethod]
        public void Mailbox_FullAndRefusing_KeepsTheOldAndCountsTheNew()
        {
            Mailbox box = New(WhenFull.RefuseNew);
            for (int i = 0; i < 3; i++) box.TryPost("T", i, i, null);

            Assert.IsFalse(box.TryPost("T", 9, 9, null));
            Assert.AreEqual(1, box.Lost);
            Assert.AreEqual(0, Take(box).Kind);
        }

        [TestMethod]
        public void Mailbox_FullAndOverwriting_LosesExactlyTheOldest()
        {
            Mailbox box = New(WhenFull.DropOldest);
            for (int i = 0; i < 4; i++) Assert.IsTrue(box.TryPost("T", i, 100L * i, "n" + i));

            Message first = Take(box);
            Assert.AreEqual(1, box.Lost);
            Assert.AreEqual(1, first.Kind);
            Assert.AreEqual(100L, first.Number);
            Assert.AreEqual("n1", first.Text);
            Assert.AreEqual(3, box.Peak);
        }

        [TestMethod]
        public void Mailbox_Posted_WakesItsReader()
        {
            WakeSignal reader = new WakeSignal();
            Mailbox box = new Mailbox("B", 3, WhenFull.RefuseNew, new TimedLock("L", new StoppedClock(), null), reader);

            Assert.IsFalse(reader.ConsumePending());
            box.TryPost("T", 1, 0, null);
            Assert.IsTrue(reader.ConsumePending());
            Assert.IsFalse(reader.ConsumePending());
            for (int i = 0; i < 3; i++) box.TryPost("T", 1, 0, null);
            Assert.AreEqual(3, reader.Sets, "a message that is refused wakes nobody");
            Assert.AreEqual("B", box.Name);
        }

        [TestMethod]
        public void Mailbox_LockHeldByAnother_RefusesAndCounts()
        {
            TimedLock guard = new TimedLock("L", new StoppedClock(), null, 1);
            Mailbox box = new Mailbox("B", 3, WhenFull.RefuseNew, guard, null);
            guard.TryEnter("other");

            Assert.IsFalse(box.TryPost("T", 1, 0, null));
            Assert.AreEqual(1, box.Lost);
            Assert.AreEqual(1, guard.Timeouts);
            Message message = new Message();
            Assert.IsFalse(box.TryTake("T", message));
            Assert.AreEqual(1, guard.Timeouts, "an empty box is seen without its lock");
            guard.Exit();
            Assert.IsTrue(box.TryPost("T", 1, 0, null));
            guard.TryEnter("other");
            Assert.IsFalse(box.TryTake("T", message));
            guard.Exit();
            Assert.IsTrue(box.TryTake("T", message));
            Assert.AreEqual(0, box.Count);
            Assert.AreEqual(4, guard.Entered);
            Assert.AreEqual(0, guard.StrayExits);
        }

        private static Mailbox New(WhenFull policy) => new Mailbox("B", 3, policy, new TimedLock("L", new StoppedClock(), null), null);

        private static Message Take(Mailbox box)
        {
            Message message = new Message();
            Assert.IsTrue(box.TryTake("T", message));
            return message;
        }
    }
}
