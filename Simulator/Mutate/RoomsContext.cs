using System.Reflection;
using System.Runtime.Loader;

namespace Simulator.Mutate;

/// <summary>The project's own assemblies, some of them exchanged, loaded apart from those that run this program; all others are shared.</summary>
/// <param name="folders">Where each of the project's assemblies lies, by its name.</param>
/// <param name="exchanged">Those that take the place of a file.</param>
public sealed class RoomsContext(IReadOnlyDictionary<string, string> folders, IReadOnlyDictionary<string, byte[]> exchanged) : AssemblyLoadContext("rooms", isCollectible: true)
{
    public Assembly Open(string name) => LoadFromAssemblyName(new AssemblyName(name));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (!folders.TryGetValue(assemblyName.Name!, out string? folder)) return null;
        byte[] image = exchanged.TryGetValue(assemblyName.Name!, out byte[]? other) ? other : File.ReadAllBytes(Path.Combine(folder, assemblyName.Name + ".dll"));
        return LoadFromStream(new MemoryStream(image));
    }
}
