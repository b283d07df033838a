using Simulator.Bench;

namespace Simulator.Memory;

/// <summary>Bytes that stay on the device's heap, in all and by room.</summary>
public sealed class MemoryBench : IBench
{
    public string Name => "memory";

    public void Run(IFigures figures)
    {
        IReadOnlyList<HeapRow> rows = MemoryPage.Measure();
        figures.Add("memory.long_lived_bytes", rows.Sum(r => (long)r.Bytes));
        foreach (var room in rows.GroupBy(r => r.Room)) figures.Add($"memory.{room.Key.ToLowerInvariant().Replace('.', '_')}_bytes", room.Sum(r => (long)r.Bytes));
    }
}
