namespace Simulator.World;

/// <summary>The settings of a world; the same settings and seed give the same run.</summary>
public sealed class WorldSettings
{
    public int Seed { get; init; } = 1;

    /// <summary>The board has the contactor's auxiliary contact.</summary>
    public bool ContactorContact { get; init; }

    /// <summary>Where the charger connects to: ws://HOST:PORT/PATH.</summary>
    public Uri Endpoint { get; init; } = new("ws://central.invalid:9000/ocpp");

    public string Identity { get; init; } = "CP-SIM-1";

    /// <summary>The device's scheduler instead of an ideal one.</summary>
    public bool DeviceScheduling { get; init; }

    /// <summary>Steps of the firmware's monotonic clock; the device counts in 10 ms.</summary>
    public int ClockMs { get; init; } = 1;

    /// <summary>What the firmware's monotonic clock shows at boot, as if it had run for so long.</summary>
    public long UptimeMs { get; init; }

    /// <summary>What a flash write freezes all threads for (resource-safety.md, "What freezes everything").</summary>
    public int FlashWriteMs { get; init; } = 30;

    /// <summary>Time a reboot takes from the order to the first step.</summary>
    public int BootMs { get; init; } = 2000;

    /// <summary>Settings the firmware gets before its first boot, by key.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>The wall clock at the world's zero, for the central system and after the first answer the charger too.</summary>
    public DateTime StartUtc { get; init; } = new(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>What the configuration file holds that is deployed before the first boot.</summary>
    public IReadOnlyDictionary<string, string> FirstConfiguration()
    {
        var pairs = new Dictionary<string, string>(Configuration);
        pairs.TryAdd("Charger.Url", Endpoint.ToString().TrimEnd('/'));
        pairs.TryAdd("Charger.Identity", Identity);
        return pairs;
    }
}
