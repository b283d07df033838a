using System.Globalization;
using Simulator.CentralModel;

namespace Simulator.Scenarios;

/// <summary>One thing that happens: its kind and its fields as they were checked.</summary>
public sealed class ScenarioEvent(string kind, IReadOnlyDictionary<string, object> fields)
{
    public string Kind { get; } = kind;

    /// <summary>When it happens, in ms from the scenario's start.</summary>
    public required long AtMs { get; init; }

    /// <summary>How long it lasts, 0 for ever or at once.</summary>
    public long ForMs { get; init; }

    /// <summary>Happens again after this many ms, 0 once only.</summary>
    public long EveryMs { get; init; }

    public bool Has(string field) => fields.ContainsKey(field);

    public double Number(string field, double otherwise = 0) => fields.TryGetValue(field, out object? value) ? (double)value : otherwise;

    public int Whole(string field, int otherwise = 0) => (int)Number(field, otherwise);

    public string Text(string field, string otherwise = "") => fields.TryGetValue(field, out object? value) ? (string)value : otherwise;

    public override string ToString()
    {
        string told = string.Concat(fields.Select(f => $" {f.Key} {Secrets.Masked(string.Create(CultureInfo.InvariantCulture, $"{f.Value}"))}"));
        return Kind + told + (ForMs > 0 ? string.Create(CultureInfo.InvariantCulture, $" for {ForMs / 1000.0} s") : "");
    }
}

/// <summary>A whole scenario: what is there at the start, what happens when, what must hold at the end.</summary>
public sealed class Scenario
{
    public string Name { get; init; } = "session";

    /// <summary>Security profile the charger begins with; null leaves it to the command.</summary>
    public int? Profile { get; init; }

    /// <summary>Where the run ends, in ms.</summary>
    public long LengthMs { get; init; }

    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    public ScenarioExpectation Expect { get; init; } = new();
}

/// <summary>What a run must end with; what is not given is not checked.</summary>
public sealed class ScenarioExpectation
{
    public int? Transactions { get; init; }

    /// <summary>Reason of the last transaction's end as OCPP spells it.</summary>
    public string? Reason { get; init; }

    public double? MinWh { get; init; }

    public double? MaxWh { get; init; }

    /// <summary>Security profile that counts at the end.</summary>
    public int? Profile { get; init; }
}
