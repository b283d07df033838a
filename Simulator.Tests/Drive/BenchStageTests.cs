using Simulator.Drive;
using Simulator.Scenarios;

namespace Simulator.Tests.Drive;

public sealed class BenchStageTests
{
    [Theory]
    [InlineData("""{ "at": 1, "do": "present", "id": "A" }""", "start A\r", "")]
    [InlineData("""{ "at": 1, "do": "press", "button": "stop" }""", "stop\r", "")]
    [InlineData("""{ "at": 1, "do": "type", "line": "show heap" }""", "show heap\r", "")]
    [InlineData("""{ "at": 1, "do": "call", "action": "Reset", "payload": "{\"type\":\"Hard\"}" }""", "reset hard\r", "")]
    [InlineData("""{ "at": 1, "do": "plug", "vehicle": "pro" }""", "", "please: plug vehicle pro")]
    public void Apply_Event_IsTypedOrAsked(string json, string typed, string asked)
    {
        var console = new StringWriter();
        var told = new List<string>();
        Scenario scenario = ScenarioReader.Read($$"""{ "seconds": 9, "events": [ {{json}} ] }""");
        new BenchStage(console, told.Add).Apply(scenario.Events[0], true);
        Assert.Equal(typed, console.ToString());
        Assert.Equal(asked, string.Concat(told));
    }
}
