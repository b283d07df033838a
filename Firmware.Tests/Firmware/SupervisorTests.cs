using System;
using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Can;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class SupervisorTests
    {
        [TestMethod]
        public void Supervisor_AllProgress_TogglesTheWatchdogAndNothingElse()
        {
            Rig rig = new Rig();
            for (int i = 0; i < 100; i++) rig.Step(250, true);
            Assert.AreEqual(100, rig.Watchdog.Changes);
            Assert.AreEqual(0, rig.Cuts);
            Assert.AreEqual(0, rig.Reboots);
        }

        [TestMethod]
        public void Supervisor_OneStandsStill_CutsFirstStoresThenReboots()
        {
            Rig rig = new Rig();
            rig.Step(250, true);
            rig.Step(Supervisor.LimitMs, false);
            Assert.AreEqual(0, rig.Cuts);
            rig.Step(251, false);
            Assert.AreEqual(1, rig.Cuts);
            Assert.AreEqual(0, rig.Reboots);
            Assert.AreEqual("watchdog: A without progress for 10 s", rig.NextBoot().LastReason);
            int changes = rig.Watchdog.Changes;
            rig.Step(100, true);
            Assert.AreEqual(1, rig.Reboots);
            Assert.AreEqual(changes, rig.Watchdog.Changes);
        }

        [TestMethod]
        public void Supervisor_LeaseTaken_WaitsForItAndNoLonger()
        {
            Rig rig = new Rig();
            rig.Step(250, true);
            rig.Worker.Announce(rig.Clock.NowMs + 30000);
            rig.Step(29000, false);
            Assert.AreEqual(0, rig.Cuts);
            rig.Step(2000, false);
            Assert.AreEqual(1, rig.Cuts);
        }

        [TestMethod]
        public void Supervisor_LeaseForEver_IsHonouredFor30SecondsAtMost()
        {
            Rig rig = new Rig();
            rig.Step(250, true);
            rig.Worker.Announce(long.MaxValue);
            rig.Step(Supervisor.LongestLeaseMs, false);
            Assert.AreEqual(0, rig.Cuts);
            rig.Step(1, false);
            Assert.AreEqual(1, rig.Cuts);
        }

        [TestMethod]
        public void CutAlone_CanReceiveDead_SendsTheStopFrameItselfTwelveTriesLong()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(100);
            BrokenController chip = new BrokenController { FailuresLeft = 11 };
            OutputCut cut = new OutputCut(null, rig.Firmware.ModuleBus, rig.Firmware.Control, chip, rig.Firmware.Log);
            Assert.AreEqual(ModuleProtocol.ControlId, chip.StopId);
            Assert.AreEqual("01 32 00 01 00 00 00 00", Hex.Text(chip.StopFrame));
            cut.Cut();
            Assert.AreEqual(0, chip.Tries, "CAN_RX has its chance first");
            cut.CutAlone();
            Assert.AreEqual(1, chip.Stops);
            Assert.AreEqual(12, chip.Tries);
            Assert.AreEqual(0, cut.Failures);
            chip.FailuresLeft = int.MaxValue;
            chip.Tries = 0;
            cut.CutAlone();
            Assert.AreEqual(12, chip.Tries);
            Assert.AreEqual(1, cut.Failures);
        }

        [TestMethod]
        public void Supervisor_LeaseWhileTheOutputIsOn_IsNotHonoured()
        {
            Rig rig = new Rig { IsOff = false };
            rig.Step(250, true);
            rig.Worker.Announce(rig.Clock.NowMs + 30000);
            rig.Step(10001, false);
            Assert.AreEqual(1, rig.Cuts);
        }

        [TestMethod]
        public void Supervisor_EscapedException_IsTheStoredReason()
        {
            Rig rig = new Rig();
            rig.Supervisor.WorkerFailed("OCPP", new InvalidOperationException("broken"));
            rig.Supervisor.WorkerFailed("UI", new InvalidOperationException("a later one"));
            Assert.AreEqual(1, rig.Cuts);
            Assert.AreEqual("thread OCPP failed: broken", rig.NextBoot().LastReason);
        }

        [TestMethod]
        public void Supervisor_CanReceiveFailed_SendsStopItself()
        {
            Rig rig = new Rig();
            rig.Supervisor.WorkerFailed("UI", new InvalidOperationException("broken"));
            Assert.AreEqual(0, rig.CutsAlone);
            rig.Step(100, true);
            Assert.AreEqual(1, rig.CutsAlone, "what CAN_RX has not sent by then goes out past it");
            rig = new Rig();
            rig.Supervisor.WorkerFailed(rig.Worker.Name, new InvalidOperationException("broken"));
            Assert.AreEqual(1, rig.CutsAlone);
            Assert.AreEqual(1, rig.Cuts);
        }

        [TestMethod]
        public void Supervisor_NoMemoryForWords_CutsStoresWithoutWordsAndRestarts()
        {
            Rig rig = new Rig();
            rig.Supervisor.WorkerFailed("OCPP", new Speechless());
            Assert.AreEqual(1, rig.Cuts);
            Assert.AreEqual(BootRecord.Wordless, rig.NextBoot().LastReason);
            rig.Step(100, true);
            Assert.AreEqual(1, rig.Reboots);
        }

        [TestMethod]
        public void Supervisor_NothingCanBeStored_RestartsAllTheSame()
        {
            Rig rig = new Rig();
            rig.Files.Broken = true;
            rig.Supervisor.MainFailed(new Speechless());
            rig.Step(100, true);
            Assert.AreEqual(1, rig.Cuts);
            Assert.AreEqual(1, rig.Reboots);
            Assert.AreEqual(1, rig.Supervisor.Untold);
        }

        [TestMethod]
        public void Supervisor_ReasonIsJustBeingWritten_IsWaitedForASecondAtMost()
        {
            Rig rig = new Rig();
            int early = -1;
            int late = -1;
            long againMs = 0;
            // What fails in here is swallowed: it is asserted afterwards.
            rig.Files.Meanwhile = () =>
            {
                againMs = rig.Step(1099, true) - rig.Clock.NowMs;
                early = rig.Reboots;
                rig.Step(1, true);
                late = rig.Reboots;
            };
            rig.Supervisor.WorkerFailed("OCPP", new InvalidOperationException("broken"));
            Assert.AreEqual(0, early);
            Assert.AreEqual(1, late);
            Assert.AreEqual(10L, againMs);
            Assert.AreEqual("thread OCPP failed: broken", rig.NextBoot().LastReason);
        }

        [TestMethod]
        public void OutputCut_PinThatThrows_StillSendsStopAndHoldsStartBack()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(100);
            OutputCut cut = new OutputCut(new BrokenPin(), rig.Firmware.ModuleBus, rig.Firmware.Control, null, rig.Firmware.Log);
            int superseded = rig.Firmware.ModuleBus.StopsDue;
            cut.Cut();
            Assert.AreEqual(1, cut.Failures);
            Assert.IsTrue(rig.Firmware.ModuleBus.StopsDue >= 3 && superseded < 3);
            Assert.IsFalse(rig.Firmware.ModuleBus.TrySend(ModuleProtocol.ControlId, new byte[8], true));
            rig.Run(100);
            Assert.IsTrue(rig.Firmware.Control.Facts.EmergencyStop);
        }

        [TestMethod]
        public void Cut_PinWriteFailsForWantOfRoom_IsTriedAgainAfterTheRest()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(1000);
            BrokenPin pin = new BrokenPin { FailuresLeft = 9, High = true };
            OutputCut cut = new OutputCut(pin, rig.Firmware.ModuleBus, rig.Firmware.Control, null, rig.Firmware.Log);
            cut.Cut();
            Assert.IsFalse(pin.High);
            Assert.AreEqual(0, cut.Failures);
        }

        private sealed class BrokenPin : IOutputPin
        {
            public int FailuresLeft = int.MaxValue;
            public bool High;

            public void Write(bool high)
            {
                if (FailuresLeft-- > 0) throw new OutOfMemoryException();
                High = high;
            }
        }

        private sealed class BrokenController : SilentControllers
        {
            public int FailuresLeft;
            public int Tries;
            public int Stops;
            public uint StopId;
            public byte[] StopFrame;

            public override void KeepStop(uint id, byte[] frame)
            {
                StopId = id;
                StopFrame = frame;
            }

            public override void SendStop()
            {
                Tries++;
                if (FailuresLeft-- > 0) throw new OutOfMemoryException();
                Stops++;
            }
        }

        /// <summary>What an exhausted heap looks like to a handler: not even the exception's text can be made.</summary>
        private sealed class Speechless : Exception
        {
            public override string Message => throw new OutOfMemoryException();
        }

        [TestMethod]
        public void BootRecord_ThreeBootsThatDidNotLast_LeadToSafeMode()
        {
            Rig rig = new Rig();
            Assert.IsFalse(rig.Boots.SafeMode);
            Assert.IsFalse(rig.NextBoot().SafeMode);
            Assert.IsFalse(rig.NextBoot().SafeMode);
            BootRecord fourth = rig.NextBoot();
            Assert.IsTrue(fourth.SafeMode);
            Assert.AreEqual(4, fourth.Boots);
            Assert.AreEqual(BootRecord.Unknown, fourth.LastReason);
            fourth.Lasted();
            Assert.IsFalse(rig.NextBoot().SafeMode);
        }

        [TestMethod]
        public void BootRecord_RestartOnRequest_IsNoFailure()
        {
            Rig rig = new Rig();
            for (int i = 0; i < 5; i++)
            {
                BootRecord boot = rig.NextBoot();
                boot.StoreOrderly("reset");
                Assert.AreEqual(0, rig.NextBoot().FailedBoots);
            }
        }

        [TestMethod]
        public void BootRecord_AfterAMinuteOfHealth_CountsAsLasted()
        {
            Rig rig = new Rig();
            for (int i = 0; i < 300; i++) rig.Step(250, true);
            Assert.AreEqual(0, rig.NextBoot().FailedBoots);
        }

        [TestMethod]
        public void BootRecord_LongReason_IsCutNotLost()
        {
            Rig rig = new Rig();
            string reason = "";
            for (int i = 0; i < 30; i++) reason += "twenty characters ..";
            rig.Boots.Store(reason);
            string read = rig.NextBoot().LastReason;
            Assert.AreEqual(BootRecord.LongestReason, read.Length);
            Assert.StartsWith("twenty characters ..", read);
        }

        [TestMethod]
        public void Composition_SafeMode_LeavesTheOutputAloneAndSaysWhy()
        {
            MemoryFiles files = new MemoryFiles();
            // No reference is kept: two compositions do not fit the heap of a board.
            for (int boot = 0; boot < 3; boot++) _ = new FirmwareRig(files);
            FirmwareRig rig = new FirmwareRig(files);
            rig.Run(100);
            Assert.Contains("safe mode: 3 boots in a row did not last", rig.Line.Written);
            Assert.Contains("SAFE MODE", rig.Ask("status"));
            Assert.Contains("safe mode, the output is locked off", rig.Ask("start TAG"));
            Assert.IsFalse(rig.Contactor.High);
        }

        private sealed class Rig : IOutputCut, IRebooter
        {
            public readonly StoppedClock Clock = new StoppedClock();
            public readonly CountingPin Watchdog = new CountingPin();
            public readonly StubWorker Worker = new StubWorker();
            public readonly MemoryFiles Files = new MemoryFiles();
            public readonly BootRecord Boots;
            public readonly Supervisor Supervisor;
            public int Cuts;
            public int CutsAlone;
            public int Reboots;

            public bool IsOff { get; set; } = true;

            public Rig()
            {
                Boots = NextBoot();
                Log log = new Log(Clock, new TimedLock("log", Clock, null), new WakeSignal());
                Supervisor = new Supervisor(Clock, new Worker[] { Worker }, this, Boots, this, Watchdog, log);
            }

            public BootRecord NextBoot()
            {
                BootRecord record = new BootRecord(new SlotStore(Files, "boot", new Crc32(), new byte[SlotStore.HeaderBytes + BootRecord.MostBytes]));
                record.Begin();
                return record;
            }

            public long Step(int afterMs, bool progress)
            {
                Clock.NowMs += afterMs;
                if (progress) Worker.Drive(Clock.NowMs);
                return Supervisor.Step(Clock.NowMs);
            }

            public void Cut()
            {
                Assert.AreEqual(0, Reboots);
                Cuts++;
            }

            public void Leave() => Assert.AreEqual(0, Cuts);

            public void CutAlone()
            {
                CutsAlone++;
                if (Cuts == 0) Cut();
            }

            public void GiveAll()
            {
            }

            public void KeepReserve()
            {
            }

            public void Reboot()
            {
                Reboots++;
            }
        }

        private sealed class StubWorker : Worker
        {
            public StubWorker()
                : base("A")
            {
            }

            public void Announce(long untilMs)
            {
                AnnounceLease(untilMs);
            }

            public override long Step(long nowMs)
            {
                return nowMs;
            }
        }

        private sealed class CountingPin : IOutputPin
        {
            private bool _level;

            public int Changes;

            public void Write(bool high)
            {
                if (high != _level) Changes++;
                _level = high;
            }
        }
    }
}
