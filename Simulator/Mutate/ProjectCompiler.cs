using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Simulator.Mutate;

/// <summary>Compiles one project of a built checkout again, in memory, as its build does: with the build's own arguments.</summary>
public sealed class ProjectCompiler
{
    private readonly CSharpCommandLineArguments _arguments;
    private CSharpCompilation? _whole;

    public ProjectCompiler(string project, string[] arguments)
    {
        Folder = Path.GetDirectoryName(project)!;
        _arguments = CSharpCommandLineParser.Default.Parse(arguments, Folder, null);
        Assembly = Path.GetFileNameWithoutExtension(_arguments.OutputFileName)!;
    }

    public string Folder { get; }

    public string Assembly { get; }

    /// <summary>Where its build puts it.</summary>
    public string Output => Path.Combine(Folder, "bin", "desktop", "Debug", "net10.0");

    /// <summary>Its files, relative to its folder, with forward slashes.</summary>
    public IEnumerable<string> Sources => _arguments.SourceFiles.Select(f => Path.GetRelativePath(Folder, f.Path).Replace('\\', '/'));

    /// <summary>True when it is compiled against an assembly of that name.</summary>
    public bool Uses(string assembly) => _arguments.MetadataReferences.Any(r => Path.GetFileNameWithoutExtension(r.Reference) == assembly);

    /// <summary>Asks the build for the compiler's arguments; nothing is compiled.</summary>
    public static string[] Arguments(string project)
    {
        string[] how = ["msbuild", project, "-nodeReuse:false", "-t:Compile", "-p:BuildProjectReferences=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=none", "-getItem:CscCommandLineArgs"];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", how) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(project)! })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"the build does not tell how it compiles {project}: {output.Trim()}");
        using JsonDocument json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!)];
    }

    /// <summary>The assembly with other texts for some of its files; null and the first error when that does not compile.</summary>
    /// <param name="texts">Path below the project's folder, with forward slashes, and the text.</param>
    /// <param name="more">A further source, null for none.</param>
    /// <param name="references">Assemblies that take the place of those of the same name.</param>
    public byte[]? Compile(IReadOnlyDictionary<string, string> texts, string? more, IReadOnlyDictionary<string, byte[]> references, out string? error)
    {
        byte[]? made = Compile(texts, more, references, out IReadOnlyList<Diagnostic> errors);
        error = errors.FirstOrDefault()?.ToString();
        return made;
    }

    /// <summary>The same with all errors, none where it compiles.</summary>
    public byte[]? Compile(IReadOnlyDictionary<string, string> texts, string? more, IReadOnlyDictionary<string, byte[]> references, out IReadOnlyList<Diagnostic> errors)
    {
        CSharpCompilation room = _whole ??= Open();
        foreach ((string file, string text) in texts)
        {
            string path = Path.Combine(Folder, file);
            SyntaxTree old = room.SyntaxTrees.First(t => t.FilePath == path);
            room = room.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(text, Encoding.UTF8)));
        }
        if (more != null) room = room.AddSyntaxTrees(CSharpSyntaxTree.ParseText(more, _arguments.ParseOptions));
        foreach (MetadataReference reference in room.References.ToList())
        {
            if (references.TryGetValue(Path.GetFileNameWithoutExtension(reference.Display!), out byte[]? other)) room = room.ReplaceReference(reference, MetadataReference.CreateFromImage(other));
        }
        var assembly = new MemoryStream();
        EmitResult result = room.Emit(assembly, manifestResources: _arguments.ManifestResources);
        errors = result.Success ? [] : [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        return result.Success ? assembly.ToArray() : null;
    }

    private CSharpCompilation Open()
    {
        CSharpParseOptions parse = _arguments.ParseOptions;
        IEnumerable<SyntaxTree> trees = _arguments.SourceFiles.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f.Path), parse, f.Path, Encoding.UTF8));
        IEnumerable<MetadataReference> references = _arguments.MetadataReferences.Select(r => MetadataReference.CreateFromFile(Path.Combine(Folder, r.Reference), r.Properties));
        // A change may make a variable superfluous: what the build treats as an error is then only a warning.
        CSharpCompilationOptions options = _arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithOptimizationLevel(OptimizationLevel.Debug);
        Compilation compilation = CSharpCompilation.Create(Assembly, trees, references, options);
        ISourceGenerator[] generators = [.. _arguments.AnalyzerReferences.Where(a => a.FilePath.Contains("Generator", StringComparison.Ordinal)).SelectMany(Generators)];
        if (generators.Length > 0) CSharpGeneratorDriver.Create(generators, parseOptions: parse).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        return (CSharpCompilation)compilation;
    }

    private static IEnumerable<ISourceGenerator> Generators(CommandLineAnalyzerReference analyzer) => new AnalyzerFileReference(analyzer.FilePath, new Loader()).GetGenerators(LanguageNames.CSharp);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
