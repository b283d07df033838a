using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Simulator.Mutate;

/// <summary>A place whose passing is noted while the tests run: a statement, or the body of a member.</summary>
public readonly record struct HitPoint(int Number, string File, TextSpan Span);

/// <summary>Writes a note of every statement passed into the sources of the rooms, and finds which notes tell that a change was reached.</summary>
public sealed class HitPoints
{
    /// <summary>Put into the lowest room, so that all can write to it.</summary>
    public const string Class = "public static class HitsOfMutate { public static readonly byte[] Seen = new byte[200000]; }";

    private readonly List<HitPoint> _points = [];
    private readonly Dictionary<string, List<HitPoint>> _ofFile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string File, SyntaxToken Token)>> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, int At), int> _made = [];
    private readonly Dictionary<string, SyntaxNode> _roots = new(StringComparer.Ordinal);

    public int Count => _points.Count;

    /// <summary>The file's text with the notes in it. Files have to come in the same order each time: numbers are given as they come.</summary>
    public string Write(string file, string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp9)).GetRoot();
        _roots[file] = root;
        foreach (SyntaxToken name in root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)))
        {
            if (!_uses.TryGetValue(name.Text, out var uses)) _uses[name.Text] = uses = [];
            uses.Add((file, name));
        }
        var inserts = new List<(int At, int Order, string Text, int Skip)>();
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is StatementSyntax statement and not BlockSyntax and not LocalFunctionStatementSyntax and not LabeledStatementSyntax) Statement(file, statement, inserts);
            if (node is BaseMethodDeclarationSyntax { Body: { } body } && node is not DestructorDeclarationSyntax) inserts.Add((body.OpenBraceToken.Span.End, 0, Note(file, node.Span), 0));
            if (node is ArrowExpressionClauseSyntax arrow) Arrow(file, arrow, inserts);
            if (node is ClassDeclarationSyntax made && made.Members.Any(IsSetWhenMade)) Made(file, made, inserts);
        }
        return Apply(source, inserts);
    }

    /// <summary>Numbers of the notes of which any tells that the change was reached.</summary>
    public IReadOnlyList<int> Of(Mutant mutant)
    {
        var found = new HashSet<int>();
        MemberDeclarationSyntax? member = _roots[mutant.File].FindToken(mutant.Start).Parent!.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault();
        if (member != null && IsSetWhenMade(member) && _made.TryGetValue((mutant.File, member.Parent!.SpanStart), out int number)) found.Add(number);
        Find(mutant.File, _roots[mutant.File].FindToken(mutant.Start), found, []);
        return [.. found];
    }

    private void Find(string file, SyntaxToken token, HashSet<int> found, HashSet<string> names)
    {
        HitPoint[] around = [.. _ofFile.GetValueOrDefault(file, []).Where(p => p.Span.Contains(token.SpanStart))];
        if (around.Length > 0)
        {
            found.Add(around.MinBy(p => p.Span.Length).Number);
            return;
        }
        // A constant or a field's first value: whoever reads it.
        foreach (string name in Declared(token).Where(names.Add))
            foreach (var (where, use) in _uses.GetValueOrDefault(name, [])) Find(where, use, found, names);
    }

    /// <summary>A member whose first value each object gets: whoever makes one may notice it without any code of the rooms that reads it.</summary>
    private static bool IsSetWhenMade(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => !field.Modifiers.Any(SyntaxKind.ConstKeyword) && !field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Declaration.Variables.Any(v => v.Initializer != null),
        PropertyDeclarationSyntax property => property.Initializer != null && !property.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    private void Made(string file, ClassDeclarationSyntax made, List<(int, int, string, int)> inserts)
    {
        int number = _points.Count;
        _points.Add(new HitPoint(number, file, default));
        _made[(file, made.SpanStart)] = number;
        inserts.Add((made.OpenBraceToken.Span.End, 0, string.Create(CultureInfo.InvariantCulture, $" private readonly byte _hit{number} = global::HitsOfMutate.Seen[{number}] = 1; "), 0));
    }

    private static IEnumerable<string> Declared(SyntaxToken token)
    {
        foreach (SyntaxNode node in token.Parent!.AncestorsAndSelf())
        {
            if (node is FieldDeclarationSyntax field) return field.Declaration.Variables.Select(v => v.Identifier.Text);
            if (node is EnumMemberDeclarationSyntax member) return [member.Identifier.Text];
            if (node is PropertyDeclarationSyntax property) return [property.Identifier.Text];
        }
        return [];
    }

    private void Statement(string file, StatementSyntax statement, List<(int, int, string, int)> inserts)
    {
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            inserts.Add((statement.SpanStart, 1, Note(file, statement.Span), 0));
            return;
        }
        // "else if" stays one chain: what is inside has its own notes.
        if (statement.Parent is LabeledStatementSyntax || statement.Parent is ElseClauseSyntax && statement is IfStatementSyntax) return;
        inserts.Add((statement.SpanStart, 1, "{ " + Note(file, statement.Span), 0));
        inserts.Add((statement.Span.End, -statement.SpanStart, " }", 0));
    }

    private void Arrow(string file, ArrowExpressionClauseSyntax arrow, List<(int, int, string, int)> inserts)
    {
        if (arrow.Expression is ThrowExpressionSyntax or RefExpressionSyntax || arrow.Parent is null) return;
        bool isValue = arrow.Parent switch
        {
            MethodDeclarationSyntax m => m.ReturnType.ToString() != "void",
            LocalFunctionStatementSyntax f => f.ReturnType.ToString() != "void",
            AccessorDeclarationSyntax a => a.IsKind(SyntaxKind.GetAccessorDeclaration),
            ConstructorDeclarationSyntax => false,
            _ => true,
        };
        bool isProperty = arrow.Parent is PropertyDeclarationSyntax or IndexerDeclarationSyntax;
        string before = (isProperty ? "{ get { " : "{ ") + Note(file, arrow.Parent.Span) + (isValue ? "return " : "");
        inserts.Add((arrow.ArrowToken.SpanStart, 0, before, 2));
        // The expression keeps its semicolon.
        SyntaxToken semicolon = arrow.Parent.ChildTokens().Last(t => t.IsKind(SyntaxKind.SemicolonToken));
        inserts.Add((semicolon.Span.End, 0, isProperty ? " } }" : " }", 0));
    }

    private string Note(string file, TextSpan span)
    {
        var point = new HitPoint(_points.Count, file, span);
        _points.Add(point);
        if (!_ofFile.TryGetValue(file, out var all)) _ofFile[file] = all = [];
        all.Add(point);
        return string.Create(CultureInfo.InvariantCulture, $"global::HitsOfMutate.Seen[{point.Number}] = 1; ");
    }

    private static string Apply(string source, List<(int At, int Order, string Text, int Skip)> inserts)
    {
        var text = new StringBuilder();
        int from = 0;
        foreach (var (at, _, insert, skip) in inserts.OrderBy(i => i.At).ThenBy(i => i.Order))
        {
            text.Append(source, from, at - from).Append(insert);
            from = at + skip;
        }
        return text.Append(source, from, source.Length - from).ToString();
    }
}
