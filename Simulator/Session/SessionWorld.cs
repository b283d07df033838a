using Charger.Metering;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.DevicePage;
using Simulator.Metering;
using Simulator.Net;
using Simulator.PanelParts;
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

    private SessionSecurity? _security;

    public ChargerWorld Charger { get; }

    /// <summary>Null where the user brings one.</summary>
    public ICentral? Central { get; }

    /// <summary>The messages as they pass the charger's socket, where the user brings the central system; else null.</summary>
    public MessageTap? Tap { get; private init; }

    /// <summary>Status light, buzzer and card reader; null where they are not fitted.</summary>
    public SimulatedPanel? Panel { get; private init; }

    /// <summary>Open ends of the charger's connections, where they can be counted.</summary>
    public Func<int>? OpenConnections { get; private init; }

    public static SessionWorld Create(SessionOptions options, bool deviceScheduling = false, int clockMs = 1)
    {
        if (options.InMemory) return InMemory(options, deviceScheduling, clockMs);
        return options.Csms != null ? OverSockets(options, new SessionSecurity(options), options.Csms, null, null) : Embedded(options);
    }

    private static SessionWorld Embedded(SessionOptions options)
    {
        // The service's clock follows the simulated one, so that its timestamps fit the charger's.
        long bootUtcMs = new DateTimeOffset(new WorldSettings().StartUtc).ToUnixTimeMilliseconds();
        long nowMs = 0;
        var security = new SessionSecurity(options);
        var settings = new EmbeddedCentralOptions
        {
            UtcNow = () => DateTimeOffset.FromUnixTimeMilliseconds(bootUtcMs + Volatile.Read(ref nowMs)).UtcDateTime,
            Pki = security.Pki,
        };
        if (options.StartProfile > 0) settings.Passwords[options.Identity] = Convert.FromHexString(security.Key);
        var central = EmbeddedCentralSystem.StartAsync(settings).GetAwaiter().GetResult();
        SessionWorld world = OverSockets(options, security, central.Url, central.SecureUrl, central);
        world.Charger.Loop.Add(new Ticker(ms => Volatile.Write(ref nowMs, ms)));
        return world;
    }

    private static SessionWorld OverSockets(SessionOptions options, SessionSecurity security, Uri endpoint, Uri? secure, EmbeddedCentralSystem? central)
    {
        var charger = new ChargerWorld(new WorldSettings { Seed = options.Seed, Identity = options.Identity, Endpoint = endpoint, Configuration = security.Configuration(secure) });
        security.Provision(charger, central != null);
        if (options.Signed) charger.FitTwoImages();
        var streams = new List<ITransport>();
        ITransport Kept(ITransport stream)
        {
            streams.Add(stream);
            return stream;
        }
        SocketTransport Socket() => new(() => charger.Clock.NowMs);
        ITransport Secure() => new BlockingTransport(new TlsTransport(Socket(), () => Environment.TickCount64, () => security.Trust(charger)));
        // The embedded central system reports its messages itself.
        MessageTap? tap = central == null ? new MessageTap(options.Identity) : null;
        charger.Transport = () => Kept(tap == null ? Socket() : tap.On(Socket()));
        charger.SecureTransport = () => Kept(tap == null ? Secure() : tap.On(Secure()));
        charger.FileTransport = () => Kept(Socket());
        charger.SecureFileTransport = () => Kept(Secure());
        Fit(charger, options);
        charger.Lost = () =>
        {
            foreach (ITransport stream in streams) stream.Close();
            streams.Clear();
        };
        return new SessionWorld(charger, central) { OpenConnections = () => SocketTransport.OpenSockets, Tap = tap, Panel = options.Panel ? new SimulatedPanel(charger) : null, _security = security };
    }

    /// <summary>Publishes the time for another thread.</summary>
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

    private static SessionWorld InMemory(SessionOptions options, bool deviceScheduling, int clockMs)
    {
        var security = new SessionSecurity(options);
        Uri endpoint = new WorldSettings().Endpoint;
        Uri secure = new UriBuilder(endpoint) { Scheme = "wss", Port = CentralSystemModel.SecurePort }.Uri;
        var settings = new WorldSettings { Seed = options.Seed, Identity = options.Identity, DeviceScheduling = deviceScheduling, ClockMs = clockMs, UptimeMs = options.UptimeMs, Configuration = security.Configuration(secure) };
        var charger = new ChargerWorld(settings);
        security.Provision(charger, ours: true);
        if (options.Signed) charger.FitTwoImages();
        var network = new MemoryNetwork(charger.Clock);
        var fileNetwork = new MemoryNetwork(charger.Clock);
        var files = new FileServiceModel(fileNetwork);
        var central = new CentralSystemModel(network, settings.StartUtc) { Files = files.Service };
        charger.FileTransport = charger.SecureFileTransport = () => new MemoryTransport(fileNetwork);
        charger.Loop.Add(files);
        if (options.StartProfile is 1 or 2) central.Password = Convert.FromHexString(security.Key);
        charger.Transport = () => new MemoryTransport(network);
        charger.Lost = () =>
        {
            network.KillClients();
            fileNetwork.KillClients();
        };
        charger.Loop.Add(central);
        Fit(charger, options);
        return new SessionWorld(charger, central) { OpenConnections = () => network.OpenByClient, _security = security };
    }

    private static void Fit(ChargerWorld charger, SessionOptions options)
    {
        if (options.Meter is MeterKind kind) charger.Meter = new SimulatedMeter(charger, kind);
        if (options.DevicePage > 0) _ = new SimulatedDevicePage(charger, options.DevicePage);
    }

    public void Dispose()
    {
        if (Central is IDisposable owned) owned.Dispose();
        _security?.Dispose();
    }
}
