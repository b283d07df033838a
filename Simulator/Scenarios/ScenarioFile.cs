using System.Reflection;

namespace Simulator.Scenarios;

/// <summary>A scenario as --scenario names it: a file, or one of the examples that the program carries.</summary>
public sealed class ScenarioFile
{
    private const string Prefix = "Simulator.Scenarios.Examples/";
    private const string Ending = ".json";
    private readonly string _json;

    private ScenarioFile(string name, string json)
    {
        Name = name;
        _json = json;
    }

    /// <summary>As it was given.</summary>
    public string Name { get; }

    /// <summary>Names of the examples, without their ending.</summary>
    public static IReadOnlyList<string> Examples { get; } = [.. Program.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..^Ending.Length])
        .Order(StringComparer.Ordinal)];

    private static Assembly Program => typeof(ScenarioFile).Assembly;

    /// <summary>The file of that path, else the example of that name; null where there is neither.</summary>
    public static ScenarioFile? Find(string name)
    {
        if (File.Exists(name)) return new ScenarioFile(name, File.ReadAllText(name));
        string? example = Examples.FirstOrDefault(e => name == e || name == e + Ending);
        if (example == null) return null;
        using var reader = new StreamReader(Program.GetManifestResourceStream(Prefix + example + Ending)!);
        return new ScenarioFile(name, reader.ReadToEnd());
    }

    /// <exception cref="ScenarioException">It cannot be taken.</exception>
    public Scenario Read() => ScenarioReader.Read(_json);

    public override string ToString() => Name;
}
