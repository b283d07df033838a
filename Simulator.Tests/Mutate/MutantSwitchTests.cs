using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Simulator.Mutate;

namespace Simulator.Tests.Mutate;

public sealed class MutantSwitchTests
{
    private const string Source = """
        public static class C
        {
            private const int Most = 5;
            private static readonly int s_least = 2;
            public static int Sum(int a, int b)
            {
                int sum = a;
                if (a < b && b != 7) sum += b;
                if (sum > 100) return Most + s_least;
                for (int i = 0; i < 3; i++) sum++;
                a = sum * 2;
                b = a - 1;
                byte small = 4;
                return b + small;
            }
            public static bool Read(string text, out int value)
            {
                if (text == "") { value = 0; return false; }
                value = text.Length;
                return true;
            }
        }
        """;

    private static readonly MetadataReference[] s_core = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)];

    [Fact]
    public void Number_OfEachChange_GivesWhatTheChangeGivesAlone()
    {
        IReadOnlyList<Mutant> all = MutationSites.In("R/C.cs", Source);
        HashSet<int> refused = [];
        MutantSwitch written = new(Source, All(all, refused));
        MethodInfo? sum = Compile(written, refused);
        for (; sum == null; sum = Compile(written, refused)) written = new(Source, All(all, refused));
        int[] taken = [.. written.Taken];
        Assert.True(taken.Length > 25, $"{taken.Length} of {all.Count} changes stand in the text");
        FieldInfo number = sum.DeclaringType!.Assembly.GetType(MutantSwitch.ClassName)!.GetField("Number")!;
        foreach (int n in taken)
        {
            MethodInfo alone = Load(all[n - 1].Make(Source), out _)!;
            foreach (object[] arguments in new object[][] { [1, 2], [2, 1], [7, 7], [3, 7], [90, 91], [0, 100] })
            {
                number.SetValue(null, n);
                Assert.Equal((n, alone.Invoke(null, arguments)), (n, sum.Invoke(null, arguments)));
                number.SetValue(null, 0);
            }
        }
    }

    [Theory]
    [InlineData("5;")]
    [InlineData("2;\r\n    public", "2;\n    public")]
    [InlineData("value = 0;")]
    public void Change_ThatTheCompilerReadsItself_IsRefused(params string[] places)
    {
        int at = places.Select(p => Source.IndexOf(p, StringComparison.Ordinal)).Max();
        Mutant[] all = [.. MutationSites.In("R/C.cs", Source).Where(m => m.Start == at)];
        Assert.NotEmpty(all);
        Assert.Empty(new MutantSwitch(Source, All(all, [])).Taken);
    }

    private static IEnumerable<(int, Mutant)> All(IReadOnlyList<Mutant> all, HashSet<int> refused) => all.Select((m, i) => (i + 1, m)).Where(m => !refused.Contains(m.Item1));

    /// <summary>Null where it does not compile: what stands around the errors is refused, as the run does it.</summary>
    private static MethodInfo? Compile(MutantSwitch written, HashSet<int> refused)
    {
        MethodInfo? sum = Load(written.Text, out IReadOnlyList<Diagnostic> errors);
        if (sum != null) return sum;
        foreach (Diagnostic error in errors)
        {
            SwitchedPlace[] around = [.. written.Places.Where(p => p.Span.Contains(error.Location.SourceSpan))];
            Assert.True(around.Length > 0, error.ToString());
            refused.UnionWith(around.MinBy(p => p.Span.Length).Numbers);
        }
        return null;
    }

    private static MethodInfo? Load(string text, out IReadOnlyList<Diagnostic> errors)
    {
        var compilation = CSharpCompilation.Create("t" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(text), CSharpSyntaxTree.ParseText(MutantSwitch.Class)], s_core, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        return result.Success ? Assembly.Load(stream.ToArray()).GetType("C")!.GetMethod("Sum") : null;
    }
}
