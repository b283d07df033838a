using System.Text;
using Charger.Runtime;
using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>What one session of the link holds and gives back, with a stream that does as it is told.</summary>
public class LinkSessionTests
{
    private readonly ScriptedStream _stream = new();
    private readonly LineLog _log = new();
    private readonly LinkBuffers _buffers = new();
    private readonly WebSocketLink _link;
    private readonly LinkTarget _target = new() { Host = "192.0.2.1", Port = 80, Identity = "CP1" };

    public LinkSessionTests() => _link = new WebSocketLink(_stream, null, new SeededRandom(1), _log, new LinkLimits(), _buffers);

    [Fact]
    public void Session_OpenedAndDestroyed_TellsItsCleanUpAsSpecified()
    {
        Establish();
        Assert.Equal(3, _link.ResourcesHeld);
        Assert.Equal(1, _buffers.InUse);
        _log.Lines.Clear();
        _link.Destroy();
        _link.Destroy();
        Assert.Equal(["Cleaning up resource 'tcp'", "Cleaning up resource 'buffers'", "Cleaning up resource 'connection'", "Cleaned up 3 resources"], _log.Lines);
        Assert.Equal(1, _stream.Closed);
        Assert.Equal(0, _buffers.InUse);
        Assert.Equal(0, _link.Statistics.Active);
        Assert.False(_link.Open(_target, 0));
    }

    [Fact]
    public void Session_WithEveryBufferTaken_EndsAsNoBufferAndLeavesThemAlone()
    {
        Assert.True(_buffers.TryRent());
        Assert.True(_link.Open(_target, 0));
        Assert.Equal(LinkEnd.NoBuffer, _link.LastEnd);
        Assert.Equal(0, _stream.Opened);
        Assert.Equal(1, _buffers.Exhausted);
        _buffers.Release();
        Establish();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Writes_TakenInPieces_ArriveWholeAndInOrder(int piece)
    {
        Establish();
        _stream.TakesAtATime = piece;
        _stream.Written.Clear();
        byte[] first = Encoding.UTF8.GetBytes(new string('a', 300));
        Assert.True(_link.TrySend(first, 0, first.Length));
        Assert.False(_link.TrySend(first, 0, first.Length), "one message at a time");
        _stream.Arrive("89 02 68 69");
        for (int ms = 0; ms < 20_000 && _stream.Written.Count < 8 + 300 + 6 + 2; ms += 20) _link.Step(ms);
        List<(int Opcode, byte[] Payload)> frames = ServerFrames.Parse(_stream.Written);
        Assert.Equal([1, 10], frames.Select(f => f.Opcode));
        Assert.Equal(first, frames[0].Payload);
        Assert.Equal("hi", Encoding.UTF8.GetString(frames[1].Payload));
    }

    [Fact]
    public void Keys_OfFrames_AreFreshEachTime()
    {
        Establish();
        _stream.Written.Clear();
        byte[] message = [(byte)'x'];
        var keys = new HashSet<string>();
        for (int i = 0; i < 200; i++)
        {
            Assert.True(_link.TrySend(message, 0, 1));
            keys.Add(Convert.ToHexString(_stream.Written.GetRange(i * 7 + 2, 4).ToArray()));
        }
        Assert.Equal(200, keys.Count);
    }

    [Theory]
    [InlineData("88 02 03 e8", LinkEnd.ClosedByPeer, 1000, "03e8")]
    [InlineData("88 00", LinkEnd.ClosedByPeer, 1005, "03e8")]
    [InlineData("81 7f 00 00 00 00 00 02 00 01", LinkEnd.TooBig, 1009, "03f1")]
    [InlineData("82 01 41", LinkEnd.ProtocolError, 1003, "03eb")]
    [InlineData("81 01 ff", LinkEnd.ProtocolError, 1007, "03ef")]
    [InlineData("c1 00", LinkEnd.ProtocolError, 1002, "03ea")]
    public void Ends_ByWhatThePeerSent_AnswerWithTheRightCode(string hex, LinkEnd end, int code, string sent)
    {
        Establish();
        _stream.Written.Clear();
        _stream.Arrive(hex);
        // Behind a violation nothing is understood any more, whatever comes.
        _stream.Arrive("88 02 0b b8");
        _link.Step(10);
        var (opcode, payload) = Assert.Single(ServerFrames.Parse(_stream.Written));
        Assert.Equal((8, sent), (opcode, Convert.ToHexString(payload).ToLowerInvariant()));
        _link.Step(5000);
        Assert.Equal(LinkState.Closed, _link.State);
        Assert.Equal((end, code), (_link.LastEnd, _link.LastEndCode));
        Assert.Equal(0, _link.Statistics.UnlistedEvents);
        Assert.Equal(0, _buffers.InUse);
    }

    [Fact]
    public void Phases_OfAStreamThatTellsItsStage_AreFollowed()
    {
        var secure = new ScriptedStream { Result = OpenResult.Pending, Stage = OpenStage.Resolving };
        var link = new WebSocketLink(_stream, secure, new SeededRandom(1), _log, new LinkLimits());
        link.Open(new LinkTarget { Secure = true, Host = "a", Port = 443, Identity = "c" }, 0);
        Assert.Equal(LinkPhase.Resolving, link.Phase);
        secure.Stage = OpenStage.Connecting;
        link.Step(1);
        Assert.Equal(LinkPhase.Connecting, link.Phase);
        secure.Stage = OpenStage.TlsHandshake;
        link.Step(2);
        Assert.Equal(LinkPhase.TlsHandshake, link.Phase);
        secure.Result = OpenResult.Untrusted;
        link.Step(3);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.Untrusted), (link.Phase, link.LastEnd));
        Assert.Equal(1, secure.Closed);
    }

    [Fact]
    public void Upgrade_WithoutAnswer_EndsAfterTenSeconds()
    {
        _link.Open(_target, 0);
        _link.Step(9_999);
        Assert.Equal(LinkPhase.UpgradeSent, _link.Phase);
        _link.Step(10_000);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.TimedOut), (_link.Phase, _link.LastEnd));
        Assert.Equal(1, _stream.Closed);
    }

    // Its pings arrive all the while, so it is neither silent nor idle: only what it does not take gives it away.
    [Theory]
    [InlineData("takes nothing", 0)]
    [InlineData("takes a byte now and then", 1)]
    public void Peer_ThatStopsReading_IsHalfOpenAfterTheSendStall(string row, int piece)
    {
        Establish();
        _link.SetIntervals(0, 0);
        _stream.TakesAtATime = 0;
        byte[] message = new byte[900];
        Assert.True(_link.TrySend(message, 0, message.Length));
        for (int ms = 0; ms < 15_000; ms += 100)
        {
            _stream.Arrive("89 00");
            _stream.TakesAtATime = ms % 1000 == 0 ? piece : 0;
            _link.Step(ms);
            Assert.True(_link.State == LinkState.Open, $"{row}: {_link.LastEnd} at {ms} ms");
        }
        _link.Step(15_000);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.Silent), (_link.Phase, _link.LastEnd));
        Assert.Contains("nothing taken for 15000 ms: the peer is gone", _log.Lines);
        Assert.Equal((1, 0, 0), (_stream.Closed, _buffers.InUse, _link.Statistics.Active));
    }

    [Fact]
    public void Message_ThatTakesLong_IsNoStallWhileItsFramesGo()
    {
        var link = new WebSocketLink(_stream, null, new SeededRandom(1), _log, new LinkLimits { SendBytes = 300 });
        _stream.Establish(link, _target);
        byte[] message = new byte[3000];
        Assert.True(link.TrySend(message, 0, message.Length));
        _stream.TakesAtATime = 30;
        for (int ms = 0; ms < 100_000; ms += 1000)
        {
            _stream.Arrive("8a 00");
            link.Step(ms);
        }
        Assert.Equal(LinkState.Open, link.State);
    }

    [Fact]
    public void Messages_SentAndReceived_AllocateTheirBuffersAlone()
    {
        Establish();
        _stream.Forgets = true;
        byte[] message = Encoding.UTF8.GetBytes(new string('m', 400));
        byte[] incoming = ServerFrames.Text(message);
        long bytes = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 1000) bytes = GC.GetAllocatedBytesForCurrentThread();
            _stream.ArriveRaw(incoming);
            _link.TrySend(message, 0, message.Length);
            _link.Step(10);
            if (_link.Received != 400) throw new InvalidOperationException("no message");
            _link.Release();
        }
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / 1000, 0, new LinkLimits().SendBytes + 400 + 128);
    }

    private void Establish()
    {
        _stream.Establish(_link, _target);
        Assert.Equal(LinkPhase.ReadingHeader, _link.Phase);
    }

    private sealed class LineLog : ILog
    {
        public List<string> Lines { get; } = [];

        public bool IsOn(LogLevel level, LogSection section) => true;

        public void Write(LogLevel level, LogSection section, string text) => Lines.Add(text);
    }
}
