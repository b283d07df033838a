using System;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    /// <summary>The boot record while two threads store in it: what the second brings comes in the middle of the first one's write.</summary>
    [TestClass]
    public class BootRecordTests
    {
        [TestMethod]
        public void Lasted_AThreadFailsInItsWrite_KeepsTheReasonAndCountsAsLasted()
        {
            for (int step = 0; step < Meddled.Steps; step++)
            {
                Meddled files = new Meddled();
                BootRecord boots = files.Boot();
                files.Arm(step, boots, "thread OCPP failed: broken");
                boots.Lasted();
                Assert.AreEqual(0, files.ToCome, "the other thread came in");
                BootRecord next = files.Boot();
                Assert.AreEqual("thread OCPP failed: broken", next.LastReason);
                Assert.AreEqual(0, next.FailedBoots);
                Assert.AreEqual(2, next.Boots);
            }
        }

        [TestMethod]
        public void Store_TheBootHasLastedInItsWrite_KeepsBoth()
        {
            for (int step = 0; step < Meddled.Steps; step++)
            {
                Meddled files = new Meddled();
                BootRecord boots = files.Boot();
                files.Arm(step, boots, null);
                boots.Store("watchdog: UI without progress for 10 s, and more words than the other one has");
                BootRecord next = files.Boot();
                Assert.AreEqual("watchdog: UI without progress for 10 s, and more words than the other one has", next.LastReason);
                Assert.AreEqual(0, next.FailedBoots);
            }
        }

        [TestMethod]
        public void StoreWordless_TheBootHasLastedInItsWrite_StaysWordless()
        {
            for (int step = 0; step < Meddled.Steps; step++)
            {
                Meddled files = new Meddled();
                BootRecord boots = files.Boot();
                files.Arm(step, boots, null);
                boots.StoreWordless();
                Assert.AreEqual(BootRecord.Wordless, files.Boot().LastReason);
            }
        }

        [TestMethod]
        public void Lasted_WriteThatThrows_LetsTheReasonBeWrittenAfterwards()
        {
            Meddled files = new Meddled();
            BootRecord boots = files.Boot();
            files.Files.Broken = true;
            Assert.ThrowsException(typeof(OutOfMemoryException), boots.Lasted);
            Assert.IsFalse(boots.IsWriting);
            files.Files.Broken = false;
            boots.Store("thread MAIN failed: out of memory");
            Assert.AreEqual("thread MAIN failed: out of memory", files.Boot().LastReason);
        }

        [TestMethod]
        public void Store_PowerCutAtEveryByte_LeavesThisBootsValueOrTheReason()
        {
            for (int cut = 0; cut < SlotStore.HeaderBytes + BootRecord.MostBytes; cut++)
            {
                CutStorage files = new CutStorage();
                BootRecord.Begun(files, new Crc32());
                BootRecord second = BootRecord.Begun(files, new Crc32());
                files.CutAfter = cut;
                second.Store("thread OCPP failed: broken");
                BootRecord next = BootRecord.Begun(files, new Crc32());
                Assert.AreEqual(3, next.Boots);
                Assert.IsTrue(next.LastReason == BootRecord.Unknown || next.LastReason == "thread OCPP failed: broken");
            }
        }

        /// <summary>Files whose write is met in the middle by what another thread does: before it or behind it.</summary>
        private sealed class Meddled : IStorage
        {
            public const int Steps = 2;

            public readonly MemoryFiles Files = new MemoryFiles();

            /// <summary>Turns of the other thread that are still to come.</summary>
            public int ToCome;
            private int _step;
            private BootRecord _boots;
            private string _reason;

            public BootRecord Boot() => BootRecord.Begun(this, new Crc32());

            /// <param name="reason">What the other thread stores; null where it says that the boot has lasted.</param>
            public void Arm(int step, BootRecord boots, string reason)
            {
                _step = step;
                _boots = boots;
                _reason = reason;
                ToCome = 1;
            }

            public int Length(string name) => Files.Length(name);

            public int Read(string name, int position, byte[] buffer, int offset, int count) => Files.Read(name, position, buffer, offset, count);

            public bool Write(string name, byte[] buffer, int offset, int count)
            {
                if (_step == 0) Meddle();
                bool written = Files.Write(name, buffer, offset, count);
                if (_step == 1) Meddle();
                return written;
            }

            public bool Append(string name, byte[] buffer, int offset, int count) => Files.Append(name, buffer, offset, count);

            public bool Delete(string name) => Files.Delete(name);

            private void Meddle()
            {
                if (ToCome == 0) return;
                ToCome = 0;
                if (_reason == null) _boots.Lasted();
                else _boots.Store(_reason);
            }
        }
    }
}
