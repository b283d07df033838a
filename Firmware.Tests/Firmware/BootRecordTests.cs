using System;
using Charger.Runtime;
using Firmware.Tests.Can;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    /// <summary>The boot record while two threads store in it: the second one stores in the middle of the write of the first.</summary>
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

        [TestMethod]
        public void BootRecord_OnFlash_HasTheBytesOfItsFormat()
        {
            BootRecord boots = Begun(1, "00 00 01 07 02 68 69");
            Told("boots 264 failed 2 safe False reason hi restart hi", boots);
            boots = Begun(1, "00 00 00 01 02 68 69");
            Told("boots 2 failed 2 safe False reason hi restart hi", boots);
            boots = Begun(1, "00 00 00 01 03");
            Told("boots 2 failed 3 safe True reason " + BootRecord.Unknown + " restart ", boots);
            boots = Begun(1, "00 00 00 01");
            Told("boots 1 failed 0 safe False reason first boot restart ", boots);
            boots = Begun(2, "00 00 01 07 02 68 69");
            Told("boots 1 failed 0 safe False reason first boot restart ", boots);
            CutStorage files = new CutStorage();
            BootRecord.Begun(files, new Crc32()).Store("hi");
            byte[] payload = new byte[20];
            SlotStore store = new SlotStore(files, "boot", new Crc32(), new byte[100]);
            Assert.AreEqual(7, store.Load(payload, 0, 20));
            Assert.AreEqual(1, store.FormatVersion);
            Assert.StartsWith("00 00 00 01 01 68 69", Hex.Text(payload));
        }

        [TestMethod]
        public void LacksMemory_OnlyWhenMemoryWasTheReason()
        {
            string[] reasons = { BootRecord.Wordless, "out of memory", "thread UI failed: out of memory", "broken" };
            for (int i = 0; i < reasons.Length; i++)
            {
                for (int failed = 2; failed <= 3; failed++)
                {
                    CutStorage files = new CutStorage();
                    byte[] payload = System.Text.Encoding.UTF8.GetBytes("....." + reasons[i]);
                    payload[4] = (byte)failed;
                    new SlotStore(files, "boot", new Crc32(), new byte[200]).Save(1, payload, 0, payload.Length);
                    Assert.AreEqual(i < 3 && failed == 3, BootRecord.Begun(files, new Crc32()).LacksMemory, reasons[i]);
                }
            }
        }

        [TestMethod]
        public void Store_LongReason_KeepsWholeCharactersOf100Bytes()
        {
            Kept('a', 150, 100);
            Kept('a', 100, 100);
            Kept('a', 99, 99);
            Kept('\u20AC', 40, 33);
            Kept('\u0080', 60, 33);
        }

        private static void Kept(char one, int count, int expected)
        {
            CutStorage files = new CutStorage();
            BootRecord.Begun(files, new Crc32()).Store(new string(one, count));
            Assert.AreEqual(new string(one, expected), BootRecord.Begun(files, new Crc32()).LastReason);
        }

        [TestMethod]
        public void WordsOf_AnyException_SaysSomething()
        {
            Assert.AreEqual("out of memory", BootRecord.WordsOf(new OutOfMemoryException("x")));
            Assert.AreEqual("x", BootRecord.WordsOf(new InvalidOperationException("x")));
            Assert.AreEqual("no message", BootRecord.WordsOf(new Mute()));
        }

        [TestMethod]
        public void Store_OthersComeInEachWrite_LeavesItToThemAfterSixWrites()
        {
            Meddled files = new Meddled();
            BootRecord boots = files.Boot();
            files.Files.Writes = 0;
            files.Arm(0, boots, "again");
            files.ToCome = int.MaxValue;
            Assert.IsTrue(boots.TryStore("first"));
            Assert.AreEqual(6, files.Files.Writes);
            Assert.IsFalse(files.Refused, "who finds another writing has nothing to do");
        }

        [TestMethod]
        public void BootRecord_OneFileDamaged_IsReportedByTheStores()
        {
            for (int slot = 0; slot < 3; slot++)
            {
                MemoryFiles files = new MemoryFiles();
                BootRecord.Begun(files, new Crc32());
                BootRecord.Begun(files, new Crc32());
                if (slot < 2) files.Write(slot == 0 ? "boot.a" : "boot.b", new byte[40], 0, 40);
                Assert.AreEqual(slot < 2, new FirmwareRig(files).Firmware.Stores.IsDamaged(0));
            }
        }

        private static BootRecord Begun(int format, string payload)
        {
            CutStorage files = new CutStorage();
            byte[] bytes = Hex.Bytes(payload);
            new SlotStore(files, "boot", new Crc32(), new byte[100]).Save(format, bytes, 0, bytes.Length);
            return BootRecord.Begun(files, new Crc32());
        }

        private static void Told(string expected, BootRecord b)
            => Assert.AreEqual(expected, "boots " + b.Boots + " failed " + b.FailedBoots + " safe " + b.SafeMode + " reason " + b.LastReason + " restart " + b.RestartReason);

        private sealed class Mute : Exception
        {
            public override string Message => null;
        }

        /// <summary>Files during whose write another thread stores: before the bytes are written or after them.</summary>
        private sealed class Meddled : IStorage
        {
            public const int Steps = 2;

            public readonly MemoryFiles Files = new MemoryFiles();

            /// <summary>How often the other thread still stores; int.MaxValue for once in each write.</summary>
            public int ToCome;
            public bool Refused;
            private int _step;
            private BootRecord _boots;
            private string _reason;

            public BootRecord Boot() => BootRecord.Begun(this, new Crc32());

            /// <param name="reason">What the other thread stores; null: it stores that the boot has lasted.</param>
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
                ToCome = ToCome == int.MaxValue ? ToCome : 0;
                if (_reason == null) _boots.Lasted();
                else if (!_boots.TryStore(_reason)) Refused = true;
            }
        }
    }
}
