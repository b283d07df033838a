using Xunit.Sdk;

namespace Simulator.Tests.Conversations;

/// <summary>The methods of <see cref="Conversation"/> must be able to fail.</summary>
public sealed class ConversationTests
{
    [Fact]
    public void Expect_NothingComes_FailsWithTheTime()
    {
        var failure = Assert.Throws<XunitException>(() => Stage.Play(Who.ChargePoint, c => c.CutLink().PowerOn().Expect("BootNotification")));
        Assert.StartsWith("no BootNotification  within 120 s\nat 120 s", failure.Message);
    }

    [Fact]
    public void Answered_NobodyThere_Fails()
    {
        var failure = Assert.Throws<XunitException>(() => Stage.Play(Who.ChargePoint, c => c.CutLink().PowerOn().Call("Reset", """{"type":"Soft"}""").Answered()));
        Assert.StartsWith("Reset was not answered", failure.Message);
    }

    [Fact]
    public void ExpectCurrent_NoVehicle_Fails()
    {
        var failure = Assert.Throws<XunitException>(() => Stage.Play(Who.ChargePoint, c => c.CutLink().PowerOn().ExpectCurrent(true)));
        Assert.StartsWith("current does not flow", failure.Message);
    }
}
