using Charger.Runtime;
using Firmware;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;
using Simulator.Models;

namespace Simulator.World;

/// <summary>
/// The charger with everything around it: the firmware's own composition on simulated ports, power module, vehicle, flash,
/// pins and console. It boots, loses power and boots again; flash is what stays.
/// </summary>
public sealed class ChargerWorld
{
    private readonly WorldSettings _settings;
    private readonly BootModel _boot;
    private SimulatedRebooter? _rebooter;
    private readonly HashSet<string> _lookedUp = [];
    private int _boots;

    public ChargerWorld(WorldSettings settings)
    {
        _settings = settings;
        Clock = new SimulatedClock();
        Loop = new WorldLoop(Clock);
        if (settings.DeviceScheduling) Loop.Scheduling = new DeviceScheduling(settings.Seed);
        Storage = new MemoryStorage { Freezing = _ => Loop.Freeze(settings.FlashWriteMs), PowerLost = LosePower };
        Storage.Deploy(ConfigurationFile.Name, ConfigurationText.Of(settings.FirstConfiguration()));
        Can = new CanHardware(Clock, Loop);
        Contactor = new SimulatedOutput("contactor", Clock);
        Watchdog = new SimulatedOutput("watchdog", Clock);
        Stage = new PowerStage { ContactorClosed = () => ContactorIsClosed };
        Module = new PowerModuleModel(Stage);
        Bms = new BmsModel();
        Can.ModuleWire.Attach(Module);
        Can.BmsWire.Attach(Bms);
        _boot = new BootModel(this);
        Burst = new BurstModel(Can.ModuleWire.Deliver, Can.BmsWire.Deliver, settings.Seed);
        Loop.AfterStep = AfterStep;
        Loop.Escaped = Crash;
        Loop.Add(_boot);
        Loop.Add(Module);
        Loop.Add(Bms);
        Loop.Add(Burst);
    }

    public SimulatedClock Clock { get; }

    public WorldLoop Loop { get; }

    /// <summary>Makes the transport below the charger's WebSocket: a socket, or one end in memory.</summary>
    public Func<ITransport>? Transport { get; set; }

    /// <summary>Makes the transport below wss; null for the same as below ws.</summary>
    public Func<ITransport>? SecureTransport { get; set; }

    /// <summary>Null for what the device has: no means to install or to check.</summary>
    public IFirmwareInstaller? Installer { get; set; }

    public ISignatureVerifier? Verifier { get; set; }

    /// <summary>The image is of the flavour Files=Ftp.</summary>
    public bool HasFtp { get; set; }

    /// <summary>The build is of the flavour Security=Signed.</summary>
    public bool SignedFirmware { get; set; }

    /// <summary>Where the board keeps two images; null for the stock board. It outlasts the firmware, and counts with <see cref="SignedFirmware"/> alone.</summary>
    public SimulatedImageBank? ImageBank { get; set; }

    /// <summary>A board with two places for an image, and firmware of the flavour Security=Signed.</summary>
    public void FitTwoImages()
    {
        SignedFirmware = true;
        ImageBank = new SimulatedImageBank(FirmwareVersion.Text);
    }

    /// <summary>Makes streams for file transfers; null for the same as the link's.</summary>
    public Func<ITransport>? FileTransport { get; set; }

    /// <summary>The same for https; null for what is below wss, or for none where file transfers have streams of their own.</summary>
    public Func<ITransport>? SecureFileTransport { get; set; }

    public MemoryStorage Storage { get; }

    /// <summary>The platform's store of roots: it outlasts the firmware, as flash does.</summary>
    public SimulatedCertificateStore Certificates { get; } = new();

    /// <summary>Both wires and the board's controllers on them.</summary>
    public CanHardware Can { get; }

    public PowerStage Stage { get; }

    /// <summary>The meter on the charger's supply; null where none is fitted.</summary>
    public Metering.SimulatedMeter? Meter { get; set; }

    public PowerModuleModel Module { get; }

    public BmsModel Bms { get; }

    /// <summary>Foreign load on both buses.</summary>
    public BurstModel Burst { get; }

    public VehicleModel? Vehicle { get; private set; }

    public SimulatedOutput Contactor { get; }

    /// <summary>Its contacts have welded: it stays closed whatever the pin says.</summary>
    public bool ContactorWelded { get; set; }

    /// <summary>Its coil is broken: it stays open whatever the pin says.</summary>
    public bool ContactorStuckOpen { get; set; }

    /// <summary>What the contactor really does.</summary>
    public bool ContactorIsClosed => ContactorWelded || (Contactor.High && !ContactorStuckOpen);

    /// <summary>The external watchdog chip's input.</summary>
    public SimulatedOutput Watchdog { get; }

    public SimulatedSerialLine Console { get; } = new();

    public SimulatedNetworkPort Network { get; } = new();

    public SimulatedInput StartButton { get; } = new(true);

    public SimulatedInput StopButton { get; } = new(true);

    public SimulatedInput EmergencyStop { get; } = new();

    /// <summary>The firmware as it runs now; null while it has no power.</summary>
    public Composition? Firmware { get; private set; }

    public int Boots => _boots;

    /// <summary>Called with the ports before each boot, to put something in front of them.</summary>
    public Action<FirmwarePorts>? PortsMade { get; set; }

    /// <summary>A thread stands still, or goes on.</summary>
    public void Hang(string worker, bool hangs) => Loop.Hang(worker, hangs);

    /// <summary>A thread ends by an exception.</summary>
    public void Die(string worker) => Loop.Die(worker);

    /// <summary>Set: runs the composition itself (real threads); else the loop steps it.</summary>
    public Action<Composition>? Launch { get; set; }

    /// <summary>Called after each boot with the new composition.</summary>
    public Action<Composition>? Booted { get; set; }

    public void Plug(VehicleModel vehicle)
    {
        Vehicle = vehicle;
        vehicle.Plugged = true;
        Stage.Park(vehicle);
        Bms.Vehicle = vehicle;
        Loop.Nudge(Bms);
    }

    public void Unplug()
    {
        if (Vehicle == null) return;
        Vehicle.Plugged = false;
        Bms.Vehicle = null;
        Stage.Park(null);
    }

    /// <summary>How long a button is held that is simply pressed.</summary>
    public const int ButtonHeldMs = 300;

    /// <summary>Holds a card to the reader, where one is fitted: false for an id that no card has as its UID.</summary>
    public Func<string, bool>? PresentCard { get; set; }

    public void PressStart(int heldMs = ButtonHeldMs) => Press(StartButton, heldMs);

    public void PressStop(int heldMs = ButtonHeldMs) => Press(StopButton, heldMs);

    /// <summary>Buttons are to ground: pressed is low.</summary>
    private void Press(SimulatedInput button, int heldMs)
    {
        button.Level = false;
        Loop.Add(new Finger(Loop, button, Clock.NowMs + heldMs));
    }

    /// <summary>Power is switched on: the firmware starts after its boot time.</summary>
    public void PowerOn() => _boot.At(Clock.NowMs + _settings.BootMs);

    /// <summary>Power fails at any point of the firmware: only the flash stays.</summary>
    public void PowerOff()
    {
        Loop.RemoveWorkers();
        Can.PowerOff();
        Contactor.Write(false);
        Firmware = null;
        _rebooter = null;
        _boot.At(long.MaxValue);
        Lost?.Invoke();
    }

    /// <summary>Called when the firmware has gone: its connections are then ended from outside.</summary>
    public Action? Lost { get; set; }

    /// <summary>Called after each step of a worker: where invariants are held.</summary>
    public Action<Worker>? Stepped { get; set; }

    /// <summary>Told when a call begins that freezes every thread without a bound of its own; never while the output is on.</summary>
    public Action<string>? FreezingCall { get; set; }

    internal void Freeze(string what, int ms)
    {
        FreezingCall?.Invoke(what);
        Loop.Freeze(ms);
    }

    /// <summary>True the first time since boot: afterwards the address is cached.</summary>
    internal bool LookUp(string host) => _lookedUp.Add(host);

    /// <summary>What escaped from workers: a defect each, whatever the supervisor makes of it.</summary>
    public List<string> Crashes { get; } = [];

    /// <summary>An exception ends that thread only; the supervisor is told and restarts the device.</summary>
    private bool Crash(Worker worker, Exception e)
    {
        if (e is not OrderedDeath) Crashes.Add($"{worker.Name} at {Clock.NowMs} ms: {e.GetType().Name}: {e.Message}");
        Loop.Remove(worker);
        try
        {
            Firmware?.Supervisor.WorkerFailed(worker.Name, e);
        }
        catch (Exception second)
        {
            // On the device the thread ends with it, and the main thread misses its progress.
            Crashes.Add($"{worker.Name} at {Clock.NowMs} ms, while it reported its end: {second.GetType().Name}: {second.Message}");
        }
        return Firmware != null;
    }

    private void AfterStep(Worker worker)
    {
        Stepped?.Invoke(worker);
        if (_rebooter is not { Wanted: true }) return;
        PowerOff();
        PowerOn();
    }

    internal void Start()
    {
        Storage.Restore();
        _lookedUp.Clear();
        _boots++;
        ImageBank?.Boot();
        var bootClock = new BootClock(Clock, _settings.ClockMs, _settings.UptimeMs);
        _rebooter = new SimulatedRebooter();
        FirmwarePorts ports = Ports(bootClock, _rebooter, new SeededRandom(_settings.Seed * 1000 + _boots));
        PortsMade?.Invoke(ports);
        Firmware = new Composition(ports);
        if (Launch != null) Launch(Firmware);
        else Step(Firmware, bootClock);
        Booted?.Invoke(Firmware);
    }

    private void Step(Composition firmware, BootClock bootClock)
    {
        for (int i = 0; i < firmware.Workers.Length; i++) Loop.Add(firmware.Workers[i], bootClock, highest: i <= Composition.ChargerComm);
        Loop.Add(new MainThread(firmware.Supervisor), bootClock, highest: false);
    }

    private void LosePower()
    {
        Lost?.Invoke();
        _boot.LosePower();
    }

    /// <summary>The main thread, which supervises.</summary>
    private sealed class MainThread(Supervisor supervisor) : Worker("MAIN")
    {
        public override long Step(long nowMs) => supervisor.Step(nowMs);
    }

    private FirmwarePorts Ports(BootClock clock, IRebooter rebooter, IRandomSource random) => new()
    {
        Clock = clock,
        WallClock = new SimulatedWallClock(clock),
        Storage = Storage,
        Random = random,
        ConfigurationFile = new ConfigurationFile(Storage),
        Links = new WorldLinks(this, random),
        Transfers = new WorldTransfers(this),
        Installer = Installer,
        Verifier = Verifier,
        Security = SignedFirmware ? new WorldSecurity(ImageBank) : null,
        Version = ImageBank?.Version ?? FirmwareVersion.Text,
        Memory = new DeviceHeapProbe(Clock, () => Firmware),
        Rebooter = rebooter,
        SerialConsole = Console,
        CanControllers = Can.Controllers,
        Network = Network,
        Certificates = Certificates,
        OutputEnable = Contactor,
        Watchdog = Watchdog,
        StartButton = StartButton,
        StopButton = StopButton,
        EmergencyStop = EmergencyStop,
        ContactorContact = _settings.ContactorContact ? new AuxiliaryContact(this) : null,
    };

    /// <summary>To ground: low while the contactor is closed.</summary>
    private sealed class AuxiliaryContact(ChargerWorld world) : IInputPin
    {
        public bool Read() => !world.ContactorIsClosed;
    }
}
