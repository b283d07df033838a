using System.Text;
using Ocpp.Client.Transport;
using Simulator.Tests.House;

namespace Simulator.Tests.Transport;

/// <summary>docs/link-phases.md is the table of the link as it is compiled. With CHARGER_WRITE_DOCS=1 the test writes it.</summary>
public class LinkPhasePageTests
{
    [Fact]
    public void Page_Committed_IsTheTable()
    {
        string path = Repository.PathOf("docs/link-phases.md");
        if (Environment.GetEnvironmentVariable("CHARGER_WRITE_DOCS") == "1") File.WriteAllText(path, Page());
        Assert.True(File.ReadAllText(path).ReplaceLineEndings("\n") == Page(), "docs/link-phases.md is not the table: run this test with CHARGER_WRITE_DOCS=1");
    }

    private static string Page()
    {
        var page = new StringBuilder("# Phases of the link\n\nPrinted from `Ocpp.Client/Transport/LinkPhaseTable.cs` by a test; do not edit by hand. A pair that is not listed changes nothing and is\ncounted and logged.\n\n| phase | event | next | action |\n|---|---|---|---|\n");
        foreach (LinkPhase phase in Enum.GetValues<LinkPhase>())
        {
            foreach (LinkEvent e in Enum.GetValues<LinkEvent>())
            {
                int row = LinkPhaseTable.Find(phase, e);
                if (row != LinkPhaseTable.Unlisted) page.Append($"| {phase} | {e} | {LinkPhaseTable.NextOf(row)} | {LinkPhaseTable.ActionOf(row)} |\n");
            }
        }
        return page.ToString();
    }
}
