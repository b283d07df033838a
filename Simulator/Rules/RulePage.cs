using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Simulator.Rules;

/// <summary>docs/rules.md: each rule's tests, the change they must catch, and what caught it when it was last tried.</summary>
public static partial class RulePage
{
    public const string File = "docs/rules.md";

    /// <param name="when">When and on what it was tried.</param>
    public static string Of(IReadOnlyList<RuleVerdict> verdicts, string when)
    {
        var page = new StringBuilder();
        page.Append("# The rules and what watches them\n\n");
        page.Append("Written by `dotnet run --project Simulator -- rules --write-docs docs/rules.md`; do not edit by hand. The numbers are those of\n");
        page.Append("the list of 74 rules that OCPP clients get wrong; tests carry them in their names. For each rule the code under it is\n");
        page.Append($"broken by one line ({RuleChange.Table}) in a copy of the checkout, and its tests run: the change counts as killed when\none of them fails.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Tried {when}: {verdicts.Count(v => v.Killed)} of {verdicts.Count} killed.\n\n");
        page.Append("| rule | broken in | old | new | caught by |\n|---|---|---|---|---|\n");
        foreach (RuleVerdict v in verdicts)
            page.Append(CultureInfo.InvariantCulture, $"| {v.Rule} | {v.Change?.File} | {Code(v.Change?.Old)} | {Code(v.Change?.New)} | {(v.Killed ? string.Join(", ", v.CaughtBy.Take(3).Select(t => $"`{t}`")) : "nothing: " + v.Problem)} |\n");
        return page.ToString();
    }

    /// <summary>The day, the commit, and whether files were changed since.</summary>
    public static string Now()
    {
        string changed = Git("status", "--porcelain").Length > 0 ? " with local changes" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd} on commit {Git("rev-parse", "--short=10", "HEAD")}{changed}");
    }

    /// <summary>Rules that were killed when they were last tried and whose change is still the one that was tried; and commits to the rooms since then, -1 where git cannot tell.</summary>
    public static (int Killing, int CommitsSince) Last()
    {
        string page = System.IO.File.ReadAllText(Path.Combine(Checkout.Root, File));
        IReadOnlyList<RuleChange> changes = RuleChange.All();
        int killing = changes.Count(c => page.Contains(Row(c), StringComparison.Ordinal) && !page.Contains(Row(c) + "nothing", StringComparison.Ordinal) && c.WhyNot(System.IO.File.ReadAllText(Path.Combine(Checkout.Root, c.File))) == null);
        string commit = Commit().Match(page).Groups[1].Value;
        string count = commit.Length == 0 ? "" : Git("rev-list", "--count", commit + "..HEAD", "--", "Charger.Runtime", "Ocpp.Client", "Ocpp.Security", "Firmware", "Firmware.Tests", "Simulator.Tests");
        return (killing, int.TryParse(count, CultureInfo.InvariantCulture, out int since) ? since : -1);
    }

    private static string Row(RuleChange c) => string.Create(CultureInfo.InvariantCulture, $"| {c.Rule} | {c.File} | {Code(c.Old)} | {Code(c.New)} | ");

    private static string Code(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $"`{text.Trim().Replace("|", "\\|")}`";

    private static string Git(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Checkout.Root })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    [GeneratedRegex(@"on commit ([0-9a-f]{7,40})")]
    private static partial Regex Commit();
}
