using System.Text;
using Mono.Cecil;

namespace DeviceCheck;

/// <summary>One reference assembly: signatures without bodies, made from the rows of a listing (docs/nfcheck.md).</summary>
internal sealed class ReferenceAssembly(ApiSet api, string name)
{
    private const string Volatile = "|volatile";

    private readonly Dictionary<string, TypeDefinition> _types = [];
    private readonly Dictionary<string, AssemblyNameReference> _references = [];
    private ModuleDefinition _module = null!;

    public void Write(string file)
    {
        var parameters = new ModuleParameters { Kind = ModuleKind.Dll, AssemblyResolver = new ListingResolver(api) };
        AssemblyDefinition assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, api.VersionOf(name)), name + ".dll", parameters);
        _module = assembly.MainModule;
        string[][] rows = api.RowsOf(name);
        foreach (string[] row in rows.Where(r => r[0] == "reference")) _module.AssemblyReferences.Add(_references[row[1]] = new AssemblyNameReference(row[1], api.VersionOf(row[1])));
        foreach (string[] row in rows.Where(r => r[0] == "type")) Declare(row);
        TypeDefinition type = null!;
        foreach (string[] row in rows)
        {
            if (row[0] == "type") type = Complete(row);
            else AddMember(type, row);
        }
        assembly.Write(file);
    }

    private void Declare(string[] row)
    {
        string full = row[1];
        int slash = full.LastIndexOf('/');
        int dot = full.LastIndexOf('.');
        string simple = slash >= 0 ? full[(slash + 1)..] : full[(dot + 1)..];
        var type = new TypeDefinition(slash >= 0 || dot < 0 ? "" : full[..dot], simple, (TypeAttributes)Flags(row[2]) & ~TypeAttributes.HasSecurity);
        PrimitiveTypes.Mark(type, full);
        _types[full] = type;
        if (slash >= 0) _types[full[..slash]].NestedTypes.Add(type);
        else _module.Types.Add(type);
    }

    private TypeDefinition Complete(string[] row)
    {
        TypeDefinition type = _types[row[1]];
        if (row[3] != "-") type.BaseType = Reference(row[3]);
        if (row.Length > 4)
            foreach (string implemented in row[4].Split(',').Where(IsKnown)) type.Interfaces.Add(new InterfaceImplementation(Reference(implemented)));
        return type;
    }

    private void AddMember(TypeDefinition type, string[] row)
    {
        switch (row[0])
        {
            case "field":
                AddField(type, row);
                break;
            case "method" when Signature(row).All(IsKnown):
                AddMethod(type, row);
                break;
            case "property" when IsKnown(row[2]):
                AddProperty(type, row);
                break;
            case "event" when IsKnown(row[2]):
                type.Events.Add(new EventDefinition(row[1], EventAttributes.None, Reference(row[2])) { AddMethod = Named(type, "add_" + row[1]), RemoveMethod = Named(type, "remove_" + row[1]) });
                break;
            case "usage":
                byte[] multiple = row[2] == "True" ? [1, 0, 0x54, 2, 13, .. "AllowMultiple"u8, 1] : [0, 0];
                type.CustomAttributes.Add(Attribute("System.AttributeUsageAttribute", ["System.AttributeTargets"], [1, 0, .. BitConverter.GetBytes(int.Parse(row[1])), .. multiple]));
                break;
            case "defaultmember":
                type.CustomAttributes.Add(Attribute("System.Reflection.DefaultMemberAttribute", ["System.String"], OneText(row[1])));
                break;
        }
    }

    private void AddField(TypeDefinition type, string[] row)
    {
        FieldAttributes flags = (FieldAttributes)Flags(row[2]) & ~(FieldAttributes.HasFieldRVA | FieldAttributes.HasFieldMarshal);
        var field = new FieldDefinition(row[1], flags, Reference(IsKnown(row[3]) ? row[3] : "System.Int32"));
        if (row.Length > 4) field.Constant = ListedConstant.Parse(row[4]);
        type.Fields.Add(field);
    }

    private void AddMethod(TypeDefinition type, string[] row)
    {
        bool isDelegate = type.BaseType?.FullName == "System.MulticastDelegate";
        MethodAttributes flags = (MethodAttributes)Flags(row[2]) & ~MethodAttributes.HasSecurity & ~MethodAttributes.PInvokeImpl;
        var method = new MethodDefinition(row[1], flags, Reference(row[3])) { ImplAttributes = isDelegate ? MethodImplAttributes.Runtime : MethodImplAttributes.IL };
        method.HasThis = !method.IsStatic;
        foreach (string parameter in row[4].Split(';', StringSplitOptions.RemoveEmptyEntries)) method.Parameters.Add(Parameter(parameter));
        type.Methods.Add(method);
    }

    // TYPE NAME FLAGS [=CONSTANT] [ params] [ caller=NAME]
    private ParameterDefinition Parameter(string text)
    {
        string[] parts = text.Split(' ', 4);
        string rest = parts.Length > 3 ? parts[3] : "";
        int at = rest.IndexOf(" caller=", StringComparison.Ordinal);
        string caller = at < 0 ? "" : rest[(at + " caller=".Length)..];
        if (at >= 0) rest = rest[..at];
        var parameter = new ParameterDefinition(parts[1], (ParameterAttributes)Flags(parts[2]) & ~ParameterAttributes.HasFieldMarshal, Reference(parts[0]));
        if (rest.StartsWith('=')) parameter.Constant = ListedConstant.Parse(rest[1..].Replace(" params", ""));
        if (rest.EndsWith("params")) parameter.CustomAttributes.Add(Attribute("System.ParamArrayAttribute", [], [1, 0, 0, 0]));
        if (caller.Length > 0) parameter.CustomAttributes.Add(Attribute("System.Runtime.CompilerServices.CallerArgumentExpressionAttribute", ["System.String"], OneText(caller)));
        return parameter;
    }

    private void AddProperty(TypeDefinition type, string[] row)
    {
        string[] indexes = row.Length > 5 ? row[5].Split(';', StringSplitOptions.RemoveEmptyEntries) : [];
        var property = new PropertyDefinition(row[1], PropertyAttributes.None, Reference(row[2]))
        {
            GetMethod = type.Methods.FirstOrDefault(m => m.Name == row[3] && m.Parameters.Select(p => p.ParameterType.FullName).SequenceEqual(indexes)),
            SetMethod = type.Methods.FirstOrDefault(m => m.Name == row[4] && m.Parameters.Count == indexes.Length + 1),
        };
        if (property.GetMethod != null || property.SetMethod != null) type.Properties.Add(property);
    }

    private static MethodDefinition? Named(TypeDefinition type, string method) => type.Methods.FirstOrDefault(m => m.Name == method);

    private static uint Flags(string hex) => Convert.ToUInt32(hex, 16);

    private static byte[] OneText(string text) => [1, 0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text), 0, 0];

    private static IEnumerable<string> Signature(string[] method) => method[4].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(' ')[0]).Prepend(method[3]);

    // Signatures of types that no listing has, and generic ones, are left out: the device has no generics.
    private bool IsKnown(string type)
    {
        type = type.Replace(Volatile, "");
        while (type.EndsWith("[]") || type.EndsWith('&') || type.EndsWith('*')) type = type.EndsWith("[]") ? type[..^2] : type[..^1];
        return !type.Contains('<') && !type.Contains('!') && api.OwnerOf(type) is { } owner && (owner == name || _references.ContainsKey(owner));
    }

    private TypeReference Reference(string type)
    {
        type = type.Replace(Volatile, "");
        if (type.EndsWith("[]")) return new ArrayType(Reference(type[..^2]));
        if (type.EndsWith('&')) return new ByReferenceType(Reference(type[..^1]));
        if (type.EndsWith('*')) return new PointerType(Reference(type[..^1]));
        if (_types.TryGetValue(type, out TypeDefinition? own)) return own;
        AssemblyNameReference owner = _references[api.OwnerOf(type)!];
        int slash = type.LastIndexOf('/');
        if (slash >= 0) return new TypeReference("", type[(slash + 1)..], _module, owner, api.IsValueType(type)) { DeclaringType = Reference(type[..slash]) };
        int dot = type.LastIndexOf('.');
        var other = new TypeReference(dot < 0 ? "" : type[..dot], type[(dot + 1)..], _module, owner, api.IsValueType(type));
        PrimitiveTypes.Mark(other, type);
        return other;
    }

    private CustomAttribute Attribute(string type, string[] arguments, byte[] value)
    {
        var constructor = new MethodReference(".ctor", Reference("System.Void"), Reference(type)) { HasThis = true };
        foreach (string argument in arguments) constructor.Parameters.Add(new ParameterDefinition(Reference(argument)));
        return new CustomAttribute(constructor, value);
    }

    private sealed class ListingResolver(ApiSet api) : IAssemblyResolver
    {
        private readonly Dictionary<string, AssemblyDefinition> _read = [];

        public AssemblyDefinition Resolve(AssemblyNameReference reference) =>
            _read.TryGetValue(reference.Name, out AssemblyDefinition? assembly) ? assembly : _read[reference.Name] = AssemblyDefinition.ReadAssembly(api.AssemblyOf(reference.Name));

        public AssemblyDefinition Resolve(AssemblyNameReference reference, ReaderParameters parameters) => Resolve(reference);

        public void Dispose()
        {
            foreach (AssemblyDefinition assembly in _read.Values) assembly.Dispose();
        }
    }
}
