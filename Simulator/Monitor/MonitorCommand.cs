using System.CommandLine;
using System.Diagnostics;
using Simulator.Cli;
using Simulator.Web;
using Spectre.Console;

namespace Simulator.Monitor;

/// <summary>A terminal dashboard on a live serial port, or on a simulated session.</summary>
public static class MonitorCommand
{
    private const int PictureEveryMs = 100;
    private const string ShowCursor = "\e[?25h";

    public static Command Create()
    {
        var command = new Command("monitor", "Shows a live serial console as a dashboard, warnings in colour.");
        var port = new Argument<string>("port") { Description = "A serial port (COM5, /dev/ttyUSB0) at 115200 8N1, - for standard input, sim for a simulated session." };
        var log = OptionOf.WritableFile("--log", "Writes every line to this file too.");
        command.Arguments.Add(port);
        command.Options.Add(log);
        WebOptions.AddTo(command);
        command.SetAction(parsed => Watch(parsed.GetValue(port)!, parsed.GetValue(log), WebOptions.Read(parsed)));
        return command;
    }

    private static int Watch(string port, string? log, PageSettings? web)
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
        using TextWriter? typed = OpenForTyping(port);
        using var file = log == null ? null : new StreamWriter(log, append: true) { AutoFlush = true };
        using PageServer? server = web == null ? null : ServePage(port, web, typed, ref lines);
        using (lines)
        {
            var board = new Dashboard();
            string? gone = null;
            if (Console.IsOutputRedirected) gone = Follow(lines, file, board, () => Ask(board, typed));
            else gone = Live(lines, file, board, () => Ask(board, typed));
            if (Console.IsOutputRedirected) AnsiConsole.Write(board.Picture());
            if (gone == null) return 0;
            Console.Error.WriteLine($"error: port '{port}' is gone: {gone}");
            return 1;
        }
    }

    private static PageServer ServePage(string port, PageSettings web, TextWriter? typed, ref TextReader lines)
    {
        var page = new SerialPage(port, typed);
        PageServer server = WebOptions.Serve(page, web);
        Console.WriteLine($"page: {server.Url}");
        lines = new TappedReader(lines, line =>
        {
            if (Dashboard.ConsoleLine(line) is string console) page.Take(console);
        });
        return server;
    }

    /// <summary>A charger that only writes its short block is asked for its figures.</summary>
    private static void Ask(Dashboard board, TextWriter? typed)
    {
        if (typed != null && board.TakeFiguresWanted()) typed.Write("status full\r");
    }

    private static TextWriter? OpenForTyping(string port)
    {
        try
        {
            return port is LineSource.StandardInput or LineSource.Simulated ? null : TextWriter.Synchronized(LineSource.OpenForTyping(port));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It can still be read.
            return null;
        }
    }

    /// <summary>Ten pictures a second at most: a charger that starts writes hundreds of lines.</summary>
    private static string? Live(TextReader lines, TextWriter? file, Dashboard board, Action taken)
    {
        string? gone = null;
        var since = Stopwatch.StartNew();
        // The dashboard hides the cursor and shows it again only when it ends by itself.
        using IDisposable cursor = Ending.WhenEnded(() => Console.Out.Write(ShowCursor));
        AnsiConsole.Live(board.Picture(AnsiConsole.Profile.Height, AnsiConsole.Profile.Width)).Start(context =>
        {
            gone = Follow(lines, file, board, () =>
            {
                taken();
                if (since.ElapsedMilliseconds < PictureEveryMs) return;
                since.Restart();
                context.UpdateTarget(board.Picture(AnsiConsole.Profile.Height, AnsiConsole.Profile.Width));
            });
            context.UpdateTarget(board.Picture(AnsiConsole.Profile.Height, AnsiConsole.Profile.Width));
        });
        return gone;
    }

    /// <summary>Takes lines until there are no more; null for their end, else why the port went away.</summary>
    internal static string? Follow(TextReader lines, TextWriter? file, Dashboard board, Action shown)
    {
        try
        {
            while (lines.ReadLine() is { } line)
            {
                file?.WriteLine(line);
                board.Take(line);
                shown();
            }
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }
}
