using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Simulator.Rules;

/// <summary>Compiles a room again with one file changed, against the assemblies of a build of the checkout.</summary>
/// <param name="root">The checkout's copy, built.</param>
/// <param name="output">Where its assemblies lie.</param>
public sealed class RoomCompiler(string root, string output)
{
    private readonly ConcurrentDictionary<string, CSharpCompilation> _rooms = new();

    /// <summary>The room's assembly with the change in it; an exception when that does not compile.</summary>
    public byte[] Compile(RuleChange change)
    {
        CSharpCompilation room = _rooms.GetOrAdd(change.Room, Open);
        string path = Path.Combine(root, change.File);
        SyntaxTree old = room.SyntaxTrees.First(t => t.FilePath == path);
        SyntaxTree changed = old.WithChangedText(SourceText.From(change.Make(old.ToString()), System.Text.Encoding.UTF8));
        var assembly = new MemoryStream();
        EmitResult result = room.ReplaceSyntaxTree(old, changed).Emit(assembly);
        if (result.Success) return assembly.ToArray();
        Diagnostic error = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
        throw new InvalidOperationException($"'{change.New}' does not compile: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    private CSharpCompilation Open(string room)
    {
        string folder = Path.Combine(root, room);
        var options = new CSharpParseOptions(LanguageVersion.CSharp9);
        IEnumerable<string> sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => IsCompiled(Path.GetRelativePath(folder, f).Replace('\\', '/')));
        IEnumerable<string> references = Directory.EnumerateFiles(output, "*.dll").Where(f => IsRoom(Path.GetFileNameWithoutExtension(f)) && Path.GetFileNameWithoutExtension(f) != room)
            .Concat(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(f => !IsRoom(Path.GetFileNameWithoutExtension(f))));
        return CSharpCompilation.Create(
            room,
            sources.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f, System.Text.Encoding.UTF8)),
            references.Select(f => MetadataReference.CreateFromFile(f)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
    }

    /// <summary>As the room's desktop project has it: without what only a device has, with what the build wrote about the assembly.</summary>
    private static bool IsCompiled(string file)
    {
        if (file.StartsWith("obj/", StringComparison.Ordinal)) return file.StartsWith("obj/desktop/Debug/", StringComparison.Ordinal);
        return !file.StartsWith("bin/", StringComparison.Ordinal) && file != "Program.cs" && !file.StartsWith("Adapters/", StringComparison.Ordinal);
    }

    private static bool IsRoom(string assembly) => assembly is "Charger.Runtime" or "Charger.Can" or "Ocpp.Client" or "Ocpp.Security" or "Firmware" or "Simulator" or "Simulator.Tests" or "NFUnitTest";
}
