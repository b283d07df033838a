namespace Simulator.Models;

/// <summary>
/// The electrical side of the module and what hangs on its terminals: ramps to its limits, meets the battery, decays slowly
/// after it is switched off. It also counts the energy that really flowed.
/// </summary>
public sealed class PowerStage
{
    /// <summary>One module's rated current; three stand behind address 1.</summary>
    public const double RatedAmperes = 33.57;
    public const int Modules = 3;

    /// <summary>Alarm bits with which the module does not start (charger-protocol.md, "CAN1: power module to firmware": bits that trip).</summary>
    public const uint TrippingAlarms = 0x20C2_10CF;

    private const int StepMs = 20;
    private const double VoltsPerSecond = 60;
    private const double AmperesPerSecond = 30;
    private const double AmperesPerSecondDown = 150;
    private const double DecayVoltsPerSecond = 0.4;

    private VehicleModel? _vehicle;
    private long _lastMs = -1;
    private double _rampVolts;
    private double _rampAmperes;

    /// <summary>Whether the board's contactor connects the terminals to the cable.</summary>
    public Func<bool> ContactorClosed { get; set; } = () => true;

    public bool On { get; private set; }

    public double LimitVolts { get; set; }

    public double LimitAmperes { get; set; }

    /// <summary>At the module's terminals.</summary>
    public double Volts { get; private set; }

    public double Amperes { get; private set; }

    /// <summary>Current limiting, else constant voltage.</summary>
    public bool ConstantCurrent { get; private set; }

    /// <summary>Energy that went through the terminals since the start, in Wh: what the firmware's register is held against.</summary>
    public double DeliveredWh { get; private set; }

    /// <summary>Highest current and voltage ever seen, for the limits' invariant.</summary>
    public double PeakVolts { get; private set; }
    public double PeakAmperes { get; private set; }

    /// <summary>Adds to what the terminals show without asking the limits: an over-voltage on order.</summary>
    public double ExtraVolts { get; set; }

    /// <summary>A broken module's terminals while it is on, whatever its limits say; null for a whole one's.</summary>
    public double? BrokenVolts { get; set; }

    /// <summary>The current a broken module drives through a closed circuit; null for a whole one's.</summary>
    public double? BrokenAmperes { get; set; }

    /// <summary>A broken module stays on whatever it is told.</summary>
    public bool IgnoresStop { get; set; }

    /// <summary>A defect of the module: once on, it does not switch off any more, whatever it answers.</summary>
    public bool StaysOn { get; set; }

    /// <summary>The vehicle at the charger; it counts once its cable is plugged in.</summary>
    public void Park(VehicleModel? vehicle) => _vehicle = vehicle;

    public void SwitchOn()
    {
        if (On) return;
        On = true;
        _rampVolts = Volts;
        _rampAmperes = 0;
    }

    public void SwitchOff()
    {
        if (StaysOn) return;
        if (IgnoresStop) return;
        On = false;
        Amperes = 0;
        ConstantCurrent = false;
    }

    public long Step(long nowMs)
    {
        if (_lastMs < 0) _lastMs = nowMs;
        long ms = nowMs - _lastMs;
        _lastMs = nowMs;
        if (ms > 0) Advance(ms);
        return nowMs + StepMs;
    }

    private void Advance(long ms)
    {
        double seconds = ms / 1000.0;
        VehicleModel? load = _vehicle is { Plugged: true } && ContactorClosed() ? _vehicle : null;
        if (On) Drive(load, seconds);
        else Rest(load, seconds);
        if (On && BrokenVolts is double volts) Volts = volts;
        if (On && load != null && BrokenAmperes is double amperes) Amperes = amperes;
        if (Amperes > 0)
        {
            DeliveredWh += Volts * Amperes * seconds / 3600;
            load?.Charge(Volts, Amperes, ms);
        }
        PeakVolts = Math.Max(PeakVolts, Volts);
        PeakAmperes = Math.Max(PeakAmperes, Amperes);
    }

    private void Drive(VehicleModel? load, double seconds)
    {
        double most = Math.Min(LimitAmperes, RatedAmperes * Modules);
        _rampVolts = Toward(_rampVolts, LimitVolts, VoltsPerSecond * seconds);
        _rampAmperes = Toward(_rampAmperes, most, (most > _rampAmperes ? AmperesPerSecond : AmperesPerSecondDown) * seconds);
        if (load == null)
        {
            Volts = _rampVolts + ExtraVolts;
            Amperes = 0;
            ConstantCurrent = false;
            return;
        }
        double wanted = load.AmperesAt(_rampVolts);
        ConstantCurrent = wanted > _rampAmperes;
        Amperes = ConstantCurrent ? _rampAmperes : wanted;
        Volts = load.VoltsAt(Amperes) + ExtraVolts;
    }

    private void Rest(VehicleModel? load, double seconds)
    {
        Amperes = 0;
        double floor = load?.OpenCircuitVolts ?? 0;
        Volts = Math.Max(floor, Volts - DecayVoltsPerSecond * seconds);
    }

    private static double Toward(double from, double to, double step) => from < to ? Math.Min(to, from + step) : Math.Max(to, from - step);
}
