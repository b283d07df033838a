using System.Collections;
using System.Reflection;

namespace Simulator.Memory;

/// <summary>
/// What an object takes on the device's managed heap: blocks of 12 bytes, one for the object and one a field; arrays of
/// references 12 bytes an element; text as UTF-8 with its end. Checked against the sizes measured on the interpreter.
/// </summary>
public static class DeviceHeap
{
    public const int Block = 12;
    private const int ArrayHeader = 20;
    private const int Delegate = 3 * Block;

    /// <summary>An event object with its list of waiters.</summary>
    private const int Event = 3 * Block;
    private const int BlockedThread = 996;
    private const int ArrayListBytes = 120;
    private const int HashtableBytes = 180;
    private const int HashtableEntry = 94;

    /// <summary>Bytes of the object itself, without what it refers to.</summary>
    public static int BytesOf(object o) => o switch
    {
        string text => Whole(Block + System.Text.Encoding.UTF8.GetByteCount(text) + 1),
        Array array => Whole(ArrayHeader + array.Length * ElementBytes(array.GetType().GetElementType()!)),
        System.Delegate => Delegate,
        WaitHandle => Event,
        Thread => BlockedThread,
        ArrayList => ArrayListBytes,
        Hashtable table => HashtableBytes + HashtableEntry * table.Count,
        _ => Block * (1 + FieldsOf(o.GetType()).Count()),
    };

    /// <summary>Instance fields of a type and its bases, as the device has them.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? t = type; t != null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
        }
    }

    private static int ElementBytes(Type element)
    {
        if (element.IsEnum) return 4;
        return Type.GetTypeCode(element) switch
        {
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
            _ => Block,
        };
    }

    private static int Whole(int bytes) => (bytes + Block - 1) / Block * Block;
}
