using System;
using System.Threading;
using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class ThreadsTests
    {
        [TestMethod]
        public void TimedLock_Held_TellsWhoWaitedWhoHoldsAndHowLong()
        {
            Witness witness = new Witness();
            StoppedClock clock = new StoppedClock();
            TimedLock guard = new TimedLock("ring", clock, witness, 1);
            Assert.IsTrue(guard.TryEnter("CAN_RX"));
            clock.NowMs = 40;
            Assert.IsFalse(guard.TryEnter("UI"));
            Assert.AreEqual("ring UI CAN_RX 40;", witness.Told);
            Assert.AreEqual(1, guard.Timeouts);
            guard.Exit();
            Assert.IsNull(guard.Holder);
            Assert.AreEqual(40L, guard.LongestHoldMs);
            Assert.AreEqual("CAN_RX", guard.LongestHolder);
            Assert.IsTrue(guard.TryEnter("UI"));
            Assert.AreEqual("UI", guard.Holder);
            Assert.AreEqual(2, guard.Entered);
        }

        [TestMethod]
        public void TimedLock_StrayExit_LetsNoTwoIn()
        {
            TimedLock guard = new TimedLock("L", new StoppedClock(), null, 1);
            guard.Exit();
            Assert.AreEqual(1, guard.StrayExits);
            Assert.IsTrue(guard.TryEnter("a"));
            Assert.IsFalse(guard.TryEnter("b"));
        }

        [TestMethod]
        public void CreateOnce_AskedAgain_ReturnsTheSameAndCounts()
        {
            CreateOnce registry = new CreateOnce(new StoppedClock(), null, new Witness(), new Witness());
            TimedLock guard = registry.Lock("a");
            Assert.AreSame(guard, registry.Lock("a"));
            Assert.AreNotSame(guard, registry.Lock("b"));
            Assert.AreSame(registry.Ring("a"), registry.Ring("a"));
            Assert.AreSame(registry.Mailbox("a", 2, WhenFull.RefuseNew, null), registry.Mailbox("a", 2, WhenFull.RefuseNew, null));
            Worker worker = new Counting(1);
            Assert.AreSame(registry.Thread(worker, new Witness(), ThreadPriority.Normal), registry.Thread(worker, new Witness(), ThreadPriority.Normal));
            Assert.AreEqual(5, registry.Count);
            Assert.AreEqual(4, registry.AskedAgain);
            Assert.AreSame(guard, registry[0]);
        }

        [TestMethod]
        public void CreateOnce_ThreeFailures_StoresTheReasonAndReboots()
        {
            Witness witness = new Witness();
            CreateOnce registry = new CreateOnce(new StoppedClock(), null, witness, witness);
            bool thrown = false;
            try
            {
                registry.Ring("r", -1);
            }
            catch (InvalidOperationException)
            {
                thrown = true;
            }
            Assert.IsTrue(thrown);
            Assert.AreEqual(3, registry.FailedAttempts);
            Assert.StartsWith("could not make ring r: ", witness.Told);
            Assert.EndsWith(";reboot;", witness.Told);
        }

        [TestMethod]
        public void CreateOnce_Full_StoresTheReasonAndReboots()
        {
            Witness witness = new Witness();
            CreateOnce registry = new CreateOnce(new StoppedClock(), null, witness, witness, 1);
            registry.Lock("a");
            Assert.ThrowsException(typeof(InvalidOperationException), () => registry.Lock("b"));
            Assert.AreEqual("could not make lock b: the registry is full;reboot;", witness.Told);
        }

        [TestMethod]
        public void WorkerThread_WorkerThrows_TellsTheListenerAndEnds()
        {
            Witness witness = new Witness();
            Counting worker = new Counting(3);
            WorkerThread thread = new WorkerThread(worker, new StoppedClock(), witness, ThreadPriority.Normal);
            thread.Start();
            Assert.IsTrue(witness.Failed.WaitOne(5000, false));
            Assert.IsTrue(thread.Stop(5000));
            Assert.AreEqual("COUNT broken;", witness.Told);
            Assert.AreEqual(3, worker.Steps);
            Assert.IsFalse(worker.Progress.Running);
            Assert.IsFalse(thread.IsAlive);
        }

        [TestMethod]
        public void WorkerThread_Stopped_EndsAfterItsStep()
        {
            Counting worker = new Counting(int.MaxValue);
            WorkerThread thread = new WorkerThread(worker, new StoppedClock(), new Witness(), ThreadPriority.Normal);
            Assert.IsFalse(thread.IsAlive);
            thread.Start();
            Assert.IsTrue(worker.Begun.WaitOne(5000, false));
            Assert.IsTrue(thread.IsAlive);
            Assert.IsTrue(thread.Stop(5000));
        }

        [TestMethod]
        public void Progress_Nesting_KeepsTheDeepest()
        {
            Progress progress = new Counting(1).Progress;
            progress.Enter();
            progress.Enter();
            progress.Leave();
            progress.Enter();
            Assert.AreEqual(2, progress.DeepestNesting);
        }

        private sealed class Witness : ILockListener, IRebootReason, IRebooter, IWorkerFailureListener
        {
            public string Told = "";
            public readonly ManualResetEvent Failed = new ManualResetEvent(false);

            public void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs)
            {
                Told += timedLock.Name + " " + waiter + " " + holder + " " + heldMs + ";";
            }

            public void Store(string reason) => Told += reason + ";";

            public void Reboot() => Told += "reboot;";

            public void WorkerFailed(string worker, Exception failure)
            {
                Told += worker + " " + failure.Message + ";";
                Failed.Set();
            }
        }

        private sealed class Counting : Worker
        {
            private readonly int _throwAt;
            private int _count;
            public readonly ManualResetEvent Begun = new ManualResetEvent(false);

            public Counting(int throwAt)
                : base("COUNT")
            {
                _throwAt = throwAt;
            }

            public override long Step(long nowMs)
            {
                Begun.Set();
                if (++_count == _throwAt) throw new InvalidOperationException("broken");
                return nowMs + 1;
            }
        }
    }
}
