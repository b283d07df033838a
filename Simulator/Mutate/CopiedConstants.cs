using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Simulator.Mutate;

/// <summary>
/// Which projects have a constant compiled into themselves: those that name it, or another one that is made from it. Only they
/// have to be compiled again when it is changed.
/// </summary>
public sealed class CopiedConstants
{
    private readonly Dictionary<string, HashSet<string>> _named = new(StringComparer.Ordinal);
    private readonly List<(string[] Made, HashSet<string> From)> _made = [];

    public CopiedConstants(IEnumerable<ProjectCompiler> projects)
    {
        foreach (ProjectCompiler project in projects)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (string file in project.Sources)
            {
                SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(project.Folder, file))).GetRoot();
                names.UnionWith(Names(root));
                foreach (SyntaxNode node in root.DescendantNodes().Where(n => n is FieldDeclarationSyntax or EnumMemberDeclarationSyntax or ParameterSyntax))
                {
                    if (Copied(node) is { Length: > 0 } made) _made.Add((made, [.. Names(node)]));
                }
            }
            _named[project.Assembly] = names;
        }
    }

    /// <summary>The names by which others have copied what stands at a place: of the constant, of the enum's member, of the method whose default value it is.</summary>
    public static IReadOnlyList<string> NamesAt(string source, int at)
    {
        SyntaxToken token = CSharpSyntaxTree.ParseText(source).GetRoot().FindToken(at);
        return token.Parent!.AncestorsAndSelf().Select(Copied).FirstOrDefault(n => n.Length > 0) ?? [];
    }

    /// <summary>These names and those of all constants that are made from them.</summary>
    public IReadOnlySet<string> With(IEnumerable<string> names)
    {
        var all = new HashSet<string>(names, StringComparer.Ordinal);
        int before;
        do
        {
            before = all.Count;
            foreach (var (made, from) in _made)
            {
                if (from.Overlaps(all)) all.UnionWith(made);
            }
        }
        while (all.Count > before);
        return all;
    }

    public bool IsNamedIn(ProjectCompiler project, IEnumerable<string> names) => _named[project.Assembly].Overlaps(names);

    private static IEnumerable<string> Names(SyntaxNode node) => node.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.Text);

    private static string[] Copied(SyntaxNode node) => node switch
    {
        FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) => [.. field.Declaration.Variables.Select(v => v.Identifier.Text)],
        EnumMemberDeclarationSyntax member => [member.Identifier.Text],
        ParameterSyntax { Default: not null, Parent.Parent: MethodDeclarationSyntax method } => [method.Identifier.Text],
        ParameterSyntax { Default: not null, Parent.Parent: ConstructorDeclarationSyntax constructor } => [constructor.Identifier.Text],
        _ => [],
    };
}
