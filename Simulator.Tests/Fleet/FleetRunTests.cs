using Simulator.Fleet;

namespace Simulator.Tests.Fleet;

public sealed class FleetRunTests
{
    [Fact]
    public void Run_FewChargers_AllChargeComeBackAndDeliver()
    {
        const int chargers = 4;
        using var run = new FleetRun(chargers, seed: 3, jitter: true, speed: 10) { BootWithinMs = 1000, SessionsWithinMs = 2000, ChargeMs = 5000 };
        run.Run(outageMs: 10_000);
        Assert.Empty(run.Failures);
        Assert.Equal(chargers, run.Transactions);
        Assert.Equal(chargers, run.Reconnects.Sum());
    }
}
