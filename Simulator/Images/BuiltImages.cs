using System.Globalization;
using System.Text;
using Simulator.Bench;

namespace Simulator.Images;

/// <summary>The images of all flavours as .ci/images has built them: NAME.bin in a folder, and the same once more from another clone.</summary>
/// <param name="Bytes">Size by flavour; "default" first.</param>
/// <param name="Differing">Flavours whose second image is missing or has another byte; null where there was no second folder.</param>
public sealed record BuiltImages(IReadOnlyList<(string Flavour, long Bytes)> Bytes, IReadOnlyList<string>? Differing)
{
    public static PageMarks Marks { get; } = new("<!-- sizes: written by `images --write-docs`, built by .ci/images -->\n", "<!-- end of the sizes -->");

    private const string Default = "default";

    /// <exception cref="InvalidOperationException">The folder has no image of the default flavour.</exception>
    public static BuiltImages Read(string folder, string? again)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal)];
        (string Flavour, long Bytes)[] bytes = [.. files.Select(f => (Path.GetFileNameWithoutExtension(f), new FileInfo(f).Length)).OrderBy(f => f.Item1 != Default)];
        if (bytes.Length == 0 || bytes[0].Flavour != Default) throw new InvalidOperationException($"'{folder}' has no {Default}.bin: build the images with .ci/images {folder}");
        return new BuiltImages(bytes, again == null ? null : [.. files.Where(f => !IsSame(f, Path.Combine(again, Path.GetFileName(f)))).Select(f => Path.GetFileNameWithoutExtension(f)!)]);
    }

    /// <summary>The figures, one name=value a line.</summary>
    public IEnumerable<string> Figures()
    {
        foreach ((string flavour, long bytes) in Bytes) yield return string.Create(CultureInfo.InvariantCulture, $"image.{flavour}.bytes={bytes}");
        if (Differing != null) yield return $"image.reproducible={(Differing.Count == 0 ? 1 : 0)}";
    }

    /// <summary>The table of docs/building.md.</summary>
    public string Table()
    {
        var table = new StringBuilder("| image | bytes | more than the default |\n|---|---|---|\n");
        foreach ((string flavour, long bytes) in Bytes) table.Append(CultureInfo.InvariantCulture, $"| {flavour} | {bytes:N0} | {(flavour == Default ? "" : (bytes - Bytes[0].Bytes).ToString("N0", CultureInfo.InvariantCulture))} |\n");
        return table.ToString();
    }

    /// <summary>The page with the table between its marks.</summary>
    /// <exception cref="InvalidOperationException">The page has lost the marks.</exception>
    public string In(string page) => Marks.In(page, Table());

    private static bool IsSame(string one, string other) => File.Exists(other) && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));
}
