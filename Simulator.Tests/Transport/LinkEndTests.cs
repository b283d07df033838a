using Ocpp.Client.Transport;

namespace Simulator.Tests.Transport;

/// <summary>How the link's sessions begin and end, and what it does with what comes at the wrong moment.</summary>
public class LinkEndTests : LinkRig
{
    [Theory]
    [InlineData(OpenResult.Refused, LinkEnd.Refused)]
    [InlineData(OpenResult.TimedOut, LinkEnd.TimedOut)]
    [InlineData(OpenResult.NoAddress, LinkEnd.NoAddress)]
    [InlineData(OpenResult.Untrusted, LinkEnd.Untrusted)]
    [InlineData(OpenResult.Failed, LinkEnd.Lost)]
    public void Connect_Fails_TellsWhyOnce(OpenResult result, LinkEnd end)
    {
        foreach (bool later in new[] { false, true })
        {
            _stream.Result = later ? OpenResult.Pending : result;
            _stream.Stage = later ? OpenStage.Resolving : OpenStage.Connecting;
            Assert.True(_link.Open(_target, 0));
            _stream.Result = result;
            if (later && result is not (OpenResult.NoAddress or OpenResult.Refused)) _stream.Stage = OpenStage.Connecting;
            _link.Step(1);
            Assert.Equal((LinkPhase.Faulted, end, 0), (_link.Phase, _link.LastEnd, _link.LastEndCode));
        }
        Assert.Equal((2, 2, 0), (_stream.Closed, _link.Statistics.Failed, _link.Statistics.UnlistedEvents));
    }

    [Fact]
    public void Close_NotAnswered_EndsAfterTwoSeconds()
    {
        _stream.Establish(_link, _target);
        _stream.Written.Clear();
        _link.Close(1001, 500);
        Assert.Equal((8, "03E9"), Frames().Single());
        _link.Close(1000, 600);
        _link.Step(2_499);
        Assert.Equal(LinkPhase.Closing, _link.Phase);
        Assert.False(_link.Open(_target, 2_499));
        _link.Step(2_500);
        Assert.Equal((LinkPhase.Closed, LinkEnd.ClosedByUs, 1001), (_link.Phase, _link.LastEnd, _link.LastEndCode));
        Assert.Equal((1, 0, 0), (_link.Statistics.Opened, _link.Statistics.Failed, _link.Statistics.UnlistedEvents));
        _link.Close(1000, 2_600);
        Assert.Equal(1001, _link.LastEndCode);
        Assert.True(_link.Open(_target, 2_700));
        Assert.Equal((LinkEnd.None, 0), (_link.LastEnd, _link.LastEndCode));
    }

    [Fact]
    public void Closing_WhatStillComes_IsNeitherTakenNorAnswered()
    {
        _stream.Establish(_link, _target);
        _link.Close(1000, 0);
        _stream.Written.Clear();
        _stream.ArriveRaw([.. ServerFrames.Text([65]), .. Convert.FromHexString("8900")]);
        _link.Step(100);
        Assert.Equal((-1, 0), (_link.Received, _link.Statistics.MessagesIn));
        Assert.Empty(_link.ReceiveBuffer);
        Assert.Empty(_stream.Written);
        Assert.Equal(LinkPhase.Closing, _link.Phase);
        _stream.ArriveRaw(Convert.FromHexString("c100"));
        _link.Step(200);
        Assert.Equal((LinkEnd.ClosedByUs, 1000), (_link.LastEnd, _link.LastEndCode));
        Assert.Empty(_stream.Written);
        _stream.Ended = true;
        _link.Step(300);
        Assert.Equal((LinkPhase.Closed, LinkEnd.ClosedByUs), (_link.Phase, _link.LastEnd));
        Assert.Equal(0, _link.Statistics.UnlistedEvents);
    }

    [Fact]
    public void Send_StreamHasFailed_EndsAsLost()
    {
        _stream.Establish(_link, _target);
        _stream.ArriveRaw(ServerFrames.Text([65]));
        _link.Step(5);
        Assert.Equal(1, _link.Received);
        _link.Release();
        // 64 of them are taken: what was read of the others is no part of the next session.
        for (int i = 0; i < 85; i++) _stream.Arrive("8a 01 00");
        _link.Step(10);
        _stream.Forgets = true;
        _stream.TakesAtATime = -1;
        Assert.True(_link.TrySend([1], 0, 1));
        Assert.Equal((LinkPhase.Faulted, LinkEnd.Lost, 0), (_link.Phase, _link.LastEnd, _link.LastEndCode));
        Assert.Equal((0, 0), (_link.Statistics.Failed, _link.ResourcesHeld));
        _stream.Forgets = false;
        _stream.TakesAtATime = int.MaxValue;
        _stream.Establish(_link, _target);
        Assert.Equal(LinkState.Open, _link.State);
    }

    [Fact]
    public void Release_BetweenFragments_LeavesThemAlone()
    {
        _stream.Establish(_link, _target);
        _stream.Arrive("01 01 41");
        _link.Step(10);
        _link.Release();
        _stream.Arrive("80 01 42 81 01 43");
        _link.Step(20);
        Assert.Equal((2, 1), (_link.Received, _link.Statistics.MessagesIn));
        _link.Release();
        Assert.Equal((-1, 0), (_link.Received, _link.ReceiveBuffer.Length));
        _link.Step(30);
        Assert.Equal((1, 2), (_link.Received, _link.Statistics.MessagesIn));
    }

    [Fact]
    public void Upgrade_Refused_TellsTheStatus()
    {
        Assert.True(_link.Open(_target, 0));
        _stream.ArriveRaw("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        _link.Step(10);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.Unauthorized, 401), (_link.Phase, _link.LastEnd, _link.LastEndCode));
    }

    [Fact]
    public void Event_ThatFitsNoPhase_IsCountedAndChangesNothing()
    {
        var secure = new ScriptedStream { Result = OpenResult.Pending, Stage = OpenStage.TlsHandshake };
        WebSocketLink link = Link(new LinkLimits(), secure);
        link.Open(new LinkTarget { Secure = true, Host = "a", Port = 443, Identity = "c" }, 0);
        secure.Result = OpenResult.NoAddress;
        link.Step(10);
        Assert.Equal((LinkPhase.TlsHandshake, LinkEnd.None, 1), (link.Phase, link.LastEnd, link.Statistics.UnlistedEvents));
        link.Step(10_000);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.TimedOut), (link.Phase, link.LastEnd));
    }

    [Fact]
    public void Open_WithoutTlsOrRoom_HasNoCode()
    {
        Assert.True(_link.Open(new LinkTarget { Secure = true, Host = "a", Port = 443, Identity = "c" }, 0));
        Assert.Equal((LinkEnd.Untrusted, 0), (_link.LastEnd, _link.LastEndCode));
        Assert.True(_link.Buffers.TryRent());
        Assert.True(_link.Open(_target, 0));
        Assert.Equal((LinkEnd.NoBuffer, 0), (_link.LastEnd, _link.LastEndCode));
    }

    [Fact]
    public void ClosedByPeer_Answered_IsOverAtOnce()
    {
        _stream.Establish(_link, _target);
        _stream.Arrive("88 02 03 e8");
        _link.Step(10);
        Assert.Equal((LinkPhase.Closed, LinkEnd.ClosedByPeer, 1000), (_link.Phase, _link.LastEnd, _link.LastEndCode));
    }

    [Fact]
    public void Received_SessionEnds_IsNone()
    {
        _stream.Establish(_link, _target);
        _stream.ArriveRaw(ServerFrames.Text([65]));
        _link.Step(10);
        Assert.Equal(1, _link.Received);
        _stream.Forgets = true;
        _stream.TakesAtATime = -1;
        _link.TrySend([1], 0, 1);
        Assert.Equal((LinkState.Closed, -1), (_link.State, _link.Received));
    }

    [Fact]
    public void Violation_AndTheEndBehindIt_EndInOneStep()
    {
        _stream.Establish(_link, _target);
        _stream.Arrive("c1 00 00 00");
        _stream.Ended = true;
        _link.Step(20_000);
        Assert.Equal((LinkState.Closed, LinkEnd.ProtocolError, 0), (_link.State, _link.LastEnd, _link.Statistics.UnlistedEvents));
    }

    [Fact]
    public void Upgrade_OpenAtOnceOrTooLong_HasItsOwnDeadlineOrFails()
    {
        Assert.True(_link.Open(_target, 100));
        _link.Step(10_099);
        Assert.Equal(LinkPhase.UpgradeSent, _link.Phase);
        _link.Step(10_100);
        Assert.Equal((LinkPhase.Faulted, LinkEnd.TimedOut), (_link.Phase, _link.LastEnd));
        Assert.Null(FieldOf(_link, "_handshake"));
        WebSocketLink small = Link(new LinkLimits { SendBytes = 20 });
        Assert.True(small.Open(_target, 0));
        Assert.Equal((LinkPhase.Faulted, LinkEnd.BadHandshake, 0), (small.Phase, small.LastEnd, small.LastEndCode));
        Assert.Equal((2, 0), (_stream.Closed, small.Statistics.UnlistedEvents));
        _stream.Establish(_link, _target);
        Assert.Null(FieldOf(_link, "_handshake"));
    }

    [Fact]
    public void Open_AnotherConnectionCounted_IsRefused()
    {
        _link.Statistics.Active = 1;
        Assert.False(_link.Open(_target, 0));
        Assert.Equal((1, 0, LinkState.Closed), (_link.Statistics.SecondConnectionsRefused, _stream.Opened, _link.State));
    }

    [Fact]
    public void Open_ASecondSession_BeginsWithNothingOfTheFirst()
    {
        _stream.Establish(_link, _target);
        _stream.Arrive("01 01 41 c1 00 81");
        _link.Step(10);
        Assert.Equal(LinkEnd.ProtocolError, _link.LastEnd);
        _link.Step(2_010);
        Assert.Equal((LinkState.Closed, -1, 0), (_link.State, _link.Received, _link.ReceiveBuffer.Length));
        _lines.Clear();
        _stream.Establish(_link, _target);
        Assert.Equal("session resources initialized", _lines[0]);
        Assert.Equal(LinkPhase.ReadingHeader, _link.Phase);
        _stream.Arrive("81 02 43 44");
        _link.Step(10);
        Assert.Equal("CD"u8.ToArray(), _link.ReceiveBuffer.AsSpan(0, _link.Received).ToArray());
        _link.Release();
        _stream.Written.Clear();
        _stream.Arrive("89 00");
        _link.Step(15);
        Assert.Equal((10, ""), Frames().Single());
        _stream.Ended = true;
        _link.Step(20);
        _link.Release();
        _link.Step(30);
        Assert.Equal((LinkState.Closed, -1), (_link.State, _link.Received));
    }

    [Fact]
    public void Destroy_OpenOrEnded_KeepsTheReasonAndTakesItsLayers()
    {
        var secure = new ScriptedStream { Result = OpenResult.Pending };
        WebSocketLink link = Link(new LinkLimits(), secure);
        Assert.True(link.Open(new LinkTarget { Secure = true, Host = "a", Port = 443, Identity = "c" }, 0));
        Assert.Equal(0, _stream.Opened);
        StreamLayer[] layers = [LayerOf(link, "_plain"), LayerOf(link, "_secure")];
        link.Destroy();
        Assert.Equal((LinkEnd.ClosedByUs, 1), (link.LastEnd, secure.Closed));
        Assert.All(layers, l => Assert.True(l.IsDestroyed));
        Assert.Equal((OpenResult.Failed, 0), (layers[0].Open("a", 1, 1), _stream.Opened));
        _stream.Result = OpenResult.Refused;
        _link.Open(_target, 0);
        _link.Destroy();
        Assert.Equal(LinkEnd.Refused, _link.LastEnd);
    }

    [Fact]
    public void Secure_OpenedTwice_UsesItsOneLayer()
    {
        var secure = new ScriptedStream { Result = OpenResult.Refused };
        WebSocketLink link = Link(new LinkLimits(), secure);
        var target = new LinkTarget { Secure = true, Host = "a", Port = 443, Identity = "c" };
        link.Open(target, 0);
        StreamLayer layer = LayerOf(link, "_secure");
        link.Open(target, 10);
        Assert.Same(layer, LayerOf(link, "_secure"));
        Assert.Equal((2, 2, 0), (secure.Opened, secure.Closed, _stream.Opened));
        _stream.Establish(link, _target);
        Assert.Equal(LinkState.Open, link.State);
    }
}
