namespace Simulator.Rules;

/// <summary>The checkout this program was built from: its sources are what rules are counted in and changed for a try.</summary>
public static class Checkout
{
    private static readonly string[] s_leftOut = ["bin", "obj", ".git", "node_modules", "packages", "TestResults"];

    /// <summary>Its folder; an exception where the program lies outside of one.</summary>
    public static string Root { get; } = Find();

    /// <summary>All C# files below a folder of the checkout, build output left out; relative to the checkout, with forward slashes.</summary>
    public static IEnumerable<string> Sources(string folder) => Files(Path.Combine(Root, folder))
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Copies it, local changes and all, without build output.</summary>
    public static void CopyTo(string folder)
    {
        foreach (string file in Files(Root))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (string below in Directory.EnumerateDirectories(folder).Where(d => !s_leftOut.Contains(Path.GetFileName(d))))
            foreach (string file in Files(below))
                yield return file;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "nf.proj.props"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no nf.proj.props in or above {AppContext.BaseDirectory}: this needs the project's checkout");
    }
}
