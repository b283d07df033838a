using System.Diagnostics;
using Ocpp.Client;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>The link's codec path, and how long after an outage the charger is connected again.</summary>
public sealed class TransportBench : IBench
{
    private const int MessageBytes = 200;
    private const int Messages = 200_000;
    private const int TenMinutesMs = 600_000;
    private const int OneMinuteMs = 60_000;
    private const int LongestMs = 600_000;
    private const int Seeds = 1000;

    public string Name => "ws";

    public void Run(IFigures figures)
    {
        var (perSecond, sent, received) = Codec(Messages);
        figures.Add("ws.messages_per_s", perSecond);
        figures.Add("ws.allocated_bytes_per_message_sent", sent, 0);
        figures.Add("ws.allocated_bytes_per_message_received", received, 0);
        figures.Add("ws.reconnect_after_10min_outage_worst_s", ReconnectMs(Seeds, NetworkState.Down, TenMinutesMs).Max() / 1000.0, 1);
        long[] minute = ReconnectMs(Seeds, NetworkState.Refusing, OneMinuteMs);
        figures.Add("ws.reconnect_after_1min_outage_mean_s", minute.Average() / 1000, 1);
        figures.Add("ws.reconnect_after_1min_outage_worst_s", minute.Max() / 1000.0, 1);
    }

    /// <summary>One message of 200 bytes out and one in a turn, over a stream without a network.</summary>
    public static (long PerSecond, double BytesSent, double BytesReceived) Codec(int messages)
    {
        var stream = new EchoStream();
        var link = new WebSocketLink(stream, null, new SeededRandom(1), new SilentLog(), new LinkLimits());
        link.Open(new LinkTarget { Host = "192.0.2.1", Port = 80, Identity = "BENCH" }, 0);
        link.Step(0);
        byte[] message = [.. Enumerable.Repeat((byte)'m', MessageBytes)];
        byte[] frame = [0x81, 126, 0, MessageBytes, .. message];
        for (int i = 0; i < 5000; i++) SendAndReceive();
        long sent = 0, received = 0, at = Stopwatch.GetTimestamp();
        for (int i = 0; i < messages; i++)
        {
            var (s, r) = SendAndReceive();
            sent += s;
            received += r;
        }
        double seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
        return ((long)(2 * messages / seconds), (double)sent / messages, (double)received / messages);

        (long Sent, long Received) SendAndReceive()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (!link.TrySend(message, 0, message.Length)) throw new InvalidOperationException("the link took no message");
            long between = GC.GetAllocatedBytesForCurrentThread();
            stream.Offer(frame);
            link.Step(1);
            if (link.Received != MessageBytes) throw new InvalidOperationException($"received {link.Received}");
            link.Release();
            return (between - before, GC.GetAllocatedBytesForCurrentThread() - between);
        }
    }

    /// <summary>From the end of an outage to the open link, for so many seeds.</summary>
    /// <param name="state">Down: no answer to anything; Refusing: the service is gone and its host refuses.</param>
    public static long[] ReconnectMs(int seeds, NetworkState state, int outageMs) => [.. Enumerable.Range(0, seeds).Select(seed => OneReconnectMs(seed, state, outageMs))];

    private static long OneReconnectMs(int seed, NetworkState state, int outageMs)
    {
        var clock = new SimulatedClock();
        WebSocketPeer? peer = null;
        var network = new MemoryNetwork(clock) { Accepted = c => peer = new WebSocketPeer(c) };
        var random = new SeededRandom(seed);
        var link = new WebSocketLink(new MemoryTransport(network), null, random, new SilentLog(), new LinkLimits());
        var supervisor = new LinkSupervisor(link, new ReconnectPolicy(random), new SilentLog());
        supervisor.Retarget(new LinkTarget { Host = "192.0.2.1", Port = 80, Identity = "BENCH" }, 0);
        var (inputs, outputs) = (new ConnectorInputs(), new ConnectorOutputs());
        // A random moment of the ping interval, so that seeds differ in more than the jitter.
        for (int i = 20 + (random.NextInt32() & 0x7F); i > 0; i--) Turn(100);
        if (link.State != LinkState.Open) throw new InvalidOperationException("the link did not open");
        supervisor.Succeeded();
        network.State = state;
        if (state == NetworkState.Refusing) network.Kill();
        long back = clock.NowMs + outageMs;
        while (clock.NowMs < back) Turn(outageMs / 3000);
        network.State = NetworkState.Up;
        while (link.State != LinkState.Open)
        {
            if (clock.NowMs > back + LongestMs) throw new InvalidOperationException($"seed {seed}: not back after ten minutes");
            Turn(20);
        }
        return clock.NowMs - back;

        void Turn(int ms)
        {
            clock.AdvanceTo(clock.NowMs + ms);
            if (network.State == NetworkState.Up) peer?.Poll(_ => { });
            link.Step(clock.NowMs);
            supervisor.Step(clock.NowMs, inputs, outputs);
            if (network.State == NetworkState.Up) peer?.Poll(_ => { });
            link.Step(clock.NowMs);
        }
    }
}
