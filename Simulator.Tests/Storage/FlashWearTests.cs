using Simulator.Tests.Terminal;

namespace Simulator.Tests.Storage;

/// <summary>Values that change all the time do not wear the flash: writes are bounded by time, not by the number of events.</summary>
public sealed class FlashWearTests
{
    [Fact]
    public void BmsPermission_FlappingAtOneHertz_WritesAreBounded()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        var traced = new List<string>();
        world.Central.Traced = trace =>
        {
            if (trace.FromCharger && trace.Action == "DataTransfer") traced.Add(trace.Payload);
        };
        Dictionary<string, int> before = world.Charger.Storage.WritesOf.ToDictionary();
        for (int i = 0; i < 300; i++)
        {
            world.Charger.Bms.RefusalBits = (byte)(i % 2 == 0 ? 0x04 : 0);
            world.Charger.Loop.RunUntil(() => false, world.Charger.Clock.NowMs + 1000);
        }
        world.Charger.Bms.RefusalBits = 0;
        string writes = string.Join(", ", world.Charger.Storage.WritesOf.Select(w => (w.Key, w.Value - before.GetValueOrDefault(w.Key))).Where(w => w.Item2 > 0));
        int all = world.Charger.Storage.WritesOf.Sum(w => w.Value) - before.Values.Sum();
        Assert.True(all <= 90, $"{all} writes in 300 s: {writes}");
        // The last state arrives, and so does how often it changed.
        world.Run(90);
        Assert.True(traced.Any(t => t.Contains("PermissionGranted", StringComparison.Ordinal) && t.Contains(" changes)", StringComparison.Ordinal)), string.Join('\n', traced) + "\n" + writes + "\n" + string.Join('\n', world.Lines.Where(l => l.Contains("BMS", StringComparison.Ordinal)).Take(20)));
    }
}
