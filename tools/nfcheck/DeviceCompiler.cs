using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace DeviceCheck;

/// <summary>Compiles device projects, each after those it refers to, and has the result checked.</summary>
/// <param name="properties">MSBuild properties NAME=VALUE that every project gets: the flavour.</param>
/// <param name="earlier">The same for another flavour: a project that names none of these properties is the same there and not compiled again.</param>
public sealed class DeviceCompiler(Report report, ApiSet api, string output, IReadOnlyList<string> properties, DeviceCompiler? earlier = null)
{
    /// <summary>What the test runner's virtual device has natives for (platform.md).</summary>
    private static readonly string[] s_onVirtualDevice =
    [
        "mscorlib", "nanoFramework.Runtime.Native", "nanoFramework.Runtime.Events", "nanoFramework.System.Collections", "nanoFramework.System.Text", "nanoFramework.System.IO.Hashing",
        "System.Math", "System.IO.Streams", "System.Threading", "nanoFramework.ResourceManager", "System.Runtime.Serialization", "nanoFramework.TestFramework", "nanoFramework.UnitTestLauncher",
    ];

    private readonly PackageList _packages = new(Path.Combine(api.Folder, "packages.tsv"));
    private readonly AssemblyRules _rules = new(report);
    private readonly Dictionary<string, string?> _built = [];

    /// <summary>How many projects were looked at.</summary>
    public int Projects => _built.Count;

    /// <summary>The compiled assembly, or null where the project does not compile, which the report then says.</summary>
    public string? Build(string project)
    {
        if (_built.TryGetValue(project, out string? done)) return done;
        if (earlier != null && earlier._built.TryGetValue(project, out string? same) && same != null && !Checkout.Names(project, properties)) return _built[project] = same;
        _built[project] = null;
        if (!File.Exists(project)) return Refuse(project, "NF0001", "no such project");
        ProjectEvaluation? evaluated = ProjectEvaluation.Read(project, properties, out string said);
        if (evaluated == null) return Refuse(project, "NF0006", $"MSBuild could not evaluate it: {said}");
        string name = evaluated.Property("AssemblyName") is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(project);
        if (References(project, name, evaluated) is not { } references) return null;
        return _built[project] = Compile(project, name, evaluated, references);
    }

    private string? Refuse(string project, string code, string text)
    {
        report.Error(project, code, text);
        return null;
    }

    private List<string>? References(string project, string name, ProjectEvaluation evaluated)
    {
        var references = new List<string>();
        foreach (string other in evaluated.Files("ProjectReference"))
        {
            if (Build(other) is { } assembly) references.Add(assembly);
            else
            {
                Refuse(project, "NF0013", $"not checked, since {Path.GetFileName(other)} does not compile");
                return null;
            }
        }
        var named = new HashSet<string>();
        foreach ((string assembly, string hint) in evaluated.References())
        {
            if (!api.Has(assembly))
            {
                report.Warn(project, "NF0002", $"no API listing for '{assembly}': what uses it is not checked");
                continue;
            }
            references.Add(api.AssemblyOf(assembly));
            named.Add(assembly);
            _packages.Check(report, project, assembly, hint);
        }
        foreach (string missing in api.Closure(named).Except(named).Order()) report.Error(project, "NF0008", $"'{missing}' is needed by a referenced assembly and must be referenced too, or it is not deployed");
        if (name == "NFUnitTest")
            foreach (string closed in named.Where(a => !s_onVirtualDevice.Contains(a))) report.Error(project, "NF0009", $"the test runner's virtual device has no natives for '{closed}': unit tests must not reference it");
        if (named.Count > 0) return references;
        Refuse(project, "NF0003", "no reference to a nanoFramework assembly");
        return null;
    }

    private string? Compile(string project, string name, ProjectEvaluation evaluated, List<string> references)
    {
        CSharpParseOptions parse = Parsing(project, evaluated);
        string[] sources = [.. evaluated.Files("Compile").Distinct()];
        foreach (string missing in sources.Where(s => !File.Exists(s))) report.Error(project, "NF0004", $"Compile item '{missing}' is not there");
        SyntaxTree[] trees = [.. sources.Where(File.Exists).Select(s => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(s), Encoding.UTF8), parse, s))];
        if (trees.Length == 0) return Refuse(project, "NF0005", "nothing to compile");
        bool isProgram = evaluated.Property("OutputType").Equals("Exe", StringComparison.OrdinalIgnoreCase);
        bool isUnsafe = evaluated.Property("AllowUnsafeBlocks").Equals("true", StringComparison.OrdinalIgnoreCase);
        var options = new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: isUnsafe, nullableContextOptions: NullableContextOptions.Disable);
        CSharpCompilation compilation = CSharpCompilation.Create(name, trees, references.Distinct().Select(r => MetadataReference.CreateFromFile(r)), options);
        // Two projects may make assemblies of one name (the unit tests do): a folder each.
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(output, Path.GetFileNameWithoutExtension(project))).FullName, name + ".dll");
        if (Emit(compilation, file))
        {
            _rules.Check(project, file);
            return file;
        }
        report.Say($"{name}: does not compile against the nanoFramework API");
        return null;
    }

    private bool Emit(CSharpCompilation compilation, string file)
    {
        string symbols = Path.ChangeExtension(file, ".pdb");
        using FileStream assembly = File.Create(file);
        using FileStream pdb = File.Create(symbols);
        EmitResult result = compilation.Emit(assembly, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: symbols));
        foreach (Diagnostic error in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) report.Error(error.ToString());
        return result.Success;
    }

    // The nanoFramework project system takes 9.0 where a project says nothing; Visual Studio 2022 ends at 13.
    private CSharpParseOptions Parsing(string project, ProjectEvaluation evaluated)
    {
        string wanted = evaluated.Property("LangVersion");
        LanguageVersion language = wanted.Length > 0 && LanguageVersionFacts.TryParse(wanted, out LanguageVersion given) ? given : LanguageVersion.CSharp9;
        if (language is > LanguageVersion.CSharp13 or LanguageVersion.Default)
        {
            report.Warn(project, "NF0007", $"LangVersion '{wanted}' is checked as 13.0, what Visual Studio 2022 compiles: name a number");
            language = LanguageVersion.CSharp13;
        }
        IEnumerable<string> symbols = evaluated.Property("DefineConstants").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append("NANOFRAMEWORK_1_0").Distinct();
        return new CSharpParseOptions(language, preprocessorSymbols: symbols, documentationMode: DocumentationMode.Parse);
    }
}
