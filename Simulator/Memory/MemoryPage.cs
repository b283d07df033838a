using System.Globalization;
using System.Text;
using Simulator.World;

namespace Simulator.Memory;

/// <summary>docs/memory.md: what stays on the device's managed heap, by room, computed from a composition that has booted.</summary>
public static class MemoryPage
{
    /// <summary>What all rooms together should keep: of 84 KB of heap this leaves 21 KB beside the portable assemblies' tables, for threads, adapters and what comes and goes.</summary>
    public const int TargetBytes = 40 * 1024;

    /// <summary>What they may keep: above it the command and its test fail.</summary>
    public const int BudgetBytes = TargetBytes;

    /// <summary>Single rows shown; smaller ones are summed up.</summary>
    public const int LeastShownBytes = 200;

    /// <summary>Boots the firmware on the simulated board and adds up what it keeps.</summary>
    public static IReadOnlyList<HeapRow> Measure()
    {
        var world = new ChargerWorld(new WorldSettings());
        world.PowerOn();
        world.Loop.RunUntil(() => false, 30_000);
        return LongLived.Of(world.Firmware!);
    }

    public static string Of(IReadOnlyList<HeapRow> rows, int leastBytes = LeastShownBytes)
    {
        var page = new StringBuilder();
        page.Append("# What stays on the heap\n\nWritten by `dotnet run --project Simulator -- memory --write-docs docs/memory.md`; do not edit by hand.\n\n");
        Measured(page);
        page.Append("\n# Objects of the portable rooms, computed\n\n");
        page.Append("The objects are those a booted composition holds in the simulator; the sizes are the device's: 12 bytes an object and 12 a\n");
        page.Append("field, 12 an element of an array of references, text as UTF-8. What is made for a moment and let go (a message, a row, a\n");
        page.Append("transaction record, a long message) is not among it; nor are threads, call frames, adapters and the libraries' own objects.\n");
        int sum = rows.Sum(r => r.Bytes);
        page.Append(CultureInfo.InvariantCulture, $"\nIn all **{sum} bytes** in {rows.Sum(r => r.Objects)} objects. Target {TargetBytes} bytes, {(sum <= TargetBytes ? "met" : $"missed by {sum - TargetBytes}")}; fails above {BudgetBytes}.\n");
        foreach (var room in rows.GroupBy(r => r.Room))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {room.Key}: {room.Sum(r => r.Bytes)} bytes\n\n| what | objects | bytes |\n|---|---|---|\n");
            foreach (var row in room.Where(r => r.Bytes >= leastBytes)) page.Append(CultureInfo.InvariantCulture, $"| {row.What} | {row.Objects} | {row.Bytes} |\n");
            var small = room.Where(r => r.Bytes < leastBytes).ToList();
            if (small.Count > 0) page.Append(CultureInfo.InvariantCulture, $"| {small.Count} more kinds below {leastBytes} bytes | {small.Sum(r => r.Objects)} | {small.Sum(r => r.Bytes)} |\n");
        }
        return page.ToString();
    }

    private static void Measured(StringBuilder page)
    {
        page.Append(CultureInfo.InvariantCulture, $"## Which chips it is enough for\n\n");
        page.Append(InterpreterRun.LeastFreeBytes >= 0
            ? "Any ESP32 or S3 with PSRAM (megabytes of managed heap) is enough, and so is a classic ESP32 or an S3 without PSRAM (some 84 KB reported) with an image that was\nbuilt without source-level debugging"
                + (InterpreterRun.LeastFreeStockBytes >= 0 ? " or a stock one.\n" : $". **Stock images are built with it** and keep {InterpreterRun.DebuggingBytes} bytes more: there {-InterpreterRun.LeastFreeStockBytes} bytes are missing\nat the worst moment, so a plain ESP32 with a stock image may restart for want of memory when it is asked for a log or many things at once.\n")
                + $"A C3 (54 KB reported) is not enough. The smallest heap in which the image booted and lived is {InterpreterRun.BootsAtKb} KB; in less it says so on the console and ends in the bare safe mode.\n"
            : "Any ESP32 or S3 with PSRAM (megabytes of managed heap) is enough. A classic ESP32 or an S3 without PSRAM (some 84 KB reported) and a C3 (54 KB) are **not yet**:\n"
                + $"the image is {-InterpreterRun.LeastFreeBytes} bytes too large for 84 KB at its worst moment; the smallest heap in which it booted and lived is {InterpreterRun.BootsAtKb} KB. In less it says so on the console and ends in the bare safe mode.\n");
        page.Append(CultureInfo.InvariantCulture, $"\n## Measured: the whole managed heap\n\nOn {InterpreterRun.Date} with commit {InterpreterRun.Commit} on the real interpreter ({InterpreterRun.How}).\n");
        page.Append(CultureInfo.InvariantCulture, $"The image has {InterpreterRun.ImageBytes} bytes. Images with source-level debugging, as the stock ones are, keep some {InterpreterRun.DebuggingBytes} bytes more: a byte for each method.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Online and idle, {InterpreterRun.LiveIdleBytes} bytes live:\n\n| what | bytes |\n|---|---|\n");
        foreach (var (what, bytes) in InterpreterRun.Idle) page.Append(CultureInfo.InvariantCulture, $"| {what} | {bytes} |\n");
        page.Append(CultureInfo.InvariantCulture, $"\nTables by assembly, {InterpreterRun.TableBytes} bytes (8 a type, 2 a method, 2 a field, 4 a name in another assembly, 12 a static field):\n\n| assembly | bytes |\n|---|---|\n");
        foreach (var (what, bytes) in InterpreterRun.Tables) page.Append(CultureInfo.InvariantCulture, $"| {what} | {bytes} |\n");
        page.Append(CultureInfo.InvariantCulture, $"\nAt the worst instant of each phase, and what a heap of {InterpreterRun.SmallHeapBytes} bytes would have left (negative: so much is missing):\n\n| phase | live at worst | left of 84 KB |\n|---|---|---|\n");
        foreach (HeapMoment m in InterpreterRun.Moments) page.Append(CultureInfo.InvariantCulture, $"| {m.What} | {m.PeakBytes} | {InterpreterRun.SmallHeapBytes - m.PeakBytes} |\n");
        page.Append("\nWhat comes and goes at these instants is mostly call frames: 204 bytes each, some 30 of them under the OCPP thread while it\n");
        page.Append("reads or writes a file inside a command, and the texts the file library makes of each path.\n");
        page.Append(InterpreterRun.Story);
    }
}
