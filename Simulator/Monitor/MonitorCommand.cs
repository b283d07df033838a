using System.CommandLine;
using Spectre.Console;

namespace Simulator.Monitor;

/// <summary>A terminal dashboard on a live serial port, or on a simulated session.</summary>
public static class MonitorCommand
{
    public static Command Create()
    {
        var command = new Command("monitor", "Shows a live serial console as a dashboard, warnings in colour.");
        var port = new Argument<string>("port") { Description = "A serial port (COM5, /dev/ttyUSB0) at 115200 8N1, - for standard input, sim for a simulated session." };
        var log = new Option<FileInfo?>("--log") { Description = "Writes every line to this file too." };
        command.Arguments.Add(port);
        command.Options.Add(log);
        command.SetAction(parsed => Watch(parsed.GetValue(port)!, parsed.GetValue(log)));
        return command;
    }

    private static int Watch(string port, FileInfo? log)
    {
        TextReader lines;
        try
        {
            lines = LineSource.Open(port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"error: port '{port}' cannot be opened: {e.Message}");
            return Program.WrongUsage;
        }
        using var file = log == null ? null : new StreamWriter(log.FullName, append: true) { AutoFlush = true };
        using (lines)
        {
            var board = new Dashboard();
            if (Console.IsOutputRedirected) Follow(lines, file, board, () => { });
            else AnsiConsole.Live(board.Picture()).Start(context => Follow(lines, file, board, () => context.UpdateTarget(board.Picture())));
            if (Console.IsOutputRedirected) AnsiConsole.Write(board.Picture());
            return 0;
        }
    }

    private static void Follow(TextReader lines, StreamWriter? file, Dashboard board, Action shown)
    {
        while (lines.ReadLine() is { } line)
        {
            file?.WriteLine(line);
            board.Take(line);
            shown();
        }
    }
}
