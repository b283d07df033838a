using Charger.Can;
using Charger.Runtime;
using Firmware;
using Simulator.Can;
using Simulator.Models;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Soak;

/// <summary>Applies and removes the faults of its list. A defect of a chip stays when the firmware creates its driver again.</summary>
public sealed class WideFaults : IModel
{
    private const int FlapEveryMs = 350;
    private const long YearMs = 365L * 86_400_000;

    /// <summary>Functions of the query group, by the fault's value.</summary>
    private static readonly byte[] s_functions = [0x84, 0x82, 0x79, 0x80, 0x83, 0x7F];

    /// <summary>Terminal power frames that are no numbers, by the fault's value.</summary>
    private static readonly float[] s_raw = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -5f, float.MaxValue];

    private readonly ChargerWorld _world;
    private readonly ICentral _central;
    private readonly List<(long AtMs, WideFault Fault, bool Begins)> _due;
    private readonly HashSet<WideFault> _running = [];
    private int _next;
    private long _flapMs;
    private bool _flap;
    private BrokenStorage? _storage;
    private BrokenSerial? _serial;
    private IWallClock? _clock;

    public WideFaults(ChargerWorld world, ICentral central, IReadOnlyList<WideFault> faults)
    {
        _world = world;
        _central = central;
        _due = [.. faults.SelectMany(f => new[] { (f.AtMs, f, true), (f.AtMs + f.ForMs, f, false) }).OrderBy(d => d.Item1).ThenBy(d => d.f.Number).ThenBy(d => d.Item3 ? 0 : 1)];
        world.PortsMade = Wrap;
        world.Can.Controllers.Made = Break;
        world.Stage.ContactorClosed = () => ContactorClosed;
    }

    public string Name => "wide faults";

    public Action<WideFault, bool>? Playing { get; set; }

    /// <summary>What carries current, whatever the pin says.</summary>
    public bool ContactorClosed => _world.Contactor.High || Has("contactor-welded");

    /// <summary>Changes of flash tried since the last boot.</summary>
    public int FlashTried => _storage?.Tried ?? 0;

    public bool Has(string kind) => _running.Any(f => f.Kind == kind);

    public bool Has(string kind, int bus) => _running.Any(f => f.Kind == kind && Bus(f) == bus);

    /// <summary>The value of a running fault, null while there is none of the kind.</summary>
    public double? Value(string kind) => _running.FirstOrDefault(f => f.Kind == kind)?.Value;

    public long Step(long nowMs)
    {
        for (; _next < _due.Count && _due[_next].AtMs <= nowMs; _next++)
        {
            (_, WideFault fault, bool begins) = _due[_next];
            if (begins) _running.Add(fault);
            else _running.Remove(fault);
            Playing?.Invoke(fault, begins);
            Apply(fault, begins);
        }
        bool flapping = Has("terminals-flap") || Has("bms-flap") || Has("bms-contradict");
        if (flapping && nowMs >= _flapMs)
        {
            _flapMs = nowMs + FlapEveryMs;
            _flap = !_flap;
            Set();
        }
        long next = _next < _due.Count ? _due[_next].AtMs : long.MaxValue;
        return flapping ? Math.Min(next, _flapMs) : next;
    }

    private static int Bus(WideFault fault) => fault.Value < 1.5 ? 1 : 2;

    private void Apply(WideFault fault, bool begins)
    {
        switch (fault.Kind)
        {
            case "module-trips":
                if (begins) _world.Stage.SwitchOff();
                break;
            case "brown-out":
                if (begins) (Bus(fault) == 1 ? _world.Can.Controllers.Module : _world.Can.Controllers.Bms)?.BrownOut();
                break;
            case "clock-step":
                if (begins) _clock?.Set(_clock.UtcNowMs + (long)(fault.Value * YearMs));
                break;
            case "stop":
                if (begins) _world.PressStop();
                break;
            case "heap-full":
                if (_storage != null) _storage.OutOfMemory = begins ? (int)fault.Value : 0;
                if (_serial != null) _serial.OutOfMemory = begins ? (int)fault.Value : 0;
                break;
            case "power-cut":
                if (begins) _world.PowerOff();
                else _world.PowerOn();
                break;
            case "terminals-stuck":
                _world.Module.TerminalPowerRaw = begins ? _world.Module.TerminalPower() : null;
                break;
            default:
                Set();
                break;
        }
    }

    /// <summary>The world as the running faults together make it.</summary>
    private void Set()
    {
        PowerStage stage = _world.Stage;
        PowerModuleModel module = _world.Module;
        stage.BrokenVolts = Value("over-voltage") ?? Value("under-voltage");
        stage.BrokenAmperes = Value("over-current");
        stage.IgnoresStop = Has("module-ignores-stop");
        module.InletCelsius = Value("inlet-celsius") ?? 28;
        module.InternalFixedCelsius = Value("internal-celsius");
        module.TerminalPowerMissing = Has("terminals-missing") || Has("measurements-missing");
        module.Unanswered.Clear();
        if (Value("answer-missing") is double which) module.Unanswered.Add(s_functions[(int)Math.Round(which)]);
        if (Has("measurements-missing")) module.Unanswered.UnionWith([0x84, 0x82]);
        if (!Has("terminals-stuck")) module.TerminalPowerRaw = Raw();
        module.Silent = Has("module-silent");
        module.InjectedAlarms = Value("module-alarm") is double bit ? 1u << (int)bit : 0;
        module.MainsVolts = Value("mains") ?? 230;
        _world.Bms.RefusalBits = (byte)(Value("bms-refuse") ?? (Has("bms-flap") && _flap ? 1 : 0));
        _world.Bms.AskVolts = Value("bms-volts") ?? (Has("bms-contradict") ? _flap ? 0 : 84 : null);
        _world.Bms.AskAmperes = Value("bms-amperes") ?? (Has("bms-contradict") ? _flap ? 300 : 0.1 : null);
        _world.Bms.Silent = Has("bms-silent");
        _world.Can.ModuleWire.Shorted = Has("bus-off", 1);
        _world.Can.BmsWire.Shorted = Has("bus-off", 2);
        _world.Burst.FramesPerSecond = (int)(Value("burst") ?? 0);
        _world.Loop.Nudge(_world.Burst);
        _world.EmergencyStop.Level = Has("emergency");
        _central.LinkDown = Has("link");
        _central.Killed = Has("csms-kill");
        if (_world.Can.Controllers.Module is { } first) Break(CanBus.Module, first);
        if (_world.Can.Controllers.Bms is { } second) Break(CanBus.Bms, second);
        if (_storage is { } storage) Break(storage);
    }

    private byte[]? Raw()
    {
        float? volts = Value("terminals-raw") is double kind ? s_raw[(int)Math.Round(kind)] : null;
        if (Value("terminals-flap") is double flapped && _flap) volts = (float)flapped;
        if (volts == null) return null;
        byte[] raw = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(raw, volts.Value);
        System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(raw.AsSpan(4), volts.Value);
        return raw;
    }

    private void Break(CanBus bus, Mcp2515Model chip)
    {
        int number = bus == CanBus.Module ? 1 : 2;
        chip.ReadsZeros = Has("spi-zeros", number);
        chip.Dead = Has("spi-ones", number);
        chip.SpiFailure = Has("spi-throws", number) ? new InvalidOperationException("the SPI driver refuses") : null;
        chip.InterruptStuckHigh = Has("int-stuck", number);
    }

    private void Break(BrokenStorage storage)
    {
        storage.Refuses = Has("flash-refuse");
        storage.Full = Has("flash-full");
    }

    private void Wrap(FirmwarePorts ports)
    {
        ports.Storage = _storage = new BrokenStorage(ports.Storage);
        ports.SerialConsole = _serial = new BrokenSerial(ports.SerialConsole);
        _clock = ports.WallClock;
        Break(_storage);
    }
}
