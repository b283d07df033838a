using System.Diagnostics;
using Simulator.Tests.House;

namespace Simulator.Tests.Peer;

/// <summary>Node and the packages the lock file pins; what is missing is installed once; when that fails, one line says why.</summary>
internal static class NodePackages
{
    private const int LeastNode = 20;

    private static readonly Lazy<Task> s_ready = new(PrepareAsync);

    public static string Folder => Repository.PathOf("Simulator.Tests/Peer");

    public static Task Ready => ReadyAsync(s_ready.Value);

    private static int s_told;

    /// <summary>The first test that needs Node reports the reason; the others refer to it.</summary>
    private static async Task ReadyAsync(Task prepared)
    {
        try
        {
            await prepared;
        }
        catch (InvalidOperationException) when (Interlocked.Exchange(ref s_told, 1) == 1)
        {
            throw new InvalidOperationException("needs Node.js, see the first of these failures");
        }
    }

    public static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task PrepareAsync()
    {
        string version = await RunAsync("node", ["--version"]);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out int major) || major < LeastNode)
            throw new InvalidOperationException($"Node.js {LeastNode} or later is needed for the independent peer, this is '{version.Trim()}'");
        // npm writes this file last: a broken installation has none, one of an older lock file is older.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        bool windows = OperatingSystem.IsWindows();
        await RunAsync(windows ? "cmd" : "npm", windows ? ["/c", "npm", "ci", "--no-audit", "--no-fund"] : ["ci", "--no-audit", "--no-fund"]);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        string command = $"{program} {string.Join(' ', arguments)}";
        try
        {
            using Process process = Start(program, arguments);
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}: {await errors}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"Node.js {LeastNode} or later (with npm) is needed for the independent peer: '{program}' was not found");
        }
    }
}
