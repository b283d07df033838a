using Charger.Can;
using Charger.Runtime;
using Simulator.Can;
using Simulator.Models;

namespace Simulator.Bench;

/// <summary>
/// The firmware's CAN side on chip models and wires with real frame times: CAN_RX and CHARGER_COMM, each running the given time
/// after it was woken; module and vehicle send as the specification says. Stepped every millisecond.
/// </summary>
internal sealed class CanTraffic
{
    private readonly BenchClock _clock = new();
    private readonly LateWorker _receiver;
    private readonly LateWorker _control;
    private readonly PowerModuleModel _module;
    private readonly BmsModel _bms;
    private readonly ChargePermit _permit = new() { TransactionRunning = true, TransactionSerial = 1, EnergyPermitted = true };
    private readonly PublishedPermit _permits;

    /// <param name="lateMs">Milliseconds from a wake-up or deadline to the step.</param>
    public CanTraffic(Func<int> lateMs)
    {
        ModuleWire = Wire("CAN1");
        BmsWire = Wire("CAN2");
        var stage = new PowerStage();
        _module = new PowerModuleModel(stage);
        _bms = new BmsModel();
        ModuleWire.Attach(_module);
        BmsWire.Attach(_bms);
        var vehicle = new VehicleModel(VehicleKind.Pro, 20) { Plugged = true };
        stage.Park(vehicle);
        _bms.Vehicle = vehicle;
        Controllers = new SimulatedControllers(ModuleWire, BmsWire);
        CanPort module = Port("CAN1", _clock);
        CanPort bms = Port("CAN2", _clock);
        _permits = new PublishedPermit(new TimedLock("P", _clock, null), null);
        Control = NewControl(module, bms, _permits, _clock);
        var charger = new ControlWorker(Control);
        Receiver = new CanReceiveWorker(Controllers, module, bms, charger.Wake, new SilentLog());
        _receiver = new LateWorker(Receiver, lateMs);
        _control = new LateWorker(charger, lateMs);
    }

    public CanWire ModuleWire { get; }

    public CanWire BmsWire { get; }

    public SimulatedControllers Controllers { get; }

    public CanReceiveWorker Receiver { get; }

    public ChargerControl Control { get; }

    public void Run(long ms)
    {
        long moduleDueMs = 0;
        long bmsDueMs = 0;
        for (long end = _clock.NowMs + ms; _clock.NowMs < end; _clock.NowMs++)
        {
            long nowMs = _clock.NowMs;
            ModuleWire.Settle();
            BmsWire.Settle();
            if (nowMs >= moduleDueMs) moduleDueMs = _module.Step(nowMs);
            if (nowMs >= bmsDueMs) bmsDueMs = _bms.Step(nowMs);
            if (nowMs % 500 == 0) _permits.TryPublish("bench", _permit);
            _receiver.Step(nowMs);
            _control.Step(nowMs);
        }
    }

    public static CanPort Port(string name, IMonotonicClock clock)
        => new(name, new FrameRing(name), new TimedLock(name + " send", clock, null));

    public static ChargerControl NewControl(ICanPort module, ICanPort bms, PublishedPermit permits, IMonotonicClock clock)
    {
        var register = new SlotStore(new World.MemoryStorage(), "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
        var snapshots = new PublishedSnapshot(new TimedLock("S", clock, null));
        return new ChargerControl(ChargerSettings.Defaults(), module, bms, null, null, null, permits, snapshots, null, register, new SilentLog());
    }

    private CanWire Wire(string name) => new(name, 250_000, () => _clock.NowMs * 1000);

    private sealed class ControlWorker(ChargerControl control) : Worker("CHARGER_COMM")
    {
        public override long Step(long nowMs) => control.Step(nowMs);
    }
}

/// <summary>Steps a worker the given time after it became due or was woken.</summary>
internal sealed class LateWorker(Worker worker, Func<int> lateMs)
{
    private long _dueMs;
    private long _runMs = -1;

    public void Step(long nowMs)
    {
        if (_runMs < 0 && (worker.Wake.ConsumePending() || nowMs >= _dueMs)) _runMs = nowMs + lateMs();
        if (_runMs < 0 || nowMs < _runMs) return;
        _runMs = -1;
        // This step also serves what has woken the worker since then.
        worker.Wake.ConsumePending();
        _dueMs = Math.Max(worker.Drive(nowMs), nowMs + 1);
    }
}

internal sealed class BenchClock : IMonotonicClock
{
    public long NowMs { get; set; }
}

internal sealed class SilentLog : ILog
{
    public bool IsOn(LogLevel level, LogSection section) => false;

    public void Write(LogLevel level, LogSection section, string text)
    {
    }
}
