using Simulator.Mutate;

namespace Simulator.Tests.Mutate;

public sealed class MutationPlanTests
{
    [Fact]
    public void Draw_OfTheSameSeed_IsTheSame()
    {
        Assert.Equal(new MutationPlan(Sites(), 7, 50, 5).Drawn, new MutationPlan(Sites(), 7, 50, 5).Drawn);
        Assert.NotEqual(new MutationPlan(Sites(), 7, 50, 5).Drawn, new MutationPlan(Sites(), 8, 50, 5).Drawn);
    }

    [Fact]
    public void Draw_HasItsLeastOfEachFileAndOfAll()
    {
        IReadOnlyList<Mutant> drawn = new MutationPlan(Sites(), 1, 50, 5).Drawn;
        Assert.Equal(50, drawn.Count);
        Assert.Equal(3, drawn.Count(m => m.File == "R/small.cs"));
        Assert.True(drawn.Count(m => m.File == "R/a.cs") >= 5);
        Assert.Equal(50, drawn.Distinct().Count());
    }

    [Fact]
    public void Instead_GivesWhatWasNotDrawn()
    {
        var plan = new MutationPlan(Sites(), 1, 0, 99);
        Mutant other = Assert.IsType<Mutant>(plan.Instead("R/a.cs"));
        Assert.DoesNotContain(other, plan.Drawn);
        Assert.Null(plan.Instead("R/a.cs"));
    }

    [Fact]
    public void Equivalent_Listed_IsFoundByItsLines()
    {
        var listed = new Equivalents(["# why", "R/a.cs: the value is never read", "- old", "+ new"]);
        Assert.Equal("the value is never read", listed.Reason(One("R/a.cs", 1) with { OldLine = "old", NewLine = "new" }));
        Assert.Null(listed.Reason(One("R/b.cs", 1) with { OldLine = "old", NewLine = "new" }));
        Assert.Throws<FormatException>(() => new Equivalents(["R/a.cs without a reason", "- old", "+ new"]));
    }

    private static Dictionary<string, IReadOnlyList<Mutant>> Sites() => new()
    {
        ["R/a.cs"] = [.. Enumerable.Range(0, 100).Select(i => One("R/a.cs", i))],
        ["R/b.cs"] = [.. Enumerable.Range(0, 100).Select(i => One("R/b.cs", i))],
        ["R/small.cs"] = [.. Enumerable.Range(0, 3).Select(i => One("R/small.cs", i))],
    };

    private static Mutant One(string file, int at) => new(file, at, MutationKind.Constant, at, 1, "x", $"{at}", $"{at}x", false);
}
