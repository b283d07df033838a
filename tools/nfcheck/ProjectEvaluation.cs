using System.Diagnostics;
using System.Text.Json;

namespace DeviceCheck;

/// <summary>What MSBuild says of one project: the properties and items that the check needs.</summary>
public sealed class ProjectEvaluation
{
    private readonly JsonElement _root;
    private readonly string _folder;

    private ProjectEvaluation(JsonElement root, string folder)
    {
        _root = root;
        _folder = folder;
    }

    /// <summary>Asks MSBuild; null where it could not evaluate the project, with what it said.</summary>
    public static ProjectEvaluation? Read(string project, IEnumerable<string> properties, out string said)
    {
        string[] arguments = ["msbuild", project, "-nologo", "-getProperty:AssemblyName,OutputType,DefineConstants,LangVersion,AllowUnsafeBlocks,FlavourChoices", "-getItem:Compile,Reference,ProjectReference", .. properties.Select(p => "-p:" + p)];
        string folder = Path.GetDirectoryName(project)!;
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using Process process = Process.Start(start)!;
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        said = $"{text.Result.Trim()} {errors.Result.Trim()}".Trim();
        try
        {
            return new ProjectEvaluation(JsonDocument.Parse(text.Result).RootElement, folder);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A property's value, empty where the project does not set it.</summary>
    public string Property(string name) => _root.GetProperty("Properties").GetProperty(name).GetString() ?? "";

    /// <summary>The full paths of an item's files.</summary>
    public IEnumerable<string> Files(string item) => Elements(item).Select(e => Path.GetFullPath(Path.Combine(_folder, Identity(e).Replace('\\', '/'))));

    /// <summary>The referenced assemblies with their HintPath.</summary>
    public IEnumerable<(string Assembly, string Hint)> References() =>
        Elements("Reference").Select(e => (Identity(e).Split(',')[0].Trim(), e.TryGetProperty("HintPath", out JsonElement hint) ? hint.GetString() ?? "" : ""));

    private IEnumerable<JsonElement> Elements(string item) => _root.GetProperty("Items").TryGetProperty(item, out JsonElement all) ? all.EnumerateArray() : [];

    private static string Identity(JsonElement element) => element.GetProperty("Identity").GetString()!;
}
