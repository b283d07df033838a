using Charger.Metering;
using Simulator.World;

namespace Simulator.Metering;

/// <summary>A meter on the mains side of a simulated charger, fitted before it is powered on: it measures what the charger draws, losses included.</summary>
public sealed class SimulatedMeter
{
    /// <summary>Part of what is drawn that reaches the output.</summary>
    public const double Efficiency = 0.94;

    /// <summary>What the charger draws for itself.</summary>
    public const double StandbyW = 12;

    /// <summary>Register of a meter that replaces this one, in Wh.</summary>
    public const double OtherRegisterWh = 12;

    private const byte Address = 1;
    private const double MsPerHour = 3_600_000;

    /// <summary>Register when it is fitted.</summary>
    private const double FirstWh = 123_456;

    private readonly ChargerWorld _charger;
    private readonly MeterKind _kind;
    private double _offsetWh = FirstWh;
    private double? _stuckWh;
    private bool _leaping;
    private bool _nan;
    private int _leaps;

    public SimulatedMeter(ChargerWorld charger, MeterKind kind)
    {
        _charger = charger;
        _kind = kind;
        Model = new ModbusMeterModel(() => charger.Clock.NowMs, Address, Register);
        Action<global::Firmware.FirmwarePorts>? others = charger.PortsMade;
        charger.PortsMade = ports =>
        {
            others?.Invoke(ports);
            var settings = new MeterSettings();
            settings.Accept(MeterRegisters.NameOf(kind) + " 1 9600");
            ports.Meter = new ModbusMeter(Model, settings);
        };
    }

    public ModbusMeterModel Model { get; }

    /// <summary>What its display shows.</summary>
    public double RegisterWh => _offsetWh + DrawnWh;

    /// <summary>What the charger has drawn since the start.</summary>
    public double DrawnWh => _charger.Stage.DeliveredWh / Efficiency + StandbyW * _charger.Clock.NowMs / MsPerHour;

    private double PowerW => _charger.Stage.Volts * _charger.Stage.Amperes / Efficiency + StandbyW;

    /// <summary>Replaces the meter by another one.</summary>
    public void Replace(double registerWh) => _offsetWh = registerWh - DrawnWh;

    /// <summary>Carries out the scenario event "meter".</summary>
    public void Fail(string fault, bool begins)
    {
        if (fault == "garbled") Model.Garbled = begins;
        else if (fault == "silent") Model.Silent = begins;
        else if (fault == "nan") _nan = begins;
        else if (fault == "leaping") _leaping = begins;
        else if (fault == "stuck") _stuckWh = begins ? RegisterWh : null;
        else if (begins) Replace(OtherRegisterWh);
    }

    /// <summary>What the register shows over the line: each reading elsewhere while it leaps.</summary>
    private double ShownWh => _leaping ? RegisterWh + ++_leaps % 5 * 700 - _leaps % 3 * 1900 : _stuckWh ?? RegisterWh;

    private float? Register(int address)
    {
        if (_nan) return float.NaN;
        if (address == MeterRegisters.Of(_kind, MeterValue.Energy)) return (float)(ShownWh / 1000);
        if (address == MeterRegisters.Of(_kind, MeterValue.Power)) return (float)PowerW;
        if (address == MeterRegisters.Of(_kind, MeterValue.Voltage)) return (float)_charger.Module.MainsVolts;
        if (address == MeterRegisters.Of(_kind, MeterValue.Current)) return (float)(PowerW / Math.Max(1, _charger.Module.MainsVolts));
        return null;
    }
}
