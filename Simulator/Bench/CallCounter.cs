using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Simulator.Bench;

/// <summary>
/// Counts the calls the portable rooms make: their compiled assemblies are loaded a second time with a counter in front of
/// every call instruction, properties and library calls included. It counts the calls that really ran.
/// </summary>
public sealed class CallCounter : IDisposable
{
    private const string CounterType = "Charger.Runtime.CallCount";
    private static readonly string[] s_rooms = ["Charger.Runtime", "Charger.Can"];

    private readonly Context _context = new();
    private readonly FieldInfo _count;

    public CallCounter()
    {
        string here = Path.GetDirectoryName(typeof(CallCounter).Assembly.Location)!;
        using var runtime = AssemblyDefinition.ReadAssembly(Path.Combine(here, "Charger.Runtime.dll"));
        var counter = new TypeDefinition("Charger.Runtime", "CallCount", Mono.Cecil.TypeAttributes.Public | Mono.Cecil.TypeAttributes.Abstract | Mono.Cecil.TypeAttributes.Sealed, runtime.MainModule.TypeSystem.Object);
        var field = new FieldDefinition("Calls", Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, runtime.MainModule.TypeSystem.Int32);
        counter.Fields.Add(field);
        runtime.MainModule.Types.Add(counter);
        foreach (string room in s_rooms)
        {
            using var other = room == "Charger.Runtime" ? null : AssemblyDefinition.ReadAssembly(Path.Combine(here, room + ".dll"));
            ModuleDefinition module = (other ?? runtime).MainModule;
            FieldReference counts = module.ImportReference(field);
            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)) Count(method, counts);
            var bytes = new MemoryStream();
            module.Write(bytes);
            _context.Rewritten[room] = bytes.ToArray();
        }
        _count = _context.LoadFromAssemblyName(new AssemblyName("Charger.Runtime")).GetType(CounterType)!.GetField("Calls")!;
    }

    /// <summary>Calls since the start.</summary>
    public int Calls => (int)_count.GetValue(null)!;

    /// <summary>A type of this assembly, bound to the counted rooms.</summary>
    public dynamic Create(Type type)
    {
        Assembly again = _context.LoadFromAssemblyPath(typeof(CallCounter).Assembly.Location);
        return Activator.CreateInstance(again.GetType(type.FullName!)!)!;
    }

    public void Dispose() => _context.Unload();

    private static void Count(MethodDefinition method, FieldReference counts)
    {
        method.Body.SimplifyMacros();
        ILProcessor il = method.Body.GetILProcessor();
        foreach (Instruction call in method.Body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj).ToList())
        {
            if (call.Previous?.OpCode.OpCodeType == OpCodeType.Prefix) continue;
            // The old instruction becomes the counter's first, so that branches to the call pass it too.
            Instruction moved = Instruction.Create(OpCodes.Nop);
            moved.OpCode = call.OpCode;
            moved.Operand = call.Operand;
            call.OpCode = OpCodes.Ldsfld;
            call.Operand = counts;
            il.InsertAfter(call, moved);
            il.InsertBefore(moved, il.Create(OpCodes.Ldc_I4_1));
            il.InsertBefore(moved, il.Create(OpCodes.Add));
            il.InsertBefore(moved, il.Create(OpCodes.Stsfld, counts));
        }
        method.Body.OptimizeMacros();
    }

    private sealed class Context() : AssemblyLoadContext("counted", isCollectible: true)
    {
        public Dictionary<string, byte[]> Rewritten { get; } = [];

        protected override Assembly? Load(AssemblyName name) =>
            Rewritten.TryGetValue(name.Name!, out byte[]? bytes) ? LoadFromStream(new MemoryStream(bytes)) : null;
    }
}
