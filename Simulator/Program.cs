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
        int code = await CarryAsync(args);
        LeaveTerminal();
        // A thread that a command has left running does not keep the process alive.
        if (Ending.IsOrdered) Environment.Exit(code);
        return code;
    }

    /// <summary>.NET puts a terminal's arrow keys into application mode (DECCKM, DECKPAM) and leaves them there.</summary>
    private static void LeaveTerminal()
    {
        if (Console.IsOutputRedirected || OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb") return;
        Console.Out.Write("\e[?1l\e>");
    }

    private static async Task<int> CarryAsync(string[] args)
    {
        args = CommandList.WithDefault(args);
        Command root = CommandList.Create();
        if (CommandList.Unknown(root, args) is string unknown) return Refuse([unknown], "");
        ParseResult parsed = root.Parse(args);
        string command = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
        if (parsed.Errors.Count > 0) return Refuse(parsed.Errors.Select(e => e.Message), command);
        // This program handles signals and exceptions itself, instead of the library.
        var own = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            return await Ending.RunAsync(end => parsed.InvokeAsync(own, end));
        }
        catch (NoCheckoutException e)
        {
            Console.Error.WriteLine($"error: {command}{e.Message}");
            return WrongUsage;
        }
        catch (UsageException e)
        {
            return Refuse([e.Message], command);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse([e.Message], command);
        }
    }

    private static int Refuse(IEnumerable<string> errors, string command)
    {
        foreach (string error in errors) Console.Error.WriteLine($"error: {error}");
        Console.Error.WriteLine($"what is allowed: {OwnName.Line($"{command}--help")}");
        return WrongUsage;
    }
}
