using System.CommandLine;
using Simulator.Bench;
using Simulator.Cli;

namespace Simulator.Stack;

/// <summary>Prints each thread's deepest call path and its bytes; fails above the budget.</summary>
public static class StackCommand
{
    public static Command Create()
    {
        var command = new Command("stack", "Computes each thread's worst-case stack from the compiled assemblies.");
        var budget = OptionOf.Whole("--budget", "Bytes one thread may need at most", ThreadStacks.BudgetBytes, 204, 1_000_000);
        command.Options.Add(budget);
        command.SetAction(parsed => Print(Console.Out, parsed.GetValue(budget)));
        return command;
    }

    internal static int Print(TextWriter output, int budgetBytes)
    {
        var stacks = ThreadStacks.Compute(out var recursions);
        foreach (var stack in stacks)
        {
            output.WriteLine($"{stack.Thread}: {stack.Path.Bytes} bytes in {stack.Path.Frames.Count} frames");
            foreach (var frame in stack.Path.Frames) output.WriteLine($"  {frame.Bytes,5}  {frame.Method}");
        }
        foreach (var recursion in recursions) output.WriteLine($"recursion, counted once round: {recursion}");
        foreach (var stack in stacks) output.WriteLine($"stack.{stack.Thread.ToLowerInvariant()}.worst_bytes={stack.Path.Bytes}");
        var above = stacks.Where(s => s.Path.Bytes > budgetBytes).ToList();
        foreach (var stack in above) output.WriteLine($"error: {stack.Thread} needs {stack.Path.Bytes} bytes, the budget is {budgetBytes}: shorten the path above");
        return above.Count == 0 ? 0 : 1;
    }
}

/// <summary>The same figures for the bench command.</summary>
public sealed class StackBench : IBench
{
    public string Name => "stack";

    public void Run(IFigures figures)
    {
        foreach (var stack in ThreadStacks.Compute(out _)) figures.Add($"stack.{stack.Thread.ToLowerInvariant()}.worst_bytes", stack.Path.Bytes);
    }
}
