using System.Diagnostics;
using Charger.Runtime;

namespace Simulator.Bench;

/// <summary>A block out of the pool and back, beside a new one of the same size.</summary>
public sealed class PoolBench : IBench
{
    private const int Turns = 1_000_000;

    public string Name => "pool";

    public void Run(IFigures figures)
    {
        var pool = new BufferPool("bench", 4, 2048);
        Use(pool, 10_000);
        Make(10_000);
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        double takeNs = Use(pool, Turns);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        double newNs = Make(Turns);
        figures.Add("pool.take_return_ns", takeNs, 1);
        figures.Add("pool.new_2048_ns", newNs, 1);
        figures.Add("pool.new_to_take_ratio", newNs / takeNs, 1);
        figures.Add("pool.allocated_bytes_per_use", bytes / Turns);
    }

    private static double Use(BufferPool pool, int turns)
    {
        long from = Stopwatch.GetTimestamp();
        for (int i = 0; i < turns; i++) pool.Return(pool.Rent());
        return Stopwatch.GetElapsedTime(from).TotalNanoseconds / turns;
    }

    private static double Make(int turns)
    {
        long from = Stopwatch.GetTimestamp();
        for (int i = 0; i < turns; i++) GC.KeepAlive(new byte[2048]);
        return Stopwatch.GetElapsedTime(from).TotalNanoseconds / turns;
    }
}
