using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Simulator.Cpu;

/// <summary>
/// Puts counters into copies of the firmware's own assemblies: each basic block adds its instructions to its method's count,
/// each call into the platform or through a port to that call's count, each method entered one call. What is counted is what
/// really ran.
/// </summary>
public sealed class InstructionWeaver
{
    public const string CounterType = "Charger.Runtime.CpuCount";

    /// <summary>The firmware's own assemblies, in the order of their references.</summary>
    public static readonly string[] Rooms = ["Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security", "Firmware"];

    private readonly Dictionary<string, int> _methodIds = [];
    private readonly Dictionary<string, int> _outsideIds = [];
    private readonly HashSet<string> _implemented = [];
    private readonly PlatformCosts _costs = new();

    /// <summary>Every own method, by its place in the counters.</summary>
    public List<string> Methods { get; } = [];

    /// <summary>Every call that leaves the firmware's own code, by its place in the counters.</summary>
    public List<string> Outside { get; } = [];

    /// <summary>The assemblies with counters in them, by name.</summary>
    public Dictionary<string, byte[]> Woven { get; } = [];

    public InstructionWeaver()
    {
        string here = Path.GetDirectoryName(typeof(InstructionWeaver).Assembly.Location)!;
        AssemblyDefinition[] rooms = [.. Rooms.Select(r => AssemblyDefinition.ReadAssembly(Path.Combine(here, r + ".dll")))];
        foreach (TypeDefinition type in rooms.SelectMany(r => r.MainModule.GetTypes()).Where(t => t.IsClass))
        {
            foreach (InterfaceImplementation one in type.Interfaces) _implemented.Add(one.InterfaceType.FullName);
        }
        ModuleDefinition runtime = rooms[0].MainModule;
        var counter = new TypeDefinition("Charger.Runtime", "CpuCount", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, runtime.TypeSystem.Object);
        FieldDefinition[] fields = [.. new[] { "Instructions", "Calls", "Outside" }.Select(n => new FieldDefinition(n, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(runtime.TypeSystem.Int32)))];
        foreach (FieldDefinition field in fields) counter.Fields.Add(field);
        runtime.Types.Add(counter);
        foreach (AssemblyDefinition room in rooms)
        {
            FieldReference[] counts = [.. fields.Select(f => room.MainModule.ImportReference(f))];
            foreach (MethodDefinition method in room.MainModule.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)) Weave(method, counts);
        }
        foreach (AssemblyDefinition room in rooms)
        {
            var bytes = new MemoryStream();
            room.Write(bytes);
            Woven[room.Name.Name] = bytes.ToArray();
            room.Dispose();
        }
    }

    private void Weave(MethodDefinition method, FieldReference[] counts)
    {
        int own = Id(_methodIds, Methods, ShortName(method));
        method.Body.SimplifyMacros();
        foreach ((Instruction leader, List<Instruction> block) in Blocks(method.Body)) Count(method, leader, block, own, counts);
        method.Body.OptimizeMacros();
    }

    private void Count(MethodDefinition method, Instruction leader, List<Instruction> block, int own, FieldReference[] counts)
    {
        bool first = leader == method.Body.Instructions[0];
        // nop is what a build for debugging adds; the device's image has none.
        int instructions = block.Count(i => i.OpCode.Code != Code.Nop);
        List<int> outside = [.. block.Select(Outgoing).Where(n => n != null).Select(n => Id(_outsideIds, Outside, n!))];
        ILProcessor il = method.Body.GetILProcessor();
        // The leader becomes the counter's first instruction, so that branches and handlers that point to it pass the counter.
        Instruction moved = Instruction.Create(OpCodes.Nop);
        moved.OpCode = leader.OpCode;
        moved.Operand = leader.Operand;
        leader.OpCode = OpCodes.Nop;
        leader.Operand = null;
        il.InsertAfter(leader, moved);
        Add(il, moved, counts[0], own, instructions);
        if (first) Add(il, moved, counts[1], own, 1);
        foreach (int id in outside) Add(il, moved, counts[2], id, 1);
    }

    private static void Add(ILProcessor il, Instruction before, FieldReference array, int at, int amount)
    {
        il.InsertBefore(before, il.Create(OpCodes.Ldsfld, array));
        il.InsertBefore(before, il.Create(OpCodes.Ldc_I4, at));
        il.InsertBefore(before, il.Create(OpCodes.Ldelema, il.Body.Method.Module.TypeSystem.Int32));
        il.InsertBefore(before, il.Create(OpCodes.Dup));
        il.InsertBefore(before, il.Create(OpCodes.Ldind_I4));
        il.InsertBefore(before, il.Create(OpCodes.Ldc_I4, amount));
        il.InsertBefore(before, il.Create(OpCodes.Add));
        il.InsertBefore(before, il.Create(OpCodes.Stind_I4));
    }

    private static List<(Instruction Leader, List<Instruction> Block)> Blocks(MethodBody body)
    {
        HashSet<Instruction> leaders = [body.Instructions[0]];
        foreach (Instruction i in body.Instructions)
        {
            if (i.Operand is Instruction target) leaders.Add(target);
            if (i.Operand is Instruction[] targets) leaders.UnionWith(targets);
            bool ends = i.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;
            if (ends && i.Next != null) leaders.Add(i.Next);
        }
        foreach (ExceptionHandler h in body.ExceptionHandlers)
        {
            leaders.Add(h.TryStart);
            leaders.Add(h.HandlerStart);
            if (h.FilterStart != null) leaders.Add(h.FilterStart);
        }
        var blocks = new List<(Instruction, List<Instruction>)>();
        foreach (Instruction i in body.Instructions)
        {
            if (leaders.Contains(i)) blocks.Add((i, []));
            blocks[^1].Item2.Add(i);
        }
        return blocks;
    }

    /// <summary>The name of what a call reaches outside the firmware's own code; null for calls inside and for all else.</summary>
    private string? Outgoing(Instruction i)
    {
        if (i.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj) || i.Operand is not MethodReference called) return null;
        TypeReference type = called.DeclaringType;
        // Arrays have methods of their own; what makes a delegate is an instruction to the interpreter, no call.
        if (type is ArrayType || called.Name == ".ctor" && type.Resolve()?.BaseType?.Name == "MulticastDelegate") return null;
        if (!Rooms.Contains(type.Scope.Name.Replace(".dll", "", StringComparison.Ordinal))) return $"{type.Name}.{called.Name}";
        TypeDefinition? own = type.Resolve();
        // An interface that both adapters and own classes implement counts as a port where the table of costs has it.
        return own is { IsInterface: true } && (!_implemented.Contains(own.FullName) || _costs.Has($"{type.Name}.{called.Name}")) ? $"{type.Name}.{called.Name}" : null;
    }

    private static string ShortName(MethodDefinition method) => $"{method.DeclaringType.Name}.{method.Name}";

    private static int Id(Dictionary<string, int> ids, List<string> names, string name)
    {
        if (ids.TryGetValue(name, out int id)) return id;
        names.Add(name);
        return ids[name] = names.Count - 1;
    }
}
