using Simulator.Cli;

namespace Simulator.Rules;

/// <summary>The checkout this program was built from: its sources are what rules are counted in and changed for a try.</summary>
public static class Checkout
{
    private static readonly string[] s_leftOut = ["bin", "obj", ".git", "node_modules", "packages", "TestResults"];

    private static readonly string? s_root = Find();

    /// <summary>False where the program was installed without its sources.</summary>
    public static bool IsThere => s_root != null;

    /// <summary>Its folder.</summary>
    /// <exception cref="NoCheckoutException">The program lies outside of one.</exception>
    public static string Root => s_root ?? throw new NoCheckoutException("needs the project's checkout, whose sources it reads; call it there, by 'dotnet run --project Simulator -- COMMAND'");

    /// <summary>All C# files below a folder of the checkout, build output left out; relative to the checkout, with forward slashes.</summary>
    public static IEnumerable<string> Sources(string folder) => Files(Path.Combine(Root, folder))
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Copies it, local changes and all, without build output. A copy that is there already gets what has changed.</summary>
    public static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        string[] files = [.. Files(Root).Select(f => Path.GetRelativePath(Root, f))];
        foreach (string gone in Files(folder).Select(f => Path.GetRelativePath(folder, f)).Except(files).Where(f => f.EndsWith(".cs", StringComparison.Ordinal))) File.Delete(Path.Combine(folder, gone));
        foreach (string file in files)
        {
            Ending.Token.ThrowIfCancellationRequested();
            string copy = Path.Combine(folder, file);
            if (File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Root, file)))) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Root, file), copy, overwrite: true);
            // Newer than what was built from the former one.
            File.SetLastWriteTimeUtc(copy, DateTime.UtcNow);
        }
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (string below in Directory.EnumerateDirectories(folder).Where(d => !s_leftOut.Contains(Path.GetFileName(d))))
            foreach (string file in Files(below))
                yield return file;
    }

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "nf.proj.props"))) folder = folder.Parent;
        return folder?.FullName;
    }
}
