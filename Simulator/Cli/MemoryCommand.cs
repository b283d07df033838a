using System.CommandLine;
using Simulator.Memory;

namespace Simulator.Cli;

/// <summary>Prints what stays on the device's heap; the verdict is the budget.</summary>
public static class MemoryCommand
{
    public static Command Create()
    {
        var command = new Command("memory", "What stays on the device's managed heap, by room; fails above the budget.");
        var write = new Option<string?>("--write-docs") { Description = "Writes the page to this file instead of printing it." };
        command.Options.Add(write);
        command.SetAction(parsed => Print(parsed.GetValue(write)));
        return command;
    }

    private static int Print(string? file)
    {
        IReadOnlyList<HeapRow> rows = MemoryPage.Measure();
        string page = MemoryPage.Of(rows);
        if (file == null) Console.Write(page);
        else File.WriteAllText(file, page);
        return rows.Sum(r => r.Bytes) <= MemoryPage.BudgetBytes ? 0 : 1;
    }
}
