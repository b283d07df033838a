using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Simulator.Stack;

/// <summary>A forbidden instruction on the way to switching the output off, and its place.</summary>
public sealed record CutFinding(string Method, string What)
{
    public override string ToString() => $"{Method}: {What}";
}

/// <summary>
/// Walks the compiled firmware from every root of a cut: nothing on the way makes an object, a text, a boxed value or a struct of
/// ours, or waits for a lock of ours. Calls of the platform are collected, to be held against a list with their costs.
/// </summary>
public sealed class CutWay
{
    /// <summary>Where a cut begins: gate, supervisor, a thread's death, the console's stop, CAN_RX's part, the restart.</summary>
    public static readonly string[] Roots =
    [
        "Charger.Can.ChargerControl.Follow", "Charger.Can.ContactorSequence.Open", "Charger.Can.PowerModule.Stop", "Charger.Can.BusSupervisor.FeedStops",
        "Firmware.OutputCut.Cut", "Firmware.OutputCut.CutAlone", "Firmware.Supervisor.GoDown", "Firmware.Supervisor.Leave", "Firmware.Supervisor.FindFault",
    ];

    /// <summary>Handlers and steps that decide on a cut: what stands in them before the call that begins it is part of the way too.</summary>
    public static readonly (string Method, string First)[] Preludes =
    [
        ("Firmware.Supervisor.WorkerFailed", "GoDown"), ("Firmware.Supervisor.MainFailed", "GoDown"), ("Firmware.Supervisor.Restart", "GoDown"),
        ("Charger.Runtime.WorkerThread.Tell", "WorkerFailed"),
    ];

    /// <summary>Locks of ours that make one wait.</summary>
    private static readonly string[] s_waits = ["TryEnter", "WaitOne", "WaitAny", "Enter", "Sleep", "Join"];

    private readonly CallGraph _graph;
    private readonly HashSet<MethodDefinition> _seen = [];

    public CutWay(CallGraph graph)
    {
        _graph = graph;
        foreach (string root in Roots) Walk(Method(root));
        foreach (var (method, first) in Preludes) WalkPrelude(Method(method), first);
    }

    public List<CutFinding> Findings { get; } = [];

    /// <summary>Calls that leave the firmware, as TYPE.METHOD.</summary>
    public SortedSet<string> PlatformCalls { get; } = new(StringComparer.Ordinal);

    public int Methods => _seen.Count;

    /// <summary>
    /// Bytes of the deepest path from a cut on by the interpreter's formula, with its allowance for the platform: its first
    /// statement gives the reserve back to the heap. A thread that fails on its way there has let go of its frames.
    /// </summary>
    public DeepestPath Deepest() => new StackDepth(_graph).From(Method("Firmware.OutputCut.CutAlone"));

    private MethodDefinition Method(string name)
    {
        int dot = name.LastIndexOf('.');
        var type = _graph.Types.Single(t => t.FullName == name[..dot]);
        return type.Methods.Single(m => m.Name == name[(dot + 1)..]);
    }

    private void Walk(MethodDefinition method)
    {
        if (!_seen.Add(method)) return;
        foreach (Instruction i in method.Body.Instructions) Look(method, i);
    }

    private void WalkPrelude(MethodDefinition method, string first)
    {
        foreach (Instruction i in method.Body.Instructions)
        {
            if (i.Operand is MethodReference called && called.Name == first)
            {
                foreach (var target in _graph.Targets(i).Where(t => t.HasBody && !IsPrelude(t))) Walk(target);
                return;
            }
            Look(method, i);
        }
        Findings.Add(new CutFinding(StackDepth.Name(method), $"does not call {first}"));
    }

    private static bool IsPrelude(MethodDefinition method) => Preludes.Any(p => p.Method == method.DeclaringType.FullName + "." + method.Name);

    private void Look(MethodDefinition method, Instruction i)
    {
        string? what = i.OpCode.Code switch
        {
            Code.Newobj => IsPlatformStruct(i) ? null : "newobj " + ((MethodReference)i.Operand).DeclaringType.Name,
            Code.Newarr => "newarr " + ((TypeReference)i.Operand).Name,
            Code.Box => "box " + ((TypeReference)i.Operand).Name,
            Code.Ldstr => $"ldstr \"{i.Operand}\"",
            Code.Ldtoken or Code.Ldftn or Code.Ldvirtftn => i.OpCode.Name,
            _ => null,
        };
        if (what != null) Findings.Add(new CutFinding(StackDepth.Name(method), what));
        if (i.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj)) return;
        var called = (MethodReference)i.Operand;
        bool any = false;
        foreach (var target in _graph.Targets(i).Where(t => t.HasBody))
        {
            any = true;
            if (s_waits.Contains(target.Name)) Findings.Add(new CutFinding(StackDepth.Name(method), "waits: " + StackDepth.Name(target)));
            else Walk(target);
        }
        if (any) return;
        if (s_waits.Contains(called.Name)) Findings.Add(new CutFinding(StackDepth.Name(method), "waits: " + StackDepth.Name(called)));
        if (called.DeclaringType.FullName != "System.Object") PlatformCalls.Add(called.DeclaringType.FullName + "." + called.Name);
        // A value type of our own never comes back from a call; one of the platform's is in the price of its call.
    }

    // A struct that the platform's call takes by value and that cannot be kept in a field: in the price of that call.
    private bool IsPlatformStruct(Instruction i)
    {
        var made = ((MethodReference)i.Operand).DeclaringType;
        return made.IsValueType && _graph.Types.All(t => t.FullName != made.FullName);
    }
}
