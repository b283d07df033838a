using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Simulator.Cli;

/// <summary>
/// The one end of every command: Ctrl-C, Ctrl-\ and SIGTERM cancel <see cref="Token"/>. A command that waits on it ends by
/// itself; any other is left after <see cref="GraceMs"/>, and what it registered here is cleaned up.
/// </summary>
public static class Ending
{
    /// <summary>Exit code of a command ended by its user, as shells count it for Ctrl-C.</summary>
    public const int EndedByUser = 130;

    /// <summary>How long a command may take to end by itself.</summary>
    public const int GraceMs = 500;

    private static readonly CancellationTokenSource s_source = new();

    // Separate from the token: the token's callbacks run one after the other, and one that blocks must not keep the command alive.
    private static readonly TaskCompletionSource s_ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static readonly Lock s_guard = new();
    private static readonly List<Action> s_left = [];
    private static int s_code = EndedByUser;

    /// <summary>Cancelled by the first of these signals.</summary>
    public static CancellationToken Token => s_source.Token;

    /// <summary>One of these signals came.</summary>
    public static bool IsOrdered => s_ended.Task.IsCompleted;

    /// <summary>Runs a command until it ends or is ended; its exit code.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, End);
        // On a thread of its own: most commands compute and never look at the token.
        Task<int> running = Task.Run(() => command(Token));
        if (await Task.WhenAny(running, s_ended.Task) != running) await Task.WhenAny(running, Task.Delay(GraceMs));
        if (!s_ended.Task.IsCompleted) return await running;
        CleanUp();
        return s_code;
    }

    /// <summary>
    /// The command has done its work and only goes on serving its page. The user ends it in the ordinary way, and
    /// this is its exit code then. Has no effect when the command was already told to end.
    /// </summary>
    public static void IsJudged(int code)
    {
        if (!IsOrdered) s_code = code;
    }

    /// <summary>A folder for the time of a command, deleted when it is disposed of or the command is ended.</summary>
    public static ScratchFolder MakeFolder(string prefix) => new(prefix);

    /// <summary>Has this done if the command is ended before the result is disposed of.</summary>
    public static IDisposable WhenEnded(Action action)
    {
        lock (s_guard) s_left.Add(action);
        return new Registration(action);
    }

    /// <summary>Ends the process and those it started, as soon as the command is told to end and before the result is disposed of.</summary>
    public static IDisposable Ends(Process process) => Token.Register(() =>
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself: the terminal tells it of Ctrl-C too.
        }
    });

    /// <summary>Runs what is registered, the newest first; one that fails does not stop the others.</summary>
    internal static void CleanUp()
    {
        Action[] left;
        lock (s_guard) left = [.. s_left];
        foreach (Action action in left.Reverse())
        {
            try
            {
                action();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                Console.Error.WriteLine($"error: not cleaned up: {e.Message}");
            }
        }
    }

    private static void End(PosixSignalContext context)
    {
        context.Cancel = true;
        s_ended.TrySetResult();
        // Not in the signal's own thread: who waits on the token may take its time.
        _ = Task.Run(s_source.Cancel);
    }

    private sealed class Registration(Action action) : IDisposable
    {
        public void Dispose()
        {
            lock (s_guard) s_left.Remove(action);
        }
    }
}

/// <summary>A folder among the system's temporary ones that is deleted with the command.</summary>
public sealed class ScratchFolder : IDisposable
{
    private const int Tries = 5;
    private const int PauseMs = 50;

    private readonly IDisposable _ended;

    internal ScratchFolder(string prefix)
    {
        FullName = Directory.CreateTempSubdirectory(prefix).FullName;
        _ended = Ending.WhenEnded(Delete);
    }

    public string FullName { get; }

    public void Dispose()
    {
        Delete();
        _ended.Dispose();
    }

    // A compiler that is being ended may still write a file into a folder that was empty a moment ago.
    private void Delete()
    {
        for (int i = 1; Directory.Exists(FullName); i++)
        {
            try
            {
                Directory.Delete(FullName, recursive: true);
            }
            catch (IOException) when (i < Tries)
            {
                Thread.Sleep(PauseMs);
            }
        }
    }
}
