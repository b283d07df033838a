using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.PanelParts;

public sealed class PanelPageTests
{
    private const string Begin = "<!-- written from the firmware's table: WRITE_DOCS=1 dotnet test Simulator.Tests --filter PanelPage -->\n";
    private const string End = "<!-- end of the table -->";

    [Fact]
    public void PanelPage_Table_IsTheFirmwares()
    {
        string path = Repository.PathOf("docs/panel.md");
        string page = File.ReadAllText(path);
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from, "docs/panel.md has lost the marks of its table");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page[..from] + PanelPage.Table + page[to..]);
            return;
        }
        Assert.Equal(PanelPage.Table, page[from..to]);
    }
}
