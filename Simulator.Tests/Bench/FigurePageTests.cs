using Simulator.Bench;

namespace Simulator.Tests.Bench;

public sealed class FigurePageTests
{
    [Fact]
    public void Of_Lines_AreGroupedByTheirFirstPart()
    {
        string page = FigurePage.Of("", "bench", ["can.a_ms=1", "can.b_ms=2", "ws.c=3"], "a machine");
        Assert.Contains("## can\n\nBy `bench` on a machine.\n\n```\ncan.a_ms=1\ncan.b_ms=2\n```\n\n## ws\n\nBy `bench` on a machine.\n\n```\nws.c=3\n```\n", page);
    }

    [Fact]
    public void Of_AnotherCommand_KeepsWhatIsNotItsOwn()
    {
        string page = FigurePage.Of("", "bench", ["can.a=1", "lock.x=9"], "the first");
        page = FigurePage.Of(page, "threads --seconds 300", ["lock.x=2", "threads.wall_s=300"], "the second");
        Assert.Contains("## can\n\nBy `bench` on the first.", page);
        Assert.Contains("## lock\n\nBy `threads --seconds 300` on the second.\n\n```\nlock.x=2\n```", page);

        string again = FigurePage.Of(page, "bench", ["can.a=4", "lock.x=9", "ws.c=3"], "the third");
        Assert.Contains("can.a=4", again);
        Assert.Contains("lock.x=2", again);
        Assert.DoesNotContain("lock.x=9", again);
        Assert.Contains("ws.c=3", again);
    }

    [Fact]
    public void Of_TheSameCommand_ForgetsWhatItNoLongerMeasures()
    {
        string page = FigurePage.Of("", "soak --seed 1", ["soak.a=1", "old.b=2"], "m");
        Assert.DoesNotContain("old.b", FigurePage.Of(page, "soak --seed 2", ["soak.a=1"], "m"));
    }

    [Fact]
    public void Of_RunOfOneGroup_LeavesTheOthers()
    {
        string page = FigurePage.Of("", "bench", ["can.a=1", "ws.c=3"], "m");
        page = FigurePage.Of(page, "soak --seed 1", ["soak.a=1"], "m");
        string again = FigurePage.Of(page, "bench --only can", ["can.a=4"], "m");
        Assert.Contains("can.a=4", again);
        Assert.DoesNotContain("can.a=1", again);
        Assert.Contains("ws.c=3", again);
        Assert.Contains("soak.a=1", again);
    }

    [Fact]
    public void Page_SoakOfManySeeds_StandsBesideTheDay()
    {
        string page = FigurePage.Of("", "soak --seed 1", ["soak.invariant_violations=0", "soak.simulated_hours=24"], "m");
        page = FigurePage.Of(page, "soak --seeds 200 --hours 2", ["soak.seeds=200", "soak.invariant_violations=0"], "m");
        Assert.Contains("## soak\n\nBy `soak --seed 1`", page);
        Assert.Contains("## soak-seeds\n\nBy `soak --seeds 200 --hours 2`", page);
        page = FigurePage.Of(page, "soak --seeds 100 --hours 2", ["soak.seeds=100"], "m");
        page = FigurePage.Of(page, "soak --seed 2", ["soak.simulated_hours=24"], "m");
        Assert.Contains("soak.seeds=100", page);
        Assert.DoesNotContain("soak.seeds=200", page);
        Assert.Contains("By `soak --seed 2`", page);
        Assert.DoesNotContain("soak.invariant_violations", page);
    }
}
