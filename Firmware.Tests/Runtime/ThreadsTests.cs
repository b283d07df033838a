using System;
using System.Threading;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class ThreadsTests
    {
        [TestMethod]
        public void TimedLock_Held_TellsWhoWaitedWhoHoldsAndHowLong()
        {
            Witness witness = new Witness();
            StoppedClock clock = new StoppedClock { NowMs = 500 };
            TimedLock guard = new TimedLock("ring", clock, witness, 1);
            Assert.IsTrue(guard.TryEnter("CAN_RX"));
            clock.NowMs = 540;
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
            Assert.IsTrue(guard.TryEnter(null));
            Assert.AreEqual("unnamed", guard.Holder);
            Assert.IsFalse(guard.TryEnter("b"));
        }

        [TestMethod]
        public void TimedLock_Holds_KeepsTheFirstOfTheLongest()
        {
            StoppedClock clock = new StoppedClock { NowMs = 1000 };
            TimedLock guard = new TimedLock("L", clock, null, 1);
            guard.Exit();
            Assert.AreEqual(0L, guard.LongestHoldMs, "nobody held it");
            int[] holds = { 0, 7, 7, 3 };
            string[] longest = { "nobody", "1", "1", "1" };
            for (int i = 0; i < holds.Length; i++)
            {
                guard.TryEnter(i.ToString());
                clock.NowMs += holds[i];
                guard.Exit();
                Assert.AreEqual(longest[i], guard.LongestHolder == null ? "nobody" : guard.LongestHolder);
            }
            Assert.AreEqual(7L, guard.LongestHoldMs);
            Assert.AreEqual(50, new LockTerms(clock, null).TimeoutMs);
        }

        [TestMethod]
        public void WakeSignal_Set_LetsOneWaitPassAndTellsItsCause()
        {
            WakeSignal wake = new WakeSignal();
            Assert.IsFalse(wake.Event.WaitOne(0, false));
            wake.Set();
            Assert.IsTrue(wake.ConsumePending());
            Assert.IsFalse(wake.ConsumePending());
            Assert.IsTrue(wake.Event.WaitOne(0, false));
            Assert.IsFalse(wake.Event.WaitOne(0, false));
            WakeSignal cause = new WakeSignal(wake);
            cause.Set();
            Assert.AreEqual(1, cause.Sets);
            Assert.AreEqual(2, wake.Sets);
            Assert.IsFalse(cause.ConsumePending());
            Assert.IsTrue(wake.ConsumePending());
            Assert.IsTrue(wake.Event.WaitOne(0, false));
        }

        [TestMethod]
        public void Worker_Driven_CountsItsStepsAndBeginsItsNestingAnew()
        {
            Nested worker = new Nested();
            Assert.AreEqual(105L, worker.Drive(100));
            Assert.AreEqual(105L, worker.DueMs);
            Assert.AreEqual(100L, worker.DueInStepMs, "while it runs, when it began");
            Assert.AreEqual(1, worker.Steps);
            Assert.AreEqual(2, worker.Progress.DeepestNesting);
            worker.Drive(200);
            Assert.AreEqual(2, worker.Progress.DeepestNesting, "what a step left behind does not add up");
            Assert.AreEqual(1, Drive(new Counting(9)).Progress.DeepestNesting);
            worker.Announce(7);
            Assert.AreEqual(7L, worker.LeaseUntilMs);
        }

        /// <summary>The clock begins below 0, so that a wrong sum of times shows; the worker's signal is set in each step.</summary>
        [TestMethod]
        public void WorkerThread_Deadlines_WaitsForItsSignalUnlessItIsDue()
        {
            StoppedClock clock = new StoppedClock { NowMs = -5000 };
            Witness witness = new Witness();
            Scripted worker = new Scripted(clock, new long[] { 0, 1, 1L << 31, 0, 1, -3 });
            WorkerThread thread = new WorkerThread(worker, clock, witness, ThreadPriority.AboveNormal);
            thread.Start();
            Assert.IsTrue(worker.Done.WaitOne(5000, false));
            Assert.IsTrue(thread.Stop(5000));
            Assert.AreEqual("due left;due taken;due taken;due left;due taken;due left;", worker.Told);
            Assert.AreEqual("", witness.Told);
            Assert.AreEqual(2, worker.Progress.DeepestNesting, "what a step left behind does not add up");
            Assert.AreEqual(7L, worker.Progress.LongestStepMs);
            Assert.AreEqual(clock.NowMs, worker.Progress.LastMs);
            Assert.AreEqual(worker.LastNextMs, worker.DueMs);
            Assert.AreEqual(7, worker.Wake.Sets, "who stops it wakes it");
            Assert.AreEqual(1000, WorkerThread.LongestWaitMs);
        }

        private static Worker Drive(Worker worker)
        {
            worker.Drive(1);
            return worker;
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
            Assert.AreEqual(1, worker.Progress.DeepestNesting);
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

        /// <summary>Enters one level of nesting and does not leave it.</summary>
        private sealed class Nested : Worker
        {
            public long DueInStepMs;

            public Nested()
                : base("NESTED")
            {
            }

            public void Announce(long untilMs) => AnnounceLease(untilMs);

            public override long Step(long nowMs)
            {
                DueInStepMs = DueMs;
                Progress.Enter();
                return nowMs + 5;
            }
        }

        /// <summary>Returns deadlines from a script; records for each wait what happened to the signal.</summary>
        private sealed class Scripted : Worker
        {
            public string Told = "";
            public long LastNextMs;
            public readonly ManualResetEvent Done = new ManualResetEvent(false);
            private readonly StoppedClock _clock;
            private readonly long[] _afterMs;

            public Scripted(StoppedClock clock, long[] afterMs)
                : base("S")
            {
                _clock = clock;
                _afterMs = afterMs;
            }

            public override long Step(long nowMs)
            {
                int at = Steps - 1;
                Progress.Enter();
                if (at > 0 && at <= _afterMs.Length) Told += (Wake.ConsumePending() ? "pending " : "due ") + (Wake.Event.WaitOne(0, false) ? "left;" : "taken;");
                bool well = DueMs == nowMs && Progress.Running && Thread.CurrentThread.Priority == ThreadPriority.AboveNormal;
                if (!well) Told += "wrong;";
                if (at < _afterMs.Length)
                {
                    _clock.NowMs += at == 2 ? 7 : at;
                    Wake.Set();
                    return _clock.NowMs + _afterMs[at];
                }
                Done.Set();
                return LastNextMs = _clock.NowMs + 100000;
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
