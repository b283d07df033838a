using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Can;

public class ChargerTablesPageTests
{
    [Fact]
    public void Page_OnDisk_IsWrittenFromTheTables()
    {
        string path = Path.Combine(Repository.Root, "docs", "charger-tables.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, ChargerTablesPage.Text);
        Assert.Equal(ChargerTablesPage.Text, File.ReadAllText(path));
    }
}
