namespace Simulator.Models;

/// <summary>A vehicle as it comes to the charger: battery and what its BMS asks for.</summary>
public sealed record VehicleKind(string Name, double CapacityAh, double MaxAmperes)
{
    /// <summary>The three models the charger tells apart by their highest requested current.</summary>
    public static readonly VehicleKind Classic = new("classic", 30, 10);
    public static readonly VehicleKind Pro = new("pro", 60, 31);
    public static readonly VehicleKind Max = new("max", 90, 75);

    public static readonly IReadOnlyList<VehicleKind> All = [Classic, Pro, Max];
}

/// <summary>
/// The battery: 20 cells in series, an open-circuit voltage that rises with the charge, an inner resistance. It takes what
/// the module offers: constant current first, then less and less at constant voltage.
/// </summary>
public sealed class VehicleModel(VehicleKind kind, double socPercent)
{
    private const int Cells = 20;
    private const double ResistanceOhm = 0.06;

    public VehicleKind Kind { get; } = kind;

    public bool Plugged { get; set; }

    public double StartSocPercent { get; } = socPercent;

    /// <summary>0 to 100.</summary>
    public double SocPercent { get; private set; } = socPercent;

    /// <summary>What went in since the vehicle exists, in Wh at the battery's own terminals.</summary>
    public double TakenWh { get; private set; }

    /// <summary>Lifetime counters as the BMS keeps them.</summary>
    public double ChargedMah { get; private set; } = 1_000_000 + kind.CapacityAh * 10 * socPercent;

    public double DischargedMah { get; } = 1_000_000;

    /// <summary>Terminal voltage without current, by the charge: 3.30 V a cell when empty, 4.17 V when full.</summary>
    public double OpenCircuitVolts
    {
        get
        {
            double s = SocPercent / 100;
            double knee = s < 0.1 ? 1.2 * (0.1 - s) : 0;
            return Cells * (3.42 + 0.75 * s - knee);
        }
    }

    /// <summary>Current in ampere that flows at a voltage across its terminals, never negative: a diode keeps the battery from feeding back.</summary>
    public double AmperesAt(double volts) => Math.Max(0, (volts - OpenCircuitVolts) / ResistanceOhm);

    /// <summary>Terminal voltage while a current flows.</summary>
    public double VoltsAt(double amperes) => OpenCircuitVolts + amperes * ResistanceOhm;

    /// <summary>Takes a current for a time.</summary>
    public void Charge(double volts, double amperes, long ms)
    {
        double hours = ms / 3_600_000.0;
        TakenWh += volts * amperes * hours;
        ChargedMah += amperes * hours * 1000;
        SocPercent = Math.Min(100, SocPercent + 100 * amperes * hours / Kind.CapacityAh);
    }
}
