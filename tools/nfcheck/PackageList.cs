using System.Xml.Linq;

namespace DeviceCheck;

/// <summary>Which assemblies each nanoFramework package brings (api/packages.tsv).</summary>
public sealed class PackageList(string file)
{
    private readonly Dictionary<string, string[]> _assemblies = File.ReadAllLines(file)
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split('\t'))
        .ToDictionary(c => c[0], c => c[2].Split(','), StringComparer.OrdinalIgnoreCase);

    /// <summary>The package that brings the assembly is in the project's packages.config, and the HintPath points into it.</summary>
    public void Check(Report report, string project, string assembly, string hint)
    {
        string config = Path.Combine(Path.GetDirectoryName(project)!, "packages.config");
        if (!File.Exists(config))
        {
            report.Error(project, "NF0010", "no packages.config beside the project");
            return;
        }
        string[] bringing = [.. _assemblies.Where(p => p.Value.Contains(assembly)).Select(p => p.Key)];
        if (bringing.Length == 0) return;
        Dictionary<string, string> listed = XDocument.Load(config).Descendants("package")
            .ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value, StringComparer.OrdinalIgnoreCase);
        string? id = bringing.FirstOrDefault(listed.ContainsKey);
        if (id == null) report.Error(project, "NF0011", $"packages.config lists none of {string.Join(", ", bringing)}, which bring '{assembly}'");
        else if (!hint.Replace('\\', '/').Contains($"packages/{id}.{listed[id]}/lib/", StringComparison.OrdinalIgnoreCase)) report.Error(project, "NF0012", $"HintPath '{hint}' of '{assembly}' does not point into packages\\{id}.{listed[id]}\\lib\\");
    }
}
