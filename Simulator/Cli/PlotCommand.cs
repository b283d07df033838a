using System.CommandLine;
using Simulator.Plot;

namespace Simulator.Cli;

/// <summary>Draws a captured serial log.</summary>
public static class PlotCommand
{
    public static Command Create()
    {
        var command = new Command("plot", "Draws the key=value lines of a captured serial log (device or simulator) as one self-contained HTML page.");
        var file = new Argument<string>("file") { Description = "The captured log." };
        var output = OptionOf.WritableFile("--output", "Where the page goes; FILE.html unless told.");
        command.Arguments.Add(file);
        command.Options.Add(output);
        command.SetAction(parsed => Draw(parsed.GetValue(file)!, parsed.GetValue(output)));
        return command;
    }

    private static int Draw(string path, string? output)
    {
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"error: file '{path}' is not allowed: there is no file {Path.GetFullPath(path)}; the path of a captured log that is there");
            return Program.WrongUsage;
        }
        SerialLog log = SerialLog.Read(File.ReadLines(path));
        if (log.All.Count == 0)
        {
            Console.Error.WriteLine($"error: '{path}' holds no line with key=value figures; capture the console for at least 10 s");
            return 1;
        }
        string page = output ?? path + ".html";
        File.WriteAllText(page, PlotPage.Of(log, Path.GetFileName(path)));
        Console.WriteLine($"{page}: {log.All.Count} series of {log.Lines} lines");
        return 0;
    }
}
