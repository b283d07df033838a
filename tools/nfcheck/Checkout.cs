using System.Text.RegularExpressions;

namespace DeviceCheck;

/// <summary>What the checkout says about itself: its device projects and their flavours.</summary>
public static partial class Checkout
{
    private static readonly string[] s_built = ["bin", "obj", "packages", "node_modules", ".git"];

    /// <summary>All .nfproj files in or below a folder, in the order of their names; folders of build output are left out.</summary>
    public static IEnumerable<string> DeviceProjects(string folder) =>
        Directory.EnumerateFiles(folder, "*.nfproj")
            .Concat(Directory.EnumerateDirectories(folder).Where(d => !s_built.Contains(Path.GetFileName(d))).SelectMany(DeviceProjects))
            .Order(StringComparer.Ordinal);

    /// <summary>Whether the project's file, or that of one it refers to, reads any of the properties NAME=VALUE.</summary>
    public static bool Names(string project, IReadOnlyList<string> properties)
    {
        string text = File.ReadAllText(project);
        if (properties.Any(p => text.Contains($"$({p.Split('=')[0]})", StringComparison.OrdinalIgnoreCase))) return true;
        string folder = Path.GetDirectoryName(project)!;
        return ProjectReference().Matches(text).Select(m => Path.GetFullPath(Path.Combine(folder, m.Groups[1].Value.Replace('\\', '/')))).Any(p => File.Exists(p) && Names(p, properties));
    }

    /// <summary>
    /// The flavours to try, from the project's property FlavourChoices (CAN=A,B;WebSocket=C,D; the first of each is its default):
    /// the defaults, each other value with the defaults of the rest, and the last of each together. One without properties where
    /// the project has no choices.
    /// </summary>
    public static string[][] Flavours(string project)
    {
        string choices = ProjectEvaluation.Read(project, [], out _)?.Property("FlavourChoices") ?? "";
        (string Name, string[] Values)[] all = [.. choices.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(c => c.Split('=')).Select(c => (c[0], c[1].Split(',')))];
        string[] defaults = [.. all.Select(c => $"{c.Name}={c.Values[0]}")];
        IEnumerable<string[]> single = all.SelectMany(c => c.Values.Skip(1).Select(v => defaults.Select(d => d.StartsWith(c.Name + "=", StringComparison.Ordinal) ? $"{c.Name}={v}" : d).ToArray()));
        string[] others = [.. all.Select(c => $"{c.Name}={c.Values[^1]}")];
        return [.. single.Prepend(defaults).Append(others).DistinctBy(f => string.Join(' ', f))];
    }

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
