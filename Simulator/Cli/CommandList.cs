using System.CommandLine;
using System.CommandLine.Help;
using Firmware.Terminal;

namespace Simulator.Cli;

/// <summary>Every command of the simulator, one line each.</summary>
public static class CommandList
{
    public static Command Create()
    {
        // Not a RootCommand: its name is the file's, which nobody types who has the tool.
        var root = new Command(OwnName.Short, "The charger's firmware on the desktop: its own composition, with simulated hardware around it. Without a command: run.");
        root.Options.Add(new HelpOption());
        root.Options.Add(new VersionOption());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(Play.PlayCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(SoakCommand.Create());
        root.Subcommands.Add(ThreadsCommand.Create());
        root.Subcommands.Add(Fleet.FleetCommand.Create());
        root.Subcommands.Add(Leak.LeakCommand.Create());
        root.Subcommands.Add(Leak.LeakPeerCommand.Create());
        root.Subcommands.Add(CentralSystem.CentralCommand.Create());
        root.Subcommands.Add(Drive.DriveCommand.Create());
        root.Subcommands.Add(PlotCommand.Create());
        root.Subcommands.Add(BoardsCommand.Create());
        root.Subcommands.Add(ImagesCommand.Create());
        root.Subcommands.Add(StandInCommand.Create());
        root.Subcommands.Add(Stack.StackCommand.Create());
        root.Subcommands.Add(MemoryCommand.Create());
        root.Subcommands.Add(Cpu.CpuCommand.Create());
        root.Subcommands.Add(Monitor.MonitorCommand.Create());
        root.Subcommands.Add(RulesCommand.Create());
        root.Subcommands.Add(CoverageCommand.Create());
        root.Subcommands.Add(MutateCommand.Create());
        root.Subcommands.Add(MutateCommand.CreateWorker());
        return root;
    }

    /// <summary>No arguments, or options alone, mean the run command.</summary>
    public static string[] WithDefault(string[] args)
    {
        bool help = args.Length > 0 && args[0] is "--help" or "-h" or "-?" or "--version";
        if (args.Length > 0 && (help || !args[0].StartsWith('-'))) return args;
        return ["run", .. args];
    }

    /// <summary>What is wrong with a first word that is no command, with the nearest one there is; null when it is one.</summary>
    public static string? Unknown(Command root, string[] args)
    {
        string word = args[0];
        if (word.StartsWith('-') || word.Length == 0 || root.Subcommands.Any(c => c.Name == word)) return null;
        var nearest = new NearestWord();
        nearest.Begin(word.ToLowerInvariant());
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden)) nearest.Offer(command.Name);
        return $"no command '{word}'" + (nearest.Best == null ? "" : $", nearest is '{nearest.Best}'");
    }
}
