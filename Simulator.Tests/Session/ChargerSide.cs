using Charger.Can;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Tests.Session;

/// <summary>The charger's half of the firmware (CAN_RX and CHARGER_COMM) with the models, without a session side.</summary>
internal sealed class ChargerSide : ILog
{
    private readonly PublishedPermit _permits;
    private readonly BootClock _boot;

    public ChargerSide(bool deviceScheduling = false)
    {
        World = new ChargerWorld(new WorldSettings { DeviceScheduling = deviceScheduling });
        _boot = new BootClock(World.Clock);
        var receive = new CanReceiveWorker(World.Can.Controllers, Module, Bms, null, this);
        _permits = new PublishedPermit(Guard("permit"), null);
        Snapshots = new PublishedSnapshot(Guard("snapshot"));
        var register = new SlotStore(World.Storage, "register", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
        Control = new ChargerControl(ChargerSettings.Defaults(), Module, Bms, World.Contactor, null, World.EmergencyStop, _permits, Snapshots, null, register, this);
        var comm = new CommWorker(Control);
        Module.Connect(receive.Wake, comm.Wake);
        Bms.Connect(receive.Wake, comm.Wake);
        World.Loop.Add(receive, _boot, highest: true);
        World.Loop.Add(comm, _boot, highest: true);
    }

    public ChargerWorld World { get; }

    public ChargerControl Control { get; }

    public PublishedSnapshot Snapshots { get; }

    public List<string> Lines { get; } = [];

    private CanPort Module => _module ??= Port("CAN1");

    private CanPort Bms => _bms ??= Port("CAN2");

    private CanPort? _module;
    private CanPort? _bms;

    public ChargerSnapshot Snapshot
    {
        get
        {
            var snapshot = new ChargerSnapshot();
            Snapshots.TryRead("test", snapshot);
            return snapshot;
        }
    }

    public void Permit(bool running, int serial = 1) => _permits.TryPublish("test", new ChargePermit { TransactionRunning = running, EnergyPermitted = running, TransactionSerial = serial });

    public void Run(int ms) => World.Loop.RunUntil(() => false, World.Clock.NowMs + ms);

    public bool RunUntil(Func<bool> done, int limitMs) => World.Loop.RunUntil(done, World.Clock.NowMs + limitMs);

    public bool IsOn(LogLevel level, LogSection section) => true;

    public void Write(LogLevel level, LogSection section, string text) => Lines.Add($"{World.Clock.NowMs} {level} {section} {text}");

    private CanPort Port(string name) => new(name, new FrameRing(name), Guard(name + " send"));

    private TimedLock Guard(string name) => new(name, _boot, null);

    private sealed class CommWorker(ChargerControl control) : Worker("CHARGER_COMM")
    {
        public override long Step(long nowMs) => control.Step(nowMs);
    }
}
