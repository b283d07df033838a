using System.Diagnostics;
using System.Xml.Linq;
using Simulator.Cli;
using Simulator.Rules;

namespace Simulator.Coverage;

/// <summary>Runs the unit tests and the conversations with coverlet's collector and merges their reports.</summary>
public sealed class CoverageRun
{
    /// <summary>
    /// Unit tests and conversations only: the tests that read the rooms' IL or measure allocations would see the collector's code
    /// in it.
    /// </summary>
    private static readonly (string Project, string? Filter)[] s_projects = [("Firmware.Tests", null), ("Simulator.Tests", "FullyQualifiedName~Conversations&FullyQualifiedName!~Socket")];

    /// <summary>Gets one line of text for each project.</summary>
    public Action<string> Told { get; init; } = _ => { };

    /// <summary>The merged result.</summary>
    /// <exception cref="InvalidOperationException">A test failed, or a project wrote no report.</exception>
    public LineCoverage Run()
    {
        var merged = new LineCoverage();
        string results = Directory.CreateTempSubdirectory("coverage").FullName;
        try
        {
            foreach ((string project, string? filter) in s_projects)
            {
                string folder = Path.Combine(results, project);
                Told($"{project}: tests run");
                Test(project, filter, folder);
                string[] reports = Directory.GetFiles(folder, "coverage.cobertura.xml", SearchOption.AllDirectories);
                if (reports.Length == 0) throw new InvalidOperationException($"{project} has written no coverage report below {folder}");
                foreach (string report in reports) merged.Add(XDocument.Load(report));
            }
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
        return merged;
    }

    private static void Test(string project, string? filter, string results)
    {
        List<string> how = ["test", Path.Combine(Checkout.Root, project, project + ".csproj"), "--collect", "XPlat Code Coverage", "--results-directory", results, "-nologo"];
        if (filter != null) how.AddRange(["--filter", filter]);
        how.AddRange(["--", "DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.Include=" + string.Join(",", LineCoverage.Rooms.Select(r => $"[{r}]*"))]);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", how) { RedirectStandardOutput = true, WorkingDirectory = Checkout.Root })!;
        using IDisposable ended = Ending.Ends(process);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return;
        string[] failed = [.. output.Split('\n').Where(l => l.StartsWith("  Failed ", StringComparison.Ordinal)).Select(l => l.Trim())];
        throw new InvalidOperationException($"{project} with the collector: {(failed.Length == 0 ? output.Trim() : string.Join("; ", failed))}");
    }
}
