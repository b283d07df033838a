using Simulator.CentralModel;

namespace Simulator.Tests.Conversations;

/// <summary>Rules about the connection and the spelling of messages.</summary>
public sealed class ConnectionRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static CentralSystemModel Model(Conversation c) => ((CentralInMemory)c.Central).Model;

    [Fact]
    [Complies("boot", "A server that selects another subprotocol is left.")]
    public void Upgrade_ToAnotherSubprotocol_Rule1_IsLeft() => Play(c => c
        .Do(() => Model(c).Subprotocol = "ocpp2.0.1")
        .PowerOn().ExpectNone("*", 60)
        .Check(Model(c).AttemptsMs.Count > 1, "it was not tried again")
        .Do(() => Model(c).Subprotocol = "ocpp1.6").Expect("BootNotification"));

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("401 Unauthorized")]
    [InlineData("503 Service Unavailable")]
    [Complies("boot", "A refused upgrade is tried again, later and later.")]
    public void Upgrade_Refused_Rule2_IsTriedAgainLaterAndLater(string status) => Play(c =>
    {
        c.Do(() => Model(c).RefuseUpgrades = status).PowerOn().ExpectNone("*", 700);
        long[] gaps = [.. Model(c).AttemptsMs.Zip(Model(c).AttemptsMs.Skip(1), (a, b) => b - a)];
        c.Check(gaps[0] < 2000 && gaps.Skip(4).Take(20).All(g => g is >= 5000 and < 11_000) && gaps.TakeLast(10).All(g => g is >= 15_000 and < 32_000), string.Join(" ", gaps));
        c.Do(() => Model(c).RefuseUpgrades = null).Expect("BootNotification");
    });

    [Fact]
    [Complies("meter values", "Meter values hold nothing beyond the schema.")]
    public void MeterValues_OfTheWholeCharger_Rule10_SayCelsiusAndNothingBeyondTheSchema() => Stage.Play(Who.Firmware, c =>
    {
        c.Charging().Expect("MeterValues");
        var values = c.Got["meterValue"]![0]!["sampledValue"]!.AsArray();
        c.Check(values.Any(v => (string?)v!["measurand"] == "Temperature" && (string?)v["unit"] == "Celsius"), "no temperature in Celsius: " + c.Got.ToJsonString());
        string[] allowed = ["value", "context", "format", "measurand", "phase", "location", "unit"];
        c.Check(values.All(v => v!.AsObject().All(f => allowed.Contains(f.Key))), "more fields than the schema has: " + c.Got.ToJsonString());
    });
}
