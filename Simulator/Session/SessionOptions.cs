using Charger.Metering;
using Simulator.Scenarios;

namespace Simulator.Session;

/// <summary>The options of the run command.</summary>
public sealed class SessionOptions
{
    public SessionPlan Plan { get; init; } = new();

    /// <summary>A central system of the user's; null for the embedded one.</summary>
    public Uri? Csms { get; init; }

    public string Identity { get; init; } = "CP-SIM-1";

    /// <summary>Security profile the charger begins with, 0 to 3.</summary>
    public int Profile { get; init; }

    /// <summary>The scenario's, where it names one.</summary>
    public int StartProfile => Scenario?.Profile ?? Profile;

    /// <summary>AuthorizationKey of the charger for profiles 1 and 2, hexadecimal digits; null makes one from the seed.</summary>
    public string? Key { get; init; }

    /// <summary>Root certificate (PEM) that the charger trusts at a central system of the user's; null for the machine's own.</summary>
    public string? RootFile { get; init; }

    /// <summary>Simulated seconds for each real one.</summary>
    public double Speed { get; init; } = 60;

    public int Seed { get; init; } = 1;

    public Scenario? Scenario { get; init; }

    /// <summary>What the charger's monotonic clock shows at boot, as if it had run for so long.</summary>
    public long UptimeMs { get; init; }

    /// <summary>With status light, buzzer and card reader.</summary>
    public bool Panel { get; init; }

    /// <summary>The firmware is of the flavour Security=Signed, on a board with two places for an image.</summary>
    public bool Signed { get; init; }

    /// <summary>The meter that energy is billed by; null: the power module's readings count.</summary>
    public MeterKind? Meter { get; init; }

    /// <summary>Port of the status page that the charger itself serves, as images with -p:Page=Status do; 0 for none.</summary>
    public int DevicePage { get; init; }

    /// <summary>No socket and no wall clock: as fast as it computes, and the same every time.</summary>
    public bool InMemory { get; init; }
}
