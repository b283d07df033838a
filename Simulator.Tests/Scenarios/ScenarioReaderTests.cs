using Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void Read_Whole_TakesEveryField()
    {
        Scenario scenario = ScenarioReader.Read("""
            { "name": "two", "seconds": 90.5,
              "events": [ { "at": 1.5, "do": "plug", "vehicle": "max", "soc": 12.5 }, { "at": 3, "do": "link", "for": 20, "every": 40 } ],
              "expect": { "transactions": 1, "reason": "Remote", "minWh": 10 } }
            """);
        Assert.Equal(90_500, scenario.LengthMs);
        Assert.Equal((1500L, "max", 12.5), (scenario.Events[0].AtMs, scenario.Events[0].Text("vehicle"), scenario.Events[0].Number("soc")));
        Assert.Equal((20_000L, 40_000L), (scenario.Events[1].ForMs, scenario.Events[1].EveryMs));
        Assert.Equal((1, "Remote", 10.0), (scenario.Expect.Transactions, scenario.Expect.Reason, scenario.Expect.MinWh));
    }

    [Theory]
    [InlineData("""{ "seconds": 0 }""", "seconds '0'", "1 to")]
    [InlineData("""{ "seconds": 9, "speed": 3 }""", "speed '3'", "name, seconds, profile, events, expect")]
    [InlineData("""{ "seconds": 9, "events": [ { "at": 1, "do": "explode" } ] }""", "do 'explode'", "plug, unplug")]
    [InlineData("""{ "seconds": 9, "events": [ { "at": 10, "do": "unplug" } ] }""", "at '10'", "0 to 9")]
    [InlineData("""{ "seconds": 9, "events": [ { "do": "unplug" } ] }""", "at is missing", "0 to 9")]
    [InlineData("""{ "seconds": 9, "events": [ { "at": 1, "do": "unplug", "for": 2 } ] }""", "for '2'", "takes no time")]
    [InlineData("""{ "seconds": 9, "events": [ { "at": 1, "do": "plug", "vehicle": "tank" } ] }""", "vehicle 'tank'", "classic, pro, max")]
    [InlineData("""{ "seconds": 9, "events": [ { "at": 1, "do": "present" } ] }""", "id is missing", "1 to 20 characters")]
    [InlineData("""{ "seconds": 9, "events": [ { "at": 1, "do": "module-alarm", "bit": 32 } ] }""", "bit '32'", "0 to 31")]
    [InlineData("""{ "seconds": 9, "expect": { "wh": 3 } }""", "wh '3'", "minWh")]
    [InlineData("""{ "seconds": 9""", "not JSON", "")]
    [InlineData("""[]""", "'[]'", "name, seconds")]
    public void Read_Wrong_NamesFieldValueAndWhatIsAllowed(string json, string named, string allowed)
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(json));
        Assert.Contains(named, error.Message);
        Assert.Contains(allowed, error.Message);
    }
}
