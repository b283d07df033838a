using Simulator.CentralModel;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Session;

/// <summary>A charger's world with the central system it talks to: embedded behind a real socket, in memory, or the user's own.</summary>
public sealed class SessionWorld : IDisposable
{
    private SessionWorld(ChargerWorld charger, ICentral? central)
    {
        Charger = charger;
        Central = central;
    }

    public ChargerWorld Charger { get; }

    /// <summary>Null where the user brings one.</summary>
    public ICentral? Central { get; }

    /// <summary>Open ends of the charger's connections, where they can be counted.</summary>
    public Func<int>? OpenConnections { get; private init; }

    public static SessionWorld Create(SessionOptions options, bool deviceScheduling = false) => InMemory(options, deviceScheduling);

    private static SessionWorld InMemory(SessionOptions options, bool deviceScheduling)
    {
        var settings = new WorldSettings { Seed = options.Seed, Identity = options.Identity, DeviceScheduling = deviceScheduling };
        var charger = new ChargerWorld(settings);
        var network = new MemoryNetwork(charger.Clock);
        var central = new CentralSystemModel(network, settings.StartUtc);
        charger.Transport = () => new MemoryTransport(network);
        charger.Lost = network.KillClients;
        charger.Loop.Add(central);
        return new SessionWorld(charger, central) { OpenConnections = () => network.OpenByClient };
    }

    public void Dispose()
    {
        if (Central is IDisposable owned) owned.Dispose();
    }
}
