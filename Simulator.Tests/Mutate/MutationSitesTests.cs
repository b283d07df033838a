using Simulator.Mutate;

namespace Simulator.Tests.Mutate;

public sealed class MutationSitesTests
{
    [Theory]
    [InlineData("if (a < 3) b = 1;", "if (a <= 3) b = 1;")]
    [InlineData("if (a < 3) b = 1;", "if (!(a < 3)) b = 1;")]
    [InlineData("if (a < 3) b = 1;", "if (a < 4) b = 1;")]
    [InlineData("if (a < 3) b = 1;", "if (a < 2) b = 1;")]
    [InlineData("if (a < 3) b = 1;", "if (a < 3) ;")]
    [InlineData("if (a == b && c) return;", "if (a != b && c) return;")]
    [InlineData("if (a == b && c) return;", "if (a == b || c) return;")]
    [InlineData("if (a == b && c) return;", "if (a == b && c) ;")]
    [InlineData("if (!c) a++;", "if (c) a++;")]
    [InlineData("a = b - 5;", "a = b + 5;")]
    [InlineData("a = b - 5;", "a = 5 - b;")]
    [InlineData("a = Math.Min(b, 5);", "a = Math.Max(b, 5);")]
    [InlineData("a = 500;", "a = 1000;")]
    [InlineData("a = 500;", "a = 250;")]
    [InlineData("c = true;", "c = false;")]
    [InlineData("a = -1;", "a = 0;")]
    [InlineData("a |= b;", "a = b;")]
    public void Sites_OfALine_HaveTheChange(string line, string changed)
    {
        Assert.Contains(changed, Sites(line).Select(m => m.NewLine));
    }

    [Theory]
    [InlineData("_log.Info(\"text\", 5 + 3);")]
    [InlineData("if (a < 3) _log.Warn(\"text\");")]
    [InlineData("_log.Write(LogLevel.Info, LogSection.Can, \"text\" + (5 + 3));")]
    [InlineData("if (a < 3) Say(LogLevel.Info, \"text\");")]
    public void Sites_OfALineThatOnlyLogs_AreNone(string line)
    {
        Assert.Empty(Sites(line));
    }

    [Theory]
    [InlineData("return a < b ? a : b;")]
    [InlineData("if (a > most) most = a;")]
    public void Sites_OfTheLeastOrTheMost_HaveNoBoundary(string line)
    {
        Assert.DoesNotContain(Sites(line), m => m.Kind == MutationKind.Boundary);
    }

    [Fact]
    public void Sites_OfTwoCalls_HaveThemSwapped()
    {
        Mutant swap = Sites("Open();\n Send();").First(m => m.Kind == MutationKind.Order);
        Assert.Equal("Send(); Open();", swap.NewLine);
    }

    [Fact]
    public void Sites_OfTwoPlainAssignments_AreNotSwapped()
    {
        Assert.DoesNotContain(Sites("a = b;\n c = 5;"), m => m.Kind == MutationKind.Order);
        Assert.Contains(Sites("a = b;\n c = a;"), m => m.Kind == MutationKind.Order);
    }

    [Theory]
    [InlineData("Bytes.PutUInt16(b, 0, x);\n Bytes.PutUInt32(b, 2, y);", false)]
    [InlineData("Bytes.PutUInt16(b, 4, x);\n Bytes.PutUInt32(b, 0, Sum(b, 4));", true)]
    [InlineData("x = Next(x);\n x = Next(x);", false)]
    public void Sites_OfTwoStatementsWhoseOrderIsTheSameToAll_AreNotSwapped(string lines, bool swapped)
    {
        Assert.Equal(swapped, Sites(lines).Any(m => m.Kind == MutationKind.Order));
    }

    [Fact]
    public void Constant_OthersMayUse_IsShared()
    {
        Assert.True(MutationSites.In("R/F.cs", "class C { public const int Most = 5; }")[0].Shared);
        Assert.False(MutationSites.In("R/F.cs", "class C { private const int Most = 5; }")[0].Shared);
    }

    [Fact]
    public void Mutant_Made_ChangesThatPlaceAlone()
    {
        const string source = "class C { void M() { a = 5; b = 5; } }";
        Mutant second = MutationSites.In("R/F.cs", source).Last(m => m.New == "6");
        Assert.Equal("class C { void M() { a = 5; b = 6; } }", second.Make(source));
    }

    [Fact]
    public void Scope_EveryLine_NamesFilesThatAreThere()
    {
        Assert.All(MutationScope.All(), s => Assert.True(File.Exists(Path.Combine(Simulator.Rules.Checkout.Root, s.File))));
    }

    [Fact]
    public void Equivalents_Each_IsAChangeThatCanBeDrawnAndHasAReason()
    {
        Equivalents listed = Equivalents.Read();
        var all = MutationPlan.Sites([]).SelectMany(s => s.Value).Select(m => (m.File, m.OldLine, m.NewLine)).ToHashSet();
        Assert.All(listed.All, e => Assert.True(all.Contains(e), $"{e.File}: '{e.Old}' => '{e.New}' cannot be drawn any more: take it off {Equivalents.List}"));
    }

    private static IReadOnlyList<Mutant> Sites(string lines) => MutationSites.In("Room/File.cs", "class C { void M() {\n " + lines + "\n} }");
}
