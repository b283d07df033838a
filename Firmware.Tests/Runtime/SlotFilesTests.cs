using System;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Runtime
{
    /// <summary>What a slot store, and its check at the boot, read from damaged and whole files.</summary>
    [TestClass]
    public class SlotFilesTests
    {
        [TestMethod]
        public void Look_AnyFile_SaysWhatItIs()
        {
            Is(SlotState.Absent, Look(null));
            Is(SlotState.Torn, Look(new byte[0]));
            Is(SlotState.Torn, Look(new byte[11]));
            int[] payloads = { 0, 4, 116, 117, 300 };
            for (int i = 0; i < payloads.Length; i++)
            {
                byte[] file = Record(payloads[i]);
                Is(SlotState.Whole, Look(file));
                for (int at = 0; at < file.Length; at += payloads[i] > 100 ? 9 : 1)
                {
                    Is(SlotState.Torn, Look(Cut(file, at)));
                    file[at] ^= 0x80;
                    Is(at == 10 || at == 11 ? SlotState.Torn : SlotState.Damaged, Look(file));
                    file[at] ^= 0x80;
                }
                Is(SlotState.Damaged, Look(Cut(file, file.Length + 1)));
            }
        }

        [TestMethod]
        public void Look_LongFile_IsReadIn128BytesOnceAndARefusedReadIsDamage()
        {
            Chunks files = new Chunks { File = Record(300) };
            Is(SlotState.Whole, new SlotCheck(files, new Crc32()).Look("f"));
            Assert.AreEqual("0+128 128+128 256+56 ", files.Reads);
            for (int refused = 0; refused < 300; refused += 128)
            {
                files.RefusedAt = refused;
                Is(SlotState.Damaged, new SlotCheck(files, new Crc32()).Look("f"));
            }
        }

        [TestMethod]
        public void Save_WithoutALoad_ReplacesTheOlder()
        {
            CutStorage files = Two();
            byte[] newest = files.B;
            SlotStore store = New(files);
            Assert.IsTrue(store.Save(4, new byte[20], 0, 20));
            Assert.AreSame(newest, files.B);
            Says("value True format 4 sequence 3 damaged 0 writes 1", store);
            store = New(files);
            Assert.AreEqual(20, store.Load(new byte[20], 0, 20), "the largest");
            Says("value True format 4 sequence 3 damaged 0 writes 0", store);
            Assert.AreEqual(-1, store.Load(new byte[20], 0, 19));
            Assert.IsFalse(store.Save(4, new byte[21], 0, 21));
            Assert.IsTrue(store.Save(5, new byte[0], 0, 0));
            Assert.AreEqual(0, New(files).Load(new byte[0], 0, 0));
        }

        [TestMethod]
        public void SlotScan_DamagedFiles_CountsThemAnewEachTime()
        {
            CutStorage files = new CutStorage();
            SlotStore store = New(files);
            store.Scan();
            Says("value False format 0 sequence 0 damaged 0 writes 0", store);
            files = Two();
            store = New(files);
            store.Scan();
            Says("value True format 3 sequence 2 damaged 0 writes 0", store);
            files.A = new byte[0];
            files.B = new byte[33];
            store.Scan();
            store.Scan();
            Assert.IsFalse(store.HasValue);
            Assert.AreEqual(2, store.Damaged);
            files.A = null;
            store.Scan();
            Assert.AreEqual(1, store.Damaged);
            Assert.AreEqual(-1, store.Load(new byte[20], 0, 20));
        }

        [TestMethod]
        public void Load_LengthThatIsNotTheFiles_IsNoValue()
        {
            CutStorage files = Two();
            files.B[11] = 3;
            Bytes.PutUInt32(files.B, 0, new Crc32().Compute(files.B, 4, files.B.Length - 4));
            SlotStore store = New(files);
            Assert.AreEqual(1, First(store));
            Assert.AreEqual(1, store.Damaged);
        }

        [TestMethod]
        public void Load_TwoSequences_TakesTheOneAheadByLessThanHalfTheirRange()
        {
            uint[] a = { 1, 1, 1, 5, 6, 0x80000000, 0xFFFFFFFF };
            uint[] b = { 0x80000000, 0x80000001, 0x80000002, 5, 5, 1, 1 };
            int[] newest = { 2, 1, 1, 1, 1, 1, 2 };
            for (int i = 0; i < a.Length; i++)
            {
                CutStorage files = Two();
                Number(files.A, a[i]);
                Number(files.B, b[i]);
                SlotStore store = New(files);
                Assert.AreEqual(newest[i], First(store), "row " + i);
                Assert.AreEqual(newest[i], First(store), "again");
                Assert.AreEqual(newest[i] == 1 ? a[i] : b[i], store.Sequence);
            }
        }

        [TestMethod]
        public void Erase_CutInBetween_LeavesTheNewest()
        {
            for (int newest = 1; newest <= 2; newest++)
            {
                for (int allowed = 0; allowed <= 2; allowed++)
                {
                    Chunks files = new Chunks { Deletes = allowed, Slots = Two() };
                    if (newest == 1) Number(files.Slots.A, 9);
                    SlotStore store = new SlotStore(files, "s", new Crc32(), new byte[32]);
                    Assert.AreEqual(allowed == 2, store.Erase());
                    Assert.AreEqual(allowed < 2, store.HasValue);
                    if (allowed < 2) Assert.AreEqual(newest, First(store));
                }
            }
        }

        [TestMethod]
        public void WorkFor_AnyFiles_HasRoomForTheLongerAndMore()
        {
            Work(22, -1, -1, 10, 0, 100);
            Work(22, 5, 12, 10, 0, 100);
            Work(30, 20, 5, 10, 0, 100);
            Work(32, 20, 22, 10, 0, 100);
            Work(32, 22, 20, 10, 0, 100);
            Work(62, 22, 20, 10, 50, 100);
            Work(27, 22, 20, 10, 0, 15);
        }

        private static void Work(int expected, int a, int b, int more, int least, int most)
        {
            CutStorage files = new CutStorage { A = a < 0 ? null : new byte[a], B = b < 0 ? null : new byte[b] };
            Assert.AreEqual(expected, SlotStore.WorkFor(files, "s", more, least, most).Length);
        }

        private static void Is(SlotState expected, SlotState found) => Assert.AreEqual((int)expected, (int)found);

        private static SlotState Look(byte[] file) => new SlotCheck(new Chunks { File = file }, new Crc32()).Look("f");

        private static byte[] Record(int payload)
        {
            CutStorage files = new CutStorage();
            new SlotStore(files, "s", new Crc32(), new byte[12 + payload]).Save(1, new byte[payload], 0, payload);
            return files.A;
        }

        private static byte[] Cut(byte[] file, int length)
        {
            byte[] cut = new byte[length];
            Array.Copy(file, 0, cut, 0, length < file.Length ? length : file.Length);
            return cut;
        }

        /// <summary>Value 1 in the first slot, 2, the newest, in the second.</summary>
        private static CutStorage Two()
        {
            CutStorage files = new CutStorage();
            SlotStore store = New(files);
            store.Save(3, new byte[] { 1 }, 0, 1);
            store.Save(3, new byte[] { 2 }, 0, 1);
            return files;
        }

        private static SlotStore New(CutStorage files) => new SlotStore(files, "s", new Crc32(), new byte[32]);

        private static int First(SlotStore store)
        {
            byte[] payload = new byte[1];
            Assert.AreEqual(1, store.Load(payload, 0, 1));
            return payload[0];
        }

        private static void Number(byte[] record, uint sequence)
        {
            Bytes.PutUInt32(record, 4, sequence);
            Bytes.PutUInt32(record, 0, new Crc32().Compute(record, 4, record.Length - 4));
        }

        private static void Says(string expected, SlotStore s)
            => Assert.AreEqual(expected, "value " + s.HasValue + " format " + s.FormatVersion + " sequence " + s.Sequence + " damaged " + s.Damaged + " writes " + s.Writes);

        /// <summary>One file whose reads are recorded, or two slots; only so many deletes succeed.</summary>
        private sealed class Chunks : IStorage
        {
            public byte[] File;
            public CutStorage Slots;
            public int Deletes;
            public int RefusedAt = -1;
            public string Reads = "";

            public int Length(string name) => Slots != null ? Slots.Length(name) : File == null ? -1 : File.Length;

            public int Read(string name, int position, byte[] buffer, int offset, int count)
            {
                if (Slots != null) return Slots.Read(name, position, buffer, offset, count);
                Reads += position + "+" + count + " ";
                if (position == RefusedAt) return -1;
                int left = File.Length - position;
                if (left > count) left = count;
                Array.Copy(File, position, buffer, offset, left);
                return left;
            }

            public bool Write(string name, byte[] buffer, int offset, int count) => false;

            public bool Append(string name, byte[] buffer, int offset, int count) => false;

            public bool Delete(string name) => Deletes-- > 0 && Slots.Delete(name);
        }
    }
}
