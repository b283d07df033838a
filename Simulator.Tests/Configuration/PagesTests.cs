using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Configuration;

public sealed class PagesTests
{
    [Fact]
    public void ConfigurationPage_OnDisk_IsWrittenFromTheTables()
    {
        string path = Repository.PathOf("docs/configuration.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, ConfigurationPage.Text);
        Assert.Equal(ConfigurationPage.Text, File.ReadAllText(path));
    }

    [Fact]
    public void Readme_ConsoleCommands_AreThoseOfTheTable()
    {
        string path = Repository.PathOf("README.md");
        string readme = File.ReadAllText(path);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            int from = readme.IndexOf("| command | what it does |", StringComparison.Ordinal);
            int to = readme.IndexOf("\n\n", from, StringComparison.Ordinal) + 1;
            readme = readme[..from] + ConsolePage.Text + readme[to..];
            File.WriteAllText(path, readme);
        }
        Assert.Contains(ConsolePage.Text, readme);
    }
}
