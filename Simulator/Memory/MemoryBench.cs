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
        // Only a run on the interpreter can show these (InterpreterRun has its date and heap).
        figures.Add("image.bytes", InterpreterRun.ImageBytes);
        figures.Add("image.tables_bytes", InterpreterRun.TableBytes);
        figures.Add("memory.live_idle_bytes", InterpreterRun.LiveIdleBytes);
        figures.Add("memory.least_free_84kb_bytes", InterpreterRun.LeastFreeBytes);
        figures.Add("memory.boots_at_kb", InterpreterRun.BootsAtKb);
        foreach (var room in rows.GroupBy(r => r.Room)) figures.Add($"memory.{room.Key.ToLowerInvariant().Replace('.', '_')}_bytes", room.Sum(r => (long)r.Bytes));
    }
}
