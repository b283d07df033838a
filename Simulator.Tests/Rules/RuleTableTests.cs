using Simulator.Rules;

namespace Simulator.Tests.Rules;

/// <summary>The table of changes that the rules' tests must catch, and how tests are found by their names.</summary>
public class RuleTableTests
{
    [Fact]
    public void Changes_EachOfThem_CanBeMadeInExactlyOnePlace()
    {
        string[] wrong = [.. RuleChange.All().Select(c => (Change: c, WhyNot: c.WhyNot(File.ReadAllText(Path.Combine(Checkout.Root, c.File))))).Where(c => c.WhyNot != null)
            .Select(c => $"rule {c.Change.Rule}: {c.WhyNot}: write its line in {RuleChange.Table} anew and try it with: dotnet run --project Simulator -- rules --only {c.Change.Rule}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Changes_OfOneRule_AreOne()
    {
        Assert.Empty(RuleChange.All().GroupBy(c => c.Rule).Where(g => g.Count() > 1 || g.Key is < 1 or > RuleTest.Rules).Select(g => g.Key));
    }

    [Fact]
    public void Changes_AreToTheDevicesOwnCode()
    {
        Assert.Empty(RuleChange.All().Where(c => c.Room is not ("Charger.Runtime" or "Charger.Can" or "Ocpp.Client" or "Firmware")).Select(c => c.File));
    }

    [Theory]
    [InlineData("5 A.cs\n- x\n+ y\n", "5 A.cs x y")]
    [InlineData("# why\n\n5 A b/C.cs\n-   x = 1;\n+ \n", "5 A b/C.cs   x = 1; ")]
    public void Read_Lines_GiveTheirChange(string text, string expected)
    {
        RuleChange change = Assert.Single(RuleChange.Read(text.Split('\n')));
        Assert.Equal(expected, $"{change.Rule} {change.File} {change.Old} {change.New}");
    }

    [Theory]
    [InlineData("x A.cs\n- x\n+ y")]
    [InlineData("5 A.cs\n- x")]
    [InlineData("5 A.cs\n+ y\n- x")]
    public void Read_NoChange_IsRefusedWithItsLine(string text) => Assert.Contains("(1)", Assert.Throws<FormatException>(() => RuleChange.Read(text.Split('\n'))).Message);

    [Theory]
    [InlineData("a b a", "is in F more than once")]
    [InlineData("b", "is not in F any more")]
    [InlineData("b a", null)]
    public void WhyNot_OldText_StandsThereOnce(string source, string? why) => Assert.Equal(why == null ? null : $"'a' {why}", new RuleChange(1, "F", "a", "c").WhyNot(source));

    [Fact]
    public void In_Source_FindsTestsByTheRuleInTheirName()
    {
        // The names are built from parts, so that they do not count as tests of a rule.
        const string rule = "Rule";
        const string source = $$"""
            public class SomeTests
            {
                [Fact]
                public void A_{{rule}}7_B() { }

                [Theory]
                [InlineData("x")]
                public async Task C_{{rule}}8_{{rule}}9(string x) { }

                [TestMethod]
                public void D_{{rule}}100_E() { }

                private static void F_{{rule}}10_G() { }

                [Fact]
                public void H_{{rule}}s11To12_I() { }
            }
            """;
        Assert.Equal("7 SomeTests.A_Rule7_B, 8 SomeTests.C_Rule8_Rule9, 9 SomeTests.C_Rule8_Rule9", string.Join(", ", RuleTest.In("P", source).Select(t => $"{t.Rule} {t.Name}")));
    }
}
