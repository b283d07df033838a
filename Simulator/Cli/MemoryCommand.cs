using System.CommandLine;
using Simulator.Memory;

namespace Simulator.Cli;

/// <summary>Prints what stays on the device's heap; the verdict is the budget.</summary>
public static class MemoryCommand
{
    public static Command Create()
    {
        var command = new Command("memory", "What stays on the device's managed heap, by room; fails above the budget.");
        var write = OptionOf.WritableFile("--write-docs", "Writes the page to this file instead of printing it.");
        var least = new Option<int>("--least") { Description = "Rows below so many bytes are summed up.", DefaultValueFactory = _ => MemoryPage.LeastShownBytes };
        command.Options.Add(write);
        command.Options.Add(least);
        command.SetAction(parsed => Print(parsed.GetValue(write), parsed.GetValue(least)));
        return command;
    }

    private static int Print(string? file, int leastBytes)
    {
        IReadOnlyList<HeapRow> rows = MemoryPage.Measure();
        string page = MemoryPage.Of(rows, leastBytes);
        if (file == null) Console.Write(page);
        else File.WriteAllText(file, page);
        return rows.Sum(r => r.Bytes) <= MemoryPage.BudgetBytes ? 0 : 1;
    }
}
