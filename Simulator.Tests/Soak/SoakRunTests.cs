using Simulator.Scenarios;
using Simulator.Soak;

namespace Simulator.Tests.Soak;

/// <summary>Some hours of the day that the soak command plays whole.</summary>
public sealed class SoakRunTests
{
    private const int MinuteMs = 60_000;

    private static SoakRun Play(int minutes, int seed, int faultEveryMs)
    {
        Scenario day = SoakDay.Scenario;
        var scenario = new Scenario { Name = day.Name, LengthMs = minutes * MinuteMs, Events = day.Events, Expect = new ScenarioExpectation { Transactions = 1 } };
        var run = new SoakRun(new SoakOptions { Seed = seed, Scenario = scenario, FaultEveryMs = faultEveryMs });
        run.Run();
        return run;
    }

    [Fact]
    public void Run_AcrossAReboot_NothingBreaks()
    {
        SoakRun run = Play(130, 12, 200_000);
        Assert.Empty(run.Invariants.Broken);
        Assert.Equal(0, run.LiveDrift);
        Assert.Equal(0, run.LockTimeouts);
        Assert.True(run.LiveAfterBoot.Count >= 2);
    }

    [Fact]
    public void Run_SameSeed_IsTheSameRun()
    {
        SoakRun one = Play(20, 7, 100_000);
        SoakRun other = Play(20, 7, 100_000);
        Assert.Equal((one.Steps, one.DeliveredWh, one.Messages), (other.Steps, other.DeliveredWh, other.Messages));
    }
}
