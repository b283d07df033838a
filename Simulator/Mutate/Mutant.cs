using Simulator.Rules;

namespace Simulator.Mutate;

/// <summary>The classes of changes.</summary>
public enum MutationKind
{
    Condition,
    Boundary,
    Removal,
    Constant,
    Order,
    Arithmetic,
}

/// <summary>A change of one line.</summary>
/// <param name="File">Relative to the checkout.</param>
/// <param name="Start">Where in the file's text it begins.</param>
/// <param name="Length">Characters that are replaced.</param>
/// <param name="New">What stands there instead.</param>
/// <param name="OldLine">The line without the spaces around it.</param>
/// <param name="NewLine">The same, changed.</param>
/// <param name="Shared">True for a constant that other files may have compiled into themselves.</param>
public sealed record Mutant(string File, int Line, MutationKind Kind, int Start, int Length, string New, string OldLine, string NewLine, bool Shared)
{
    /// <summary>The room whose assembly it changes.</summary>
    public string Room => File[..File.IndexOf('/')];

    public string Make(string source) => source[..Start] + New + source[(Start + Length)..];

    public override string ToString() => $"{File}:{Line} {Kind}: {OldLine}  =>  {NewLine}";

    /// <summary>What stands in the checkout's file is what it was drawn from.</summary>
    public static string Source(string file) => System.IO.File.ReadAllText(Path.Combine(Checkout.Root, file));
}
