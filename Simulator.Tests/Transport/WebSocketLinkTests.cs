using System.Text;
using Charger.Runtime;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>The layered link against the model's end of RFC 6455, in simulated time.</summary>
public class WebSocketLinkTests
{
    private readonly SimulatedClock _clock = new();
    private readonly MemoryNetwork _network;
    private readonly WebSocketLink _link;
    private readonly List<string> _received = [];
    private readonly LinkTarget _target = new() { Host = "central.test", Port = 80, Path = "/ocpp", Identity = "CP 1" };
    private WebSocketPeer? _peer;

    public WebSocketLinkTests()
    {
        _network = new MemoryNetwork(_clock) { Accepted = c => _peer = new WebSocketPeer(c) };
        _link = new WebSocketLink(new MemoryTransport(_network), null, new SeededRandom(1), new SilentLog(), new LinkLimits());
    }

    [Fact]
    public void Link_AgainstAService_OpensAndCarriesMessagesBothWays()
    {
        Connect();
        Assert.Equal("CP 1", _peer!.Identity);
        byte[] message = Encoding.UTF8.GetBytes("[2,\"1\",\"Heartbeat\",{}]");
        Assert.True(_link.TrySend(message, 0, message.Length));
        Run(200);
        Assert.Equal(["[2,\"1\",\"Heartbeat\",{}]"], _received);
        _peer.Send("[3,\"1\",{\"é\":1}]");
        Run(200);
        Assert.Equal("[3,\"1\",{\"é\":1}]", Encoding.UTF8.GetString(_link.ReceiveBuffer, 0, _link.Received));
        _link.Release();
        Assert.Equal(-1, _link.Received);
    }

    [Fact]
    public void Link_Idle_PingsAndStaysOpen()
    {
        Connect();
        Run(100_000);
        Assert.True(_peer!.Pings >= 2);
        Assert.Equal(LinkState.Open, _link.State);
    }

    [Fact]
    public void Link_PeerWithoutPong_EndsAsSilentWithinFortyFiveSeconds()
    {
        Connect();
        _peer!.AnswersPings = false;
        Run(45_000);
        Assert.Equal(LinkState.Closed, _link.State);
        Assert.Equal(LinkEnd.Silent, _link.LastEnd);
        Assert.Equal(0, _network.OpenByClient);
    }

    [Fact]
    public void Link_ClosedByPeer_AnswersTheCloseAndTellsItsCode()
    {
        Connect();
        _peer!.Close(1012);
        Run(3_000);
        Assert.Equal(LinkState.Closed, _link.State);
        Assert.Equal(LinkEnd.ClosedByPeer, _link.LastEnd);
        Assert.Equal(1012, _link.LastEndCode);
    }

    [Fact]
    public void Link_ClosedByUs_HandsOverItsCodeAndFreesTheStream()
    {
        Connect();
        _link.Close(1000, _clock.NowMs);
        Run(3_000);
        Assert.Equal(1000, _peer!.CloseCode);
        Assert.Equal(LinkState.Closed, _link.State);
        Assert.Equal(LinkEnd.ClosedByUs, _link.LastEnd);
        Assert.Equal(0, _link.Statistics.Active);
    }

    [Fact]
    public void Link_ServiceKilled_EndsAsLostAndOpensAgain()
    {
        Connect();
        _network.Kill();
        Run(1_000);
        Assert.Equal(LinkEnd.Lost, _link.LastEnd);
        Connect();
        Assert.Equal(2, _link.Statistics.Opened);
    }

    [Fact]
    public void Link_NothingAnswersTheConnect_TimesOutAfterTenSeconds()
    {
        _network.State = NetworkState.Down;
        _link.Open(_target, _clock.NowMs);
        Run(10_100);
        Assert.Equal(LinkState.Closed, _link.State);
        Assert.Equal(LinkEnd.TimedOut, _link.LastEnd);
    }

    [Fact]
    public void Link_Refused_SaysSo()
    {
        _network.State = NetworkState.Refusing;
        _link.Open(_target, _clock.NowMs);
        Run(1_000);
        Assert.Equal(LinkEnd.Refused, _link.LastEnd);
    }

    [Fact]
    public void Link_SecureTargetWithoutTls_IsRefusedAsUntrusted()
    {
        _target.Secure = true;
        Assert.True(_link.Open(_target, 0));
        Assert.Equal(LinkEnd.Untrusted, _link.LastEnd);
        Assert.Equal(LinkState.Closed, _link.State);
    }

    private void Connect()
    {
        Assert.True(_link.Open(_target, _clock.NowMs));
        Run(500);
        Assert.Equal(LinkState.Open, _link.State);
    }

    private void Run(int ms)
    {
        for (long end = _clock.NowMs + ms; _clock.NowMs < end;)
        {
            _clock.AdvanceTo(_clock.NowMs + 10);
            if (_network.State == NetworkState.Up) _peer?.Poll(_received.Add);
            _link.Step(_clock.NowMs);
        }
    }

    private sealed class SilentLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }
}
