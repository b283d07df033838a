using Simulator.Rules;

namespace Simulator.Bench;

/// <summary>Counts the lines of docs/compliance.md, which a test writes from the tests and compares with them.</summary>
public sealed class ComplianceBench : IBench
{
    public string Name => "compliance";

    public void Run(IFigures figures)
    {
        (int lines, int passed, int notPossible) = Count(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "compliance.md")));
        figures.Add("compliance.lines", lines);
        figures.Add("compliance.passed", passed);
        figures.Add("compliance.not_possible", notPossible);
    }

    /// <summary>Lines of the page's tables by their verdict.</summary>
    public static (int Lines, int Passed, int NotPossible) Count(string page)
    {
        string[] lines = [.. page.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| behaviour |", StringComparison.Ordinal))];
        int passed = lines.Count(l => l.EndsWith("| passed |", StringComparison.Ordinal));
        return (lines.Length, passed, lines.Count(l => l.Contains("| not possible: ", StringComparison.Ordinal)));
    }
}
