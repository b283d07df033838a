using Charger.Metering;
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
    private const long HourMs = 3_600_000;

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

    /// <summary>
    /// 24.9 and 49.7 days after the boot 32 bits of milliseconds are full. The boundary falls into the boot, the start, the
    /// charging, and the end: each time the conversation is that of a charger that booted an hour or two ago, to the millisecond.
    /// </summary>
    [Theory]
    [InlineData(1L << 31)]
    [InlineData(1L << 32)]
    public void Session_UptimeBeyond32Bits_IsTheSameConversation(long boundaryMs)
    {
        var plan = new SessionPlan { ChargeSeconds = 150 };
        foreach (long beforeMs in new[] { 500L, 15_000, 100_000, 175_000 })
        {
            // Whole hours apart, since a charger does some things by the full minute and hour.
            List<string> usual = Said(HourMs + (boundaryMs - beforeMs) % HourMs);
            Assert.Contains(usual, t => t.Contains("StopTransaction"));
            Assert.Equal(usual, Said(boundaryMs - beforeMs));
        }

        List<string> Said(long uptimeMs)
        {
            var (result, trace) = Play(new SessionOptions { Seed = 11, Plan = plan, InMemory = true, UptimeMs = uptimeMs });
            Assert.True(result.Good, string.Join("\n", [.. result.Failures, .. trace]));
            // The security event of the start carries the clock's zero, which is when it booted.
            return [.. trace.Where(t => (t.Contains("-> ") || t.Contains("<- ")) && !t.Contains("SecurityEvent"))];
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Scenario_Example_EndsAsItExpects(string file)
    {
        Scenario scenario = ScenarioReader.ReadFile(Path.Combine(Repository.Root, "Simulator", "Scenarios", "Examples", file));
        var (result, trace) = Play(new SessionOptions { InMemory = true, Scenario = scenario });
        Assert.True(result.Good, string.Join("\n", [.. result.Failures, .. trace]));
    }

    /// <summary>A meter on the mains side bills the losses too: the run compares with what the meter saw.</summary>
    [Theory]
    [InlineData(MeterKind.Sdm120)]
    [InlineData(MeterKind.Sdm630)]
    public void Session_WithAMeter_IsBilledAsTheMeterShowsAndGood(MeterKind kind)
    {
        var (result, trace) = Play(new SessionOptions { InMemory = true, Meter = kind });
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
