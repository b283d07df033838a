using System.Diagnostics;
using Simulator.Cli;
using Simulator.Rules;

namespace Simulator.Tests.Cli;

/// <summary>The program as installed by a user who has no checkout.</summary>
public sealed class ToolTests : IDisposable
{
    private const int LimitMs = 120_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("charger-tool-").FullName;

    [Fact]
    public void Tool_PackedAndInstalledFromAFolder_ChargesAndSaysWhatNeedsTheCheckout()
    {
        string build = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        Does("dotnet", "pack", Path.Combine(Checkout.Root, "Simulator"), "--no-build", "-c", build, "-o", _folder, "-p:Version=0.0.0-test");
        Does("dotnet", "tool", "install", "Charger.Simulator", "--version", "0.0.0-test", "--tool-path", _folder, "--source", _folder);
        string tool = Path.Combine(_folder, OwnName.Tool);

        // An example by its name, the embedded central system with its schemas.
        string run = Does(tool, "run", "--scenario", "lost-answer", "--in-memory", "--brief");
        Assert.Contains("the session ended as it should", run, StringComparison.Ordinal);
        Assert.Contains(OwnName.Tool + " [command]", Does(tool, "--help"), StringComparison.Ordinal);
        Assert.StartsWith("0.0.0", Does(tool, "--version"), StringComparison.Ordinal);

        foreach (string[] line in new string[][] { ["rules"], ["mutate", "--list"], ["bench", "--only", "compliance"] })
        {
            (int code, _, string errors) = Run(tool, line);
            Assert.Equal(Program.WrongUsage, code);
            string only = Assert.Single(errors.TrimEnd().Split('\n'));
            Assert.Contains("needs the project's checkout", only, StringComparison.Ordinal);
        }
        (int refused, _, string why) = Run(tool, "run", "--speed", "no");
        Assert.Equal(Program.WrongUsage, refused);
        Assert.Contains($"what is allowed: {OwnName.Tool} run --help", why, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Does(string program, params string[] arguments)
    {
        (int code, string output, string errors) = Run(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: exit code {code}\n{output}\n{errors}");
        return output;
    }

    private (int Code, string Output, string Errors) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        // Neither a build server that outlives the test nor a variable of the test's own host.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(LimitMs), $"{program} {string.Join(' ', arguments)} does not end");
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
