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

    /// <summary>What the tables of the portable assemblies took on the interpreter when this was measured last: 85,980 bytes free before loading, 62,916 after.</summary>
    private const int TableBytes = 23064;

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
        page.Append("Everything long-lived is allocated at boot. The objects are those a booted composition holds in the simulator; the\n");
        page.Append("sizes are the device's: 12 bytes an object and 12 a field, 12 an element of an array of references, text as UTF-8, as\n");
        page.Append("measured on the interpreter. On top come the five threads (996 bytes each while they wait, what `stack` computes at\n");
        page.Append("worst) and the adapters: the serial port's two buffers of 512 bytes, two SPI devices, pins, the socket while it is open.\n");
        page.Append("What is made for a moment and let go (a letter, a row, a transaction record, a long message) is not among it.\n\n");
        page.Append("The runtime keeps tables of types, methods and fields of each assembly on the same heap. Measured on the interpreter with\n");
        page.Append(CultureInfo.InvariantCulture, $"all rooms but the adapters loaded, and nothing running yet: {TableBytes} bytes, of which the two class libraries and\n");
        page.Append("Charger.Runtime 6744, Charger.Can 3204, Ocpp.Client in its two assemblies 8424, Firmware 4692. The libraries that only the\n");
        page.Append("adapters need (network, files, pins, serial) come on top and are not measured: a desktop has no such libraries.\n");
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
}
