using Simulator.Scenarios;

namespace Simulator.Session;

/// <summary>What the run command was told.</summary>
public sealed class SessionOptions
{
    public SessionPlan Plan { get; init; } = new();

    /// <summary>A central system of the user's; null for the embedded one.</summary>
    public Uri? Csms { get; init; }

    public string Identity { get; init; } = "CP-SIM-1";

    /// <summary>Simulated seconds for each real one.</summary>
    public double Speed { get; init; } = 60;

    public int Seed { get; init; } = 1;

    public Scenario? Scenario { get; init; }

    /// <summary>No socket and no wall clock: as fast as it computes, and the same every time.</summary>
    public bool InMemory { get; init; }
}
