using System.Diagnostics;
using Ocpp.Client;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>The link's codec path, and how long after an outage the charger is back.</summary>
public sealed class TransportBench : IBench
{
    private const int MessageBytes = 200;
    private const int Messages = 200_000;
    private const int OutageMs = 600_000;
    private const int Seeds = 1000;

    public string Name => "ws";

    public void Run(IFigures figures)
    {
        var (perSecond, sent, received) = Codec(Messages);
        figures.Add("ws.messages_per_s", perSecond);
        figures.Add("ws.allocated_bytes_per_message_sent", sent, 0);
        figures.Add("ws.allocated_bytes_per_message_received", received, 0);
        figures.Add("ws.reconnect_after_10min_outage_worst_s", WorstReconnectMs(Seeds) / 1000.0, 1);
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

    /// <summary>From the end of ten minutes without any answer to the open link, the worst of so many seeds.</summary>
    public static long WorstReconnectMs(int seeds)
    {
        long worst = 0;
        for (int seed = 0; seed < seeds; seed++) worst = Math.Max(worst, ReconnectMs(seed));
        return worst;
    }

    private static long ReconnectMs(int seed)
    {
        var clock = new SimulatedClock();
        WebSocketPeer? peer = null;
        var network = new MemoryNetwork(clock) { Accepted = c => peer = new WebSocketPeer(c) };
        var random = new SeededRandom(seed);
        var link = new WebSocketLink(new MemoryTransport(network), null, random, new SilentLog(), new LinkLimits());
        var keeper = new LinkKeeper(link, new ReconnectPolicy(random), new SilentLog());
        keeper.Retarget(new LinkTarget { Host = "192.0.2.1", Port = 80, Identity = "BENCH" }, 0);
        var (inputs, outputs) = (new ConnectorInputs(), new ConnectorOutputs());
        for (int i = 0; i < 20; i++) Turn(100);
        if (link.State != LinkState.Open) throw new InvalidOperationException("the link did not open");
        network.State = NetworkState.Down;
        // A random moment of the ping interval, so that seeds differ in more than the jitter.
        long back = clock.NowMs + OutageMs + (random.NextInt32() & 0x3FFF);
        while (clock.NowMs < back) Turn(200);
        network.State = NetworkState.Up;
        while (link.State != LinkState.Open)
        {
            if (clock.NowMs > back + OutageMs) throw new InvalidOperationException($"seed {seed}: not back after ten minutes");
            Turn(100);
        }
        return clock.NowMs - back;

        void Turn(int ms)
        {
            clock.AdvanceTo(clock.NowMs + ms);
            if (network.State == NetworkState.Up) peer?.Poll(_ => { });
            link.Step(clock.NowMs);
            keeper.Step(clock.NowMs, inputs, outputs);
            if (network.State == NetworkState.Up) peer?.Poll(_ => { });
            link.Step(clock.NowMs);
        }
    }
}
