using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>The receive ring between two real threads, and every order of a small case.</summary>
public class FrameRingThreadsTests
{
    private const int Frames = 400_000;

    [Fact]
    public void Ring_ReaderAndWriterAtFullSpeed_NoFrameIsTornDoubledOrUncounted()
    {
        var clock = new HandClock();
        var guard = new TimedLock("R", clock, null, 5_000);
        var ring = new FrameRing("R", guard);
        long read = 0;
        long lastId = 0;
        string? wrong = null;
        var done = new ManualResetEventSlim();
        var reading = new ManualResetEventSlim();
        var reader = new Thread(() =>
        {
            var frame = new Frame();
            reading.Set();
            while (wrong == null)
            {
                bool last = done.IsSet;
                if (!ring.TryRead("reader", frame))
                {
                    if (last) return;
                    continue;
                }
                read++;
                if (frame.Id <= lastId) wrong = $"frame {frame.Id} after {lastId}";
                if (!IsWhole(frame)) wrong = $"frame {frame.Id} is torn: {Convert.ToHexString(frame.Data)}, {frame.TimeMs}";
                lastId = frame.Id;
            }
        });
        reader.Start();
        reading.Wait();
        var written = new Frame();
        for (uint id = 1; id <= Frames && wrong == null; id++)
        {
            Fill(written, id);
            Assert.True(ring.Write("writer", written));
        }
        done.Set();
        Assert.True(reader.Join(30_000));

        Assert.Null(wrong);
        Assert.Equal(Frames, read + ring.Dropped);
        Assert.Equal(Frames, lastId);
        Assert.Equal(0, guard.Timeouts);
        Assert.Equal(0, ring.Refused);
        Assert.True(ring.Peak <= ring.Capacity);
    }

    /// <summary>All 2^n orders of n writes and reads, for rings of 1 to 4 places, against a plain queue.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Ring_EveryOrderOfWritesAndReads_IsThatOfAQueueThatDropsItsOldest(int capacity)
    {
        const int Steps = 12;
        var frame = new Frame();
        for (int order = 0; order < 1 << Steps; order++)
        {
            var ring = new FrameRing("R", new TimedLock("R", new HandClock(), null, 0), capacity);
            var queue = new Queue<uint>();
            int dropped = 0;
            for (uint step = 0; step < Steps; step++)
            {
                if ((order >> (int)step & 1) != 0)
                {
                    Fill(frame, step + 1);
                    ring.Write("w", frame);
                    if (queue.Count == capacity) dropped += queue.Dequeue() > 0 ? 1 : 0;
                    queue.Enqueue(step + 1);
                }
                else
                {
                    bool any = ring.TryRead("r", frame);
                    Assert.Equal(queue.Count > 0, any);
                    if (any) Assert.True(frame.Id == queue.Dequeue() && IsWhole(frame));
                }
                Assert.Equal((queue.Count, dropped), (ring.Count, ring.Dropped));
            }
        }
    }

    /// <summary>Each operation is interrupted inside its critical section, at both ends of it, by the other side: that must be refused and change nothing.</summary>
    [Fact]
    public void Ring_EveryOrderWithTheOtherSideBreakingIn_RefusesItAndStaysWhole()
    {
        const int Steps = 7;
        for (int order = 0; order < 1 << Steps; order++)
        {
            for (int at = 0; at < 2 * Steps; at++)
            {
                var clock = new BreakingInClock(at);
                var ring = new FrameRing("R", new TimedLock("R", clock, null, 0), 2);
                var frame = new Frame();
                var other = new Frame();
                var queue = new Queue<uint>();
                for (uint step = 0; step < Steps; step++)
                {
                    bool write = (order >> (int)step & 1) != 0;
                    clock.BreakIn = () =>
                    {
                        Fill(other, 99);
                        Assert.False(write ? ring.TryRead("r", other) : ring.Write("w", other));
                    };
                    if (write)
                    {
                        Fill(frame, step + 1);
                        Assert.True(ring.Write("w", frame));
                        if (queue.Count == 2) queue.Dequeue();
                        queue.Enqueue(step + 1);
                    }
                    else if (ring.TryRead("r", frame))
                    {
                        Assert.Equal(queue.Dequeue(), frame.Id);
                        Assert.True(IsWhole(frame));
                    }
                    Assert.Equal(queue.Count, ring.Count);
                }
            }
        }
    }

    private static void Fill(Frame frame, uint id)
    {
        frame.Id = id;
        frame.Length = (int)(id % 9);
        frame.TimeMs = id * 3L;
        for (int i = 0; i < 8; i++) frame.Data[i] = (byte)((id >> (i % 4 * 8)) + i);
    }

    private static bool IsWhole(Frame frame)
    {
        if (frame.Length != frame.Id % 9 || frame.TimeMs != frame.Id * 3L) return false;
        for (int i = 0; i < 8; i++)
        {
            if (frame.Data[i] != (byte)((frame.Id >> (i % 4 * 8)) + i)) return false;
        }
        return true;
    }

    /// <summary>The lock reads its clock right after it was had and right before it is given back: there the other side breaks in, once.</summary>
    private sealed class BreakingInClock(int at) : IMonotonicClock
    {
        private int _reads;

        public Action? BreakIn { get; set; }

        public long NowMs
        {
            get
            {
                if (_reads++ == at) BreakIn?.Invoke();
                return 0;
            }
        }
    }
}
