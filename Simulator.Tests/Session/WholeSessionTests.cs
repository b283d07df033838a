using Simulator.Models;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.Soak;
using Simulator.Tests.House;
using Spectre.Console;

namespace Simulator.Tests.Session;

/// <summary>The firmware's own composition through whole sessions, without a socket and without a wall clock.</summary>
public sealed class WholeSessionTests
{
    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(Repository.Root, "Simulator", "Scenarios", "Examples"), "*.json").Order().Select(p => Path.GetFileName(p)!)];

    [Theory]
    [InlineData(1, false, "pro")]
    [InlineData(2, true, "classic")]
    [InlineData(3, false, "max")]
    public void Session_Usual_EndsAsItShould(int seed, bool remote, string vehicle)
    {
        var plan = new SessionPlan { ChargeSeconds = 300, Remote = remote, Vehicle = VehicleKind.All.First(k => k.Name == vehicle) };
        var (result, trace) = Play(new SessionOptions { Seed = seed, Plan = plan, InMemory = true });
        Assert.True(result.Good, string.Join("\n", [.. result.Failures, .. trace]));
        Assert.Contains(trace, t => t.Contains("-> BootNotification"));
        Assert.Contains(trace, t => t.Contains("-> StartTransaction"));
        Assert.Contains(trace, t => t.Contains("-> MeterValues"));
        Assert.Contains(trace, t => t.Contains("-> StopTransaction"));
        Assert.Contains(trace, t => t.Contains("\"messageId\":\"VehicleInfo\""));
        Assert.Contains(trace, t => t.Contains("\"messageId\":\"SessionSummary\""));
    }

    /// <summary>Over real sockets and real TLS to the embedded central system.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Session_WithASecurityProfile_EndsAsItShould(int profile)
    {
        var (result, trace) = Play(new SessionOptions { Profile = profile, Speed = 8, Plan = new SessionPlan { ChargeSeconds = 5 } });
        Assert.True(result.Good, string.Join("\n", [.. result.Failures, .. trace]));
        Assert.Contains(trace, t => t.Contains("connecting to wss://"));
        Assert.DoesNotContain(trace, t => t.Contains("connecting to ws://"));
    }

    [Fact]
    public void Session_SameSeed_IsTheSameConversation()
    {
        var options = new SessionOptions { Seed = 5, InMemory = true, Plan = new SessionPlan { ChargeSeconds = 120 } };
        Assert.Equal(Play(options).Trace, Play(options).Trace);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Scenario_Example_EndsAsItExpects(string file)
    {
        Scenario scenario = ScenarioReader.ReadFile(Path.Combine(Repository.Root, "Simulator", "Scenarios", "Examples", file));
        var (result, trace) = Play(new SessionOptions { InMemory = true, Scenario = scenario });
        Assert.True(result.Good, string.Join("\n", [.. result.Failures, .. trace]));
    }

    private static (SessionResult Result, List<string> Trace) Play(SessionOptions options)
    {
        var trace = new List<string>();
        IAnsiConsole silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        var view = new SessionView(silent, live: false) { Told = trace.Add };
        using SessionWorld world = SessionWorld.Create(options);
        var invariants = new Invariants(world.Charger, world.Central) { Connections = options.InMemory ? world.OpenConnections : null };
        SessionResult result = new SessionRun(options, view, world.Charger, world.Central).Play();
        result.Failures.AddRange(invariants.Broken);
        return (result, trace);
    }
}
