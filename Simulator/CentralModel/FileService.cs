using System.Collections.Concurrent;

namespace Simulator.CentralModel;

/// <summary>
/// The server to which a charger uploads logs and from which it downloads firmware: PUT or POST stores a file, GET returns it. In addition <c>firmware-N.bin</c> is N bytes that are the same every time.
/// </summary>
public sealed class FileService
{
    /// <summary>Path of the files.</summary>
    public const string Root = "/files/";

    private const int MostFiles = 100;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, byte[]> _files = new();

    /// <summary>Called for each upload, on the thread that served it.</summary>
    public Action<string, int>? Uploaded { get; set; }

    /// <summary>Answers with this status instead of serving; 0 serves.</summary>
    public int Refusal { get; set; }

    /// <summary>PUT is refused, as by services that accept only POST.</summary>
    public bool PostOnly { get; set; }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Carries a request out; returns the status and, for GET, the file.</summary>
    public (int Status, byte[] Body) Serve(string method, string path, byte[] body)
    {
        if (Refusal != 0) return (Refusal, []);
        string name = path.StartsWith(Root, StringComparison.Ordinal) ? Uri.UnescapeDataString(path[Root.Length..]) : "";
        if (name.Length == 0) return (404, []);
        if (method == "GET") return Find(name) is byte[] found ? (200, found) : (404, []);
        if (method is not ("PUT" or "POST") || (PostOnly && method == "PUT")) return (405, []);
        if (body.Length > MostBytes || (_files.Count >= MostFiles && !_files.ContainsKey(name))) return (507, []);
        _files[name] = body;
        Uploaded?.Invoke(name, body.Length);
        return (201, []);
    }

    private byte[]? Find(string name)
    {
        if (_files.TryGetValue(name, out byte[]? kept)) return kept;
        string[] parts = name.Split('-', '.');
        if (parts is not ["firmware", _, "bin"] || !int.TryParse(parts[1], out int bytes) || bytes is < 0 or > MostBytes) return null;
        byte[] image = new byte[bytes];
        new Random(bytes).NextBytes(image);
        return image;
    }
}
