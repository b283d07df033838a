using Charger.Runtime;
using Firmware;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Soak;

/// <summary>
/// What must hold after every step of every run, judged by what the models see, not by what the firmware says of itself.
/// </summary>
public sealed class Invariants
{
    /// <summary>The longest way to a STOP that is allowed: BMS silence is noticed after 3 s, the plug's debounce takes 1 s.</summary>
    private const int GateMs = 4500;
    private const int ContactorMs = 1000;
    private const int VoltageMs = 500;
    private const int CurrentMs = 3000;
    private const double CeilingVolts = 85.5 + 1.0;
    private const double MarginAmperes = 2.0;
    private const int FlashBytes = 256 * 1024;
    private const int MostKept = 20;

    /// <summary>A day of one value a minute, and the starts and stops of it.</summary>
    private const int MostWaiting = 1700;

    private readonly ChargerWorld _world;
    private readonly ICentral? _central;
    private readonly List<string> _broken = [];
    private readonly Span _gate = new(GateMs);
    private readonly Span _contactor = new(ContactorMs);
    private readonly Span _voltage = new(VoltageMs);
    private readonly Span _current = new(CurrentMs);
    private readonly Span _limit = new(CurrentMs);
    private int _violationsSeen;
    private int _crashesSeen;

    public Invariants(ChargerWorld world, ICentral? central)
    {
        _world = world;
        _central = central;
        world.Stepped = AfterStep;
        world.FreezingCall = FreezingCall;
    }

    /// <summary>Breaches, with time and step; the first ones only.</summary>
    public IReadOnlyList<string> Broken => _broken;

    public int Count { get; private set; }

    /// <summary>Open ends of the charger's connections; above one is a breach. Null where nobody can count them.</summary>
    public Func<int>? Connections { get; init; }

    private void FreezingCall(string what)
    {
        if (_world.Stage.On || _world.Contactor.High) Break($"{what} begins while the output is on");
    }

    public void Break(string what)
    {
        Count++;
        if (_broken.Count < MostKept) _broken.Add(FormattableString.Invariant($"at {_world.Clock.NowMs} ms, step {_world.Loop.Steps}: {what}"));
    }

    private void AfterStep(Worker worker)
    {
        long now = _world.Clock.NowMs;
        if (_gate.Over(Forbidden() is not null && _world.Stage.On, now)) Break($"the module is on though {Forbidden()}");
        bool idle = _world.Firmware is not { Permit.TransactionRunning: true };
        if (_contactor.Over(_world.Contactor.High && idle, now)) Break("the contactor is closed without a transaction");
        bool tooHigh = _world.Stage.On && _world.Stage.Volts > CeilingVolts;
        if (_voltage.Over(tooHigh, now)) Break(FormattableString.Invariant($"{_world.Stage.Volts:F1} V are above the ceiling"));
        bool tooMuch = _world.Stage.Amperes > _world.Bms.RequestedAmperes + MarginAmperes;
        if (_current.Over(tooMuch, now)) Break(FormattableString.Invariant($"{_world.Stage.Amperes:F1} A flow, the BMS asked for {_world.Bms.RequestedAmperes:F1} A"));
        double allowed = AllowedAmperes();
        if (_limit.Over(_world.Stage.Amperes > allowed, now)) Break(FormattableString.Invariant($"{_world.Stage.Amperes:F1} A flow, the charging profiles allow {allowed - MarginAmperes:F1} A"));
        if (worker.Name == "OCPP") LookAtLink();
        if (worker.Name == "UI") LookAtQueues();
        for (; _crashesSeen < _world.Crashes.Count; _crashesSeen++) Break(_world.Crashes[_crashesSeen]);
    }

    /// <summary>Checks what is too slow for every step; called now and then.</summary>
    public void LookAtFlash()
    {
        if (_world.Storage.BytesUsed > FlashBytes) Break($"{_world.Storage.BytesUsed} bytes on flash");
    }

    /// <summary>What the smart charging limit in force allows to flow, with the margin; power counts at the terminals.</summary>
    private double AllowedAmperes()
    {
        if (_world.Firmware is not { Permit: { } permit }) return double.MaxValue;
        double allowed = permit.LimitMa >= 0 ? permit.LimitMa / 1000.0 : double.MaxValue;
        if (permit.LimitW >= 0 && _world.Stage.Volts > 1) allowed = Math.Min(allowed, permit.LimitW / _world.Stage.Volts);
        return allowed + MarginAmperes;
    }

    private void LookAtQueues()
    {
        if (_world.Firmware is not Composition firmware) return;
        for (int i = 0; i < firmware.Registry.Count; i++)
        {
            if (firmware.Registry[i] is Mailbox box && box.Count > box.Capacity) Break($"mailbox {box.Name} holds {box.Count} of {box.Capacity}");
            if (firmware.Registry[i] is FrameRing ring && ring.Count > ring.Capacity) Break($"ring {ring.Name} holds {ring.Count} of {ring.Capacity}");
        }
        if (firmware.ChargePoint.Queue.Waiting > MostWaiting) Break($"{firmware.ChargePoint.Queue.Waiting} transaction messages wait");
    }

    private void LookAtLink()
    {
        if (Connections != null && Connections() > 1) Break($"{Connections()} connections at once");
        if (_central == null) return;
        for (; _violationsSeen < _central.Violations.Count; _violationsSeen++) Break(_central.Violations[_violationsSeen]);
    }

    /// <summary>Why the module must be off now, null when it may be on.</summary>
    private string? Forbidden()
    {
        if (_world.Vehicle is not { Plugged: true }) return "no vehicle is plugged in";
        if (_world.Firmware is not { Permit.TransactionRunning: true }) return "no transaction runs";
        if (_world.Bms.RefusalBits != 0) return "the BMS refuses";
        if (_world.Bms.Silent) return "the BMS is silent";
        if (_world.EmergencyStop.Level) return "the emergency stop is pressed";
        if ((_world.Module.InjectedAlarms & Models.PowerStage.TrippingAlarms) != 0) return "the module has an alarm that trips";
        return null;
    }

    /// <summary>A state that may last so long; told once each time it lasts longer.</summary>
    private sealed class Span(int allowedMs)
    {
        private long _sinceMs = -1;
        private bool _told;

        public bool Over(bool holds, long nowMs)
        {
            if (!holds)
            {
                _sinceMs = -1;
                _told = false;
                return false;
            }
            if (_sinceMs < 0) _sinceMs = nowMs;
            if (_told || nowMs - _sinceMs <= allowedMs) return false;
            return _told = true;
        }
    }
}
