using System.Reflection;

namespace Simulator.Soak;

/// <summary>
/// Counts the objects of the firmware that can be reached from a root: what stays alive from one cycle to the next. Strings and
/// whatever belongs to the simulator or the runtime's own classes is not followed.
/// </summary>
public static class LiveObjects
{
    private static readonly Dictionary<Type, FieldInfo[]> s_fields = [];

    public static int Count(object root) => Reach(root).Count;

    /// <summary>Number of live objects by type, most frequent first: where a drift comes from.</summary>
    public static IReadOnlyDictionary<string, int> ByType(object root) =>
        Reach(root).GroupBy(o => o.GetType().Name).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count());

    internal static HashSet<object> Reach(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var toVisit = new Stack<object>();
        toVisit.Push(root);
        while (toVisit.TryPop(out object? next))
        {
            if (!Counts(next) || !seen.Add(next)) continue;
            foreach (object inner in Inside(next)) toVisit.Push(inner);
        }
        return seen;
    }

    private static bool Counts(object o)
    {
        if (o is Array) return true;
        string assembly = o.GetType().Assembly.GetName().Name!;
        return assembly is "Charger.Runtime" or "Charger.Can" or "Ocpp.Client" or "Firmware" || o is System.Collections.ICollection;
    }

    private static IEnumerable<object> Inside(object o)
    {
        if (o is Array array)
        {
            if (array.GetType().GetElementType() is { IsPrimitive: true }) yield break;
            foreach (object? item in array)
            {
                if (item is not null and not string) yield return item;
            }
            yield break;
        }
        foreach (FieldInfo field in FieldsOf(o.GetType()))
        {
            object? value = field.GetValue(o);
            if (value is not null and not string) yield return value;
        }
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (s_fields.TryGetValue(type, out FieldInfo[]? known)) return known;
        var fields = new List<FieldInfo>();
        for (Type? t = type; t != null && t != typeof(object); t = t.BaseType)
        {
            fields.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(f => !f.FieldType.IsPrimitive && !f.FieldType.IsEnum && !f.FieldType.IsPointer));
        }
        return s_fields[type] = [.. fields];
    }
}
