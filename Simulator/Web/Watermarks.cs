using Charger.Runtime;
using Firmware;
using Ocpp.Client.Transport;

namespace Simulator.Web;

/// <summary>Heap, rings, locks, threads and queues of a firmware that runs in this process.</summary>
internal static class Watermarks
{
    public static IReadOnlyList<WatermarkRow> Of(Composition firmware, SessionStatus session)
    {
        var rows = new List<WatermarkRow>();
        HeapWatch heap = firmware.Heap;
        rows.Add(new WatermarkRow("heap", "managed, free", Known(heap.Free), Known(heap.LowestFree), null, "bytes", heap.IsBelowFloor ? "below its floor" : ""));
        rows.Add(new WatermarkRow("heap", "native, free", Known(heap.NativeFree), Known(heap.NativeLowestFree), null, "bytes", ""));
        CreateOnce made = firmware.Registry;
        for (int i = 0; i < made.Count; i++)
        {
            if (made[i] is FrameRing ring) rows.Add(new WatermarkRow("ring", ring.Name, ring.Count, ring.Peak, ring.Capacity, "frames", Trouble(ring.Dropped, "dropped")));
            else if (made[i] is TimedLock held) rows.Add(new WatermarkRow("lock", held.Name, null, held.LongestHoldMs, null, "ms held", Trouble(held.Timeouts, "time-outs")));
            else if (made[i] is Mailbox box) rows.Add(new WatermarkRow("queue", box.Name, box.Count, box.Peak, box.Capacity, "entries", Trouble(box.Lost, "lost")));
        }
        foreach (Worker worker in firmware.Workers) rows.Add(new WatermarkRow("thread", worker.Name, null, worker.Progress.LongestStepMs, null, "ms longest step", ""));
        rows.Add(new WatermarkRow("queue", "offline messages", session.Queued, null, null, "entries", Trouble(session.Undeliverable, "undeliverable")));
        if (firmware.Link is WebSocketLink link) rows.Add(Pool(link));
        return [.. rows.OrderBy(r => Order(r.Kind))];
    }

    private static readonly string[] s_order = ["heap", "ring", "lock", "queue", "pool", "thread"];

    /// <summary>Where a kind stands among the rows.</summary>
    public static int Order(string kind) => Array.IndexOf(s_order, kind);

    private static WatermarkRow Pool(WebSocketLink link)
    {
        return new WatermarkRow("pool", "link buffers", link.Buffers.InUse, link.Buffers.Peak, link.Buffers.Sessions, "buffers", Trouble(link.Buffers.Exhausted, "times exhausted"));
    }

    private static string Trouble(int count, string what) => count > 0 ? $"{count} {what}" : "";

    private static long? Known(int value) => value == HeapWatch.Unknown ? null : value;
}
