using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Simulator.Cli;

namespace Simulator.Mutate;

/// <summary>A worker process as its caller uses it: started when needed, ended when it hangs, started again when it broke down.</summary>
public sealed class WorkerProcess(string root, string tests) : IDisposable
{
    /// <summary>Assemblies that were loaded stay in memory: after so many orders a fresh process is cheaper.</summary>
    private const int MostOrders = 60;

    /// <summary>The time of the processor that a change may take; a machine that is busy with other things is given this many times as long.</summary>
    private const int Patience = 20;
    private const int LookMs = 250;

    /// <summary>Bytes of managed heap, in hexadecimal as the runtime wants it: a change that allocates without end fails at this limit.</summary>
    private const string HeapLimit = "0x80000000";

    private Process? _process;
    private BlockingCollection<string> _lines = [];
    private int _orders;
    private IDisposable? _ended;

    /// <summary>Gives an order and hands each answer on; false when the worker hung or broke down before the end.</summary>
    /// <param name="limitMs">How long each answer may take, by the test that runs; null for the time without one.</param>
    public bool Carry(WorkerOrder order, Func<string?, int> limitMs, Action<WorkerAnswer> answered)
    {
        // A change that is chosen by its number loads nothing.
        if (_process == null || (order.Number == 0 && _orders++ >= MostOrders)) Start();
        string? running = null;
        try
        {
            _process!.StandardInput.WriteLine(JsonSerializer.Serialize(order));
        }
        catch (IOException)
        {
            Stop();
            return false;
        }
        while (Next(limitMs(running)) is string line)
        {
            WorkerAnswer answer = JsonSerializer.Deserialize<WorkerAnswer>(line)!;
            if (answer.End) return true;
            running = answer.Begins ? answer.Test : null;
            answered(answer);
        }
        Stop();
        return false;
    }

    /// <summary>The process is ended: the next order gets a fresh one.</summary>
    public void Renew() => Stop();

    /// <summary>The next line; null when the process has used that much of the processor's time without one, or has ended.</summary>
    private string? Next(int limitMs)
    {
        if (_lines.TryTake(out string? line, LookMs)) return line;
        TimeSpan from = Used();
        for (int waitedMs = LookMs; waitedMs < limitMs * Patience; waitedMs += LookMs)
        {
            if (_lines.TryTake(out line, LookMs)) return line;
            if (_lines.IsCompleted || (Used() - from).TotalMilliseconds > limitMs) return null;
        }
        return null;
    }

    private TimeSpan Used()
    {
        if (_process!.HasExited) return TimeSpan.Zero;
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public void Dispose()
    {
        Stop();
        _lines.Dispose();
    }

    private void Start()
    {
        Stop();
        string path = Path.Combine(tests, "Simulator.Tests");
        string[] how = ["exec", "--depsfile", path + ".deps.json", "--runtimeconfig", path + ".runtimeconfig.json", Path.Combine(tests, "Simulator.dll"), "mutate-worker", root];
        var start = new ProcessStartInfo("dotnet", how) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = tests };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var lines = new BlockingCollection<string>();
        _process = Process.Start(start)!;
        _ended = Ending.Ends(_process);
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data != null) lines.Add(e.Data);
            else lines.CompleteAdding();
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _lines = lines;
        _orders = 1;
    }

    private void Stop()
    {
        if (_process == null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _ended?.Dispose();
        _process.Dispose();
        _process = null;
    }
}
