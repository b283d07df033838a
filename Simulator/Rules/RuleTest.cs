using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Rules;

/// <summary>A test that names a rule: <c>Subject_Rule12_Outcome</c>.</summary>
/// <param name="Project">Firmware.Tests or Simulator.Tests.</param>
/// <param name="Name">CLASS.METHOD.</param>
public sealed partial record RuleTest(int Rule, string Project, string Name)
{
    /// <summary>Rules there are (docs/rules.md).</summary>
    public const int Rules = 74;

    /// <summary>Every such test of the checkout, from the tests' own names; a test that names two rules is there twice.</summary>
    public static IReadOnlyList<RuleTest> All() => [.. new[] { "Firmware.Tests", "Simulator.Tests" }
        .SelectMany(project => Checkout.Sources(project).SelectMany(f => In(project, File.ReadAllText(Path.Combine(Checkout.Root, f)))))
        .Distinct().OrderBy(t => t.Rule).ThenBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>Those of one source text.</summary>
    public static IEnumerable<RuleTest> In(string project, string source)
    {
        foreach (Match test in Tests().Matches(source))
        {
            string name = test.Groups["name"].Value;
            string type = Types().Matches(source[..test.Index])[^1].Groups[1].Value;
            foreach (Match number in Numbers().Matches(name))
            {
                int rule = int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                if (rule is >= 1 and <= Rules) yield return new RuleTest(rule, project, $"{type}.{name}");
            }
        }
    }

    [GeneratedRegex(@"\[(?:Fact|Theory|TestMethod)\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:void|Task) (?<name>\w+)\(")]
    private static partial Regex Tests();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Types();

    [GeneratedRegex(@"(?<=_)Rule(\d+)(?=_|$)")]
    private static partial Regex Numbers();
}
