using System.Threading;
using Charger.Runtime;
using Xunit;

namespace Firmware.Tests.Desktop
{
    /// <summary>The ring between two threads that truly run at the same time.</summary>
    public class RingThreadTests
    {
        private const int Frames = 1_000_000;

        /// <summary>A full ring drops its oldest frame while the reader copies it: what the reader gets is whole and newer than what it had.</summary>
        [Fact]
        public void FrameRing_WrittenWhileItIsRead_GivesWholeFramesInOrder()
        {
            // One place: each frame written while another is read goes to the place that is being read.
            var ring = new FrameRing("ring", 1);
            bool done = false;
            var writer = new Thread(() =>
            {
                var frame = new Frame();
                for (uint id = 1; id <= Frames; id++)
                {
                    frame.Id = id;
                    frame.Length = 8;
                    for (int i = 0; i < 8; i++) frame.Data[i] = (byte)(id >> (i & 3) * 8);
                    ring.Write(frame);
                }
                Volatile.Write(ref done, true);
            });
            writer.Start();
            int wrong = 0;
            uint last = 0;
            var read = new Frame();
            while (!Volatile.Read(ref done))
            {
                if (!ring.TryRead(read)) continue;
                if (read.Id <= last || read.Length != 8) wrong++;
                for (int i = 0; i < 8; i++)
                {
                    if (read.Data[i] != (byte)(read.Id >> (i & 3) * 8)) wrong++;
                }
                last = read.Id;
            }
            writer.Join();
            Assert.Equal(0, wrong);
            Assert.Equal(Frames, ring.Written);
        }
    }
}
