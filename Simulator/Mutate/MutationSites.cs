using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Simulator.Mutate;

/// <summary>
/// All changes of one line that can be made to a file. Left out is what has no behaviour to test: attributes, texts, calls
/// that only write to the log.
/// </summary>
public sealed class MutationSites : CSharpSyntaxWalker
{
    private static readonly Dictionary<SyntaxKind, (string Text, MutationKind Kind)> s_operators = new()
    {
        [SyntaxKind.LessThanToken] = ("<=", MutationKind.Boundary),
        [SyntaxKind.LessThanEqualsToken] = ("<", MutationKind.Boundary),
        [SyntaxKind.GreaterThanToken] = (">=", MutationKind.Boundary),
        [SyntaxKind.GreaterThanEqualsToken] = (">", MutationKind.Boundary),
        [SyntaxKind.EqualsEqualsToken] = ("!=", MutationKind.Condition),
        [SyntaxKind.ExclamationEqualsToken] = ("==", MutationKind.Condition),
        [SyntaxKind.AmpersandAmpersandToken] = ("||", MutationKind.Condition),
        [SyntaxKind.BarBarToken] = ("&&", MutationKind.Condition),
        [SyntaxKind.PlusToken] = ("-", MutationKind.Arithmetic),
        [SyntaxKind.MinusToken] = ("+", MutationKind.Arithmetic),
        [SyntaxKind.AsteriskToken] = ("/", MutationKind.Arithmetic),
        [SyntaxKind.SlashToken] = ("*", MutationKind.Arithmetic),
        [SyntaxKind.AmpersandToken] = ("|", MutationKind.Arithmetic),
        [SyntaxKind.BarToken] = ("&", MutationKind.Arithmetic),
        [SyntaxKind.LessThanLessThanToken] = (">>", MutationKind.Arithmetic),
        [SyntaxKind.GreaterThanGreaterThanToken] = ("<<", MutationKind.Arithmetic),
        [SyntaxKind.PlusEqualsToken] = ("-=", MutationKind.Arithmetic),
        [SyntaxKind.MinusEqualsToken] = ("+=", MutationKind.Arithmetic),
        [SyntaxKind.BarEqualsToken] = ("=", MutationKind.Arithmetic),
        [SyntaxKind.AmpersandEqualsToken] = ("=", MutationKind.Arithmetic),
    };

    /// <summary>Up to here numbers are counts and indexes: one more or less matters. Above they are times and sizes.</summary>
    private const int SmallNumber = 10;

    private readonly string _file;
    private readonly string _source;
    private readonly List<Mutant> _found = [];

    private MutationSites(string file, string source)
    {
        _file = file;
        _source = source;
    }

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<Mutant> In(string file, string source)
    {
        var sites = new MutationSites(file, source);
        sites.Visit(CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp9)).GetRoot());
        return [.. sites._found.DistinctBy(m => (m.Start, m.Length, m.New)).OrderBy(m => m.Start).ThenBy(m => m.Length).ThenBy(m => m.New, StringComparer.Ordinal)];
    }

    public override void VisitAttributeList(AttributeListSyntax node)
    {
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node) => Remove(node);

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (IsLog(node.Expression)) return;
        Remove(node);
        base.VisitExpressionStatement(node);
    }

    public override void VisitBlock(BlockSyntax node)
    {
        for (int i = 1; i < node.Statements.Count; i++) Swap(node.Statements[i - 1], node.Statements[i]);
        base.VisitBlock(node);
    }

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression == null) Remove(node);
        base.VisitReturnStatement(node);
    }

    public override void VisitBreakStatement(BreakStatementSyntax node)
    {
        if (node.Parent is not SwitchSectionSyntax) Remove(node);
    }

    public override void VisitContinueStatement(ContinueStatementSyntax node) => Remove(node);

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        if (node.Else == null && node.Statement is ExpressionStatementSyntax { Expression: var only } && IsLog(only)) return;
        Negate(node.Condition);
        base.VisitIfStatement(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Negate(node.Condition);
        base.VisitWhileStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Negate(node.Condition);
        base.VisitConditionalExpression(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (s_operators.TryGetValue(node.OperatorToken.Kind(), out var other) && !IsText(node) && !(other.Kind == MutationKind.Boundary && IsLeastOrMost(node))) Replace(node.OperatorToken.Span, other.Text, other.Kind, node);
        if (node.IsKind(SyntaxKind.SubtractExpression) && !HasEffect(node)) Replace(node.Span, $"{node.Right} - {node.Left}", MutationKind.Order, node);
        base.VisitBinaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (s_operators.TryGetValue(node.OperatorToken.Kind(), out var other)) Replace(node.OperatorToken.Span, other.Text, other.Kind, node);
        base.VisitAssignmentExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.LogicalNotExpression)) Replace(node.OperatorToken.Span, "", MutationKind.Condition, node);
        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (IsLog(node)) return;
        string called = node.Expression.ToString();
        if (called is "Math.Min" or "Math.Max") Replace(node.Expression.Span, called == "Math.Min" ? "Math.Max" : "Math.Min", MutationKind.Boundary, node);
        base.VisitInvocationExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.TrueLiteralExpression)) Replace(node.Span, "false", MutationKind.Constant, node);
        if (node.IsKind(SyntaxKind.FalseLiteralExpression)) Replace(node.Span, "true", MutationKind.Constant, node);
        if (node.IsKind(SyntaxKind.NumericLiteralExpression)) Number(node);
    }

    private void Number(LiteralExpressionSyntax node)
    {
        string suffix = node.Token.Text.TrimEnd('L', 'U', 'l', 'u').Length is int digits && digits < node.Token.Text.Length ? node.Token.Text[digits..] : "";
        decimal value;
        switch (node.Token.Value)
        {
            case int i: value = i; break;
            case uint u: value = u; break;
            case long l: value = l; break;
            case ulong u: value = u; break;
            default: return;
        }
        if (node.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus && value == 1)
        {
            // -1 stands for "none": any other negative number is the same, 0 is not.
            Replace(minus.Span, "0" + suffix, MutationKind.Constant, node);
            return;
        }
        // ">= 1" is "> 0" and "< 1" is "<= 0": the boundary's own change.
        if (value == 0 && node.Parent is BinaryExpressionSyntax compared && compared.Right == node && (compared.IsKind(SyntaxKind.GreaterThanOrEqualExpression) || compared.IsKind(SyntaxKind.LessThanExpression))) return;
        // One millisecond more is no defect, twice the time is.
        bool small = value < SmallNumber;
        // An array with more places than are used only takes memory, which the budget of the heap measures.
        if (!node.Ancestors().Any(a => a is ArrayRankSpecifierSyntax)) Replace(node.Span, (small ? value + 1 : value * 2).ToString(CultureInfo.InvariantCulture) + suffix, MutationKind.Constant, node);
        if (value > 1) Replace(node.Span, (small ? value - 1 : Math.Floor(value / 2)).ToString(CultureInfo.InvariantCulture) + suffix, MutationKind.Constant, node);
    }

    private void Negate(ExpressionSyntax condition)
    {
        // What one operator turns around is no second change.
        if (condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }) return;
        if (condition is BinaryExpressionSyntax b && (b.IsKind(SyntaxKind.EqualsExpression) || b.IsKind(SyntaxKind.NotEqualsExpression))) return;
        Replace(condition.Span, $"!({condition})", MutationKind.Condition, condition);
    }

    private void Remove(StatementSyntax node) => Replace(node.Span, ";", MutationKind.Removal, node);

    private void Swap(StatementSyntax first, StatementSyntax second)
    {
        if (first is not ExpressionStatementSyntax a || second is not ExpressionStatementSyntax b || IsLog(a.Expression) || IsLog(b.Expression)) return;
        if (first.ToString() == second.ToString() || !Depend(a.Expression, b.Expression) || AreTwoEntries(a.Expression, b.Expression)) return;
        var both = Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(first.SpanStart, second.Span.End);
        Add(both, second + " " + first, MutationKind.Order, first.ToString() + " " + second, second + " " + first, false);
    }

    /// <summary>Whether it can matter which of two comes first: one writes what the other names, or both are calls of the same object.</summary>
    private static bool Depend(ExpressionSyntax a, ExpressionSyntax b)
    {
        string? first = Written(a), second = Written(b);
        if (first != null && Names(b).Contains(first)) return true;
        if (second != null && Names(a).Contains(second)) return true;
        return a is InvocationExpressionSyntax x && b is InvocationExpressionSyntax y && Receiver(x) == Receiver(y) && !(IsPut(x) && IsPut(y));
    }

    /// <summary>
    /// A number put into a record: each has a place of its own, so their order is the same to everybody. Not one whose value is
    /// computed by a call, such as the check over what was put before.
    /// </summary>
    private static bool IsPut(InvocationExpressionSyntax call)
        => call.Expression.ToString() is "PutUInt32" or "Bytes.PutUInt16" or "Bytes.PutUInt32" or "Bytes.PutInt64" && !call.ArgumentList.DescendantNodes().Any(n => n is InvocationExpressionSyntax);

    /// <summary>"Set(A, x)" and "Set(B, y)" of one object write two entries of it: neither reads the other.</summary>
    private static bool AreTwoEntries(ExpressionSyntax a, ExpressionSyntax b) => a is InvocationExpressionSyntax x && b is InvocationExpressionSyntax y
        && x.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Set" } && x.Expression.ToString() == y.Expression.ToString()
        && x.ArgumentList.Arguments.Count == 2 && y.ArgumentList.Arguments.Count == 2 && x.ArgumentList.Arguments[0].ToString() != y.ArgumentList.Arguments[0].ToString();

    private static string? Written(ExpressionSyntax e) => e switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.Text,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } => left.Name.Identifier.Text,
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax operand } => operand.Identifier.Text,
        _ => null,
    };

    private static IEnumerable<string> Names(ExpressionSyntax e) => e.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text);

    private static string Receiver(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax m ? m.Expression.ToString() : "";

    /// <summary>"a &lt; b ? a : b" and "if (a &gt; most) most = a", be it one of several conditions: where both are equal, it is the same which one is taken.</summary>
    private static bool IsLeastOrMost(BinaryExpressionSyntax node)
    {
        string[] sides = [node.Left.ToString(), node.Right.ToString()];
        if (node.Parent is ConditionalExpressionSyntax c && c.Condition == node) return sides.Contains(c.WhenTrue.ToString()) && sides.Contains(c.WhenFalse.ToString()) || IsDistance(sides, c);
        SyntaxNode condition = node;
        while (condition.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both) condition = both;
        return condition.Parent is IfStatementSyntax { Else: null, Statement: ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax set } } i && i.Condition == condition
            && sides.Contains(set.Left.ToString()) && sides.Contains(set.Right.ToString());
    }

    /// <summary>"a &gt; b ? a - b : b - a".</summary>
    private static bool IsDistance(string[] sides, ConditionalExpressionSyntax c)
    {
        string[] differences = [$"{sides[0]} - {sides[1]}", $"{sides[1]} - {sides[0]}"];
        return differences.Contains(c.WhenTrue.ToString()) && differences.Contains(c.WhenFalse.ToString());
    }

    private static bool IsText(BinaryExpressionSyntax node) => node.DescendantNodesAndSelf().Any(n => n.IsKind(SyntaxKind.StringLiteralExpression) || n.IsKind(SyntaxKind.CharacterLiteralExpression)) && node.OperatorToken.IsKind(SyntaxKind.PlusToken);

    private static bool HasEffect(BinaryExpressionSyntax node) => node.DescendantNodes().Any(n => n is InvocationExpressionSyntax or PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax);

    private static bool IsLog(ExpressionSyntax e)
    {
        if (e is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Say" } }) return true;
        if (e is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called }) return false;
        bool log = called.Expression.ToString().EndsWith("log", StringComparison.OrdinalIgnoreCase);
        return called.Name.Identifier.Text is "Info" or "Warn" or "Warning" or "Error" or "Debug" || log && called.Name.Identifier.Text == "Write";
    }

    private void Replace(Microsoft.CodeAnalysis.Text.TextSpan span, string text, MutationKind kind, SyntaxNode node)
    {
        int begin = _source.LastIndexOf('\n', Math.Max(0, span.Start - 1)) + 1;
        int end = _source.IndexOf('\n', span.End);
        if (end < 0) end = _source.Length;
        string line = _source[begin..end];
        if (line.Contains('\n')) return;
        Add(span, text, kind, line.Trim(), (line[..(span.Start - begin)] + text + line[(span.End - begin)..]).Trim(), IsShared(node));
    }

    private void Add(Microsoft.CodeAnalysis.Text.TextSpan span, string text, MutationKind kind, string oldLine, string newLine, bool shared)
    {
        int number = _source.AsSpan(0, span.Start).Count('\n') + 1;
        _found.Add(new Mutant(_file, number, kind, span.Start, span.Length, text, oldLine, newLine, shared));
    }

    /// <summary>Constants, members of an enum and default values are copied by the compiler to where they are used.</summary>
    private static bool IsShared(SyntaxNode node) => node.Ancestors().Any(a => a is EnumMemberDeclarationSyntax or ParameterSyntax
        || (a is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword) && !field.Modifiers.Any(SyntaxKind.PrivateKeyword)));
}
