using System.Text.Json;

namespace Simulator.Mutate;

/// <summary>The projects of a built checkout, the ones that others use first.</summary>
public sealed class BuiltProjects
{
    private static readonly string[] s_rooms = ["Charger.Runtime", "Charger.Can", "Ocpp.Client", "Firmware"];

    private CopiedConstants? _constants;

    private BuiltProjects(string root, IReadOnlyList<ProjectCompiler> all)
    {
        Root = root;
        All = all;
        Folders = all.ToDictionary(p => p.Assembly, p => p.Output);
    }

    public string Root { get; }

    public IReadOnlyList<ProjectCompiler> All { get; }

    /// <summary>Where each assembly lies.</summary>
    public IReadOnlyDictionary<string, string> Folders { get; }

    /// <summary>Assemblies with tests.</summary>
    public IEnumerable<string> Tests => All.Where(p => p.Folder.EndsWith(".Tests", StringComparison.Ordinal)).Select(p => p.Assembly);

    /// <summary>The rooms that are changed, the ones that others use first.</summary>
    public IEnumerable<ProjectCompiler> Rooms => All.Where(p => s_rooms.Contains(p.Assembly));

    public ProjectCompiler Room(string name) => All.First(p => p.Assembly == name);

    /// <summary>Folders of the projects with tests, below a checkout.</summary>
    public static IEnumerable<string> TestFolders(string root) => Directory.EnumerateDirectories(root, "*.Tests").Where(d => Directory.EnumerateFiles(d, "*.csproj").Any()).Order(StringComparer.Ordinal);

    /// <summary>Of a checkout that was built.</summary>
    /// <param name="root">Its folder; what the build tells is kept in a file there.</param>
    /// <param name="ask">Asks the build again; else what is in the file counts.</param>
    public static BuiltProjects Of(string root, bool ask)
    {
        string file = Path.Combine(root, "mutate-projects.json");
        if (ask)
        {
            string[] folders = [.. s_rooms.Append("Ocpp.Security").Append("Simulator").Append("tools/adapters").Select(r => Path.Combine(root, r)), .. TestFolders(root)];
            string[] projects = [.. folders.Select(f => Directory.EnumerateFiles(f, "*.csproj").Single())];
            File.WriteAllText(file, JsonSerializer.Serialize(projects.ToDictionary(p => p, ProjectCompiler.Arguments)));
        }
        ProjectCompiler[] all = [.. JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(file))!.Select(p => new ProjectCompiler(p.Key, p.Value))];
        return new BuiltProjects(root, [.. all.OrderBy(p => all.Count(o => p.Uses(o.Assembly)))]);
    }

    /// <summary>The assemblies that a change gives, as far as tests of one assembly see them; null and why when it does not compile.</summary>
    /// <param name="tests">The assembly whose tests are to run.</param>
    public IReadOnlyDictionary<string, byte[]>? With(Mutant mutant, string tests, out string? error)
    {
        var made = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string path = mutant.File[(mutant.Room.Length + 1)..];
        string source = File.ReadAllText(Path.Combine(Root, mutant.File));
        byte[]? changed = Room(mutant.Room).Compile(new Dictionary<string, string>(StringComparer.Ordinal) { [path] = mutant.Make(source) }, null, made, out error);
        if (changed == null) return null;
        made[mutant.Room] = changed;
        if (!mutant.Shared) return made;
        _constants ??= new CopiedConstants(All);
        IReadOnlySet<string> copied = _constants.With(CopiedConstants.NamesAt(source, mutant.Start));
        foreach (ProjectCompiler user in All.Where(p => p.Uses(mutant.Room) && (p.Assembly == tests || Room(tests).Uses(p.Assembly)) && _constants.IsNamedIn(p, copied)))
        {
            byte[]? again = user.Compile(new Dictionary<string, string>(), null, made, out error);
            if (again == null) return null;
            made[user.Assembly] = again;
        }
        return made;
    }

    /// <summary>The rooms with notes of what is reached, and how to read these.</summary>
    public IReadOnlyDictionary<string, byte[]> Noted(out HitPoints points)
    {
        points = new HitPoints();
        var made = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (ProjectCompiler room in Rooms)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string file in Sources(room)) texts[file] = points.Write($"{room.Assembly}/{file}", File.ReadAllText(Path.Combine(room.Folder, file)));
            made[room.Assembly] = room.Compile(texts, room.Assembly == s_rooms[0] ? HitPoints.Class : null, made, out string? error) ?? throw new InvalidOperationException($"{room.Assembly} with notes does not compile: {error}");
        }
        return made;
    }

    private static IEnumerable<string> Sources(ProjectCompiler room) => room.Sources.Where(f => !f.StartsWith("obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
