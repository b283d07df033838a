using Simulator.CentralModel;
using Simulator.CentralSystem;

namespace Simulator.Tests.CentralSystem;

/// <summary>The conversation without a socket: text in, text out.</summary>
public sealed class CentralSessionTests
{
    private const string Boot = """[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""";

    private DateTime _now = new(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc);

    private CentralSession Session(string bootStatus = "Accepted")
    {
        var session = new CentralSession("CP", new CentralRecords(() => _now) { BootStatus = bootStatus, HeartbeatSeconds = 60 }, () => _now);
        session.Connected();
        return session;
    }

    [Fact]
    public void Receive_Boot_IsAnsweredWithTimeAndInterval()
    {
        Assert.Equal("""[3,"b",{"currentTime":"2026-01-05T06:00:00.000Z","interval":60,"status":"Accepted"}]""", Session().Receive(Boot).Text);
    }

    [Theory]
    [InlineData("""[2,"1","Nonsense",{}]""", "NotImplemented", "no CALL of a charge point")]
    [InlineData("""[2,"1","Reset",{"type":"Soft"}]""", "NotImplemented", "no CALL of a charge point")]
    [InlineData("""[2,"1","Authorize",{}]""", "OccurenceConstraintViolation", "PropertyRequired")]
    [InlineData("""[2,"1","Authorize",{"idTag":5}]""", "TypeConstraintViolation", "StringExpected")]
    [InlineData("""[2,"1","StopTransaction",{"transactionId":99999999999999999999,"meterStop":1,"timestamp":"2026-01-05T06:00:00Z"}]""", "TypeConstraintViolation", "out of every range")]
    [InlineData("""[2,"1","StopTransaction",{"transactionId":9999999999,"meterStop":1,"timestamp":"2026-01-05T06:00:00Z"}]""", "InternalError", "StopTransaction")]
    public void Receive_WrongCall_GetsItsErrorAndIsListed(string message, string code, string violation)
    {
        CentralSession session = Session();
        session.Receive(Boot);
        Assert.StartsWith($"""[4,"1","{code}",""", session.Receive(message).Text);
        Assert.Contains(violation, Assert.Single(session.Violations));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[2]")]
    [InlineData("""[2,"1","Heartbeat"]""")]
    [InlineData("""[2,"1","Heartbeat",[]]""")]
    [InlineData("""[2,1,"Heartbeat",{}]""")]
    [InlineData("""[2,"1234567890123456789012345678901234567","Heartbeat",{}]""")]
    [InlineData("""[4,"1","InternalError",""]""")]
    public void Receive_NoOcppMessage_IsListedAndNotAnswered(string message)
    {
        CentralSession session = Session();
        session.Receive(Boot);
        Assert.Null(session.Receive(message).Text);
        Assert.Single(session.Violations);
    }

    [Fact]
    public void Receive_UnknownMessageType_IsIgnored()
    {
        CentralSession session = Session();
        Assert.Null(session.Receive("""[7,"1",{}]""").Text);
        Assert.Empty(session.Violations);
    }

    [Theory]
    [InlineData("Rejected", "StatusNotification although the BootNotification was Rejected")]
    [InlineData("Pending", "StatusNotification although the BootNotification is Pending and it was not triggered")]
    public void Receive_BeforeAccepted_IsListed(string bootStatus, string violation)
    {
        CentralSession session = Session(bootStatus);
        session.Receive(Boot);
        session.Receive("""[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]""");
        Assert.Equal([violation], session.Violations);
    }

    [Fact]
    public void Receive_TriggeredWhilePending_IsAllowed()
    {
        CentralSession session = Session("Pending");
        session.Receive(Boot);
        session.Call("TriggerMessage", """{"requestedMessage":"StatusNotification"}""");
        session.NextCall();
        session.Receive("""[3,"c1",{"status":"Accepted"}]""");
        session.Receive("""[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]""");
        Assert.Empty(session.Violations);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(60, 0)]
    public void Receive_BootAgainAfterPending_IsHeldToTheInterval(int seconds, int violations)
    {
        CentralSession session = Session("Pending");
        session.Receive(Boot);
        _now = _now.AddSeconds(seconds);
        session.Receive(Boot.Replace("\"b\"", "\"b2\""));
        Assert.Equal(violations, session.Violations.Count);
    }

    [Fact]
    public void NextCall_OneOutstanding_WaitsForTheAnswer()
    {
        CentralSession session = Session();
        var answers = new List<CallAnswer>();
        session.Call("ClearCache", "{}", answers.Add);
        session.Call("Reset", """{"type":"Hard"}""", answers.Add);
        Assert.Equal("""[2,"c1","ClearCache",{}]""", session.NextCall());
        Assert.Null(session.NextCall());
        session.Receive("""[4,"c1","NotSupported","",{}]""");
        Assert.Equal("""[2,"c2","Reset",{"type":"Hard"}]""", session.NextCall());
        session.Receive("""[3,"c2",{"status":"Accepted"}]""");
        Assert.Equal(["NotSupported", null], answers.Select(a => a.ErrorCode));
        Assert.Equal("Accepted", answers[1].Status);
        Assert.Empty(session.Violations);
    }

    [Theory]
    [InlineData("""[3,"c1",{"status":"accepted"}]""", "Reset, answer: NotInEnumeration")]
    [InlineData("""[3,"c1",{"status":"Accepted","extra":1}]""", "Reset, answer: NoAdditionalPropertiesAllowed")]
    [InlineData("""[3,"c9",{}]""", "an answer to 'c9', which was not asked")]
    public void Receive_WrongAnswer_IsListed(string answer, string violation)
    {
        CentralSession session = Session();
        session.Call("Reset", """{"type":"Soft"}""");
        session.NextCall();
        session.Receive(answer);
        Assert.StartsWith(violation, Assert.Single(session.Violations));
    }

    [Fact]
    public void Disconnected_CallOutstanding_IsToldThatNobodyAnswered()
    {
        CentralSession session = Session();
        CallAnswer? got = null;
        session.Call("ClearCache", "{}", a => got = a);
        session.NextCall();
        session.Disconnected();
        Assert.Equal(CallAnswer.None, got);
    }

    [Fact]
    public void History_MoreThanItsLimit_KeepsTheLatest()
    {
        CentralSession session = Session();
        session.Receive(Boot);
        for (int i = 0; i < 600; i++) session.Receive($$"""[2,"{{i}}","Heartbeat",{}]""");
        Assert.Equal(1000, session.History.Count);
        Assert.Equal("599", session.History[^1].MessageId);
        Assert.Equal(1202, session.Messages);
    }

    [Fact]
    public void Receive_AnswerLostOnOrder_IsCarriedOutAndDropsTheLink()
    {
        CentralSession session = Session();
        session.Receive(Boot);
        session.LoseAnswers = 1;
        CentralReply reply = session.Receive("""[2,"1","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-01-05T06:00:00Z"}]""");
        Assert.Equal(new CentralReply(null, true), reply);
        Assert.Single(session.Transactions);
    }
}
