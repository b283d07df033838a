using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class FrameRingTests
    {
        [TestMethod]
        public void Write_Full_DropsExactlyTheOldestOne()
        {
            FrameRing ring = New(4);
            for (int i = 0; i < 5; i++) Write(ring, i);

            Assert.AreEqual(1, ring.Dropped);
            Assert.AreEqual(4, ring.Count);
            Assert.AreEqual(5, ring.Written);
            Assert.AreEqual(4, ring.Peak);
            for (int i = 1; i < 5; i++) Assert.AreEqual(i, Read(ring));
            Assert.AreEqual(-1, Read(ring));
        }

        [TestMethod]
        public void Ring_AnyLevelAndPlace_KeepsOrderAndContents()
        {
            for (int level = 0; level <= 4; level++)
            {
                FrameRing ring = New(4);
                int written = 0;
                int read = 0;
                for (int turn = 0; turn < 12; turn++)
                {
                    while (ring.Count < level) Write(ring, written++);
                    Assert.IsTrue(ring.IsFull == (level == 4) && ring.IsEmpty == (level == 0));
                    if (level > 0) Assert.AreEqual(read++, Read(ring));
                }
                Assert.AreEqual(0, ring.Dropped);
            }
        }

        [TestMethod]
        public void Frame_AllItsParts_ComeOutAsTheyWentIn()
        {
            FrameRing ring = New(2);
            Frame frame = new Frame();
            frame.Id = 0x1FFFFFFF;
            frame.Length = 5;
            frame.TimeMs = 123456789012L;
            for (int i = 0; i < 8; i++) frame.Data[i] = (byte)(i * 31);
            ring.Write(frame);
            Frame into = new Frame();
            Assert.IsTrue(ring.TryRead(into));
            Assert.AreEqual(0x1FFFFFFFu, into.Id);
            Assert.AreEqual(5, into.Length);
            Assert.AreEqual(123456789012L, into.TimeMs);
            for (int i = 0; i < 8; i++) Assert.AreEqual((byte)(i * 31), into.Data[i]);
        }

        [TestMethod]
        public void Frame_WaitingAcrossAWrapOfTheStoredTime_KeepsItsTime()
        {
            // 28 bits of the time are stored: at 2^27, 2^28, 2^31 and 2^32 ms the sign bit, the field and the 32-bit word overflow.
            long[] turns = { 1L << 27, 1L << 28, 1L << 31, 1L << 32, (1L << 32) + (1L << 27) };
            for (int i = 0; i < turns.Length; i++)
            {
                FrameRing ring = New(4);
                Frame frame = new Frame();
                Frame into = new Frame();
                long[] times = { turns[i] - 65000000, turns[i] - 1, turns[i], turns[i] + 65000000 };
                for (int n = 0; n < 4; n++)
                {
                    frame.TimeMs = times[n];
                    frame.Length = 8;
                    ring.Write(frame);
                }
                for (int n = 0; n < 4; n++)
                {
                    ring.TryRead(into);
                    Assert.AreEqual(times[n], into.TimeMs, "turn " + i + ", frame " + n);
                    Assert.AreEqual(8, into.Length);
                }
            }
        }

        [TestMethod]
        public void ConsumeWarning_Above80Percent_OncePerExcursion()
        {
            FrameRing ring = New(16);
            Fill(ring, 12);
            Assert.IsFalse(ring.ConsumeWarning(), "75 % is not above");
            Fill(ring, 13);
            Assert.IsTrue(ring.ConsumeWarning());
            Assert.IsFalse(ring.ConsumeWarning());
            Fill(ring, 16);
            while (ring.Count > 6) Read(ring);
            Fill(ring, 16);
            Assert.IsFalse(ring.ConsumeWarning(), "it hovered and is told once");
            while (ring.Count > 5) Read(ring);
            Fill(ring, 13);
            Assert.IsTrue(ring.ConsumeWarning());
            Assert.AreEqual(16, ring.Peak);
        }

        [TestMethod]
        public void FrameRing_NoCapacityGiven_Takes32FramesOf8Bytes()
        {
            Assert.AreEqual(32, new FrameRing("R").Capacity);
            Assert.AreEqual(8, new Frame().Data.Length);
        }

        private static FrameRing New(int capacity) => new FrameRing("R", capacity);

        private static void Write(FrameRing ring, int number)
        {
            Frame frame = new Frame();
            frame.Id = (uint)number;
            frame.Data[7] = (byte)number;
            ring.Write(frame);
        }

        private static void Fill(FrameRing ring, int level)
        {
            while (ring.Count < level) Write(ring, 0);
        }

        private static int Read(FrameRing ring)
        {
            Frame frame = new Frame();
            if (!ring.TryRead(frame)) return -1;
            Assert.AreEqual((byte)frame.Id, frame.Data[7]);
            return (int)frame.Id;
        }
    }
}
