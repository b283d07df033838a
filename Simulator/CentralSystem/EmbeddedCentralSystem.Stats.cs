using System.Diagnostics;

namespace Simulator.CentralSystem;

/// <summary>What GET /stats answers.</summary>
public sealed record CentralStats(ConnectionTotals Connections, IReadOnlyList<CentralStats.Charger> Chargers, long ManagedBytes, long WorkingSetBytes)
{
    public sealed record Charger(string Identity, bool Connected, int Messages, int History, int Transactions, int Violations);
}

public sealed partial class EmbeddedCentralSystem
{
    private CentralStats Stats()
    {
        CentralStats.Charger[] chargers = [.. Sessions.Select(s =>
            new CentralStats.Charger(s.Identity, _register.Of(s.Identity) != null, s.Messages, s.History.Count, s.Transactions.Count, s.Violations.Count))];
        using var process = Process.GetCurrentProcess();
        return new CentralStats(_register.Totals, chargers, GC.GetTotalMemory(false), process.WorkingSet64);
    }
}
