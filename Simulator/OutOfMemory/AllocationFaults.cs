using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Simulator.OutOfMemory;

/// <summary>
/// The portable rooms loaded a second time with a fault in front of every instruction that allocates on the device: newobj (but
/// of an exception), newarr, box, ldstr, and every string call. The N-th from when it is armed throws OutOfMemoryException.
/// </summary>
public sealed class AllocationFaults : IDisposable
{
    private const string FaultType = "Charger.Runtime.AllocationFault";
    private static readonly string[] s_rooms = ["Charger.Runtime", "Charger.Can", "Ocpp.Client", "Firmware"];

    private readonly Context _context = new();
    private readonly FieldInfo _left;
    private readonly FieldInfo _thrown;
    private readonly FieldInfo _lasts;

    public AllocationFaults()
    {
        string here = Path.GetDirectoryName(typeof(AllocationFaults).Assembly.Location)!;
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(here);
        using var runtime = AssemblyDefinition.ReadAssembly(Path.Combine(here, "Charger.Runtime.dll"), new ReaderParameters { AssemblyResolver = resolver });
        MethodDefinition note = AddFault(runtime.MainModule);
        foreach (string room in s_rooms)
        {
            using var other = room == "Charger.Runtime" ? null : AssemblyDefinition.ReadAssembly(Path.Combine(here, room + ".dll"), new ReaderParameters { AssemblyResolver = resolver });
            ModuleDefinition module = (other ?? runtime).MainModule;
            MethodReference called = module.ImportReference(note);
            foreach (MethodDefinition method in module.GetTypes().Where(t => t.FullName != FaultType).SelectMany(t => t.Methods).Where(m => m.HasBody)) Weave(method, called);
            var bytes = new MemoryStream();
            module.Write(bytes);
            _context.Rewritten[room] = bytes.ToArray();
        }
        Type fault = _context.LoadFromAssemblyName(new AssemblyName("Charger.Runtime")).GetType(FaultType)!;
        _left = fault.GetField("Left")!;
        _thrown = fault.GetField("Thrown")!;
        _lasts = fault.GetField("Lasts")!;
    }

    /// <summary>Times it threw since the start.</summary>
    public int Thrown => (int)_thrown.GetValue(null)!;

    /// <summary>The N-th allocation from now throws; with <paramref name="lasts"/> every one after it too: the heap stays full.</summary>
    public void Arm(int n, bool lasts)
    {
        _lasts.SetValue(null, lasts);
        _left.SetValue(null, n);
    }

    /// <summary>No allocation throws any more. How many were left until the one that would have.</summary>
    public int Disarm()
    {
        int left = (int)_left.GetValue(null)!;
        _left.SetValue(null, 0);
        return left;
    }

    /// <summary>A type of this assembly, bound to the rooms with the fault.</summary>
    public dynamic Create(Type type, params object[] arguments)
    {
        Assembly again = _context.LoadFromAssemblyPath(typeof(AllocationFaults).Assembly.Location);
        return Activator.CreateInstance(again.GetType(type.FullName!)!, arguments)!;
    }

    public void Dispose() => _context.Unload();

    private static MethodDefinition AddFault(ModuleDefinition module)
    {
        var type = new TypeDefinition("Charger.Runtime", "AllocationFault", Mono.Cecil.TypeAttributes.Public | Mono.Cecil.TypeAttributes.Abstract | Mono.Cecil.TypeAttributes.Sealed, module.TypeSystem.Object);
        FieldDefinition left = Field("Left", module.TypeSystem.Int32), thrown = Field("Thrown", module.TypeSystem.Int32), lasts = Field("Lasts", module.TypeSystem.Boolean);
        var note = new MethodDefinition("Note", Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.Static, module.TypeSystem.Void);
        type.Methods.Add(note);
        module.Types.Add(type);
        ILProcessor il = note.Body.GetILProcessor();
        Instruction done = il.Create(OpCodes.Ret), once = il.Create(OpCodes.Newobj, module.ImportReference(typeof(OutOfMemoryException).GetConstructor(Type.EmptyTypes)));
        // if (Left <= 0) return; if (--Left > 0) return; Thrown++; if (Lasts) Left = 1; throw.
        Add(il, OpCodes.Ldsfld, left);
        il.Append(il.Create(OpCodes.Ldc_I4_0));
        il.Append(il.Create(OpCodes.Ble, done));
        Step(il, left, OpCodes.Sub);
        Add(il, OpCodes.Ldsfld, left);
        il.Append(il.Create(OpCodes.Ldc_I4_0));
        il.Append(il.Create(OpCodes.Bgt, done));
        Step(il, thrown, OpCodes.Add);
        Add(il, OpCodes.Ldsfld, lasts);
        il.Append(il.Create(OpCodes.Brfalse, once));
        il.Append(il.Create(OpCodes.Ldc_I4_1));
        Add(il, OpCodes.Stsfld, left);
        il.Append(once);
        il.Append(il.Create(OpCodes.Throw));
        il.Append(done);
        return note;

        FieldDefinition Field(string name, TypeReference of)
        {
            var field = new FieldDefinition(name, Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, of);
            type.Fields.Add(field);
            return field;
        }
    }

    private static void Add(ILProcessor il, OpCode code, FieldReference field) => il.Append(il.Create(code, field));

    private static void Step(ILProcessor il, FieldReference field, OpCode by)
    {
        Add(il, OpCodes.Ldsfld, field);
        il.Append(il.Create(OpCodes.Ldc_I4_1));
        il.Append(il.Create(by));
        Add(il, OpCodes.Stsfld, field);
    }

    private static void Weave(MethodDefinition method, MethodReference note)
    {
        method.Body.SimplifyMacros();
        ILProcessor il = method.Body.GetILProcessor();
        foreach (Instruction made in method.Body.Instructions.Where(Allocates).ToList())
        {
            if (made.Previous?.OpCode.OpCodeType == OpCodeType.Prefix) continue;
            // The old instruction becomes the fault, so that branches to it pass the fault too.
            Instruction moved = Instruction.Create(OpCodes.Nop);
            moved.OpCode = made.OpCode;
            moved.Operand = made.Operand;
            made.OpCode = OpCodes.Call;
            made.Operand = note;
            il.InsertAfter(made, moved);
        }
        method.Body.OptimizeMacros();
    }

    private static bool Allocates(Instruction i) => i.OpCode.Code switch
    {
        Code.Newarr or Code.Box or Code.Ldstr => true,
        Code.Newobj => !((MethodReference)i.Operand).DeclaringType.Name.EndsWith("Exception", StringComparison.Ordinal),
        Code.Call or Code.Callvirt => i.Operand is MethodReference { ReturnType.FullName: "System.String", DeclaringType.FullName: "System.String" or "System.Int32" or "System.Int64" or "System.Exception" or "System.Text.StringBuilder" },
        _ => false,
    };

    private sealed class Context() : AssemblyLoadContext("out of memory", isCollectible: true)
    {
        public Dictionary<string, byte[]> Rewritten { get; } = [];

        protected override Assembly? Load(AssemblyName name) =>
            Rewritten.TryGetValue(name.Name!, out byte[]? bytes) ? LoadFromStream(new MemoryStream(bytes)) : null;
    }
}
