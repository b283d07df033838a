using System.CommandLine;

namespace Simulator.Cli;

/// <summary>Plays one charging session.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Plays one session: boot, connect, plug in, authorise, charge, stop, unplug.");
        command.SetAction(_ => 0);
        return command;
    }
}
