using Ocpp.Client.Transport;

namespace Simulator.World;

/// <summary>What an attempt to connect results in.</summary>
public enum NetworkState
{
    Up,

    /// <summary>Nothing answers and nothing arrives: a cable pulled out. What is connected notices by silence only.</summary>
    Down,

    /// <summary>Connections are refused at once: the host is there, the service is not.</summary>
    Refusing,
}

/// <summary>A network in memory, in simulated time: one service that accepts, a latency, faults on order.</summary>
public sealed class MemoryNetwork(SimulatedClock clock)
{
    private readonly List<MemoryConnection> _connections = [];

    /// <summary>Called with each new connection: the service's end.</summary>
    public Action<MemoryConnection>? Accepted { get; set; }

    public NetworkState State { get; set; }

    /// <summary>What a connection to a port comes to while the network is up: a TLS endpoint that nobody trusts, one that is not there.</summary>
    public Func<int, OpenResult> Door { get; set; } = _ => OpenResult.Open;

    /// <summary>One way, in milliseconds.</summary>
    public int LatencyMs { get; set; } = 15;

    /// <summary>What may be on its way in one direction of a connection.</summary>
    public int BufferBytes { get; set; } = 8192;

    public SimulatedClock Clock { get; } = clock;

    /// <summary>Connections with an end still open.</summary>
    public int Open => _connections.Count(c => !c.ClientClosed || !c.ServerClosed);

    /// <summary>Ends of clients that are open now: never above one for one charger.</summary>
    public int OpenByClient => _connections.Count(c => !c.ClientClosed);

    public int Opened { get; private set; }

    /// <summary>Ends every connection without a close frame: the service was killed, or power failed.</summary>
    public void Kill()
    {
        foreach (MemoryConnection connection in _connections) connection.CloseByServer();
    }

    /// <summary>The charger lost power: its ends are gone.</summary>
    public void KillClients()
    {
        foreach (MemoryConnection connection in _connections) connection.CloseByClient();
    }

    internal MemoryConnection? Connect(int port)
    {
        _connections.RemoveAll(c => c.ClientClosed && c.ServerClosed);
        if (Accepted == null) return null;
        var connection = new MemoryConnection(this) { Port = port };
        _connections.Add(connection);
        Opened++;
        Accepted(connection);
        return connection;
    }
}

/// <summary>Two directions of bytes with a delay and a bounded buffer each.</summary>
public sealed class MemoryConnection(MemoryNetwork network)
{
    private readonly Queue<(long DueMs, byte Value)> _toServer = new();
    private readonly Queue<(long DueMs, byte Value)> _toClient = new();

    /// <summary>Where the client connected to.</summary>
    public int Port { get; init; }

    public bool ClientClosed { get; private set; }

    public bool ServerClosed { get; private set; }

    /// <summary>Set: the service's bytes go out no faster than it is asked to; called when the client has written.</summary>
    public Action? ClientWrote { get; set; }

    public void CloseByServer() => ServerClosed = true;

    public void CloseByClient() => ClientClosed = true;

    public int ClientWrite(ReadOnlySpan<byte> bytes)
    {
        if (ClientClosed || ServerClosed) return -1;
        int taken = Put(_toServer, bytes);
        ClientWrote?.Invoke();
        return taken;
    }

    /// <summary>0 when nothing has arrived, -1 at the end of the stream.</summary>
    public int ClientRead(Span<byte> into)
    {
        int read = Take(_toClient, into);
        return read == 0 && ServerClosed && _toClient.Count == 0 ? -1 : read;
    }

    public int ServerRead(Span<byte> into)
    {
        int read = Take(_toServer, into);
        return read == 0 && ClientClosed && _toServer.Count == 0 ? -1 : read;
    }

    /// <summary>False when the client is gone or does not read: the service gives it up then.</summary>
    public bool ServerWrite(ReadOnlySpan<byte> bytes) => !ServerClosed && !ClientClosed && Put(_toClient, bytes) == bytes.Length;

    private int Put(Queue<(long DueMs, byte Value)> queue, ReadOnlySpan<byte> bytes)
    {
        long dueMs = network.Clock.NowMs + network.LatencyMs;
        int taken = Math.Min(bytes.Length, network.BufferBytes - queue.Count);
        for (int i = 0; i < taken; i++) queue.Enqueue((dueMs, bytes[i]));
        return taken;
    }

    private int Take(Queue<(long DueMs, byte Value)> queue, Span<byte> into)
    {
        if (network.State == NetworkState.Down) return 0;
        int read = 0;
        while (read < into.Length && queue.TryPeek(out var head) && head.DueMs <= network.Clock.NowMs) into[read++] = queue.Dequeue().Value;
        return read;
    }
}

/// <summary>The charger's end: what a socket is on the device.</summary>
public sealed class MemoryTransport(MemoryNetwork network) : ITransport
{
    private MemoryConnection? _connection;
    private long _deadlineMs;
    private int _port;

    public OpenResult Open(string host, int port, int timeoutMs)
    {
        Close();
        _port = port;
        _deadlineMs = network.Clock.NowMs + timeoutMs;
        return PollOpen();
    }

    public OpenResult PollOpen()
    {
        if (_connection != null) return OpenResult.Open;
        if (network.State == NetworkState.Down) return network.Clock.NowMs >= _deadlineMs ? OpenResult.TimedOut : OpenResult.Pending;
        if (network.State == NetworkState.Refusing) return OpenResult.Refused;
        if (network.Door(_port) is var door && door != OpenResult.Open) return door;
        _connection = network.Connect(_port);
        return _connection == null ? OpenResult.Refused : OpenResult.Open;
    }

    public int Read(byte[] buffer, int offset, int count) => _connection == null ? -1 : _connection.ClientRead(buffer.AsSpan(offset, count));

    public int Write(byte[] buffer, int offset, int count) => _connection == null ? -1 : _connection.ClientWrite(buffer.AsSpan(offset, count));

    public void Close()
    {
        _connection?.CloseByClient();
        _connection = null;
    }
}
