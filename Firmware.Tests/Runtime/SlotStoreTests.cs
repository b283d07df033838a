using System.Text;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class SlotStoreTests
    {
        [TestMethod]
        public void Crc32_KnownTexts_GivesTheStandardsValue()
        {
            Crc32_KnownTexts_GivesTheStandardsValue("", 0x00000000u);
            Crc32_KnownTexts_GivesTheStandardsValue("123456789", 0xCBF43926u);
            Crc32_KnownTexts_GivesTheStandardsValue("The quick brown fox jumps over the lazy dog", 0x414FA339u);
        }

        private static void Crc32_KnownTexts_GivesTheStandardsValue(string text, uint expected)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Crc32 crc = new Crc32();
            Assert.AreEqual(expected, crc.Compute(bytes, 0, bytes.Length));
            uint running = Crc32.Start;
            for (int i = 0; i < bytes.Length; i++) running = crc.Update(running, bytes, i, 1);
            Assert.AreEqual(expected, Crc32.Finish(running));
        }

        [TestMethod]
        public void FlashRetry_RefusedAgain_WaitsTwiceAsLongUpToAMinute()
        {
            int[] pauses = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };
            int pause = 0;
            for (int i = 0; i < pauses.Length; i++)
            {
                pause = FlashRetry.Longer(pause);
                Assert.AreEqual(pauses[i], pause);
            }
            Assert.IsTrue(!FlashRetry.Lasts(16000) && FlashRetry.Lasts(16001));
        }

        [TestMethod]
        public void Bytes_AllWidths_ReadBackWhatWasPut()
        {
            byte[] b = new byte[9];
            Bytes.PutInt64(b, 1, -2);
            Assert.AreEqual(-2L, Bytes.Int64(b, 1));
            Bytes.PutInt64(b, 1, 0x0123456789ABCDEFL);
            Assert.AreEqual(0x0123456789ABCDEFL, Bytes.Int64(b, 1));
            Assert.AreEqual(0x89ABCDEFu, Bytes.UInt32(b, 5));
            Assert.AreEqual(0x0123, Bytes.UInt16(b, 1));
        }

        [TestMethod]
        public void Load_Empty_SaysThereIsNone()
        {
            SlotStore store = New(new CutStorage());
            Assert.AreEqual(-1, store.Load(new byte[8], 0, 8));
            Assert.IsFalse(store.HasValue);
        }

        [TestMethod]
        public void Save_ManyTimes_ANewStoreLoadsTheLast()
        {
            CutStorage storage = new CutStorage();
            SlotStore store = New(storage);
            for (int i = 0; i < 5; i++) Assert.IsTrue(Save(store, i));
            SlotStore next = New(storage);
            Assert.AreEqual(4, Value(next));
            Assert.AreEqual(3, next.FormatVersion);
            Assert.AreEqual(5u, next.Sequence);
            Assert.AreEqual(0, next.Damaged);
        }

        [TestMethod]
        public void Save_CutAtAnyByte_LeavesTheOldValueOrTheNew()
        {
            // A record has 16 bytes: 12 of header and 4 of payload; at 16 the write is whole.
            for (int cut = 0; cut <= 16; cut++)
            {
                CutStorage storage = new CutStorage();
                SlotStore store = New(storage);
                Save(store, 1);
                Save(store, 2);
                storage.CutAfter = cut;
                Assert.IsFalse(Save(store, 3));

                SlotStore rebooted = New(storage);
                Assert.AreEqual(cut == 16 ? 3 : 2, Value(rebooted), "cut after " + cut);
                Assert.IsTrue(Save(rebooted, 4));
                Assert.IsTrue(Save(rebooted, 5));
                Assert.AreEqual(5, Value(New(storage)));
            }
        }

        [TestMethod]
        public void Save_FailedTwice_NeverTouchesTheGoodSlot()
        {
            CutStorage storage = new CutStorage();
            SlotStore store = New(storage);
            Save(store, 1);
            for (int i = 0; i < 2; i++)
            {
                storage.CutAfter = 3;
                Assert.IsFalse(Save(store, 9));
                Assert.AreEqual(1, Value(New(storage)));
            }
        }

        [TestMethod]
        public void Load_OneBitWrong_FallsBackToTheOtherSlot()
        {
            for (int bit = 0; bit < 16 * 8; bit++)
            {
                CutStorage storage = new CutStorage();
                SlotStore store = New(storage);
                Save(store, 1);
                Save(store, 2);
                storage.B[bit / 8] ^= (byte)(1 << (bit % 8));
                SlotStore rebooted = New(storage);
                Assert.AreEqual(1, Value(rebooted), "bit " + bit);
                Assert.IsTrue(rebooted.Damaged > 0);
            }
        }

        [TestMethod]
        public void Load_SequenceWrappedRound_TakesTheNewer()
        {
            CutStorage storage = new CutStorage();
            SlotStore store = New(storage);
            Save(store, 1);
            Save(store, 2);
            Number(storage.A, 0xFFFFFFFF);
            Number(storage.B, 0);
            Assert.AreEqual(2, Value(New(storage)));
        }

        [TestMethod]
        public void Save_TooLarge_IsRefusedAndErasedMeansNone()
        {
            CutStorage storage = new CutStorage();
            SlotStore store = New(storage);
            Assert.IsFalse(store.Save(1, new byte[64], 0, 64));
            Save(store, 1);
            Save(store, 2);
            Assert.IsTrue(store.Erase());
            Assert.IsFalse(New(storage).HasValue);
            Assert.AreEqual(-1, store.Load(new byte[8], 0, 8));
        }

        private static SlotStore New(CutStorage storage) => new SlotStore(storage, "s", new Crc32(), new byte[32]);

        private static bool Save(SlotStore store, int value)
        {
            byte[] payload = new byte[4];
            Bytes.PutUInt32(payload, 0, (uint)value);
            return store.Save(3, payload, 0, 4);
        }

        private static int Value(SlotStore store)
        {
            byte[] payload = new byte[4];
            Assert.AreEqual(4, store.Load(payload, 0, 4));
            return (int)Bytes.UInt32(payload, 0);
        }

        private static void Number(byte[] record, uint sequence)
        {
            Bytes.PutUInt32(record, 4, sequence);
            Bytes.PutUInt32(record, 0, new Crc32().Compute(record, 4, record.Length - 4));
        }
    }
}
