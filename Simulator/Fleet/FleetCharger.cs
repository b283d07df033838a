using Charger.Runtime;
using Firmware;
using Simulator.Models;
using Simulator.Net;
using Simulator.Soak;
using Simulator.World;

namespace Simulator.Fleet;

/// <summary>One of a fleet: the whole firmware on simulated hardware, with its own link to the one central system.</summary>
public sealed class FleetCharger
{
    private readonly List<SocketTransport> _streams = [];
    private readonly List<Composition> _booted = [];
    private readonly Random _random;

    /// <param name="endpoint">The central system's address without an identity.</param>
    /// <param name="jitter">False: every draw of the firmware is 0, so that no pause is shortened.</param>
    public FleetCharger(int number, int seed, Uri endpoint, bool jitter)
    {
        Identity = $"CP-{number:D4}";
        _random = new Random(seed * 10_000 + number);
        World = new ChargerWorld(new WorldSettings { Seed = seed * 10_000 + number, Identity = Identity, Endpoint = endpoint });
        World.Transport = Open;
        World.Lost = CloseAll;
        World.Booted = _booted.Add;
        if (!jitter) World.PortsMade = ports => ports.Random = new NoJitter(ports.Random);
        Invariants = new Invariants(World, null) { Connections = () => _streams.Count(s => s.Socket != null) };
    }

    public string Identity { get; }

    public ChargerWorld World { get; }

    public Invariants Invariants { get; }

    public bool Online => World.Firmware is { ChargePoint.IsOnline: true };

    public bool Charging => World.Stage.Amperes > 1;

    /// <summary>A transaction runs or a message about one waits.</summary>
    public bool Busy => World.Firmware is not { Permit.TransactionRunning: false, ChargePoint.Queue.Waiting: 0 };

    public int LockTimeouts => _booted.Sum(LockFigures.Timeouts);

    /// <summary>Runs an action at a random time within the next so many ms; each charger draws its own.</summary>
    public void Within(int ms, Action what) => World.Loop.Add(new Later(World.Loop, World.Clock.NowMs + _random.Next(ms), what));

    public void Plug() => World.Plug(new VehicleModel(VehicleKind.All[_random.Next(VehicleKind.All.Count)], 20 + _random.Next(40)));

    public void Present() => World.Console.Type($"start RIDER-{Identity[3..]}\r");

    public void CloseAll()
    {
        foreach (SocketTransport stream in _streams) stream.Close();
        _streams.Clear();
    }

    private SocketTransport Open()
    {
        var stream = new SocketTransport(() => World.Clock.NowMs);
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Runs an action once, at a given time.</summary>
    private sealed class Later(WorldLoop loop, long atMs, Action what) : IModel
    {
        public string Name => "later";

        public long Step(long nowMs)
        {
            if (nowMs < atMs) return atMs;
            what();
            loop.Remove(this);
            return long.MaxValue;
        }
    }

    /// <summary>Numbers are 0; bytes, which keys of the WebSocket are made of, stay random.</summary>
    private sealed class NoJitter(IRandomSource random) : IRandomSource
    {
        public int NextInt32() => 0;

        public void Fill(byte[] buffer, int offset, int count) => random.Fill(buffer, offset, count);
    }
}
