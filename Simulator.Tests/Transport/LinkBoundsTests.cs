using Ocpp.Client.Transport;

namespace Simulator.Tests.Transport;

/// <summary>The link's bounds: how long, how much, how often.</summary>
public class LinkBoundsTests : LinkRig
{
    [Fact]
    public void Step_MoreThanItTakes_Takes64FramesFrom128BytesAndComesBackIn20Ms()
    {
        _stream.Establish(_link, _target);
        long before = _link.Statistics.BytesIn;
        _stream.Written.Clear();
        for (int i = 0; i < 300; i++) _stream.Arrive("89 00");
        Assert.Equal(1020, _link.Step(1000));
        Assert.Equal(64, Frames().Count);
        Assert.Equal(128, _link.Statistics.BytesIn - before);
        _link.Step(1000);
        Assert.Equal(256, _link.Statistics.BytesIn - before);
        Assert.Equal(128, _stream.LargestRead);
        _link.Destroy();
        Assert.Equal(long.MaxValue, _link.Step(1020));
    }

    [Fact]
    public void Connect_Pending_EndsAtItsDeadlineToTheMillisecond()
    {
        _stream.Result = OpenResult.Pending;
        Assert.True(_link.Open(_target, 100));
        Assert.Equal(10_000, _stream.TimeoutMs);
        _link.Step(10_099);
        Assert.Equal(LinkPhase.Connecting, _link.Phase);
        _link.Step(10_100);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.TimedOut, 0), (_link.Phase, _link.LastEnd, _link.LastEndCode));
        Assert.Equal((1, 0), (_link.Statistics.Failed, _link.Statistics.Opened));
        // Waited for in vain, it is opened again as if nothing had been.
        Assert.True(_link.Open(_target, 20_000));
        Assert.Equal((LinkEnd.None, 0), (_link.LastEnd, _link.LastEndCode));
        _stream.Result = OpenResult.Open;
        _link.Step(25_000);
        Assert.Equal(LinkPhase.UpgradeSent, _link.Phase);
        _link.Step(34_999);
        Assert.Equal(LinkPhase.UpgradeSent, _link.Phase);
        _link.Step(35_000);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.TimedOut), (_link.Phase, _link.LastEnd));
        Assert.Equal(2, _link.Statistics.Failed);
        Assert.Equal(0, _link.Statistics.UnlistedEvents);
    }

    [Fact]
    public void Send_WhenItMayNot_TakesNothing()
    {
        byte[] message = new byte[9217];
        Assert.False(_link.CanSend);
        Assert.Null(_link.SendBuffer);
        Assert.False(_link.TrySend(message, 0, 1));
        _stream.Establish(_link, _target);
        Assert.True(_link.CanSend);
        Assert.Equal(1024 + 14, _link.SendBuffer!.Length);
        Assert.Equal(14, _link.SendOffset);
        Assert.False(_link.TrySend(message, 0, 9217));
        _stream.TakesAtATime = 0;
        Assert.True(_link.TrySend(message, 0, 9216));
        Assert.False(_link.CanSend);
        Assert.False(_link.TrySendPart(message, 0, 1, true, true));
        Assert.Equal(1, _link.Statistics.MessagesOut);
        Assert.False(_link.Open(_target, 0));
    }

    [Fact]
    public void HasNews_AnyState_IsTrueWhereAStepHasSomethingToDo()
    {
        Assert.False(_link.HasNews(0));
        _stream.Result = OpenResult.Pending;
        _link.Open(_target, 0);
        Assert.True(_link.HasNews(0));
        _link.Close(1000, 0);
        _stream.Result = OpenResult.Open;
        _stream.Establish(_link, _target);
        Assert.False(_link.HasNews(10));
        _stream.ArriveRaw([.. ServerFrames.Text([65]), 0x8A]);
        Assert.True(_link.HasNews(20));
        Assert.True(_link.HasNews(20), "what was read waits");
        _link.Step(20);
        Assert.Equal(1, _link.Received);
        Assert.True(_link.HasNews(30), "a message waits");
        _link.Release();
        _link.Step(40);
        Assert.False(_link.HasNews(40));
        _stream.ArriveRaw([0, 0x81, 2, 65]);
        _link.Step(50);
        Assert.True(_link.HasNews(60), "inside a message");
        _stream.ArriveRaw([66]);
        _link.Step(70);
        _link.Release();
        _stream.TakesAtATime = 0;
        _link.TrySend([1], 0, 1);
        Assert.True(_link.HasNews(80), "something waits to be taken");
        _stream.TakesAtATime = 100;
        _link.Step(90);
        Assert.False(_link.HasNews(90));
        _stream.Ended = true;
        Assert.True(_link.HasNews(100), "it has ended");
        Assert.Equal((LinkEnd.Lost, 0), (_link.LastEnd, _link.LastEndCode));
        Assert.False(_link.HasNews(110));
    }

    [Fact]
    public void HasNews_SomethingHeard_CountsAsASignOfLife()
    {
        _stream.Establish(_link, _target);
        _link.SetIntervals(0, 0);
        _stream.Arrive("8a 00");
        Assert.True(_link.HasNews(200_000));
        _link.Step(499_999);
        Assert.Equal(LinkState.Open, _link.State);
        _link.Step(500_000);
        Assert.Equal((LinkEnd.Silent, 0), (_link.LastEnd, _link.LastEndCode));
        Assert.Contains("nothing heard for 300000 ms: the peer is gone", _lines);
    }

    [Fact]
    public void Ping_Idle_GoesOutWithTheStepThatFindsItDue()
    {
        _stream.Establish(_link, _target);
        _stream.Written.Clear();
        _link.Step(29_999);
        Assert.Empty(_stream.Written);
        _link.Step(30_000);
        Assert.Equal((9, ""), Frames().Single());
        _link.Step(39_999);
        Assert.Equal(LinkState.Open, _link.State);
        _stream.Arrive("8a 00");
        _link.Step(39_999);
        _link.Step(59_999);
        Assert.Single(Frames());
        _link.Step(60_000);
        Assert.Equal(2, Frames().Count);
        _stream.Written.Clear();
        _stream.Arrive("89 01 07");
        _link.Step(60_010);
        Assert.Equal((10, "07"), Frames().Single());
    }

    [Fact]
    public void Session_BegunLate_CountsItsSilenceFromThere()
    {
        _stream.Establish(_link, _target, 50_000);
        _stream.Written.Clear();
        _link.Step(79_999);
        Assert.Empty(_stream.Written);
        _link.Step(80_000);
        Assert.Equal((9, ""), Frames().Single());
    }

    [Theory]
    [InlineData(8192, 512)]
    [InlineData(100, 100)]
    public void Fragments_Few_BeginWithTheUsualRoom(int most, int room)
    {
        WebSocketLink link = Link(new LinkLimits { ReceiveBytes = most });
        _stream.Establish(link, _target);
        _stream.Arrive("01 01 41");
        link.Step(10);
        Assert.Equal(room, link.ReceiveBuffer.Length);
    }

    [Fact]
    public void Pings_TwoInOneStep_HaveAPongEach()
    {
        _stream.Establish(_link, _target);
        _stream.Written.Clear();
        _stream.Arrive("89 01 07 89 01 08");
        _link.Step(10);
        Assert.Equal([(10, "07"), (10, "08")], Frames());
    }

    [Fact]
    public void Send_TakenAtTheLastMoment_IsNoStall()
    {
        _stream.Establish(_link, _target);
        _link.Step(100);
        _stream.TakesAtATime = 0;
        Assert.True(_link.TrySend([1], 0, 1));
        _stream.TakesAtATime = int.MaxValue;
        _link.Step(16_000);
        Assert.Equal(LinkState.Open, _link.State);
    }

    [Fact]
    public void Phase_InsideAPayload_IsTold()
    {
        _stream.Establish(_link, _target);
        _stream.Arrive("81 03 41");
        _link.Step(10);
        Assert.Equal((LinkPhase.ReadingPayload, LinkState.Open), (_link.Phase, _link.State));
        _link.Step(20);
        Assert.Equal(LinkPhase.ReadingPayload, _link.Phase);
        _stream.Arrive("42 43");
        _link.Step(30);
        Assert.Equal((LinkPhase.ReadingHeader, 3), (_link.Phase, _link.Received));
        Assert.Equal(0, _link.Statistics.UnlistedEvents);
    }
}
