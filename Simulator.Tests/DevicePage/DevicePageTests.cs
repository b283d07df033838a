using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Charger.Runtime;
using Firmware;
using Firmware.Adapters;
using Firmware.Page;
using Ocpp.Client.Wire;
using Simulator.DevicePage;
using Simulator.Tests.Terminal;
using Simulator.World;

namespace Simulator.Tests.DevicePage;

/// <summary>The status page of the firmware, fetched over real sockets: the device's adapter on this machine's network, and the simulator's.</summary>
public sealed class DevicePageTests : IDisposable
{
    private readonly MemoryStorage _files = new();
    private readonly List<IDisposable> _open = [];
    private IPageListener _listener = new SocketPageListener();
    private StatusPage _page = null!;
    private PageFetch _fetch = null!;
    private int _port;

    public void Dispose()
    {
        _listener.Close();
        foreach (IDisposable one in _open) one.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Get_PageAndHealth_AreAnsweredOneAfterTheOther(bool device)
    {
        Open(device);
        using HttpClient client = Client();
        using HttpResponseMessage first = _fetch.Until(client.GetAsync("/"));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.True(first.Headers.ConnectionClose);
        Assert.True(first.Headers.CacheControl!.NoStore);
        Assert.Contains("<h1>Charging</h1>", _fetch.Until(first.Content.ReadAsStringAsync()));
        Assert.Equal("{}", _fetch.Until(client.GetStringAsync("/health")));
        Assert.Equal(2, _page.Served);
    }

    [Theory]
    [InlineData("GET", "/config", HttpStatusCode.NotFound)]
    [InlineData("GET", "/%2e%2e/config", HttpStatusCode.NotFound)]
    [InlineData("GET", "/%00", HttpStatusCode.NotFound)]
    [InlineData("GET", "/health?x=%0d%0a", HttpStatusCode.NotFound)]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/health", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/", HttpStatusCode.MethodNotAllowed)]
    public void Request_ForAnythingElse_IsRefused(string method, string path, HttpStatusCode status)
    {
        Open(device: true);
        using HttpClient client = Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent(new string('x', 20_000));
        using HttpResponseMessage answer = _fetch.Until(client.SendAsync(request));
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.MethodNotAllowed) Assert.Equal(["GET"], answer.Content.Headers.Allow);
        Assert.Equal(0, _page.Served);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EndlessHeader_IsRefusedAtItsBound(bool device)
    {
        Open(device);
        NetworkStream stream = Connect();
        Send(stream, "GET / HTTP/1.1\r\n");
        string header = string.Concat(Enumerable.Repeat("X-Filler: 0123456789\r\n", 200));
        Send(stream, header);
        Assert.StartsWith("HTTP/1.1 431 ", Answer(stream));
    }

    [Fact]
    public void HalfRequest_KeepsOthersWaitingForItsTimeOnly()
    {
        Open(device: true);
        NetworkStream half = Connect();
        Send(half, "GET / HTTP/1.1\r\nHost: ");
        _fetch.Until(() => !_page.IsIdle);
        using HttpClient client = Client();
        using HttpResponseMessage busy = _fetch.Until(client.GetAsync("/"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), busy.Headers.RetryAfter!.Delta);

        _fetch.NowMs += PageConnection.ReadMs;
        _fetch.Until(() => _page.IsIdle);
        using HttpResponseMessage answer = _fetch.Until(client.GetAsync("/"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, half.Read(new byte[1], 0, 1));
    }

    [Fact]
    public void Client_ThatResets_LeavesThePageForTheNext()
    {
        Open(device: true);
        for (int i = 0; i < 3; i++)
        {
            NetworkStream stream = Connect();
            Send(stream, "GET / HT");
            _fetch.Until(() => !_page.IsIdle);
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Dispose();
            _fetch.Until(() => _page.IsIdle);
        }
        using HttpClient client = Client();
        Assert.Equal("{}", _fetch.Until(client.GetStringAsync("/health")));
    }

    [Fact]
    public void Port_ThatIsTaken_IsToldAndTriedAgain()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var sockets = new PageSockets(new Loopback());
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        Assert.Contains("refused by the network code", sockets.Open(PageAccess.Wifi, port));
        Assert.Equal("", sockets.Address);
        Assert.Null(sockets.Accept());
        taken.Dispose();
        Assert.Null(sockets.Open(PageAccess.Wifi, port));
        Assert.True(sockets.IsCurrent(PageAccess.Wifi));
        sockets.Close();
    }

    [Fact]
    public void WholeFirmware_Charging_ShowsItOnThePageAndItsHealthBeside()
    {
        using var world = new ConsoleWorld();
        var fitted = new SimulatedDevicePage(world.Charger, 80, anyPort: true);
        world.Charging();
        Composition firmware = world.Charger.Firmware!;
        _listener = fitted.Listener;
        _port = fitted.Listener.Port;
        // Only the thread that serves the page goes on, with the others standing where they are.
        _fetch = new PageFetch(nowMs => firmware.Workers[Composition.Ui].Drive(nowMs), firmware.Ports.Clock.NowMs);
        using HttpClient client = Client();
        string page = _fetch.Until(client.GetStringAsync("/"));
        Assert.Contains("<h1>Charging</h1>", page);
        Assert.Contains("<th>Output<td>on", page);
        Assert.Matches("<th>Power<td>[1-9][0-9]+ W", page);
        Assert.Contains("<th>Central system<td>connected<tr><th>Registration<td>Accepted", page);
        Assert.Contains($"<th>Firmware<td>{FirmwareVersion.Text}<tr>", page);
        Assert.DoesNotContain("RIDER-1", page);
        JsonElement health = JsonDocument.Parse(_fetch.Until(client.GetStringAsync("/health"))).RootElement;
        Assert.Equal(firmware.Boots.Boots, health.GetProperty("boots").GetInt32());
        Assert.Equal(1, health.GetProperty("link").GetProperty("connections").GetInt32());
    }

    [Fact]
    public void WholeFirmware_WithoutTheFile_HasNoPageUntilTheConsoleSwitchesItOn()
    {
        using var world = new ConsoleWorld();
        var fitted = new SimulatedDevicePage(world.Charger, 0, anyPort: true);
        _listener = fitted.Listener;
        world.Booted();
        Assert.Equal("", fitted.Listener.Address);
        Assert.Contains("page [off | wifi PORT | ethernet PORT]", world.Ask("help"));
        Assert.Contains(world.Ask("page").Split('\n'), l => l.Trim() == "off");
        Assert.Contains("kept; opens at once", world.Ask("page wifi 8080"));
        Assert.Contains("http://127.0.0.1:8080/", world.Ask("page"));
        Assert.Contains("kept; the page is off", world.Ask("page off"));
        Assert.Equal("", fitted.Listener.Address);
    }

    [Fact]
    public void WholeFirmware_WithAVehicleInAFault_NamesItOnThePage()
    {
        using var world = new ConsoleWorld();
        var fitted = new SimulatedDevicePage(world.Charger, 80, anyPort: true);
        _listener = fitted.Listener;
        world.Booted();
        world.Charger.EmergencyStop.Level = true;
        world.Run(3);
        Composition firmware = world.Charger.Firmware!;
        _port = fitted.Listener.Port;
        _fetch = new PageFetch(nowMs => firmware.Workers[Composition.Ui].Drive(nowMs), firmware.Ports.Clock.NowMs);
        using HttpClient client = Client();
        Assert.Contains("<th>Fault<td>42: Emergency stop: release it when the cause is gone.<tr>", _fetch.Until(client.GetStringAsync("/")));
    }

    /// <summary>A page by itself, switched on, with fixed contents.</summary>
    private void Open(bool device)
    {
        int port = FreePort();
        _files.Deploy(PageAccess.File, Encoding.ASCII.GetBytes($"wifi {port}"));
        _listener = device ? new PageSockets(new Loopback()) : new SocketPageListener();
        _page = new StatusPage(_listener, _files);
        _fetch = new PageFetch(Serve, 0);
        _fetch.Step();
        _port = port;
        Assert.Equal("127.0.0.1", _listener.Address);
    }

    private void Serve(long nowMs)
    {
        _page.Step(nowMs, new NoLog());
        if (_page.Wants == PageContent.None) return;
        JsonWriter into = _page.Begin();
        if (_page.Wants == PageContent.Health) into.Raw("{}");
        else StatusHtml.Write(new PageFacts { Connector = "Charging" }, into);
        _page.End(nowMs);
    }

    private HttpClient Client()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, end) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, end);
                _fetch.Connected();
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{_port}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    private NetworkStream Connect()
    {
        var client = new TcpClient();
        _open.Add(client);
        client.Connect(IPAddress.Loopback, _port);
        _fetch.Connected();
        return client.GetStream();
    }

    private string Answer(NetworkStream stream)
    {
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, _fetch.Until(stream.ReadAsync(buffer).AsTask()));
    }

    private static void Send(NetworkStream stream, string text) => stream.Write(Encoding.ASCII.GetBytes(text));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class Loopback : IPageNetworks
    {
        public string AddressOf(string network) => "127.0.0.1";
    }

    private sealed class NoLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }
}
