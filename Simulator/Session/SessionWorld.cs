using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Net;
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

    public static SessionWorld Create(SessionOptions options, bool deviceScheduling = false)
    {
        if (options.InMemory) return InMemory(options, deviceScheduling);
        return options.Csms != null ? OverSockets(options, options.Csms, null) : Embedded(options);
    }

    private static SessionWorld Embedded(SessionOptions options)
    {
        // The service's clock follows the simulated one, so that its timestamps fit the charger's.
        long bootUtcMs = new DateTimeOffset(new WorldSettings().StartUtc).ToUnixTimeMilliseconds();
        long nowMs = 0;
        var central = EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions
        {
            UtcNow = () => DateTimeOffset.FromUnixTimeMilliseconds(bootUtcMs + Volatile.Read(ref nowMs)).UtcDateTime,
        }).GetAwaiter().GetResult();
        SessionWorld world = OverSockets(options, central.Url, central);
        world.Charger.Loop.Add(new Ticker(ms => Volatile.Write(ref nowMs, ms)));
        return world;
    }

    private static SessionWorld OverSockets(SessionOptions options, Uri endpoint, EmbeddedCentralSystem? central)
    {
        var charger = new ChargerWorld(new WorldSettings { Seed = options.Seed, Identity = options.Identity, Endpoint = endpoint });
        var streams = new List<SocketTransport>();
        charger.Transport = () =>
        {
            var stream = new SocketTransport(() => charger.Clock.NowMs);
            streams.Add(stream);
            return stream;
        };
        charger.Lost = () =>
        {
            foreach (SocketTransport stream in streams) stream.Close();
            streams.Clear();
        };
        return new SessionWorld(charger, central) { OpenConnections = () => SocketTransport.OpenSockets };
    }

    /// <summary>Tells another thread how late it is.</summary>
    private sealed class Ticker(Action<long> tell) : IModel
    {
        private const int EveryMs = 20;

        public string Name => "ticker";

        public long Step(long nowMs)
        {
            tell(nowMs);
            return nowMs + EveryMs;
        }
    }

    private static SessionWorld InMemory(SessionOptions options, bool deviceScheduling)
    {
        var settings = new WorldSettings { Seed = options.Seed, Identity = options.Identity, DeviceScheduling = deviceScheduling };
        var charger = new ChargerWorld(settings);
        var network = new MemoryNetwork(charger.Clock);
        var fileNetwork = new MemoryNetwork(charger.Clock);
        var files = new FileServiceModel(fileNetwork);
        var central = new CentralSystemModel(network, settings.StartUtc) { Files = files.Service };
        charger.FileTransport = () => new MemoryTransport(fileNetwork);
        charger.Loop.Add(files);
        charger.Transport = () => new MemoryTransport(network);
        charger.Lost = () =>
        {
            network.KillClients();
            fileNetwork.KillClients();
        };
        charger.Loop.Add(central);
        return new SessionWorld(charger, central) { OpenConnections = () => network.OpenByClient };
    }

    public void Dispose()
    {
        if (Central is IDisposable owned) owned.Dispose();
    }
}
