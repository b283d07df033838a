using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Simulator.Mutate;

namespace Simulator.Tests.Mutate;

public sealed class HitPointsTests
{
    private const string Source = """
        class C
        {
            private const int Most = 5;
            int _a = 3;
            C() : this(4) { }
            C(int x) { if (x > 1) _a = x; else if (x < 0) Other(); else _a = 0; }
            int Twice => _a * 2;
            void Other() => _a++;
            int Get() { for (int i = 0; i < Most; i++) _a--; return _a; }
            int P { get => _a; set => _a = value; }
        }
        """;

    [Fact]
    public void Write_EveryKindOfMember_StillCompiles()
    {
        string noted = new HitPoints().Write("R/C.cs", Source);
        var all = AppDomain.CurrentDomain.GetAssemblies().Where(a => a.Location.Length > 0).Select(a => MetadataReference.CreateFromFile(a.Location));
        CSharpCompilation compilation = CSharpCompilation.Create("t", [CSharpSyntaxTree.ParseText(noted), CSharpSyntaxTree.ParseText(HitPoints.Class)], all, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("else _a = 0", 1)]
    [InlineData("_a * 2", 1)]
    [InlineData("4)", 1)]
    [InlineData("Most = 5", 1)]
    public void Of_AChange_IsWhatPassesIt(string place, int notes)
    {
        var points = new HitPoints();
        points.Write("R/C.cs", Source);
        int at = Source.IndexOf(place, StringComparison.Ordinal) + place.IndexOfAny(['0', '2', '4', '5']);
        Mutant mutant = MutationSites.In("R/C.cs", Source).First(m => m.Start == at);
        Assert.Equal(notes, points.Of(mutant).Count);
    }

    [Fact]
    public void Of_AFieldsFirstValue_IsWhoeverReadsIt()
    {
        var points = new HitPoints();
        points.Write("R/C.cs", Source);
        Mutant mutant = MutationSites.In("R/C.cs", Source).First(m => m.OldLine.StartsWith("int _a = 3", StringComparison.Ordinal));
        Assert.True(points.Of(mutant).Count > 5);
    }
}
