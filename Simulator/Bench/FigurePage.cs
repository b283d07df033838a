using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Simulator.Bench;

/// <summary>docs/figures.md: the last run's figures beside the machine they were measured on.</summary>
public static class FigurePage
{
    public static string Of(IReadOnlyList<string> lines, string machine)
    {
        var page = new StringBuilder();
        page.Append("# Figures\n\nWritten by `dotnet run -c Release --project Simulator -- bench --write-docs docs/figures.md`; do not edit by hand.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Machine: {machine}.\n");
        string group = "";
        foreach (string line in lines)
        {
            string name = line[..line.IndexOf('.')];
            if (name != group)
            {
                if (group.Length > 0) page.Append("```\n");
                page.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n```\n");
                group = name;
            }
            page.Append(line).Append('\n');
        }
        if (group.Length > 0) page.Append("```\n");
        return page.ToString();
    }

    public static string ThisMachine()
    {
        string processor = "unknown processor";
        if (File.Exists("/proc/cpuinfo"))
        {
            string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            if (line != null) processor = line[(line.IndexOf(':') + 1)..].Trim();
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {processor}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }
}
