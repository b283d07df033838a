using Simulator.Bench;

namespace Simulator.Tests.Bench;

public sealed class FigurePageTests
{
    [Fact]
    public void Of_Lines_AreGroupedByTheirFirstPart()
    {
        string page = FigurePage.Of(["can.a_ms=1", "can.b_ms=2", "ws.c=3"], "a machine");
        Assert.Contains("Machine: a machine.", page);
        Assert.Contains("## can\n\n```\ncan.a_ms=1\ncan.b_ms=2\n```\n\n## ws\n\n```\nws.c=3\n```\n", page);
    }
}
