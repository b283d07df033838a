using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Simulator.Mutate;

/// <summary>A place of the written text, and the changes that stand there.</summary>
public readonly record struct SwitchedPlace(TextSpan Span, IReadOnlyList<int> Numbers);

/// <summary>
/// Writes many changes into one source, each beside what it changes and chosen by a number while the program runs: compiled
/// and loaded once, all of them can be tried. What cannot be chosen so (a constant, what the compiler reads for its own
/// rules) is refused and has to be compiled for itself.
/// </summary>
public sealed class MutantSwitch
{
    /// <summary>Put into the lowest room, so that all can read it.</summary>
    public const string Class = "public static class " + ClassName + " { public static int Number; }";
    public const string ClassName = "SwitchOfMutate";

    private readonly string _source;
    private readonly SortedDictionary<int, (SyntaxNode Node, List<(int Number, string Text)> Choices)> _carriers = [];
    private readonly StringBuilder _text = new();
    private readonly List<SwitchedPlace> _places = [];

    /// <param name="mutants">Changes of this source, each with its number, above 0.</param>
    public MutantSwitch(string source, IEnumerable<(int Number, Mutant Mutant)> mutants)
    {
        _source = source;
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp9)).GetRoot();
        foreach (var (number, mutant) in mutants) Place(root, number, mutant);
        Write(root.FullSpan, [.. _carriers.Values.Select(c => c.Node)]);
    }

    /// <summary>Changes that stand in the text.</summary>
    public IEnumerable<int> Taken => _carriers.Values.SelectMany(c => c.Choices).Select(c => c.Number).Distinct();

    public string Text => _text.ToString();

    public IReadOnlyList<SwitchedPlace> Places => _places;

    private void Place(SyntaxNode root, int number, Mutant mutant)
    {
        var span = new TextSpan(mutant.Start, mutant.Length);
        if (Pair(root, span) is var (first, second))
        {
            if (IsFit(first) && IsFit(second))
            {
                Add(first, number, mutant.New);
                Add(second, number, ";");
            }
            return;
        }
        SyntaxNode? node = Carrier(root.FindNode(span, getInnermostNodeForTie: true));
        if (node == null || !IsFit(node)) return;
        string changed = mutant.Make(_source);
        Add(node, number, changed[node.Span.Start..(node.Span.End + changed.Length - _source.Length)]);
    }

    private void Add(SyntaxNode node, int number, string text)
    {
        // An expression and a statement never begin and end at the same place: a statement has its semicolon.
        int key = node.SpanStart * 4096 + 4095 - Math.Min(4095, node.Span.Length);
        if (!_carriers.TryGetValue(key, out var carrier)) _carriers[key] = carrier = (node, []);
        if (carrier.Node == node) carrier.Choices.Add((number, text));
    }

    /// <summary>Two neighbouring statements that change places.</summary>
    private static (StatementSyntax First, StatementSyntax Second)? Pair(SyntaxNode root, TextSpan span)
    {
        var first = root.FindToken(span.Start).Parent?.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(s => s.SpanStart == span.Start && s.Parent is BlockSyntax);
        if (first?.Parent is not BlockSyntax block || first.Span.End >= span.End) return null;
        int next = block.Statements.IndexOf(first) + 1;
        return next < block.Statements.Count && block.Statements[next].Span.End == span.End ? (first, block.Statements[next]) : null;
    }

    /// <summary>The smallest expression or statement around a change that can stand beside another one; null for none.</summary>
    private static SyntaxNode? Carrier(SyntaxNode? node)
    {
        for (; node != null; node = node.Parent)
        {
            if (node is StatementSyntax) return node is ExpressionStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax ? node : null;
            if (node is MemberDeclarationSyntax or AccessorDeclarationSyntax) return null;
            if (node is ExpressionSyntax e && IsValue(e)) return node;
        }
        return null;
    }

    private static bool IsValue(ExpressionSyntax e)
    {
        if (e is TypeSyntax and not SimpleNameSyntax || e.Parent is ExpressionStatementSyntax || IsIncrementor(e)) return false;
        if (e.Parent is InvocationExpressionSyntax call && call.Expression == e) return false;
        if (e.Parent is MemberAccessExpressionSyntax member && member.Name == e) return false;
        if (e.Parent is AssignmentExpressionSyntax set && set.Left == e) return false;
        if (e.Parent is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }) return false;
        if (e.Parent is ArrowExpressionClauseSyntax arrow && IsVoid(arrow)) return false;
        return e.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None };
    }

    private static bool IsIncrementor(ExpressionSyntax e) => e.Parent is ForStatementSyntax f && f.Incrementors.Contains(e);

    private static bool IsVoid(ArrowExpressionClauseSyntax arrow) => arrow.Parent switch
    {
        MethodDeclarationSyntax m => m.ReturnType.ToString() == "void",
        AccessorDeclarationSyntax a => !a.IsKind(SyntaxKind.GetAccessorDeclaration),
        ConstructorDeclarationSyntax => true,
        _ => false,
    };

    private static bool IsFit(SyntaxNode node)
    {
        // A name that is made inside would be made twice; the last statement of a case keeps it from falling through.
        if (node.DescendantNodesAndSelf().Any(n => n is DeclarationExpressionSyntax or SingleVariableDesignationSyntax)) return false;
        if (node.Parent is SwitchSectionSyntax section && section.Statements.Last() == node && node is not ExpressionStatementSyntax) return false;
        if (node is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } } && IsUnset(node, name.Identifier.Text)) return false;
        foreach (SyntaxNode around in node.AncestorsAndSelf())
        {
            if (around is AttributeSyntax or ParameterSyntax or EnumMemberDeclarationSyntax or SwitchLabelSyntax or PatternSyntax) return false;
            if (around is LocalDeclarationStatementSyntax { IsConst: true }) return false;
            if (around is ConstructorDeclarationSyntax made && made.Modifiers.Any(SyntaxKind.StaticKeyword)) return false;
            // What is set once for all would stay as it was when it was set.
            if (around is FieldDeclarationSyntax field && field.Modifiers.Any(t => t.IsKind(SyntaxKind.ConstKeyword) || t.IsKind(SyntaxKind.StaticKeyword))) return false;
            if (around is PropertyDeclarationSyntax { Initializer: not null } property && property.Modifiers.Any(SyntaxKind.StaticKeyword)) return false;
            if (around is WhileStatementSyntax { Condition: LiteralExpressionSyntax } loop && loop.Condition == node) return false;
        }
        return true;
    }

    /// <summary>A local without a first value, or a parameter that has to be set.</summary>
    private static bool IsUnset(SyntaxNode node, string name)
    {
        SyntaxNode? member = node.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax);
        return member != null && (member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(v => v.Identifier.Text == name && v.Initializer == null && v.Parent?.Parent is LocalDeclarationStatementSyntax)
            || member.DescendantNodes().OfType<ParameterSyntax>().Any(p => p.Identifier.Text == name && p.Modifiers.Any(SyntaxKind.OutKeyword)));
    }

    // What is changed is written in the words of the source; only what is not changed can hold other changes.
    private void Write(TextSpan span, IReadOnlyList<SyntaxNode> carriers)
    {
        int at = span.Start;
        foreach (SyntaxNode carrier in carriers.Where(c => span.Contains(c.Span)).OrderBy(c => c.SpanStart).ThenByDescending(c => c.Span.Length))
        {
            if (carrier.SpanStart < at) continue;
            _text.Append(_source, at, carrier.SpanStart - at);
            Write(carrier, [.. carriers.Where(c => c != carrier && carrier.Span.Contains(c.Span))]);
            at = carrier.Span.End;
        }
        _text.Append(_source, at, span.End - at);
    }

    private void Write(SyntaxNode carrier, IReadOnlyList<SyntaxNode> inside)
    {
        List<(int Number, string Text)> choices = _carriers.Values.First(c => c.Node == carrier).Choices;
        bool isStatement = carrier is StatementSyntax;
        int start = _text.Length;
        _text.Append(isStatement ? "{ " : "(");
        foreach (var (number, text) in choices)
        {
            int from = _text.Length;
            string asked = string.Create(CultureInfo.InvariantCulture, $"global::{ClassName}.Number == {number}");
            _text.Append(isStatement ? $"if ({asked}) {{ {text} }} else " : $"{asked} ? ({text}) : ");
            _places.Add(new SwitchedPlace(TextSpan.FromBounds(from, _text.Length), [number]));
        }
        _text.Append(isStatement ? "{ " : "(");
        Write(carrier.Span, inside);
        _text.Append(isStatement ? " } }" : "))");
        _places.Add(new SwitchedPlace(TextSpan.FromBounds(start, _text.Length), [.. choices.Select(c => c.Number)]));
    }
}
