using System.CommandLine;
using Simulator.Bench;
using Simulator.Coverage;
using Simulator.Rules;

namespace Simulator.Cli;

/// <summary>Measures which share of the portable rooms' lines the unit tests and the conversations reach.</summary>
public static class CoverageCommand
{
    private const string FilesPage = "docs/tests.md";
    private const int LeastCovered = 10;

    private static readonly Option<string?> s_docs = OptionOf.FigurePage();

    public static Command Create()
    {
        var command = new Command("coverage", "Runs the unit tests and the conversations with coverlet and prints which share of the portable rooms' lines they reach; takes minutes.");
        command.Options.Add(s_docs);
        command.SetAction(parsed => Run(parsed.GetValue(s_docs)));
        return command;
    }

    private static int Run(string? page)
    {
        using var progress = Progress.OfTerminal();
        try
        {
            LineCoverage coverage = new CoverageRun { Told = progress.Line }.Run();
            IReadOnlyList<string> figures = coverage.Figures();
            progress.Dispose();
            foreach (string figure in figures) Console.WriteLine(figure);
            string least = coverage.LeastCovered(LeastCovered);
            Console.Write(least);
            if (page == null) return 0;
            FigurePage.Write(page, "coverage", figures);
            string files = Path.Combine(Checkout.Root, FilesPage);
            File.WriteAllText(files, LineCoverage.Marks.In(File.ReadAllText(files), least));
            return 0;
        }
        catch (InvalidOperationException e) when (!Ending.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }
}
