using System.Xml.Linq;
using Simulator.Coverage;

namespace Simulator.Tests.Coverage;

/// <summary>Merging the reports of several test projects.</summary>
public class LineCoverageTests
{
    [Fact]
    public void Figures_TwoReports_LineReachedByEitherCounts()
    {
        var coverage = new LineCoverage();
        coverage.Add(Report("Gate.cs", (1, 0), (2, 3), (3, 0), (4, 0)));
        coverage.Add(Report("Gate.cs", (1, 1), (2, 0), (3, 0), (4, 0)));
        Assert.Contains("coverage.charger_can_line_percent=50.0", coverage.Figures());
        Assert.Equal(4 * LineCoverage.Rooms.Count, coverage.Lines);
    }

    [Fact]
    public void Add_PackageThatIsNoRoom_IsLeftOut()
    {
        var coverage = new LineCoverage();
        coverage.Add(XDocument.Parse("<coverage><packages><package name='Simulator'><classes><class filename='A.cs'><lines><line number='1' hits='1'/></lines></class></classes></package></packages></coverage>"));
        Assert.Equal(0, coverage.Lines);
    }

    [Fact]
    public void Figures_RoomWithoutLines_IsAnErrorAndNoPercentage()
    {
        Assert.Throws<InvalidOperationException>(() => new LineCoverage().Figures());
    }

    [Fact]
    public void LeastCovered_Files_TellsTheWorstFirstWithTheLinesThatAreMissed()
    {
        var coverage = new LineCoverage();
        coverage.Add(Report("Whole.cs", (1, 1)));
        coverage.Add(Report("Half.cs", (1, 1), (2, 0), (3, 0), (5, 0), (7, 1), (8, 1)));
        coverage.Add(Report("None.cs", (9, 0)));
        string[] rows = coverage.LeastCovered(LineCoverage.Rooms.Count + 1).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("| `Charger.Can/None.cs` | 1 | 0.0 % | 9 |", rows[2]);
        Assert.Equal("| `Charger.Can/Half.cs` | 6 | 50.0 % | 2-3, 5 |", rows[^1]);
        Assert.DoesNotContain("Whole.cs", coverage.LeastCovered(100));
    }

    // The same file in each room, as coverlet writes it: paths below one source folder.
    private static XDocument Report(string file, params (int Number, int Hits)[] lines) => new(new XElement("coverage",
        new XElement("sources", new XElement("source", "/checkout/")),
        new XElement("packages", LineCoverage.Rooms.Select(room => new XElement("package", new XAttribute("name", room),
            new XElement("classes", new XElement("class", new XAttribute("filename", $"{room}/{file}"),
                new XElement("lines", lines.Select(l => new XElement("line", new XAttribute("number", l.Number), new XAttribute("hits", l.Hits)))))))))));
}
