using System.Reflection;
using Mono.Cecil;

namespace DeviceCheck;

/// <summary>The types that signatures encode in one byte (ECMA-335 II.23.1.16).</summary>
internal static class PrimitiveTypes
{
    // Cecil encodes a primitive as such only when this field of its own says so; it has no public way.
    private static readonly FieldInfo s_elementType = typeof(TypeReference).GetField("etype", BindingFlags.NonPublic | BindingFlags.Instance)!;

    private static readonly Dictionary<string, byte> s_codes = new()
    {
        ["System.Void"] = 0x01,
        ["System.Boolean"] = 0x02,
        ["System.Char"] = 0x03,
        ["System.SByte"] = 0x04,
        ["System.Byte"] = 0x05,
        ["System.Int16"] = 0x06,
        ["System.UInt16"] = 0x07,
        ["System.Int32"] = 0x08,
        ["System.UInt32"] = 0x09,
        ["System.Int64"] = 0x0A,
        ["System.UInt64"] = 0x0B,
        ["System.Single"] = 0x0C,
        ["System.Double"] = 0x0D,
        ["System.String"] = 0x0E,
        ["System.IntPtr"] = 0x18,
        ["System.UIntPtr"] = 0x19,
        ["System.Object"] = 0x1C,
    };

    /// <summary>Makes a type of that full name a primitive one where it is.</summary>
    public static void Mark(TypeReference type, string fullName)
    {
        if (s_codes.TryGetValue(fullName, out byte code)) s_elementType.SetValue(type, Enum.ToObject(s_elementType.FieldType, code));
    }
}
