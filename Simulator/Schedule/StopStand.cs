using Charger.Can;
using Charger.Runtime;
using Firmware;
using Simulator.Models;
using Simulator.World;

namespace Simulator.Schedule;

/// <summary>What else the interpreter has to do while it charges.</summary>
public enum OtherThreads
{
    /// <summary>The OCPP thread is dead, the others wait: the idle loop's tick is what delays.</summary>
    Idle,

    /// <summary>OCPP computes without pause and writes to flash now and then.</summary>
    OcppBusy,

    /// <summary>OCPP, the console and the main thread compute without pause; OCPP writes to flash now and then.</summary>
    AllBusy,
}

/// <summary>
/// CAN_RX and CHARGER_COMM as they are, on chips, wires, module and vehicle at register level, under the interpreter's
/// scheduler and with its 10 ms clock; the session side is a permit that the stand itself sets.
/// </summary>
public sealed class StopStand
{
    // A write a second: more than the queue, the register and the log together ask for.
    private const int WritePercent = 2;
    private const long ChargingByMs = 20_000;

    private readonly WorldLoop _loop;
    private readonly PublishedPermit _permits;
    private readonly long[] _signMs = [-1, -1, -1];

    /// <param name="countedUs">What CAN_RX's and CHARGER_COMM's turns take, for <see cref="InterpreterScheduler.CountedUs"/>; null for the usual bursts.</param>
    /// <param name="turn">Told a worker's name before its turn and null after it; null for nobody.</param>
    public StopStand(int seed, OtherThreads others, IReadOnlyDictionary<string, int[]>? countedUs = null, Action<string?>? turn = null)
    {
        Clock = new SimulatedClock();
        _loop = new WorldLoop(Clock);
        Scheduler = new InterpreterScheduler(Clock, seed) { CountedUs = countedUs ?? new Dictionary<string, int[]>() };
        if (others != OtherThreads.Idle) Scheduler.AddBusy("OCPP", WritePercent);
        if (others == OtherThreads.AllBusy)
        {
            Scheduler.AddBusy("UI", 0);
            Scheduler.AddBusy("MAIN", 0, normal: true);
        }
        _loop.Scheduling = Scheduler;
        if (turn != null) _loop.BeforeStep = worker => turn(worker.Name);
        if (turn != null) _loop.AfterStep = _ => turn(null);
        Can = new CanHardware(Clock, _loop);
        Contactor = new SimulatedOutput("contactor", Clock);
        Stage = new PowerStage { ContactorClosed = () => Contactor.High };
        Module = new PowerModuleModel(Stage);
        Bms = new BmsModel();
        Can.ModuleWire.Attach(Module);
        Can.BmsWire.Attach(Bms);
        Can.ModuleWire.Heard = HearModule;
        Can.BmsWire.Heard = HearBms;
        _loop.Add(Module);
        _loop.Add(Bms);
        var boot = new BootClock(Clock, 10);
        var charger = new ChargerWorker();
        ModulePort = Port("CAN1", boot);
        BmsPort = Port("CAN2", boot);
        var receive = new CanReceiveWorker(Can.Controllers, ModulePort, BmsPort, charger.Wake, new NoLog());
        _permits = new PublishedPermit(new TimedLock("permit", boot, null), charger.Wake);
        var snapshots = new PublishedSnapshot(new TimedLock("snapshot", boot, null));
        var storage = new MemoryStorage { Freezing = _ => Scheduler.Native(InterpreterScheduler.FlashWriteUs) };
        var register = new SlotStore(storage, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
        // The fault lock's 10 s would only make the run longer; it is held by tests of its own.
        Control = new ChargerControl(ChargerSettings.Defaults(), ModulePort, BmsPort, Contactor, Gun, Emergency, _permits, snapshots, null, register, new NoLog());
        Control.Settings[ChargerSettings.FaultLockMs] = 300;
        charger.Attach(Control);
        _loop.Add(receive, boot, true);
        _loop.Add(charger, boot, true);
        Plug();
    }

    public SimulatedClock Clock { get; }

    public InterpreterScheduler Scheduler { get; }

    public CanHardware Can { get; }

    public CanPort ModulePort { get; }

    public CanPort BmsPort { get; }

    public PowerStage Stage { get; }

    public PowerModuleModel Module { get; }

    public BmsModel Bms { get; }

    public SimulatedOutput Contactor { get; }

    public SimulatedInput Gun { get; } = new(true);

    public SimulatedInput Emergency { get; } = new();

    public ChargerControl Control { get; }

    public ChargePermit Permit { get; } = new();

    /// <summary>When the first STOP since <see cref="Watch"/> had passed the wire; -1 before.</summary>
    public long StopMs { get; private set; } = -1;

    /// <summary>When the last request of the BMS had passed the wire.</summary>
    public long RequestMs { get; private set; }

    /// <summary>When a frame the watch was set for had passed the wire; -1 before.</summary>
    public long FrameMs { get; private set; } = -1;

    /// <summary>When the second such frame had; -1 before.</summary>
    public long SecondFrameMs { get; private set; } = -1;

    /// <summary>The last such frame before the STOP.</summary>
    public long LastFrameMs { get; private set; } = -1;

    /// <summary>Second newest of the module's three signs of life: 3 s after it the module counts as offline.</summary>
    public long SecondSignMs => _signMs.Order().ElementAt(1);

    private Func<uint, byte[], bool>? _frame;

    public void Publish() => _permits.TryPublish("OCPP", Permit);

    public void StartTransaction()
    {
        Permit.TransactionRunning = true;
        Permit.EnergyPermitted = true;
        Permit.TransactionSerial++;
        Publish();
    }

    /// <summary>From now on the first STOP, and the first frame of either wire that fits, are noted.</summary>
    public void Watch(Func<uint, byte[], bool>? frame)
    {
        StopMs = -1;
        FrameMs = -1;
        SecondFrameMs = -1;
        LastFrameMs = -1;
        _frame = frame;
    }

    /// <summary>Runs until the output is on and current flows.</summary>
    public bool Charge() => _loop.RunUntil(() => Control.Module.Phase == ModulePhase.On && Stage.Amperes > 1, Clock.NowMs + ChargingByMs);

    public bool RunUntil(Func<bool> done, int atMostMs) => _loop.RunUntil(done, Clock.NowMs + atMostMs);

    public void Run(int ms) => _loop.RunUntil(() => false, Clock.NowMs + ms);

    private void Plug()
    {
        var vehicle = new VehicleModel(VehicleKind.Classic, 20) { Plugged = true };
        Stage.Park(vehicle);
        Bms.Vehicle = vehicle;
        _loop.Nudge(Bms);
    }

    private static CanPort Port(string name, IMonotonicClock clock) =>
        new(name, new FrameRing(name), new TimedLock(name + " send", clock, null));

    private void HearModule(uint id, byte[] data, long us)
    {
        if (id == ModuleProtocol.ControlId && data[1] == ModuleProtocol.PowerFunction && data[3] == ModuleProtocol.PowerOff && StopMs < 0) StopMs = us / 1000;
        int sign = id == ModuleProtocol.TerminalPowerId ? 0 : id == ModuleProtocol.TerminalStatusId ? 1 : id == ModuleProtocol.HeartbeatId ? 2 : -1;
        if (sign >= 0) _signMs[sign] = us / 1000;
        HearAny(id, data, us);
    }

    private void HearBms(uint id, byte[] data, long us)
    {
        if (id == BmsProtocol.RequestId) RequestMs = us / 1000;
        HearAny(id, data, us);
    }

    private void HearAny(uint id, byte[] data, long us)
    {
        if (StopMs >= 0 || _frame == null || !_frame(id, data)) return;
        LastFrameMs = us / 1000;
        if (FrameMs < 0) FrameMs = LastFrameMs;
        else if (SecondFrameMs < 0) SecondFrameMs = LastFrameMs;
    }

    private sealed class NoLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }
}
