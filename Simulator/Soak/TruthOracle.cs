using Charger.Runtime;
using Firmware;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Soak;

/// <summary>
/// Judges a run by the state of the models: what flows through the contactor, what the module's terminals and sensors
/// really have, which wires and chips are broken. What the firmware measured or believes is not asked. A bound is the time from
/// a cause to no power at the cable: the rule's own time, the frame's period, and what the scheduler and flash may take.
/// </summary>
public sealed class TruthOracle
{
    private const double CeilingVolts = 85.5 + 1.0 + 0.2;
    private const double CeilingAmperes = 100 + 2.0 + 0.2;
    private const double HotCelsius = 70.5;
    private const double ColdCelsius = -40.5;

    /// <summary>A terminal frame comes every 200 ms; twice in a row and 200 ms trip; 100 ms to the STOP.</summary>
    private const int TerminalMs = 1000;

    /// <summary>The module's own answers: asked once every 900 ms, the second one at once; terminal frames are missing after 600 ms.</summary>
    private const int StandInMs = 2800;
    private const int TemperatureMs = 2500;

    /// <summary>A reading's age runs out after 5 s, a module's or a vehicle's silence after 3 s.</summary>
    private const int AgeMs = 6500;
    private const int SilenceMs = 4500;
    private const int RefusalMs = 2000;
    private const int AlarmMs = 2500;
    private const int PinMs = 400;

    /// <summary>The contactor opens so long after an ordinary STOP at the latest (charger-protocol.md).</summary>
    private const int ContactorOpenMs = 500;

    /// <summary>Pauses of 2, 4, 8, 16, 30 s: no more than this many starts in ten minutes, whatever breaks.</summary>
    private const int MostStarts = 30;
    private const int StartsMs = 600_000;

    /// <summary>Changes of flash in ten minutes, refused ones too.</summary>
    private const int MostWrites = 400;
    private const int FlashBytes = 256 * 1024;
    private const int MostKept = 20;

    private readonly ChargerWorld _world;
    private readonly ICentral _central;
    private readonly WideFaults _faults;
    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = [];
    private readonly Queue<long> _starts = new();
    private readonly List<string> _broken = [];
    private bool _wasOn;
    private long _writesFromMs;
    private int _writesFrom;
    private int _crashesSeen;
    private int _violationsSeen;

    public TruthOracle(ChargerWorld world, ICentral central, WideFaults faults, Func<int> connections)
    {
        _world = world;
        _central = central;
        _faults = faults;
        Connections = connections;
        world.Stepped = AfterStep;
        world.FreezingCall = what =>
        {
            if (Live) Break($"{what} begins while there is power at the cable");
        };
    }

    public IReadOnlyList<string> Broken => _broken;

    public int Count { get; private set; }

    /// <summary>When the first breach was seen; -1 before.</summary>
    public long FirstMs { get; private set; } = -1;

    public Func<int> Connections { get; }

    /// <summary>The module is on and the contactor connects it to the cable.</summary>
    public bool Live => _world.Stage.On && _faults.ContactorClosed;

    public void Break(string what)
    {
        Count++;
        if (FirstMs < 0) FirstMs = _world.Clock.NowMs;
        if (_broken.Count < MostKept) _broken.Add(FormattableString.Invariant($"at {_world.Clock.NowMs} ms: {what}"));
    }

    private void AfterStep(Worker worker)
    {
        // No firmware can switch off a module that ignores STOP behind a welded contactor.
        bool beyond = _faults.Has("module-ignores-stop") && _faults.Has("contactor-welded");
        if (!beyond)
        {
            Vehicle();
            Hands();
            if (FirstBusTells) Measured();
            Silence();
        }
        Starts();
        if (worker.Name == "UI") Queues();
        if (worker.Name == "OCPP") Link();
    }

    /// <summary>What the module says reaches the controller.</summary>
    private bool FirstBusTells => !BusBroken(1) && !_world.Module.Silent;

    private bool BusBroken(int bus) => _faults.Has("spi-zeros", bus) || _faults.Has("spi-ones", bus) || _faults.Has("spi-throws", bus) || _faults.Has("bus-off", bus);

    private void Vehicle()
    {
        Must(_world.Vehicle is not { Plugged: true }, SilenceMs, "no vehicle is plugged in");
        bool told = !BusBroken(2) && !_world.Bms.Silent && !_faults.Has("burst") && !_faults.Has("int-stuck", 2);
        Must(_world.Bms.RefusalBits != 0 && told && !_faults.Has("bms-flap"), RefusalMs, "the BMS refuses");
        Must(_world.Bms.RefusalBits != 0 && !_faults.Has("bms-flap"), SilenceMs, "the BMS refuses behind a busy bus");
        Must(_world.Bms.Silent || BusBroken(2), SilenceMs, "nothing is heard of the BMS");
    }

    private void Hands()
    {
        Must(_world.EmergencyStop.Level, PinMs, "the emergency stop is pressed");
        // An ordinary stop opens the contactor when the current has gone: a module that ignores it, or is not reached, has the whole of that time.
        bool obeys = FirstBusTells && !_faults.Has("module-ignores-stop");
        Must(!_world.StopButton.Level, PinMs - 120 + (obeys ? 0 : ContactorOpenMs), "the STOP button is pressed");
    }

    private void Measured()
    {
        var (stage, module) = (_world.Stage, _world.Module);
        bool lies = _faults.Has("terminals-stuck") || _faults.Has("terminals-flap");
        bool unknown = _faults.Has("terminals-raw");
        bool busy = _faults.Has("burst") || _faults.Has("int-stuck", 1);
        bool missing = module.TerminalPowerMissing;
        bool whole = !lies && !unknown && !missing;
        int late = busy ? SilenceMs : 0;
        Must(stage.Volts > CeilingVolts && whole, TerminalMs + late, FormattableString.Invariant($"the terminals have {stage.Volts:F1} V"), "volts");
        Must(stage.Amperes > CeilingAmperes && whole, TerminalMs + late, FormattableString.Invariant($"{stage.Amperes:F1} A flow"), "amperes");
        bool standIn = missing && !lies;
        Must(stage.Volts > CeilingVolts && standIn && !module.Unanswered.Contains(0x84), StandInMs + late, FormattableString.Invariant($"the terminals have {stage.Volts:F1} V, as the module's answers say"), "volts answered");
        Must(stage.Amperes > CeilingAmperes && standIn && !module.Unanswered.Contains(0x82), StandInMs + late, FormattableString.Invariant($"{stage.Amperes:F1} A flow, as the module's answers say"), "amperes answered");
        Must(missing && (module.Unanswered.Contains(0x84) || module.Unanswered.Contains(0x82)) && !lies, AgeMs, "voltage or current is not measured at all");
        Sensor("inlet", module.InletCelsius, 0x80, late);
        Sensor("internal", module.InternalCelsius, 0x7F, late);
        uint trips = module.AlarmBits & Models.PowerStage.TrippingAlarms;
        Must(trips != 0 && !module.Unanswered.Contains(0x83), AlarmMs + late, $"the module has the alarms 0x{trips:X}", "alarm");
    }

    private void Sensor(string name, double celsius, byte function, int late)
    {
        bool answered = !_world.Module.Unanswered.Contains(function);
        Must(celsius > HotCelsius && answered, TemperatureMs + late, FormattableString.Invariant($"the {name} sensor has {celsius:F1} degC"), name);
        Must(celsius < ColdCelsius || !answered, AgeMs, $"the {name} sensor tells nothing plausible", name + " age");
    }

    private void Silence() => Must(!FirstBusTells, SilenceMs + 500, "nothing is heard of the power module");

    /// <summary>While it holds, power at the cable may last for so long.</summary>
    private void Must(bool holds, int allowedMs, string cause, string? key = null)
    {
        long now = _world.Clock.NowMs;
        key ??= cause;
        if (!holds || !Live)
        {
            _since.Remove(key);
            _told.Remove(key);
            return;
        }
        if (_since.TryAdd(key, now) || now - _since[key] <= allowedMs || !_told.Add(key)) return;
        Break($"power at the cable {now - _since[key]} ms after {cause}");
    }

    private void Starts()
    {
        long now = _world.Clock.NowMs;
        bool on = _world.Stage.On;
        if (on && !_wasOn)
        {
            _starts.Enqueue(now);
            while (now - _starts.Peek() > StartsMs) _starts.Dequeue();
            if (_starts.Count == MostStarts + 1) Break($"the module was started {_starts.Count} times in ten minutes");
        }
        _wasOn = on;
    }

    private void Queues()
    {
        for (; _crashesSeen < _world.Crashes.Count; _crashesSeen++)
        {
            if (!_world.Crashes[_crashesSeen].Contains("ordered by the soak", StringComparison.Ordinal)) Break(_world.Crashes[_crashesSeen]);
        }
        if (_world.Storage.BytesUsed > FlashBytes) Break($"{_world.Storage.BytesUsed} bytes on flash");
        long now = _world.Clock.NowMs;
        if (_faults.FlashTried < _writesFrom) _writesFrom = 0;
        if (now - _writesFromMs >= StartsMs)
        {
            if (_faults.FlashTried - _writesFrom > MostWrites) Break($"{_faults.FlashTried - _writesFrom} writes to flash in ten minutes");
            (_writesFromMs, _writesFrom) = (now, _faults.FlashTried);
        }
        if (_world.Firmware is not Composition firmware) return;
        for (int i = 0; i < firmware.Registry.Count; i++)
        {
            if (firmware.Registry[i] is Mailbox box && box.Count > box.Capacity) Break($"mailbox {box.Name} holds {box.Count} of {box.Capacity}");
            if (firmware.Registry[i] is FrameRing ring && ring.Count > ring.Capacity) Break($"ring {ring.Name} holds {ring.Count} of {ring.Capacity}");
        }
    }

    private void Link()
    {
        if (Connections() > 1) Break($"{Connections()} connections at once");
        for (; _violationsSeen < _central.Violations.Count; _violationsSeen++) Break(_central.Violations[_violationsSeen]);
    }
}
