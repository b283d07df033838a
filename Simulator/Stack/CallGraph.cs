using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Simulator.Stack;

/// <summary>
/// Who may call whom in the firmware's assemblies, from their IL. A virtual or interface call may reach every override, a
/// delegate call every method of its shape whose address is taken somewhere: more than can happen, never less.
/// </summary>
public sealed class CallGraph
{
    private readonly Dictionary<string, MethodDefinition> _methods = [];
    private readonly Dictionary<string, List<MethodDefinition>> _overrides = [];
    private readonly Dictionary<string, List<MethodDefinition>> _delegateTargets = [];
    private readonly Dictionary<string, TypeDefinition> _types = [];

    public CallGraph(IEnumerable<string> assemblies)
    {
        var modules = assemblies.Select(a => ModuleDefinition.ReadModule(a)).ToList();
        foreach (var type in modules.SelectMany(m => m.GetTypes())) _types[type.FullName] = type;
        foreach (var method in _types.Values.SelectMany(t => t.Methods)) _methods[method.FullName] = method;
        foreach (var type in _types.Values) IndexOverrides(type);
        foreach (var body in _methods.Values.Where(m => m.HasBody)) IndexDelegates(body);
    }

    public IEnumerable<TypeDefinition> Types => _types.Values;

    public MethodDefinition? Find(MethodReference reference) => _methods.GetValueOrDefault(reference.GetElementMethod().FullName);

    /// <summary>The methods one call instruction may enter; empty when it leaves the firmware's assemblies.</summary>
    public IEnumerable<MethodDefinition> Targets(Instruction call)
    {
        var called = (MethodReference)call.Operand;
        if (called.Name == "Invoke" && IsDelegate(called.DeclaringType)) return _delegateTargets.GetValueOrDefault(Shape(called)) ?? [];
        var exact = Find(called);
        if (call.OpCode.Code != Code.Callvirt) return exact == null ? [] : [exact];
        var all = new List<MethodDefinition>(_overrides.GetValueOrDefault(called.FullName) ?? []);
        if (exact is { HasBody: true }) all.Add(exact);
        return all;
    }

    private void IndexOverrides(TypeDefinition type)
    {
        if (type.IsInterface) return;
        foreach (var above in Above(type))
            foreach (var slot in above.Methods.Where(m => m.IsVirtual))
            {
                var body = Implementation(type, slot);
                if (body is not { HasBody: true } || body == slot) continue;
                if (!_overrides.TryGetValue(slot.FullName, out var list)) _overrides[slot.FullName] = list = [];
                if (!list.Contains(body)) list.Add(body);
            }
    }

    private IEnumerable<TypeDefinition> Above(TypeDefinition type)
    {
        for (var t = type; t != null; t = t.BaseType == null ? null : _types.GetValueOrDefault(t.BaseType.FullName))
        {
            if (t != type) yield return t;
            foreach (var i in t.Interfaces)
                if (_types.GetValueOrDefault(i.InterfaceType.FullName) is { } known) yield return known;
        }
    }

    private MethodDefinition? Implementation(TypeDefinition type, MethodDefinition slot)
    {
        for (var t = type; t != null; t = t.BaseType == null ? null : _types.GetValueOrDefault(t.BaseType.FullName))
        {
            var found = t.Methods.FirstOrDefault(m => m.IsVirtual && Signature(m) == Signature(slot) && (m.Name == slot.Name || m.Overrides.Any(o => o.FullName == slot.FullName)));
            if (found != null) return found;
        }
        return null;
    }

    private void IndexDelegates(MethodDefinition method)
    {
        foreach (var taken in method.Body.Instructions.Where(i => i.OpCode.Code is Code.Ldftn or Code.Ldvirtftn))
        {
            var target = (MethodReference)taken.Operand;
            var list = new List<MethodDefinition>(_overrides.GetValueOrDefault(target.FullName) ?? []);
            if (Find(target) is { HasBody: true } exact) list.Add(exact);
            var shape = Shape(target);
            if (!_delegateTargets.TryGetValue(shape, out var known)) _delegateTargets[shape] = known = [];
            known.AddRange(list.Where(m => !known.Contains(m)));
        }
    }

    private bool IsDelegate(TypeReference type) =>
        _types.GetValueOrDefault(type.FullName)?.BaseType?.FullName == "System.MulticastDelegate" || type.FullName is "System.Threading.ThreadStart" or "System.Threading.TimerCallback" or "System.Action";

    private static string Shape(MethodReference m) => m.ReturnType.FullName + "(" + string.Join(",", m.Parameters.Select(p => p.ParameterType.FullName)) + ")";

    private static string Signature(MethodReference m) => Shape(m);
}
