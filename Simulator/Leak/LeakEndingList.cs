using Ocpp.Client.Connection;

namespace Simulator.Leak;

/// <summary>All endings, in the order they are played.</summary>
public static class LeakEndingList
{
    public static IReadOnlyList<LeakEnding> All { get; } = [.. Enumerable.Range(0, LeakEndings.Count).Select(i => (LeakEnding)i)];
}
