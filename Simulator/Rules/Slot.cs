using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Simulator.Rules;

/// <summary>A copy of both test projects' build in which one assembly can be exchanged, and their tests run.</summary>
public sealed partial class Slot
{
    private const int LimitMs = 180_000;

    private readonly Dictionary<string, string> _folders = [];

    /// <param name="builds">Test project and the folder of its build.</param>
    public Slot(string folder, IReadOnlyDictionary<string, string> builds)
    {
        foreach ((string project, string build) in builds)
        {
            string copy = Path.Combine(folder, project);
            Directory.CreateDirectory(copy);
            foreach (string file in Directory.EnumerateFiles(build)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            _folders[project] = copy;
        }
    }

    /// <summary>Puts a room's assembly where both projects find it; the former one of a project comes back.</summary>
    public byte[] Exchange(string room, byte[] assembly)
    {
        byte[] former = [];
        foreach (string file in _folders.Values.Select(f => Path.Combine(f, room + ".dll")).Where(File.Exists))
        {
            former = File.ReadAllBytes(file);
            File.WriteAllBytes(file, assembly);
        }
        return former;
    }

    /// <summary>Runs tests of one project; the names of those that failed.</summary>
    public IReadOnlyList<string> Failing(string project, IReadOnlyList<RuleTest> tests)
    {
        bool portable = project == "Firmware.Tests";
        string assembly = Path.Combine(_folders[project], portable ? "NFUnitTest.dll" : project + ".dll");
        // The portable tests are rows of one test of xunit's, which cuts their names short: they are chosen by their own variable.
        string filter = portable ? "FullyQualifiedName~DeviceTests.Run" : string.Join('|', tests.Select(t => $"FullyQualifiedName~{t.Name}"));
        string output = RunTests(assembly, filter, string.Join(',', tests.Select(t => t.Name)), out bool ended);
        // No result: the test may hang, or the machine may be busy.
        if (!ended) throw new InvalidOperationException($"no end within {LimitMs / 1000} s: choose another change");
        string[] failed = [.. Failed().Matches(output).Select(m => m.Groups["name"].Value).Select(name => Whole(name, tests)).Distinct(StringComparer.Ordinal)];
        if (failed.Length > 0) return failed;
        if (Passed().IsMatch(output)) return [];
        if (output.Contains("Test Run Aborted", StringComparison.Ordinal) || output.Contains("crash", StringComparison.OrdinalIgnoreCase)) return ["(the test host broke down)"];
        throw new InvalidOperationException($"the tests of {project} did not run: {output.Trim()}");
    }

    /// <summary>CLASS.METHOD of what the runner names, which may be cut short or carry arguments.</summary>
    private static string Whole(string name, IReadOnlyList<RuleTest> tests) => tests.FirstOrDefault(t => name.Contains(t.Name, StringComparison.Ordinal))?.Name
        ?? tests.FirstOrDefault(t => t.Name.StartsWith(name[(name.IndexOf('.') + 1)..], StringComparison.Ordinal))?.Name ?? name;

    private static string RunTests(string assembly, string filter, string names, out bool ended)
    {
        var start = new ProcessStartInfo("dotnet", ["vstest", assembly, "--TestCaseFilter:" + filter]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(assembly)! };
        start.Environment["DEVICE_TESTS"] = names;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        ended = process.WaitForExit(LimitMs);
        if (!ended) process.Kill(entireProcessTree: true);
        return output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
    }

    [GeneratedRegex("""^\s+Failed (?:Simulator\.Tests\.|Firmware\.Tests\.Desktop\.DeviceTests\.Run\(test: ")?(?<name>[^"(\r\n]+)""", RegexOptions.Multiline)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^Passed!", RegexOptions.Multiline)]
    private static partial Regex Passed();
}
