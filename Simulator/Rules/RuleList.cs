using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Rules;

/// <summary>docs/ocpp-rules.md: the rules' texts, written by hand, and beside each the files that implement it and its tests, filled in here.</summary>
public static partial class RuleList
{
    public const string File = "docs/ocpp-rules.md";

    private const int MostNamed = 4;

    /// <summary>The page with the last two columns of every rule's row written again.</summary>
    public static string Filled(string page)
    {
        ILookup<int, RuleTest> tests = RuleTest.All().ToLookup(t => t.Rule);
        ILookup<int, string> files = RuleChange.All().Select(c => (c.Rule, c.File)).Concat(Cited()).Distinct().ToLookup(c => c.Rule, c => c.File);
        return string.Join('\n', page.Split('\n').Select(line => RowOf(line) is { } rule ? $"{Head().Match(line).Value}| {Some(files[rule])} | {Some(tests[rule].Select(t => t.Name))} |" : line));
    }

    /// <summary>The numbers of the rules that have a row, in the page's order.</summary>
    public static IEnumerable<int> Numbers(string page) => page.Split('\n').Select(RowOf).OfType<int>();

    // A comment of the device's code that names the rule.
    private static IEnumerable<(int Rule, string File)> Cited()
    {
        foreach (string file in new[] { "Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security", "Firmware" }.SelectMany(Checkout.Sources))
            foreach (Match cited in Citation().Matches(System.IO.File.ReadAllText(Path.Combine(Checkout.Root, file))))
                foreach (int rule in RulesIn(cited.Groups[1].Value))
                    yield return (rule, file);
    }

    /// <summary>The numbers of «rules 3, 5 to 7 and 9».</summary>
    public static IEnumerable<int> RulesIn(string citation)
    {
        foreach (Match part in Part().Matches(citation))
        {
            int first = int.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            int last = part.Groups[2].Success ? int.Parse(part.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : first;
            for (int rule = first; rule <= last; rule++) yield return rule;
        }
    }

    private static int? RowOf(string line) => Head().Match(line) is { Success: true } row ? int.Parse(row.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Some(IEnumerable<string> all)
    {
        string[] names = [.. all.Distinct()];
        string shown = string.Join(", ", names.Take(MostNamed).Select(n => $"`{n}`"));
        return names.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {names.Length - MostNamed} more") : shown;
    }

    /// <summary>«rule 12», «rules 3 and 5», «rules 14 to 19».</summary>
    [GeneratedRegex(@"\brules? (\d+(?:(?:, | and | to )\d+)*)")]
    public static partial Regex Citation();

    [GeneratedRegex(@"(\d+)(?: to (\d+))?")]
    private static partial Regex Part();

    [GeneratedRegex(@"^\| (\d+) \|(?:\\\||[^|])*(?=\|)")]
    private static partial Regex Head();
}
