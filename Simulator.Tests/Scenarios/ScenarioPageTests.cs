using Simulator.Scenarios;
using Simulator.Tests.House;

namespace Simulator.Tests.Scenarios;

public sealed class ScenarioPageTests
{
    [Fact]
    public void Page_OnDisk_IsWrittenFromTheTable()
    {
        string path = Path.Combine(Repository.Root, "docs", "scenarios.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, ScenarioPage.Text);
        Assert.Equal(ScenarioPage.Text, File.ReadAllText(path));
    }

    [Fact]
    public void Page_ItsExample_IsAScenario()
    {
        string json = ScenarioPage.Text.Split("```json\n")[1].Split("```")[0];
        Assert.Equal(5, ScenarioReader.Read(json).Events.Count);
    }
}
