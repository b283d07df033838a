using System.Runtime.CompilerServices;
using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>What a link's output keeps of a control frame that has gone, or that a new session forgets.</summary>
public class LinkOutputMemoryTests
{
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public void ControlFrame_GoneOrForgotten_IsLeftToTheHeap(int takes)
    {
        var output = new LinkOutput(new SeededRandom(1), new LinkStatistics(), 100);
        WeakReference frame = Send(output, takes);
        if (takes < 6) output.Clear();
        GC.Collect();
        Assert.False(frame.IsAlive);
        GC.KeepAlive(output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Send(LinkOutput output, int takes)
    {
        var stream = new Noting(takes);
        output.WantPing();
        Assert.True(output.Flush(stream));
        return stream.Frame!;
    }

    private sealed class Noting(int takes) : ITransport
    {
        public WeakReference? Frame { get; private set; }

        public OpenResult Open(string host, int port, int timeoutMs) => OpenResult.Open;

        public OpenResult PollOpen() => OpenResult.Open;

        public int Read(byte[] buffer, int offset, int count) => 0;

        public int Write(byte[] buffer, int offset, int count)
        {
            Frame = new WeakReference(buffer);
            return Math.Min(count, takes);
        }

        public void Close()
        {
        }
    }
}
