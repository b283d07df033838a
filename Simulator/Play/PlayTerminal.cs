using System.Collections.Concurrent;
using Firmware.Terminal;
using Simulator.CentralModel;
using Simulator.Cli;
using Spectre.Console;

namespace Simulator.Play;

/// <summary>Reads typed lines: keys of a terminal with line editing, else lines of standard input.</summary>
public static class PlayTerminal
{
    /// <summary>What is shown of a line that is too long.</summary>
    private const int Beginning = 60;

    /// <summary>A terminal with keys and escape sequences.</summary>
    public static bool IsLive => !Console.IsInputRedirected && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public static PlayScreen Screen() => new(Console.Out, IsLive, () => Console.WindowWidth);

    /// <summary>Hands each line to <paramref name="run"/> until it says false, the input ends or the token does.</summary>
    /// <returns>True when the input came to its end: a script, Ctrl-D.</returns>
    public static async Task<bool> ReadAsync(PlayScreen screen, PlayWords words, Func<string, Task<bool>> run, CancellationToken end)
    {
        if (!IsLive) return await ReadLinesAsync(screen, run, end);
        var edit = new LineEdit(words.After) { IsKept = line => SecretFrom(line) == line.Length };
        using var keys = new BlockingCollection<ConsoleKeyInfo>();
        // Blocked in the read for as long as the process lives: between two reads the terminal would show keys by itself.
        new Thread(() => Read(keys)) { IsBackground = true, Name = "keys" }.Start();
        screen.Typed("", 0);
        try
        {
            while (true)
            {
                LineEditResult result = edit.Accept(await Task.Run(() => keys.Take(end), end));
                if (edit.Choices.Count > 0) screen.Answer(string.Join("  ", edit.Choices));
                screen.Typed(Masked(edit.Text), edit.Cursor);
                if (result == LineEditResult.End) return true;
                if (result == LineEditResult.Line && !await TakeAsync(edit.Finished)) return false;
            }
        }
        finally
        {
            screen.Close();
        }

        async Task<bool> TakeAsync(string line)
        {
            if (line.Length > 0) screen.Answer("> " + Masked(line));
            return await run(line);
        }
    }

    private static async Task<bool> ReadLinesAsync(PlayScreen screen, Func<string, Task<bool>> run, CancellationToken end)
    {
        var lines = new BoundedLines(Console.In, BoundedLines.MostTyped);
        // Not ReadLineAsync: on standard input it blocks its caller.
        while (await Task.Run(lines.ReadLine, CancellationToken.None).WaitAsync(end) is string line)
        {
            if (lines.Characters > BoundedLines.MostTyped)
            {
                screen.Answer($"{PlayShell.Error} a line of {lines.Characters} characters is not allowed: at most {BoundedLines.MostTyped}; it began with '{Secrets.Shown(Masked(line[..Beginning]))}'");
                continue;
            }
            if (line.Trim().Length > 0) screen.Answer("> " + Secrets.Shown(Masked(line)));
            if (!await run(line)) return false;
        }
        return true;
    }

    private static void Read(BlockingCollection<ConsoleKeyInfo> keys)
    {
        try
        {
            while (true) keys.Add(Console.ReadKey(intercept: true));
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException or IOException)
        {
            // The terminal is gone, or keys are no longer read.
        }
    }

    private static int SecretFrom(string line)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(line);
        int from = SecretWords.From(bytes, bytes.Length);
        return from >= bytes.Length ? line.Length : System.Text.Encoding.UTF8.GetCharCount(bytes, 0, from);
    }

    private static string Masked(string line)
    {
        int from = SecretFrom(line);
        return line[..from] + new string('*', line.Length - from);
    }
}
