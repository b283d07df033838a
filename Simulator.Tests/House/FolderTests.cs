using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Simulator.Tests.House;

/// <summary>
/// The folders of a room are layers, as the rooms are: a folder may use only itself and folders further left in the list. So folders
/// have no circular dependency, and a reader may begin at the left. A dot is the room's own folder.
/// </summary>
public class FolderTests
{
    [Theory]
    [InlineData("Charger.Runtime", "Faults Ports Storage Text Threads Log Ring Resources")]
    [InlineData("Charger.Can", "Can Settings Module Vehicle Energy Faults Safety Transaction Control Metering")]
    [InlineData("Ocpp.Client", "Wire Transport Ports Queue Certificates Connection Availability SmartCharging Reservation Authorization Configuration Messages Session Core DataTransfer FirmwareManagement Ftp RemoteTrigger Security .")]
    [InlineData("Firmware", "Boards Configuration Supervision Session Storage Parts Ocpp Terminal Workers Panel Page Metering .")]
    [InlineData("Ocpp.Security", "Arithmetic Certificates Signatures Firmware Keys .")]
    public void Folders_NameOnlyWhatLiesFurtherLeft(string room, string layers)
    {
        string[] order = layers.Split(' ');
        string[] folders = [.. Sources(room).Select(FolderOf).Distinct()];
        Assert.Equal(folders.Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        string[] wrong = [.. Arrows(room, order).Where(a => Array.IndexOf(order, a.To) > Array.IndexOf(order, a.From)).Select(a => $"{room}/{a.File} names {a.Type} of {a.To}, which lies further right").Distinct()];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> FilesOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath);

    private static string FolderOf(string file) => file.Contains('/') ? file[..file.IndexOf('/')] : ".";

    /// <summary>
    /// Each name of a type or member that another folder of the room declares. Of a type with several files the leftmost one
    /// counts, of a member its own file. XML comments do not count.
    /// </summary>
    private static IEnumerable<(string File, string From, string To, string Type)> Arrows(string room, string[] order)
    {
        CSharpCompilation compiled = Compile(room);
        foreach (SyntaxTree tree in compiled.SyntaxTrees)
        {
            SemanticModel model = compiled.GetSemanticModel(tree);
            string from = FolderOf(tree.FilePath);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? named = model.GetSymbolInfo(name).Symbol;
                if (named is ILocalSymbol or IParameterSymbol or null || (named as INamedTypeSymbol ?? named.ContainingType) is not INamedTypeSymbol type) continue;
                string[] declared = [.. FilesOf(named.OriginalDefinition).DefaultIfEmpty(FilesOf(type).FirstOrDefault() ?? "").Where(f => f.Length > 0).Select(FolderOf).OrderBy(f => Array.IndexOf(order, f))];
                if (declared.Length > 0 && !declared.Contains(from)) yield return (tree.FilePath, from, declared[0], type.Name);
            }
        }
    }

    /// <summary>Of the firmware the portable files: its adapters name the device's packages.</summary>
    private static IEnumerable<string> Sources(string room) => Repository.SourcesOf(room).Where(f => room != "Firmware" || (f != "Program.cs" && !f.StartsWith("Adapters/", StringComparison.Ordinal)));

    /// <summary>The portable files of a room, against the assemblies that this test runs with.</summary>
    private static CSharpCompilation Compile(string room)
    {
        IEnumerable<SyntaxTree> sources = Sources(room)
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf($"{room}/{f}")), new CSharpParseOptions(LanguageVersion.CSharp9), f));
        IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(f => Path.GetFileNameWithoutExtension(f) != room);
        return CSharpCompilation.Create(room + ".Folders", sources, references.Select(f => MetadataReference.CreateFromFile(f)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }
}
