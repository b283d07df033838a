using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Session;
using Spectre.Console;

namespace Simulator.Tests.Session;

/// <summary>--csms with a central system that is far away: a whole session in real time over a socket with a delay.</summary>
public sealed class FarCentralSystemTests
{
    private const int ChargeSeconds = 3;

    [Theory]
    [InlineData(150)]
    [InlineData(300)]
    public async Task Run_CentralSystemIsFarAway_SessionPassesInRealTime(int oneWayMs)
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions());
        using var proxy = new DelayingProxy(central.Url, oneWayMs);
        var options = new SessionOptions { Csms = proxy.Url, Speed = 1, Plan = new SessionPlan { ChargeSeconds = ChargeSeconds } };
        using SessionWorld world = SessionWorld.Create(options);
        var view = new SessionView(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), live: false) { Brief = true };
        SessionResult result = await Task.Run(new SessionRun(options, view, world.Charger, world.Central).Play);
        Assert.Empty(result.Failures);
        CentralTransaction transaction = Assert.Single(central.Transactions);
        Assert.Equal((true, "Local"), (transaction.Stopped, transaction.Reason ?? "Local"));
    }
}
