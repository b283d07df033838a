using System.Reflection;
using System.Runtime.Loader;

namespace Simulator.Cpu;

/// <summary>The simulator a second time, on the firmware's assemblies with counters in them.</summary>
public sealed class CountingContext : AssemblyLoadContext
{
    private readonly Action<int[]>[] _set;

    public CountingContext()
        : base("counted", isCollectible: true)
    {
        Type counter = LoadFromAssemblyName(new AssemblyName(InstructionWeaver.Rooms[0])).GetType(InstructionWeaver.CounterType)!;
        _set = [.. new[] { "Instructions", "Calls", "Outside" }.Select(n => counter.GetField(n)!).Select(f => new Action<int[]>(a => f.SetValue(null, a)))];
        Count(new CpuCounts(Weaver));
    }

    public InstructionWeaver Weaver { get; } = new();

    /// <summary>Counts into this object from now on.</summary>
    public void Count(CpuCounts counts)
    {
        _set[0](counts.Instructions);
        _set[1](counts.Calls);
        _set[2](counts.Outside);
    }

    /// <summary>A type of the simulator, bound to the counted assemblies.</summary>
    public dynamic Create(Type type, params object[] arguments)
    {
        Assembly again = LoadFromAssemblyPath(typeof(CountingContext).Assembly.Location);
        return Activator.CreateInstance(again.GetType(type.FullName!)!, arguments)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        Weaver.Woven.TryGetValue(assemblyName.Name!, out byte[]? bytes) ? LoadFromStream(new MemoryStream(bytes)) : null;
}

/// <summary>What ran: by own method and by call that leaves the firmware's own code.</summary>
public sealed class CpuCounts(InstructionWeaver weaver)
{
    public int[] Instructions { get; } = new int[weaver.Methods.Count];

    public int[] Calls { get; } = new int[weaver.Methods.Count];

    public int[] Outside { get; } = new int[weaver.Outside.Count];
}
