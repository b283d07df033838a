using System.Reflection;
using System.Runtime.Loader;

namespace Simulator.Mutate;

/// <summary>The project's own assemblies, some of them exchanged, loaded apart from those that run this program; all others are shared.</summary>
/// <param name="folders">Where each of the project's assemblies lies, by its name.</param>
/// <param name="exchanged">Those that take the place of a file.</param>
/// <param name="stays">It is kept to the end of the process, which makes its code faster.</param>
public sealed class RoomsContext(IReadOnlyDictionary<string, string> folders, IReadOnlyDictionary<string, byte[]> exchanged, bool stays = false) : AssemblyLoadContext("rooms", isCollectible: !stays)
{
    public Assembly Open(string name) => LoadFromAssemblyName(new AssemblyName(name));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (!folders.TryGetValue(assemblyName.Name!, out string? folder)) return null;
        return exchanged.TryGetValue(assemblyName.Name!, out byte[]? other) ? LoadFromStream(new MemoryStream(other)) : LoadFromAssemblyPath(Path.Combine(folder, assemblyName.Name + ".dll"));
    }
}
