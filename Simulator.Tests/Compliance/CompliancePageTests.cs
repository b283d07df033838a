using System.Reflection;
using Simulator.Bench;
using Simulator.Tests.House;

namespace Simulator.Tests.Compliance;

public sealed class CompliancePageTests
{
    private const int Least = 100;

    [Fact]
    public void CompliancePage_OnDisk_IsWrittenFromTheTests()
    {
        string path = Repository.PathOf("docs/compliance.md");
        string text = CompliancePage.Text(CompliancePage.Lines());
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void EachLine_IsOfATestThatRuns()
    {
        IReadOnlyList<CompliancePage.Line> lines = CompliancePage.Lines();
        Assert.True(lines.Count >= Least, $"{lines.Count} lines");
        Assert.All(lines, l => Assert.Contains(l.Says.Area, CompliancePage.Areas));
        Assert.All(lines, l => Assert.True(l.Test.GetCustomAttribute<FactAttribute>() is { Skip: null }, $"{l.Test.Name} is no test that runs"));
        Assert.All(CompliancePage.Areas, a => Assert.Contains(lines, l => l.Says.Area == a));
    }

    [Fact]
    public void Figures_OfThePage_AreItsLines()
    {
        IReadOnlyList<CompliancePage.Line> lines = CompliancePage.Lines();
        int missing = lines.Count(l => l.Says is NotPossibleAttribute);
        Assert.Equal((lines.Count, lines.Count - missing, missing), ComplianceBench.Count(CompliancePage.Text(lines)));
    }
}
