using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Simulator.CentralSystem;

namespace Simulator.Tests.CentralSystem;

/// <summary>What the central system does with connections that do not end by a closing handshake; time is injected.</summary>
public sealed class ConnectionHygieneTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();
    private readonly List<string> _lines = [];

    private EmbeddedCentralOptions Options(bool withPassword = false)
    {
        var options = new EmbeddedCentralOptions
        {
            Time = _time,
            Log = line => { lock (_lines) _lines.Add(line); },
            Identities = withPassword ? ["CP"] : null,
        };
        if (withPassword) options.Passwords["CP"] = [0xFF, 0x3A, 0x00];
        return options;
    }

    private string[] Lines
    {
        get { lock (_lines) return [.. _lines]; }
    }

    private static async Task<ClientWebSocket> ConnectAsync(EmbeddedCentralSystem central, string identity, string? subprotocol = "ocpp1.6", byte[]? password = null)
    {
        var client = new ClientWebSocket();
        if (subprotocol != null) client.Options.AddSubProtocol(subprotocol);
        if (password != null) client.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(identity + ":"), .. password]));
        await client.ConnectAsync(new Uri($"{central.Url}/{identity}"), default);
        return client;
    }

    /// <summary>A socket that can be killed: no close frame, not even an orderly end of the stream.</summary>
    private static async Task<Socket> ConnectRawAsync(EmbeddedCentralSystem central, string identity)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(IPAddress.Loopback, central.Url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /ocpp/{identity} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
        byte[] answer = new byte[1024];
        int read = await socket.ReceiveAsync(answer);
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(answer, 0, read));
        return socket;
    }

    private async Task<string[]> LinesWithAsync(string text, int count)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (true)
        {
            string[] with = [.. Lines.Where(l => l.Contains(text))];
            if (with.Length >= count) return with;
            Assert.False(limit.IsCancellationRequested, $"{with.Length} lines with '{text}' instead of {count}:\n{string.Join('\n', Lines)}");
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Sweep_HundredClientsKilledAtOnce_LeavesNoneActive()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(Options());
        var sockets = new List<Socket>();
        for (int i = 0; i < 100; i++) sockets.Add(await ConnectRawAsync(central, $"CP{i}"));
        await LinesWithAsync("+ CP", 100);
        Assert.Equal(100, central.Connections.Active);
        foreach (Socket socket in sockets) socket.Dispose();
        _time.Advance(TimeSpan.FromSeconds(60));
        ConnectionTotals totals = central.Connections;
        Assert.Equal((0, 100, 100), (totals.Active, totals.Opened, totals.Closed));
        Assert.Contains(Lines, l => l.StartsWith("sweep:") && l.EndsWith("0 active"));
        await LinesWithAsync("- CP", 100 - totals.SweptGone);
    }

    [Fact]
    public async Task Sweep_SilentFor300Seconds_IsClosedWithACode()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(Options());
        using ClientWebSocket client = await ConnectAsync(central, "CP");
        await LinesWithAsync("+ CP", 1);
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(1, central.Connections.Active);
        _time.Advance(TimeSpan.FromSeconds(60));
        WebSocketReceiveResult closed = await client.ReceiveAsync(new byte[100], default).WaitAsync(s_patience);
        Assert.Equal((WebSocketMessageType.Close, (WebSocketCloseStatus?)1001, "nothing for 300 s"), (closed.MessageType, client.CloseStatus, client.CloseStatusDescription));
        Assert.Equal((0, 1), (central.Connections.Active, central.Connections.SweptIdle));
        Assert.Contains("sweep: 0 gone and 1 idle removed, 0 active", Lines);
    }

    [Fact]
    public async Task Connect_SameIdentityAgain_ReplacesTheOlderCleanly()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(Options());
        using ClientWebSocket older = await ConnectAsync(central, "CP");
        await LinesWithAsync("+ CP #1, 1 active", 1);
        using ClientWebSocket newer = await ConnectAsync(central, "CP");
        await older.ReceiveAsync(new byte[100], default).WaitAsync(s_patience);
        Assert.Equal(((WebSocketCloseStatus?)1001, "replaced by a newer connection"), (older.CloseStatus, older.CloseStatusDescription));
        await newer.SendAsync(Encoding.UTF8.GetBytes("""[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""), WebSocketMessageType.Text, true, default);
        WebSocketReceiveResult answer = await newer.ReceiveAsync(new byte[1000], default).WaitAsync(s_patience);
        Assert.Equal(WebSocketMessageType.Text, answer.MessageType);
        Assert.Equal((1, 2, 1, 1), (central.Connections.Active, central.Connections.Opened, central.Connections.Closed, central.Connections.Replaced));
        await newer.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", default).WaitAsync(s_patience);
        await LinesWithAsync("- CP #2 1000 by the charger: done, 0 active", 1);
    }

    [Theory]
    [InlineData("CP", "ocpp1.6", null, HttpStatusCode.Unauthorized)]
    [InlineData("CP", "ocpp1.6", "FF3A01", HttpStatusCode.Unauthorized)]
    [InlineData("CP", "ocpp2.0.1", "FF3A00", HttpStatusCode.BadRequest)]
    [InlineData("CP", null, "FF3A00", HttpStatusCode.BadRequest)]
    [InlineData("OTHER", "ocpp1.6", "FF3A00", HttpStatusCode.NotFound)]
    public async Task Connect_NotAsItShould_IsRefusedWithAStatus(string identity, string? subprotocol, string? password, HttpStatusCode status)
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(Options(withPassword: true));
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        if (subprotocol != null) client.Options.AddSubProtocol(subprotocol);
        if (password != null) client.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(identity + ":"), .. Convert.FromHexString(password)]));
        await Assert.ThrowsAsync<WebSocketException>(() => client.ConnectAsync(new Uri($"{central.Url}/{identity}"), default));
        Assert.Equal(status, client.HttpStatusCode);
        Assert.Equal((0, 1), (central.Connections.Active, central.Connections.Refused));
    }

    [Fact]
    public async Task Connect_RawKeyBytesAsPassword_IsTaken()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(Options(withPassword: true));
        using ClientWebSocket client = await ConnectAsync(central, "CP", password: [0xFF, 0x3A, 0x00]);
        Assert.Equal("ocpp1.6", client.SubProtocol);
    }

    [Fact]
    public async Task Stats_OneCharger_TellsConnectionsTotalsAndMemory()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(Options());
        using ClientWebSocket client = await ConnectAsync(central, "CP");
        await LinesWithAsync("+ CP", 1);
        using var http = new HttpClient();
        CentralStats? stats = await http.GetFromJsonAsync<CentralStats>($"http://127.0.0.1:{central.Url.Port}/stats");
        Assert.Equal((1, 1), (stats!.Connections.Active, stats.Connections.Opened));
        Assert.Equal(("CP", true), (Assert.Single(stats.Chargers).Identity, stats.Chargers[0].Connected));
        Assert.True(stats is { ManagedBytes: > 0, WorkingSetBytes: > 0 });
    }
}
