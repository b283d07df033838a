using Ocpp.Client.Connection;
using System.Net;
using Simulator.Leak;

namespace Simulator.Tests.Leak;

/// <summary>After every way a connection can end, no object stays alive. Bytes are measured by the command, since other tests allocate at the same time.</summary>
public class LeakTests
{
    public static TheoryData<LeakEnding> Endings => [.. LeakEndingList.All];

    [Theory]
    [MemberData(nameof(Endings))]
    public void Cycles_OfEveryEnding_EndAsExpectedAndHoldNothing(LeakEnding ending)
    {
        using var peer = new LeakPeer(IPAddress.Loopback, 0, 0);
        var lines = new List<string>();
        var run = new LeakRun("127.0.0.1", peer.Port, peer.SecurePort) { Told = lines.Add, PeerActive = () => peer.Active };
        LeakResult result = run.Run(ending, 10);
        // The link in use now and what it last opened may still be held: one of each.
        Assert.InRange(result.After.Objects, 0, 4);
        Assert.Equal(0, result.After.PoolBlocks);
        // Other tests allocate meanwhile: bytes may be measured again, and each round tells its cycles.
        Assert.InRange(lines.Count, 10, 30);
        Assert.Matches(@"^Cycle 10: \d+ -> \d+ \(-?\d+ bytes\)$", lines[9]);
        Assert.Equal(0, peer.Active);
    }

    [Fact]
    public void Growth_OfOneKind_IsNotMadeUpForByAnother()
    {
        Assert.Equal(3, new Live(5, 0, 1, 0, 0).GrowthSince(new Live(2, 1, 2, 0, 0)));
    }
}
