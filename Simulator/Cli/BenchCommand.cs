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
        var docs = new Option<string?>("--write-docs") { Description = "Also writes the page of figures to this file (docs/figures.md)." };
        command.Options.Add(only);
        command.Options.Add(docs);
        command.SetAction(parsed => BenchRun.Print(Console.Out, parsed.GetValue(only), parsed.GetValue(docs)));
        return command;
    }
}
