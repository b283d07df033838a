namespace Simulator.CentralSystem.Schemas;

/// <summary>What a field holds on the wire.</summary>
public enum FieldKind
{
    Text,
    Integer,

    /// <summary>A number with one decimal at most (S 7.14).</summary>
    Tenths,
    Boolean,

    /// <summary>ISO 8601 (S 3.14).</summary>
    Time,
    Address,
    Object,
}

/// <summary>A field of a message as the specification's tables have it: name, kind, presence, length, values, nested fields.</summary>
public sealed record OcppField(string Name, FieldKind Kind)
{
    /// <summary>Cardinality 1..1 or 1..*.</summary>
    public bool Required { get; init; }

    /// <summary>Characters, 0 for no limit of its own.</summary>
    public int MaxLength { get; init; }

    /// <summary>Values of an enumeration, null where any text does.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public IReadOnlyList<OcppField>? Nested { get; init; }

    /// <summary>A list of what the rest describes.</summary>
    public bool Many { get; init; }

    /// <summary>Elements a list has at least.</summary>
    public int MinItems { get; init; }

    /// <summary>The same field where it must be there.</summary>
    public OcppField Must => this with { Required = true };

    public static OcppField Text(string name, int maxLength = 0) => new(name, FieldKind.Text) { MaxLength = maxLength };

    public static OcppField Integer(string name) => new(name, FieldKind.Integer);

    public static OcppField Tenths(string name) => new(name, FieldKind.Tenths);

    public static OcppField Boolean(string name) => new(name, FieldKind.Boolean);

    public static OcppField Time(string name) => new(name, FieldKind.Time);

    public static OcppField Address(string name) => new(name, FieldKind.Address);

    public static OcppField OneOf(string name, params string[] values) => new(name, FieldKind.Text) { Values = values };

    public static OcppField Object(string name, params OcppField[] nested) => new(name, FieldKind.Object) { Nested = nested };

    /// <summary>A list; its element's own name is the list's.</summary>
    public static OcppField List(OcppField element, int minItems = 0) => element with { Many = true, MinItems = minItems };
}
