using System.Globalization;

namespace DeviceCheck;

/// <summary>A constant as a listing writes it: KIND:VALUE, or null.</summary>
internal static class ListedConstant
{
    /// <exception cref="InvalidDataException">The kind is none of the listing's.</exception>
    public static object? Parse(string text)
    {
        if (text == "null") return null;
        string kind = text[..text.IndexOf(':')];
        string value = text[(kind.Length + 1)..];
        CultureInfo culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            "s" => value.Replace("\\t", "\t").Replace("\\n", "\n").Replace("\\r", "\r").Replace("\\\\", "\\"),
            "c" => (char)int.Parse(value, culture),
            "b" => value == "1",
            "f" => BitConverter.Int32BitsToSingle(int.Parse(value, culture)),
            "d" => BitConverter.Int64BitsToDouble(long.Parse(value, culture)),
            "SByte" => sbyte.Parse(value, culture),
            "Byte" => byte.Parse(value, culture),
            "Int16" => short.Parse(value, culture),
            "UInt16" => ushort.Parse(value, culture),
            "Int32" => int.Parse(value, culture),
            "UInt32" => uint.Parse(value, culture),
            "Int64" => long.Parse(value, culture),
            "UInt64" => ulong.Parse(value, culture),
            _ => throw new InvalidDataException($"'{kind}' is no kind of constant in a listing"),
        };
    }
}
