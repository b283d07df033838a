using System.CommandLine;
using Simulator.Bench;
using Simulator.Coverage;

namespace Simulator.Cli;

/// <summary>Measures which share of the portable rooms' lines the unit tests and the conversations reach.</summary>
public static class CoverageCommand
{
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
            IReadOnlyList<string> figures = new CoverageRun { Told = progress.Line }.Run().Figures();
            progress.Dispose();
            foreach (string figure in figures) Console.WriteLine(figure);
            if (page != null) FigurePage.Write(page, "coverage", figures);
            return 0;
        }
        catch (InvalidOperationException e) when (!Ending.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }
}
