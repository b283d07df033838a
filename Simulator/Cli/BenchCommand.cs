using System.CommandLine;
using Simulator.Bench;

namespace Simulator.Cli;

/// <summary>Prints the project's figures, one <c>name=value</c> a line.</summary>
public static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "Prints figures, one name=value a line.");
        var only = new Option<string?>("--only") { Description = "Only the groups whose name starts with this." };
        var docs = OptionOf.FigurePage();
        command.Options.Add(only);
        command.Options.Add(docs);
        command.SetAction(parsed =>
        {
            using var progress = Progress.OfTerminal();
            return BenchRun.Print(Console.Out, parsed.GetValue(only), parsed.GetValue(docs), progress);
        });
        return command;
    }
}
