using Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class ScenarioPlayerTests
{
    private sealed class Paper : IStage
    {
        public List<string> Told { get; } = [];

        public void Apply(ScenarioEvent what, bool begins) => Told.Add((begins ? "+" : "-") + what.Kind);
    }

    [Fact]
    public void Step_TimesRepeatsAndEnds_InOrder()
    {
        Scenario scenario = ScenarioReader.Read("""
            { "seconds": 100, "events": [ { "at": 10, "do": "link", "for": 5, "every": 30 }, { "at": 10, "do": "unplug" }, { "at": 1, "do": "plug" } ] }
            """);
        var paper = new Paper();
        var player = new ScenarioPlayer(scenario, paper, 500);
        var at = new List<long>();
        for (long now = 500; now < 60_000; now = player.Step(now)) at.Add(now);
        Assert.Equal(["+plug", "+link", "+unplug", "-link", "+link", "-link"], paper.Told);
        Assert.Equal([500L, 1500, 10_500, 15_500, 40_500, 45_500], at);
    }
}
