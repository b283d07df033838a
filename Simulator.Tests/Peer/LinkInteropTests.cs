using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Ocpp.Client.Transport;
using Simulator.Bench;
using Simulator.CentralSystem;
using Simulator.Net;
using Simulator.World;

namespace Simulator.Tests.Peer;

/// <summary>The firmware's own WebSocket on a real socket against independent servers: Node's ws under ocpp-rpc, and Kestrel.</summary>
public sealed class LinkInteropTests : IDisposable
{
    private const string Boot = """[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""";
    private const int PatienceMs = 20_000;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SocketTransport _stream;
    private readonly WebSocketLink _link;

    public LinkInteropTests()
    {
        _stream = new SocketTransport(() => _clock.ElapsedMilliseconds);
        _link = new WebSocketLink(_stream, null, new SeededRandom(1), new SilentLog(), new LinkLimits());
    }

    public void Dispose() => _stream.Close();

    private void StepUntil(Func<bool> done, string what)
    {
        long until = _clock.ElapsedMilliseconds + PatienceMs;
        while (!done())
        {
            Assert.True(_clock.ElapsedMilliseconds < until, $"{what}: link is {_link.State}, last end {_link.LastEnd} {_link.LastEndCode}");
            _link.Step(_clock.ElapsedMilliseconds);
            Thread.Yield();
        }
    }

    private void Open(Uri endpoint, string identity = "CP 1/ä", byte[]? password = null, string subprotocol = "ocpp1.6")
    {
        var target = new LinkTarget { Host = endpoint.Host, Port = endpoint.Port, Path = endpoint.AbsolutePath.TrimEnd('/'), Identity = identity, Password = password, Subprotocol = subprotocol };
        Assert.True(_link.Open(target, _clock.ElapsedMilliseconds));
        StepUntil(() => _link.State is LinkState.Open or LinkState.Closed, "open");
    }

    private string Ask(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        StepUntil(() => _link.TrySend(bytes, 0, bytes.Length), "send");
        StepUntil(() => _link.Received >= 0, "answer");
        string answer = Encoding.UTF8.GetString(_link.ReceiveBuffer, 0, _link.Received);
        _link.Release();
        return answer;
    }

    [Fact]
    public async Task Messages_OfAllLengthForms_ReachTheIndependentPeerUnbroken()
    {
        (NodePeer peer, Uri endpoint) = await NodePeer.ServeAsync();
        await using (peer)
        {
            Open(endpoint);
            Assert.Equal(LinkState.Open, _link.State);
            Assert.Equal("CP 1/ä", (string)(await peer.NextAsync("connected"))["identity"]!);
            Assert.Contains("\"status\":\"Accepted\"", Ask(Boot));
            foreach (int extra in new[] { 0, 20, 60, 61, 62, 63, 64, 65, 500, 1900 })
            {
                string data = new('é', extra / 2);
                Assert.Equal($$"""[3,"d{{extra}}",{"status":"Accepted"}]""", Ask($$"""[2,"d{{extra}}","DataTransfer",{"vendorId":"V","data":"{{data}}"}]"""));
            }
            Assert.Empty(peer.StrictFailures);
        }
    }

    [Fact]
    public async Task Close_FromEitherSide_CarriesItsCode()
    {
        (NodePeer peer, Uri endpoint) = await NodePeer.ServeAsync();
        await using (peer)
        {
            Open(endpoint);
            _link.Close(1000, _clock.ElapsedMilliseconds);
            StepUntil(() => _link.State == LinkState.Closed, "our close");
            Assert.Equal(1000, (int)(await peer.NextAsync("disconnect"))["code"]!);
            Open(endpoint);
            await peer.NextAsync("connected");
            await peer.TellAsync("close", new JsonObject { ["identity"] = "CP 1/ä", ["code"] = 4001 }, begin: true);
            StepUntil(() => _link.State == LinkState.Closed, "their close");
            Assert.Equal((LinkEnd.ClosedByPeer, 4001), (_link.LastEnd, _link.LastEndCode));
        }
    }

    [Theory]
    [InlineData(null, LinkEnd.Unauthorized, 401)]
    [InlineData("00", LinkEnd.Unauthorized, 401)]
    [InlineData("FF3A00", LinkEnd.None, 0)]
    public async Task Password_AgainstKestrel_IsRawBytes(string? key, LinkEnd end, int code)
    {
        var options = new EmbeddedCentralOptions();
        options.Passwords["CP"] = [0xFF, 0x3A, 0x00];
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(options);
        Open(central.Url, "CP", key == null ? null : Convert.FromHexString(key));
        Assert.Equal((end, code, end == LinkEnd.None ? LinkState.Open : LinkState.Closed), (_link.LastEnd, _link.LastEndCode, _link.State));
    }

    [Fact]
    public async Task Identity_UnknownToKestrel_IsToldApart()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions { Identities = ["OTHER"] });
        Open(central.Url, "CP");
        Assert.Equal((LinkEnd.UnknownIdentity, 404), (_link.LastEnd, _link.LastEndCode));
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(1012)]
    public async Task Close_ByKestrel_IsAnsweredAndTold(int code)
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        Open(central.Url, "CP");
        Assert.Contains("Accepted", Ask(Boot));
        central.CloseAll(code);
        StepUntil(() => _link.State == LinkState.Closed, "their close");
        Assert.Equal((LinkEnd.ClosedByPeer, code), (_link.LastEnd, _link.LastEndCode));
    }

    [Fact]
    public async Task Killed_Connected_IsLost()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        Open(central.Url, "CP");
        Assert.Contains("Accepted", Ask(Boot));
        central.Killed = true;
        StepUntil(() => _link.State == LinkState.Closed, "their end");
        Assert.Equal(LinkEnd.Lost, _link.LastEnd);
    }

    [Fact]
    public async Task Subprotocol_NotSelected_IsLeft()
    {
        (NodePeer peer, Uri endpoint) = await NodePeer.ServeAsync();
        await using (peer)
        {
            Open(endpoint, subprotocol: "ocpp2.0.1");
            Assert.Equal((LinkEnd.HttpError, 400), (_link.LastEnd, _link.LastEndCode));
        }
    }
}
