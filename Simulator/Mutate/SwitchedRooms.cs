using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Simulator.Mutate;

/// <summary>The rooms with many changes in them (<see cref="MutantSwitch"/>), compiled once and kept beside the built copy for the processes that try them.</summary>
public sealed class SwitchedRooms
{
    private const string Folder = "mutate-switched";

    /// <summary>Each round leaves out what did not compile; a file that never does keeps none.</summary>
    private const int MostRounds = 12;

    private readonly HashSet<int> _refused = [];
    private readonly IReadOnlyList<Mutant> _all;

    private SwitchedRooms(IReadOnlyList<Mutant> all) => _all = all;

    /// <summary>Writes the assemblies.</summary>
    public static SwitchedRooms Make(BuiltProjects projects, IReadOnlyList<Mutant> mutants)
    {
        var rooms = new SwitchedRooms(mutants);
        string folder = Path.Combine(projects.Root, Folder);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var made = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (ProjectCompiler room in projects.Rooms)
        {
            made[room.Assembly] = rooms.Compile(projects, room, made);
            File.WriteAllBytes(Path.Combine(folder, room.Assembly + ".dll"), made[room.Assembly]);
        }
        return rooms;
    }

    /// <summary>The assemblies that were written below a built copy; none before.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read(string root)
    {
        string folder = Path.Combine(root, Folder);
        if (!Directory.Exists(folder)) return new Dictionary<string, byte[]>();
        return Directory.EnumerateFiles(folder, "*.dll").ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllBytes);
    }

    /// <summary>The number to choose a change by; 0 where it has to be compiled for itself.</summary>
    public int NumberOf(Mutant mutant)
    {
        for (int i = 0; i < _all.Count; i++)
            if (ReferenceEquals(_all[i], mutant)) return _refused.Contains(i + 1) ? 0 : i + 1;
        return 0;
    }

    public int Taken => _all.Count - _refused.Count;

    private byte[] Compile(BuiltProjects projects, ProjectCompiler room, Dictionary<string, byte[]> made)
    {
        string? more = made.Count == 0 ? MutantSwitch.Class : null;
        for (int round = 0; round < MostRounds; round++)
        {
            var files = new Dictionary<string, MutantSwitch>(StringComparer.Ordinal);
            foreach (var file in Enumerable.Range(1, _all.Count).Where(n => _all[n - 1].Room == room.Assembly).GroupBy(n => _all[n - 1].File))
            {
                var written = new MutantSwitch(File.ReadAllText(Path.Combine(projects.Root, file.Key)), file.Where(n => !_refused.Contains(n)).Select(n => (n, _all[n - 1])));
                _refused.UnionWith(file.Except(written.Taken));
                files[file.Key[(room.Assembly.Length + 1)..]] = written;
            }
            byte[]? assembly = room.Compile(files.ToDictionary(f => f.Key, f => f.Value.Text), more, made, out IReadOnlyList<Diagnostic> errors);
            if (assembly != null) return assembly;
            foreach (Diagnostic error in errors) Refuse(room, files, error);
        }
        throw new InvalidOperationException($"{room.Assembly} with its changes does not compile");
    }

    /// <summary>The smallest place around an error goes; where there is none, all of the member that it is in, and at last of the file.</summary>
    private void Refuse(ProjectCompiler room, Dictionary<string, MutantSwitch> files, Diagnostic error)
    {
        string path = Path.GetRelativePath(room.Folder, error.Location.SourceTree?.FilePath ?? room.Folder).Replace('\\', '/');
        if (!files.TryGetValue(path, out MutantSwitch? file)) throw new InvalidOperationException($"{room.Assembly} with its changes does not compile: {error}");
        var span = error.Location.SourceSpan;
        SwitchedPlace[] around = [.. file.Places.Where(p => p.Span.Contains(span))];
        if (around.Length == 0)
        {
            SyntaxNode? member = error.Location.SourceTree!.GetRoot().FindNode(span).AncestorsAndSelf().FirstOrDefault(n => n is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax);
            around = [.. file.Places.Where(p => member == null || member.Span.Contains(p.Span))];
            _refused.UnionWith(around.SelectMany(p => p.Numbers));
            return;
        }
        _refused.UnionWith(around.MinBy(p => p.Span.Length).Numbers);
    }
}
