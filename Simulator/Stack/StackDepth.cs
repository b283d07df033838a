using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Simulator.Stack;

/// <summary>One frame of the deepest path.</summary>
public sealed record StackFrame(string Method, int Bytes);

/// <summary>The deepest call path from one entry.</summary>
public sealed record DeepestPath(int Bytes, IReadOnlyList<StackFrame> Frames);

/// <summary>
/// Worst-case bytes of a managed thread's call frames, which the interpreter allocates on the managed heap: 84 + 12 x
/// max(10, locals + maxstack + 3) a frame. A call that leaves the firmware's assemblies costs a stated allowance.
/// </summary>
public sealed class StackDepth(CallGraph graph)
{
    /// <summary>For a class library or a device adapter below a call: three frames of small methods (204 bytes each).</summary>
    public const int LibraryAllowanceBytes = 3 * 204;

    private static readonly StackFrame s_library = new("(class library or device adapter: allowance)", LibraryAllowanceBytes);

    private readonly Dictionary<MethodDefinition, DeepestPath> _known = [];
    private readonly List<MethodDefinition> _open = [];

    /// <summary>Cycles met on the way: recursion, whose depth IL cannot tell. Each is counted once round.</summary>
    public List<string> Recursions { get; } = [];

    public static int FrameBytes(MethodDefinition method) => FrameBytes(method.Body.Variables.Count, method.Body.MaxStackSize);

    /// <summary>Both as in the compiled IL, whose short method header always says a maxstack of 8.</summary>
    public static int FrameBytes(int locals, int maxStack) => 84 + 12 * Math.Max(10, locals + maxStack + 3);

    public DeepestPath From(MethodDefinition method)
    {
        if (_known.TryGetValue(method, out var known)) return known;
        var at = _open.IndexOf(method);
        if (at >= 0)
        {
            var cycle = string.Join(" -> ", _open.Skip(at).Append(method).Select(Name));
            if (!Recursions.Contains(cycle)) Recursions.Add(cycle);
            return new DeepestPath(0, []);
        }
        _open.Add(method);
        var deepest = new DeepestPath(0, []);
        foreach (var call in method.Body.Instructions.Where(IsCall))
        {
            var any = false;
            foreach (var target in graph.Targets(call).Where(t => t.HasBody))
            {
                any = true;
                var below = From(target);
                if (below.Bytes > deepest.Bytes) deepest = below;
            }
            if (!any && deepest.Bytes < s_library.Bytes) deepest = new DeepestPath(s_library.Bytes, [s_library]);
        }
        _open.RemoveAt(_open.Count - 1);
        var own = new StackFrame(Name(method), FrameBytes(method));
        return _known[method] = new DeepestPath(own.Bytes + deepest.Bytes, [own, .. deepest.Frames]);
    }

    /// <summary>The constructor of System.Object is empty: no frame worth an allowance.</summary>
    private static bool IsCall(Instruction i) =>
        i.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj && i.Operand is not MethodReference { Name: ".ctor", DeclaringType.FullName: "System.Object" };

    public static string Name(MethodReference method) => method.DeclaringType.Name + "." + method.Name;
}
