using System.CommandLine;
using Simulator.Cli;

namespace Simulator;

/// <summary>The simulator's commands. Without a command it plays one session: <c>run</c>.</summary>
public static class Program
{
    /// <summary>What a wrong option or value gives back; 1 is a verdict that failed.</summary>
    public const int WrongUsage = 2;

    public static async Task<int> Main(string[] args)
    {
        RootCommand root = CommandList.Create();
        ParseResult parsed = root.Parse(CommandList.WithDefault(args));
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
        foreach (var error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message}");
        string command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        Console.Error.WriteLine($"what is allowed: dotnet run --project Simulator -- {command}--help");
        return WrongUsage;
    }
}
