using System.Text.RegularExpressions;
using Simulator.Rules;

namespace Simulator.Tests.House;

/// <summary>Whatever the sources cite stands in this repository, or in the list of references (docs/references.md).</summary>
public partial class CitationTests
{
    private static readonly string s_references = Read("docs/references.md");

    private static IEnumerable<(string File, string Text)> Sources => new[] { "Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security", "Firmware", "Firmware.Tests", "Simulator", "Simulator.Tests" }
        .SelectMany(room => Repository.SourcesOf(room).Select(f => $"{room}/{f}"))
        .Where(f => !f.StartsWith("Simulator.Tests/House/", StringComparison.Ordinal))
        .Select(f => (f, Read(f)));

    [Fact]
    public void Pages_AreCitedWithAHeadingOrRowTheyHave()
    {
        var lost = new List<string>();
        foreach ((string file, string text) in Sources)
            foreach (Match cited in Page().Matches(text))
            {
                string page = Read("docs/" + cited.Groups[1].Value);
                foreach (Match heading in Quoted().Matches(cited.Groups[2].Value))
                    if (!HasPlace(page, heading.Groups[1].Value)) lost.Add($"{file}: {cited.Groups[1].Value} has no heading or row '{heading.Groups[1].Value}'");
            }
        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }

    [Fact]
    public void Rules_AreCitedByNumbersThatThereAre()
    {
        string[] lost = [.. Sources.SelectMany(s => RuleList.Citation().Matches(s.Text).SelectMany(m => RuleList.RulesIn(m.Groups[1].Value)).Where(r => r is < 1 or > RuleTest.Rules).Select(r => $"{s.File}: rule {r}"))];
        Assert.Empty(lost);
    }

    [Fact]
    public void Decisions_AreCitedByNumbersThatThereAre()
    {
        string[] numbers = [.. Directory.EnumerateFiles(Repository.PathOf("docs/adr"), "*.md").Select(f => Path.GetFileName(f)[..4])];
        string[] lost = [.. Sources.SelectMany(s => Decision().Matches(s.Text).Select(m => m.Groups[1].Value).Where(n => !numbers.Contains(n)).Select(n => $"{s.File}: adr/{n}"))];
        Assert.Empty(lost);
    }

    [Fact]
    public void Standards_AreCitedByChaptersOfTheReferences()
    {
        string[] chapters = [.. Chapter().Matches(s_references).SelectMany(m => m.Groups[1].Value.Split(", "))];
        Assert.Contains("S 3.7", chapters);
        string[] lost = [.. Sources.SelectMany(s => Standard().Matches(s.Text).Select(m => m.Value).Where(c => !chapters.Any(k => c == k || c.StartsWith(k + ".", StringComparison.Ordinal) || (k == "W A" && c.StartsWith(k, StringComparison.Ordinal)))).Select(c => $"{s.File}: {c}"))];
        Assert.Empty(lost);
    }

    [Fact]
    public void Rfcs_AreInTheReferences()
    {
        string[] lost = [.. Sources.SelectMany(s => Rfc().Matches(s.Text).Select(m => m.Groups[1].Value).Where(n => !Regex.IsMatch(s_references, $@"RFC[^|]*\b{n}\b")).Select(n => $"{s.File}: RFC {n}"))];
        Assert.Empty(lost);
    }

    [Fact]
    public void RuleList_HasEveryRuleOnce_AndNamesWhatIsThere()
    {
        string page = Read(RuleList.File);
        Assert.Equal(Enumerable.Range(1, RuleTest.Rules), RuleList.Numbers(page));
        string[] tests = [.. RuleTest.All().Select(t => t.Name)];
        foreach (Match name in Named().Matches(page))
        {
            string text = name.Groups[1].Value;
            bool isThere = text.EndsWith(".cs", StringComparison.Ordinal) ? File.Exists(Repository.PathOf(text)) : tests.Contains(text);
            Assert.True(isThere, $"{RuleList.File} names {text}, which is not there: dotnet run --project Simulator -- rules --write-list");
        }
    }

    private static bool HasPlace(string page, string heading) =>
        page.Split('\n').Any(l => l.StartsWith('#') && l.TrimStart('#', ' ').StartsWith(heading, StringComparison.Ordinal) || l.StartsWith($"| {heading} |", StringComparison.Ordinal));

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    [GeneratedRegex(@"\b(charger-protocol\.md|platform\.md|resource-safety\.md)((?:,? (?:and )?""[^""\n]+"")*)")]
    private static partial Regex Page();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\badr/(\d{4})")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^\| ((?:S|E|J|JE|W) [A\d][^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Chapter();

    [GeneratedRegex(@"\b(?:S|E|J|JE|W) (?:A\d\d|\d{1,2}\.\d+(?:\.\d+)*)(?=[^\w:/]|$)", RegexOptions.Multiline)]
    private static partial Regex Standard();

    [GeneratedRegex(@"\bRFC ?(\d{4})\b")]
    private static partial Regex Rfc();

    [GeneratedRegex(@"`(\w[\w.]*/[\w./]+\.cs|\w+Tests\.\w+)`")]
    private static partial Regex Named();
}
