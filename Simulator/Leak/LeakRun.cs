using Ocpp.Client.Connection;
using System.Diagnostics;
using Ocpp.Client.Transport;
using Simulator.Bench;
using Simulator.Net;
using Simulator.World;

namespace Simulator.Leak;

/// <summary>What one ending cost, over all its cycles but the first tenth.</summary>
public sealed record LeakResult(LeakEnding Ending, int Cycles, double LivePerCycle, double BytesPerCycle, Live After)
{
    /// <summary>Bytes a cycle may seem to keep on the desktop: the runtime's own noise over full collections.</summary>
    public const double ToleranceBytes = 16;

    public bool Holds => LivePerCycle == 0 && Math.Abs(BytesPerCycle) <= ToleranceBytes;
}

/// <summary>
/// Opens, uses and ends real connections over sockets many times, one way of ending at a time. The test moves the link's
/// clock: waiting for a pong that does not come takes no time.
/// </summary>
public sealed class LeakRun
{
    private const int PatienceMs = 20_000;
    private const int JumpMs = 1_000;
    private const int WarmUp = 50;

    private readonly LiveCount _live = new();
    private readonly LinkBuffers _buffers = new();
    private readonly string _host;
    private readonly int _port;
    private readonly int _securePort;
    private SocketTransport _tcp = null!;
    private SocketTransport _secureTcp = null!;
    private CableTransport _cable = null!;
    private WebSocketLink _link = null!;
    private long _nowMs;

    public LeakRun(string host, int port, int securePort)
    {
        (_host, _port, _securePort) = (host, port, securePort);
        Renew();
    }

    /// <summary>Told each cycle's line; null for silence.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>Connections at the peer's end, when it runs in this process: a cycle ends when they have gone too.</summary>
    public Func<int>? PeerActive { get; set; }

    /// <summary>
    /// A leak shows in every round, the runtime's own growth (a thread more in its pool, a late compilation) in one: bytes out
    /// of tolerance are measured again, at most twice. Live objects are not: the highest count of all rounds stands.
    /// </summary>
    public LeakResult Run(LeakEnding ending, int cycles)
    {
        LeakResult best = Round(ending, cycles);
        for (int i = 0; i < 2 && Math.Abs(best.BytesPerCycle) > LeakResult.ToleranceBytes; i++)
        {
            LeakResult next = Round(ending, cycles);
            double live = Math.Max(best.LivePerCycle, next.LivePerCycle);
            best = (Math.Abs(next.BytesPerCycle) < Math.Abs(best.BytesPerCycle) ? next : best) with { LivePerCycle = live };
        }
        return best;
    }

    private LeakResult Round(LeakEnding ending, int cycles)
    {
        int warm = Math.Max(1, cycles / 10);
        for (int i = 0; i < WarmUp; i++) Cycle(ending);
        var bytes = new double[cycles];
        Live? first = null;
        long before = _live.Bytes();
        for (int i = 0; i < cycles; i++)
        {
            Cycle(ending);
            long after = _live.Bytes();
            Told?.Invoke($"Cycle {i + 1}: {before} -> {after} ({after - before} bytes)");
            bytes[i] = before = after;
            if (i == warm - 1) first = Settled();
        }
        Live last = Settled(first);
        return new LeakResult(ending, cycles, (double)last.GrowthSince(first!) / Math.Max(1, cycles - warm), Slope(bytes, warm), last);
    }

    private void Cycle(LeakEnding ending)
    {
        _cable.Cut = false;
        var target = new LinkTarget { Host = _host, Port = _port, Path = "/leak/" + LeakEndings.NameOf(ending), Identity = "LEAK" };
        if (ending == LeakEnding.Refused) target.Port = NobodyListens();
        if (ending == LeakEnding.TlsFailure) (target.Secure, target.Port) = (true, _securePort);
        if (!_link.Open(target, _nowMs)) throw new InvalidOperationException($"the link did not open: {_link.Phase}");
        _live.Follow(target);
        _live.Follow(_tcp.Socket);
        _live.Follow(_secureTcp.Socket);
        Until(() => _link.State != LinkState.Opening, 1);
        if (_link.State == LinkState.Open) Use(ending);
        Until(() => _link.State == LinkState.Closed, ending is LeakEnding.MissingPong or LeakEnding.CableOut ? JumpMs : 1);
        Check(ending);
        if (PeerActive != null) SpinWait.SpinUntil(() => PeerActive() == 0, PatienceMs);
    }

    private void Use(LeakEnding ending)
    {
        if (ending is LeakEnding.MissingPong or LeakEnding.Oversized) return;
        _cable.Cut = ending == LeakEnding.CableOut;
        byte[] message = "[2,\"1\",\"Heartbeat\",{}]"u8.ToArray();
        _link.TrySend(message, 0, message.Length);
        if (ending is LeakEnding.CleanClose or LeakEnding.DestroyWithoutClose) Until(() => _link.Received >= 0, 1);
        _link.Release();
        if (ending == LeakEnding.CleanClose) _link.Close(WebSocketProtocol.NormalClosure, _nowMs);
        if (ending == LeakEnding.DestroyWithoutClose) _link.Destroy();
    }

    private void Check(LeakEnding ending)
    {
        LinkEnd expected = ending switch
        {
            LeakEnding.CleanClose or LeakEnding.DestroyWithoutClose => LinkEnd.ClosedByUs,
            LeakEnding.ServerKill or LeakEnding.HalfOpen => LinkEnd.Lost,
            LeakEnding.Refused => LinkEnd.Refused,
            LeakEnding.WrongHandshake => LinkEnd.BadHandshake,
            LeakEnding.TlsFailure => LinkEnd.Untrusted,
            LeakEnding.Oversized => LinkEnd.TooBig,
            _ => LinkEnd.Silent,
        };
        if (_link.LastEnd != expected) throw new InvalidOperationException($"{LeakEndings.NameOf(ending)} ended as {_link.LastEnd} {_link.LastEndCode}, not as {expected} (socket: {_tcp.LastError}, {_secureTcp.LastError})");
        if (_link.Statistics.Active != 0 || _link.ResourcesHeld != 0) throw new InvalidOperationException($"{LeakEndings.NameOf(ending)} left {_link.ResourcesHeld} resources and {_link.Statistics.Active} connections");
        if (_link.IsDestroyed) Renew();
    }

    private void Renew()
    {
        _tcp = new SocketTransport(() => _nowMs);
        _secureTcp = new SocketTransport(() => _nowMs);
        _cable = new CableTransport(_tcp);
        _link = new WebSocketLink(_cable, new TlsTransport(_secureTcp, () => _nowMs), new SeededRandom(1), new SilentLog(), new LinkLimits(), _buffers);
        _live.Follow(_link);
    }

    private void Until(Func<bool> done, int stepMs)
    {
        var patience = Stopwatch.StartNew();
        while (!done())
        {
            if (patience.ElapsedMilliseconds > PatienceMs) throw new TimeoutException($"the link stays {_link.Phase}, last end {_link.LastEnd}");
            // Real bytes need real time: the link's clock is moved ahead only where the test waits for silence.
            if (stepMs > 1) _nowMs += stepMs;
            _link.Step(_nowMs);
            if (stepMs == 1) Thread.Yield();
        }
        _nowMs++;
    }

    /// <summary>Waits a while for the collector and the runtime's own threads to come to rest.</summary>
    private Live Settled(Live? reference = null)
    {
        Live now = _live.Now(_buffers);
        for (int i = 0; i < 20 && (reference == null ? i < 3 : now.GrowthSince(reference) > 0); i++)
        {
            Thread.Sleep(50);
            now = _live.Now(_buffers);
        }
        return now;
    }

    /// <summary>tcpmux: no current system listens there.</summary>
    private static int NobodyListens() => 1;

    /// <summary>
    /// From the lowest value of the first third to the lowest of the last: the runtime hands out memory in pieces of 8 KB, so
    /// single values jump by that; a leak raises the floor.
    /// </summary>
    private static double Slope(double[] bytes, int from)
    {
        int third = (bytes.Length - from) / 3;
        if (third < 1) return 0;
        return (bytes.TakeLast(third).Min() - bytes.Skip(from).Take(third).Min()) / (bytes.Length - from - third);
    }
}
