using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>The receive ring between two real threads, and every order of a small case.</summary>
public class FrameRingThreadsTests
{
    private const int Frames = 400_000;

    [Fact]
    public void Ring_ReaderAndWriterAtFullSpeed_NoFrameIsTornDoubledOrUncounted()
    {
        var ring = new FrameRing("R");
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
                if (!ring.TryRead(frame))
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
            ring.Write(written);
        }
        done.Set();
        Assert.True(reader.Join(30_000));

        Assert.Null(wrong);
        Assert.Equal(Frames, read + ring.Dropped);
        Assert.Equal(Frames, lastId);
        Assert.True(ring.Peak <= ring.Capacity);
    }

    /// <summary>All 2^n orders of n writes and reads, for rings of 1 to 8 places, against a plain queue.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Ring_EveryOrderOfWritesAndReads_IsThatOfAQueueThatDropsItsOldest(int capacity)
    {
        const int Steps = 12;
        var frame = new Frame();
        for (int order = 0; order < 1 << Steps; order++)
        {
            var ring = new FrameRing("R", capacity);
            var queue = new Queue<uint>();
            int dropped = 0;
            for (uint step = 0; step < Steps; step++)
            {
                if ((order >> (int)step & 1) != 0)
                {
                    Fill(frame, step + 1);
                    ring.Write(frame);
                    if (queue.Count == capacity) dropped += queue.Dequeue() > 0 ? 1 : 0;
                    queue.Enqueue(step + 1);
                }
                else
                {
                    bool any = ring.TryRead(frame);
                    Assert.Equal(queue.Count > 0, any);
                    if (any) Assert.True(frame.Id == queue.Dequeue() && IsWhole(frame));
                }
                Assert.Equal((queue.Count, dropped), (ring.Count, ring.Dropped));
            }
        }
    }

    /// <summary>
    /// A ring of two places that is full all the time: nearly every frame read is one that the writer is about to drop. It goes
    /// on until so many frames were dropped while they were read, or for a bounded number of frames on a machine with one core.
    /// </summary>
    [Fact]
    public void Ring_FullAllTheTime_WhatIsReadIsWholeAndInOrder()
    {
        const int Collisions = 50;
        const uint Most = 20_000_000;
        var ring = new FrameRing("R", 2);
        using var done = new CancellationTokenSource();
        string? wrong = null;
        long read = 0;
        int collisions = 0;
        uint lastId = 0;
        var reader = new Thread(() =>
        {
            var frame = new Frame();
            while (!done.IsCancellationRequested || ring.Count > 0)
            {
                bool any = ring.Count > 0;
                if (!ring.TryRead(frame))
                {
                    if (any) Interlocked.Increment(ref collisions);
                    continue;
                }
                read++;
                if (frame.Id <= lastId || !IsWhole(frame)) wrong = $"frame {frame.Id} after {lastId}";
                lastId = frame.Id;
            }
        });
        reader.Start();
        var written = new Frame();
        uint id = 0;
        while (id < Most && Volatile.Read(ref collisions) < Collisions && Volatile.Read(ref wrong) == null)
        {
            Fill(written, ++id);
            ring.Write(written);
        }
        done.Cancel();
        Assert.True(reader.Join(30_000));
        Assert.Null(wrong);
        Assert.Equal(id, read + ring.Dropped);
        Assert.Equal(id, lastId);
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
}
