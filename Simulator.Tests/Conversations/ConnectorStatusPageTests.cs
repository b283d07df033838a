using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Conversations;

public sealed class ConnectorStatusPageTests
{
    [Fact]
    public void Page_OnDisk_IsWrittenFromTheTables()
    {
        string path = Repository.PathOf("docs/connector-status.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, ConnectorStatusPage.Text);
        Assert.Equal(ConnectorStatusPage.Text, File.ReadAllText(path));
    }
}
