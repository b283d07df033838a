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
    public void ConsolePage_Commands_AreThoseOfTheTable()
    {
        string path = Repository.PathOf("docs/console.md");
        string page = File.ReadAllText(path);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            int from = page.IndexOf("| command | what it does |", StringComparison.Ordinal);
            int to = page.IndexOf("\n\n", from, StringComparison.Ordinal) + 1;
            page = page[..from] + ConsolePage.Text + page[to..];
            File.WriteAllText(path, page);
        }
        Assert.Contains(ConsolePage.Text, page);
    }
}
