using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Simulator.Tests.Cli;

/// <summary>The simulator in a process of its own, as a user starts it, from the assemblies of these tests.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Terminate = 15;

    private const int LimitMs = 120_000;

    private readonly Process _process;

    public SimulatorProcess(params string[] arguments)
    {
        string tests = Path.Combine(AppContext.BaseDirectory, "Simulator.Tests");
        string[] how = ["exec", "--depsfile", tests + ".deps.json", "--runtimeconfig", tests + ".runtimeconfig.json", Path.Combine(AppContext.BaseDirectory, "Simulator.dll"), .. arguments];
        // A shell's background job has Ctrl-C and Ctrl-\ ignored, hands that on to its children, and .NET leaves it so: a run of
        // these tests in the background would test nothing.
        ProcessStartInfo start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env", ["--default-signal=INT,QUIT,TERM", "dotnet", .. how])
            : new ProcessStartInfo("dotnet", how);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
    }

    /// <summary>The next line that has a text in it; null when the process ends before.</summary>
    public string? LineWith(string text)
    {
        while (_process.StandardOutput.ReadLine() is string line)
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        return null;
    }

    /// <summary>Types lines and then closes the input.</summary>
    public void Type(params string[] lines)
    {
        foreach (string line in lines) _process.StandardInput.WriteLine(line);
        _process.StandardInput.Close();
    }

    /// <summary>Its exit code after a signal, with everything it wrote to standard error.</summary>
    public (int Code, string Errors) EndBy(int signal)
    {
        Assert.Equal(0, kill(_process.Id, signal));
        return End();
    }

    /// <summary>Its exit code when it ends by itself.</summary>
    public (int Code, string Errors) End()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        Assert.True(_process.WaitForExit(LimitMs), "the command does not end");
        return (_process.ExitCode, errors.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
