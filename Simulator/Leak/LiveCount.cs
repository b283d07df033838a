using System.Diagnostics;
using Ocpp.Client.Transport;
using Simulator.Net;

namespace Simulator.Leak;

/// <summary>What is alive after a full collection: followed objects, sockets, threads, timers, pool blocks.</summary>
public sealed class LiveCount
{
    private readonly List<WeakReference> _followed = [];

    /// <summary>Counts this one as alive until the collector has taken it.</summary>
    public void Follow(object? o)
    {
        if (o != null) _followed.Add(new WeakReference(o));
    }

    public Live Now(LinkBuffers buffers)
    {
        Collect();
        using var process = Process.GetCurrentProcess();
        return new Live(_followed.Count, SocketTransport.OpenSockets, process.Threads.Count - ThreadPool.ThreadCount, (int)Timer.ActiveCount, buffers.InUse);
    }

    public long Bytes()
    {
        Collect();
        return GC.GetTotalMemory(false);
    }

    private void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // The list of followed objects must not grow without bound itself.
        _followed.RemoveAll(w => !w.IsAlive);
        GC.Collect();
    }
}

/// <summary>One count. Threads are those beside the runtime's pool, whose size changes by its own rules.</summary>
public sealed record Live(int Objects, int Sockets, int Threads, int Timers, int PoolBlocks)
{
    /// <summary>The increase since then, each kind by itself: a decrease of one kind does not balance an increase of another.</summary>
    public int GrowthSince(Live then) => Grown(Objects, then.Objects) + Grown(Sockets, then.Sockets) + Grown(Threads, then.Threads)
        + Grown(Timers, then.Timers) + Grown(PoolBlocks, then.PoolBlocks);

    private static int Grown(int now, int then) => Math.Max(0, now - then);
}
