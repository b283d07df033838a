using System.Collections;
using System.Reflection;

namespace Simulator.Memory;

/// <summary>One line of the memory page: a type, or an array by the type that holds it.</summary>
public sealed record HeapRow(string Room, string What, int Objects, int Bytes);

/// <summary>
/// Walks all that a composition keeps alive and adds it up as the device would hold it, by room. What belongs to the adapters
/// of the desktop is left out.
/// </summary>
public static class LongLived
{
    private static readonly string[] s_rooms = ["Charger.Runtime", "Charger.Can", "Ocpp.Client", "Firmware"];

    public static IReadOnlyList<HeapRow> Of(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var rows = new Dictionary<(string Room, string What), (int Objects, int Bytes)>();
        var todo = new Stack<(object Object, Type Holder)>();
        todo.Push((root, root.GetType()));
        foreach (FieldInfo field in StaticFields())
        {
            if (field.GetValue(null) is { } value) todo.Push((value, field.DeclaringType!));
        }
        while (todo.TryPop(out var next))
        {
            if (!Counts(next.Object) || !seen.Add(next.Object)) continue;
            Type type = next.Object.GetType();
            bool own = RoomOf(type) != null;
            var key = own ? (RoomOf(type)!, type.Name) : (RoomOf(next.Holder)!, Kind(next.Object) + " of " + next.Holder.Name);
            rows.TryGetValue(key, out var sum);
            rows[key] = (sum.Objects + 1, sum.Bytes + DeviceHeap.BytesOf(next.Object));
            foreach (object inner in Inside(next.Object)) todo.Push((inner, own ? type : next.Holder));
        }
        return [.. rows.Select(r => new HeapRow(r.Key.Room, r.Key.What, r.Value.Objects, r.Value.Bytes)).OrderBy(r => Array.IndexOf(s_rooms, r.Room)).ThenByDescending(r => r.Bytes)];
    }

    private static string? RoomOf(Type type) => type.Assembly.GetName().Name is { } name && s_rooms.Contains(name) ? name : null;

    private static bool Counts(object o) => RoomOf(o.GetType()) != null || o is string or Array or WaitHandle or Thread or Delegate or ArrayList or Hashtable;

    private static string Kind(object o) => o switch
    {
        string => "text",
        Array array => array.GetType().GetElementType()!.Name.ToLowerInvariant() + "[]",
        _ => o.GetType().Name,
    };

    private static IEnumerable<object> Inside(object o)
    {
        if (o is string or WaitHandle or Thread or Delegate) return [];
        if (o is Array array) return array.GetType().GetElementType() is { IsPrimitive: true } or { IsEnum: true } ? [] : array.Cast<object?>().OfType<object>();
        if (o is ICollection collection) return collection.Cast<object?>().OfType<object>();
        return DeviceHeap.FieldsOf(o.GetType()).Where(f => !f.FieldType.IsPrimitive && !f.FieldType.IsEnum && !f.FieldType.IsPointer).Select(f => f.GetValue(o)).OfType<object>();
    }

    private static IEnumerable<FieldInfo> StaticFields() => s_rooms
        .Select(r => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == r)).OfType<Assembly>()
        .SelectMany(a => a.GetTypes())
        // The coverage collector and `mutate` add a type of their own with a counter for each line: no part of the firmware.
        .Where(t => !t.Name.StartsWith('<') && t.Namespace?.StartsWith("Coverlet.", StringComparison.Ordinal) != true && t.Name != "HitsOfMutate")
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(f => !f.IsLiteral);
}
