using System.Globalization;

namespace Simulator.Session;

/// <summary>The result of a run.</summary>
public sealed class SessionResult
{
    /// <summary>Why it did not end as it should, one sentence each; empty is a good end.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Name and value of each line of the summary, in order.</summary>
    public List<(string Name, string Value)> Lines { get; } = [];

    public bool Good => Failures.Count == 0;

    public void Add(string name, FormattableString value) => Lines.Add((name, value.ToString(CultureInfo.InvariantCulture)));

    public void Require(bool holds, string otherwise)
    {
        if (!holds) Failures.Add(otherwise);
    }
}
