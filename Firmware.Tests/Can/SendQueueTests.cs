using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class SendQueueTests
    {
        [TestMethod]
        public void Frames_RoundTheEnd_KeepOrderAndContents()
        {
            SendQueue queue = New(3, null);
            Frame into = new Frame();
            for (int i = 0; i < 8; i++)
            {
                Assert.IsTrue(Put(queue, i, 7));
                Assert.IsTrue(Put(queue, i + 100, 7));
                Assert.IsTrue(Put(queue, i + 200, 7));
                Assert.IsFalse(Put(queue, i + 300, 7));
                for (int n = 0; n < 3; n++)
                {
                    Assert.IsTrue(queue.TryTake(into, 7));
                    Assert.AreEqual((uint)(i + n * 100), into.Id);
                    Assert.AreEqual(8, into.Length);
                    Assert.AreEqual((byte)(i + n * 100), into.Data[0]);
                    Assert.AreEqual((byte)(i + n * 100 + 1), into.Data[7]);
                    if (n == 0) Assert.IsTrue(Put(queue, i + 300, 7));
                }
                Assert.IsTrue(queue.TryTake(into, 7));
                Assert.IsFalse(queue.TryTake(into, 7));
            }
            Assert.AreEqual(3, queue.Peak);
            Assert.AreEqual(8, queue.Refused);
            Assert.AreEqual(0, queue.Superseded);
        }

        [TestMethod]
        public void Frames_OfAnotherStamp_AreDroppedUnsentAndCounted()
        {
            SendQueue queue = New(4, null);
            Frame into = new Frame();
            Put(queue, 1, 5);
            Put(queue, 2, 5);
            Put(queue, 3, 6);
            Put(queue, 4, 5);
            Assert.IsTrue(queue.TryTake(into, 6));
            Assert.AreEqual(3u, into.Id);
            Assert.AreEqual(2, queue.Superseded);
            Assert.AreEqual(1, queue.Count);
            Assert.IsFalse(queue.TryTake(into, 6));
            Assert.AreEqual(3, queue.Superseded);
            Assert.AreEqual(0, queue.Count);
            Assert.AreEqual(3u, into.Id, "a frame that is dropped is not handed out");
        }

        [TestMethod]
        public void SendQueue_LockHeld_RefusesAPutAndGivesAFrame()
        {
            TimedLock guard = new TimedLock("L", new StoppedClock(), null, 0);
            SendQueue queue = New(2, guard);
            Frame into = new Frame();
            Assert.IsTrue(Put(queue, 1, 0));
            Assert.IsNull(guard.Holder);
            Assert.IsTrue(guard.TryEnter("another"));
            Assert.IsFalse(Put(queue, 2, 0));
            Assert.AreEqual(1, queue.Refused);
            Assert.IsTrue(queue.TryTake(into, 0));
            Assert.AreEqual(1u, into.Id);
            Assert.IsFalse(queue.TryTake(into, 0));
            guard.Exit();
            Assert.IsTrue(Put(queue, 3, 0));
            Assert.IsTrue(queue.TryTake(into, 0));
            Assert.AreEqual(3u, into.Id);
        }

        private static SendQueue New(int capacity, TimedLock guard)
        {
            return new SendQueue(capacity, guard == null ? new TimedLock("L", new StoppedClock(), null) : guard);
        }

        private static bool Put(SendQueue queue, int id, int stamp)
        {
            byte[] data = new byte[8];
            data[0] = (byte)id;
            data[7] = (byte)(id + 1);
            return queue.TryPut("T", (uint)id, data, stamp);
        }
    }
}
