using System.Text.Json;
using Firmware;
using Ocpp.Client.Wire;
using Simulator.Session;

namespace Simulator.Tests.Session;

public sealed class HealthReportTests
{
    /// <summary>Numbers as large as they may get on a charger that has run for years.</summary>
    private const int RoomToSpare = 250;

    [Fact]
    public void Write_AConnectedCharger_IsJsonWithTheFiguresOfTheConsole()
    {
        using SessionWorld world = SessionWorld.Create(new SessionOptions { InMemory = true });
        world.Charger.PowerOn();
        world.Charger.Loop.RunUntil(() => false, 30_000);
        Composition firmware = world.Charger.Firmware!;
        var json = new JsonWriter(new byte[HealthReport.MostBytes]);
        HealthReport.Write(firmware, 28_000, json);
        Assert.True(json.Count + RoomToSpare < HealthReport.MostBytes, $"{json.Count} bytes");

        JsonElement root = JsonDocument.Parse(json.Buffer.AsMemory(0, json.Count)).RootElement;
        Assert.Equal(28, root.GetProperty("uptimeS").GetInt32());
        Assert.Equal(firmware.Heap.LowestFree, root.GetProperty("heap").GetProperty("low").GetInt32());
        Assert.Equal(["CAN_RX", "CHARGER_COMM", "OCPP", "UI"], root.GetProperty("threads").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        Assert.Equal(firmware.ModuleBus.Ring.Written, root.GetProperty("rings")[0].GetProperty("written").GetInt32());
        Assert.Equal(1, root.GetProperty("link").GetProperty("connections").GetInt32());
        Assert.Equal(1, root.GetProperty("pool").GetProperty("used").GetInt32());
        Assert.Equal(0, root.GetProperty("queues").GetProperty("offline").GetInt32());
    }
}
