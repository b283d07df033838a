namespace DeviceCheck;

/// <summary>The public API of the real packages (api/*.api), made into reference assemblies on demand. docs/nfcheck.md has the format.</summary>
public sealed class ApiSet
{
    private readonly Dictionary<string, string[][]> _rows = [];
    private readonly Dictionary<string, string> _owners = [];
    private readonly HashSet<string> _valueTypes = [];
    private readonly Dictionary<string, string> _files = [];
    private readonly string _output = Directory.CreateTempSubdirectory("nfapi-").FullName;

    /// <param name="folder">Where the listings lie; a file an assembly.</param>
    public ApiSet(string folder)
    {
        Folder = folder;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_output, recursive: true);
        foreach (string file in Directory.GetFiles(folder, "*.api"))
        {
            string[][] rows = [.. File.ReadAllLines(file).Select(l => l.Split('\t'))];
            string assembly = rows[0][1];
            _rows[assembly] = rows;
            foreach (string[] type in rows.Where(r => r[0] == "type"))
            {
                _owners[type[1]] = assembly;
                if (type[3] is "System.ValueType" or "System.Enum" && type[1] != "System.Enum") _valueTypes.Add(type[1]);
            }
        }
    }

    /// <summary>Where the listings lie.</summary>
    public string Folder { get; }

    /// <summary>Whether there is a listing of the assembly.</summary>
    public bool Has(string assembly) => _rows.ContainsKey(assembly);

    /// <summary>The listing's rows, each cut at its tabulators.</summary>
    public string[][] RowsOf(string assembly) => _rows[assembly];

    /// <summary>The assembly's version as the listing's first row has it.</summary>
    public Version VersionOf(string assembly) => _rows.TryGetValue(assembly, out string[][]? rows) ? Version.Parse(rows[0][2]) : new Version(1, 0, 0, 0);

    /// <summary>The assembly that defines a type; null where no listing has it.</summary>
    public string? OwnerOf(string type) => _owners.GetValueOrDefault(type);

    /// <summary>Whether the type is a struct or an enum.</summary>
    public bool IsValueType(string type) => _valueTypes.Contains(type);

    /// <summary>These assemblies and all they refer to.</summary>
    public HashSet<string> Closure(IEnumerable<string> assemblies)
    {
        var seen = new HashSet<string>();
        var waiting = new Stack<string>(assemblies);
        while (waiting.TryPop(out string? assembly))
        {
            if (!Has(assembly) || !seen.Add(assembly)) continue;
            foreach (string[] row in _rows[assembly].Where(r => r[0] == "reference")) waiting.Push(row[1]);
        }
        return seen;
    }

    /// <summary>The file of the reference assembly, written at the first call.</summary>
    public string AssemblyOf(string assembly)
    {
        if (_files.TryGetValue(assembly, out string? file)) return file;
        _files[assembly] = file = Path.Combine(_output, assembly + ".dll");
        new ReferenceAssembly(this, assembly).Write(file);
        return file;
    }
}
