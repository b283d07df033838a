using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Scenarios;

namespace Simulator.Drive;

/// <summary>The transactions as the charger's log reports them, to compare with what a scenario expects.</summary>
public sealed partial class ConsoleTransactions
{
    /// <summary>Transactions that began.</summary>
    public int Transactions { get; private set; }

    /// <summary>Reason of the last one's end; null before any.</summary>
    public string? Reason { get; private set; }

    /// <summary>Sum over those that ended.</summary>
    public double EnergyWh { get; private set; }

    /// <summary>Reads one line of the console; other lines than those of transactions count for nothing.</summary>
    public void Read(string line)
    {
        if (Began().IsMatch(line)) Transactions++;
        Match end = Ended().Match(line);
        if (!end.Success) return;
        Reason = end.Groups[1].Value;
        EnergyWh += double.Parse(end.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>What is not as expected, each as a part of a sentence.</summary>
    public IEnumerable<string> Unmet(ScenarioExpectation expect)
    {
        if (expect.Transactions is int count && count != Transactions) yield return $"{Transactions} transactions, {count} expected";
        if (expect.Reason != null && expect.Reason != Reason) yield return $"the last transaction ended with '{Reason ?? "none"}', '{expect.Reason}' expected";
        if (EnergyWh < expect.MinWh) yield return FormattableString.Invariant($"{EnergyWh} Wh, at least {expect.MinWh} expected");
        if (EnergyWh > expect.MaxWh) yield return FormattableString.Invariant($"{EnergyWh} Wh, at most {expect.MaxWh} expected");
        if (expect.Profile != null) yield return $"security profile {expect.Profile} is expected, which the console's log does not tell";
    }

    [GeneratedRegex(@"\bOCPP transaction \d+ begins for ")]
    private static partial Regex Began();

    [GeneratedRegex(@"\bOCPP transaction \d+ ends: (\w+), (-?\d+) Wh")]
    private static partial Regex Ended();
}
