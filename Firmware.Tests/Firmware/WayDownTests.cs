using System;
using System.Threading;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.FirmwareRoom
{
    /// <summary>Each step of the supervisor as one line: what it did to output, flash, watchdog and processor, in which order, and when the next step is due.</summary>
    [TestClass]
    public class WayDownTests
    {
        [TestMethod]
        public void Step_AllHealthy_TogglesKeepsTheReserveAndTellsOnceThatItLasted()
        {
            Journal rig = new Journal("", true);
            rig.Does(1000, 3, "High Reserve 1250");
            rig.Does(1250, 3, "Low Reserve 1500");
            rig.Does(59999, 3, "High Reserve 60249");
            rig.Does(60000, 3, "Low Reserve Write 60250");
            rig.Does(120000, 3, "High Reserve 120250");
            rig = new Journal("", false);
            rig.Does(1000, 3, "Reserve 1250");
        }

        [TestMethod]
        public void Step_CanReceiveStandsStill_SendsStopAloneAndRestartsAfter100Ms()
        {
            Journal rig = new Journal("", false);
            rig.Does(5000, 3, "Reserve 5250");
            rig.Does(15000, 2, "Reserve 15250");
            rig.Does(15001, 2, "Alone Write 15101");
            rig.Does(15100, 2, "Alone 15101");
            rig.Does(15101, 2, "Alone Reboot 15351");
            rig.Tells("watchdog: A without progress for 10 s", 1);
        }

        [TestMethod]
        public void Supervisor_OtherThreadStandsStill_LetsCanReceiveSendStopFirst()
        {
            Journal rig = new Journal("", false);
            rig.Does(5000, 3, "Reserve 5250");
            rig.Does(21500, 1, "Cut Write 21600");
            rig.Does(21600, 1, "Alone Reboot 21850");
            rig.Tells("watchdog: B without progress for 16 s", 1);
        }

        [TestMethod]
        public void Step_ThreadHasEnded_SaysSo()
        {
            Journal rig = new Journal("", false);
            rig.Supervisor.Watch(new WorkerThread[] { new WorkerThread(rig.A, rig.Clock, rig.Supervisor, ThreadPriority.Normal) });
            rig.Does(1000, 3, "Alone Write 1100");
            rig.Tells("thread A has ended", 1);
        }

        [TestMethod]
        public void Step_Leased_HoldsToTheMillisecondAndNoLongerThan30S()
        {
            Journal rig = new Journal("", false);
            rig.Does(5000, 3, "Reserve 5250");
            rig.A.Announce(20000);
            rig.Does(20000, 2, "Reserve 20250");
            rig.Does(20001, 2, "Alone Write 20101");
            rig = new Journal("", false);
            rig.Does(5000, 3, "Reserve 5250");
            rig.A.Announce(long.MaxValue);
            rig.Does(35000, 2, "Reserve 35250");
            rig.Does(35001, 2, "Alone Write 35101");
            rig = new Journal("", false) { IsOff = false };
            rig.Does(5000, 3, "Reserve 5250");
            rig.A.Announce(long.MaxValue);
            rig.Does(15001, 2, "Alone Write 15101");
        }

        [TestMethod]
        public void ThreadFailure_AnyThread_CutsBeforeItReports()
        {
            Journal rig = new Journal("", false);
            rig.Supervisor.WorkerFailed(rig.A.Name, new InvalidOperationException("broken"));
            rig.Did("Alone Write ");
            rig.Tells("thread A failed: broken", 1);
            rig = new Journal("", false);
            rig.Supervisor.MainFailed(new InvalidOperationException("broken"));
            rig.Did("Cut Write ");
            rig.Supervisor.WorkerFailed("B", new InvalidOperationException("later"));
            rig.Did("");
            rig.Tells("thread MAIN failed: broken", 1);
        }

        [TestMethod]
        public void Restart_Asked_IsNoFailureAndTheFirstReasonStays()
        {
            Journal rig = new Journal("", false);
            rig.Supervisor.Restart("console");
            rig.Did("Leave Cut Write ");
            rig.Supervisor.Restart("later");
            rig.Did("Leave ");
            rig.Does(99, 3, "Alone 100");
            rig.Does(100, 3, "Alone Reboot 350");
            rig.Tells("console", 0);
            rig = new Journal("t.", false);
            rig.Supervisor.Restart("console");
            rig.Did("Leave Cut Throw Write ");
            rig.Tells(BootRecord.Wordless, 0);
        }

        [TestMethod]
        public void Reason_FlashRefuses_IsTriedWithoutWordsAndOnceMoreBeforeTheRestart()
        {
            Journal rig = new Journal("f", false);
            rig.Supervisor.WorkerFailed("B", new InvalidOperationException("broken"));
            rig.Did("Cut Refuse Write ");
            rig.Does(100, 3, "Alone Reboot 350");
            rig.Tells(BootRecord.Wordless, 1);

            rig = new Journal("tt", false);
            rig.Does(10001, 2, "Alone Throw Throw 10101");
            Assert.AreEqual(0, rig.Supervisor.Untold);
            rig.Does(10100, 3, "Alone 10101");
            rig.Does(10101, 3, "Give Alone Write Alone Reboot 10351");
            Assert.AreEqual(0, rig.Supervisor.Untold);
            rig.Tells(BootRecord.Wordless, 1);

            rig = new Journal("fff", false);
            rig.Supervisor.MainFailed(new InvalidOperationException("broken"));
            rig.Did("Cut Refuse Refuse ");
            rig.Does(100, 3, "Give Alone Refuse Alone Reboot 350");
            Assert.AreEqual(1, rig.Supervisor.Untold);
        }

        [TestMethod]
        public void Restart_AReasonIsBeingWritten_LooksAgainAfter10MsForASecond()
        {
            Journal rig = new Journal("", false);
            rig.Meanwhile = () =>
            {
                rig.Did("Cut ");
                rig.Does(100, 3, "Alone 110");
                rig.Does(1099, 3, "Alone 1109");
                rig.Does(1100, 3, "Alone Reboot 1350");
            };
            rig.Supervisor.WorkerFailed("B", new InvalidOperationException("broken"));
            rig.Did("Write ");
        }

        /// <summary>Fakes of everything that the supervisor uses; each records into one line.</summary>
        private sealed class Journal : IOutputCut, IRebooter, IOutputPin, IStorage
        {
            public readonly StoppedClock Clock = new StoppedClock();
            public readonly Standing A = new Standing("A");
            public readonly Supervisor Supervisor;

            /// <summary>What happens while the next write is under way.</summary>
            public Action Meanwhile;
            private readonly Standing _b = new Standing("B");
            private readonly MemoryFiles _files = new MemoryFiles();
            private string _script = "";
            private string _done = "";

            public bool IsOff { get; set; } = true;

            /// <param name="script">What flash does to the next writes: 't' throws, 'f' refuses, anything else writes.</param>
            public Journal(string script, bool watchdog)
            {
                BootRecord boots = Boot();
                Log log = new Log(Clock, new TimedLock("log", Clock, null), new WakeSignal());
                Supervisor = new Supervisor(Clock, new Worker[] { A, _b }, this, boots, this, watchdog ? this : null, log);
                _script = script;
                _done = "";
            }

            /// <param name="progress">1 worker A, 2 worker B, 3 both.</param>
            public void Does(long atMs, int progress, string expected)
            {
                Clock.NowMs = atMs;
                if ((progress & 1) != 0) A.Drive(atMs);
                if ((progress & 2) != 0) _b.Drive(atMs);
                long nextMs = Supervisor.Step(atMs);
                Did(expected.Substring(0, expected.LastIndexOf(' ') + 1));
                Assert.AreEqual(expected.Substring(expected.LastIndexOf(' ') + 1), nextMs.ToString());
            }

            public void Did(string expected)
            {
                string done = _done;
                _done = "";
                Assert.AreEqual(expected, done);
            }

            /// <summary>What the next boot finds.</summary>
            public void Tells(string reason, int failedBoots)
            {
                BootRecord next = Boot();
                Assert.AreEqual(reason, next.LastReason);
                Assert.AreEqual(failedBoots, next.FailedBoots);
            }

            public void Cut() => _done += "Cut ";

            public void CutAlone() => _done += "Alone ";

            public void Leave() => _done += "Leave ";

            public void GiveAll() => _done += "Give ";

            public void KeepReserve() => _done += "Reserve ";

            public void Reboot() => _done += "Reboot ";

            public void Write(bool high) => _done += high ? "High " : "Low ";

            public int Length(string name) => _files.Length(name);

            public int Read(string name, int position, byte[] buffer, int offset, int count) => _files.Read(name, position, buffer, offset, count);

            public bool Write(string name, byte[] buffer, int offset, int count)
            {
                Action meanwhile = Meanwhile;
                Meanwhile = null;
                if (meanwhile != null) meanwhile();
                char next = _script.Length == 0 ? '.' : _script[0];
                if (_script.Length > 0) _script = _script.Substring(1);
                _done += next == 't' ? "Throw " : next == 'f' ? "Refuse " : "Write ";
                if (next == 't') throw new OutOfMemoryException();
                return next != 'f' && _files.Write(name, buffer, offset, count);
            }

            public bool Append(string name, byte[] buffer, int offset, int count) => false;

            public bool Delete(string name) => _files.Delete(name);

            private BootRecord Boot()
            {
                BootRecord record = new BootRecord(new SlotStore(this, "boot", new Crc32(), new byte[SlotStore.HeaderBytes + BootRecord.MostBytes]));
                record.Begin();
                return record;
            }
        }

        private sealed class Standing : Worker
        {
            public Standing(string name)
                : base(name)
            {
            }

            public void Announce(long untilMs) => AnnounceLease(untilMs);

            public override long Step(long nowMs) => nowMs;
        }
    }
}
