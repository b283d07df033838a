using System.Globalization;
using System.Reflection;
using System.Text;

namespace Simulator.Tests.Compliance;

/// <summary>docs/compliance.md, written from the attributes of the tests.</summary>
internal static class CompliancePage
{
    /// <summary>What a lab tests, in the order of the page.</summary>
    public static readonly string[] Areas =
    [
        "boot", "session", "cache", "list", "remote", "reset", "unlock", "configuration", "availability", "faults", "offline", "firmware", "diagnostics",
        "reservation", "trigger", "smart charging", "meter values", "security", "data transfer",
    ];

    public sealed record Line(CompliesAttribute Says, MethodInfo Test);

    public static IReadOnlyList<Line> Lines() =>
    [
        .. typeof(CompliancePage).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(m => m.GetCustomAttributes<CompliesAttribute>().Select(a => new Line(a, m)))
            .OrderBy(l => Array.IndexOf(Areas, l.Says.Area)).ThenBy(l => l.Says is NotPossibleAttribute).ThenBy(l => l.Test.DeclaringType!.Name, StringComparer.Ordinal)
            .ThenBy(l => l.Test.Name, StringComparer.Ordinal),
    ];

    public static string Text(IReadOnlyList<Line> lines)
    {
        int missing = lines.Count(l => l.Says is NotPossibleAttribute);
        var page = new StringBuilder("# Compliance\n\nWhat a lab tests of an OCPP 1.6 charge point, in our own words, with the test that shows it. Written from the attributes of the tests\n");
        page.Append("(`WRITE_DOCS=1 dotnet test Simulator.Tests --filter CompliancePage`); a test compares page and attributes. \"passed\": the test runs\nwith every build and no build is published in which it fails. \"not possible\": the test shows what is answered instead. No lab has tested this.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{lines.Count} lines: {lines.Count - missing} passed, {missing} not possible. Central systems: [tested-with.md](tested-with.md).\n");
        foreach (string area in Areas)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {char.ToUpperInvariant(area[0])}{area[1..]}\n\n| behaviour | test | verdict |\n|---|---|---|\n");
            foreach (Line line in lines.Where(l => l.Says.Area == area))
                page.Append(CultureInfo.InvariantCulture, $"| {line.Says.Behaviour} | `{line.Test.DeclaringType!.Name}.{line.Test.Name}` | {(line.Says is NotPossibleAttribute no ? "not possible: " + no.Reason : "passed")} |\n");
        }
        return page.ToString();
    }
}
