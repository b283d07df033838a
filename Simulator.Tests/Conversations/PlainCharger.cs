using Charger.Runtime;
using Firmware;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Simulator.Bench;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>
/// The charge point alone, with a connector of a dozen lines: plugged means ready, a permitted transaction draws 6 kW.
/// It boots on the same flash each time.
/// </summary>
internal sealed class PlainCharger : IConversationCharger, IModel
{
    private const int BootMs = 1000;
    private const int PowerW = 6000;
    private const double WhPerMs = PowerW / 3_600_000.0;

    private readonly WorldLoop _loop;
    private readonly Func<ITransport> _stream;
    private readonly LinkTarget _target;
    private readonly MemoryStorage _flash = new();
    private readonly SilentLog _log = new();
    private readonly int _seed;
    private BootClock? _clock;
    private ChargePoint? _point;
    private ITransport? _open;
    private double _registerWh = 1000;
    private long _bootAtMs = long.MaxValue;
    private long _lastMs;
    private int _boots;

    public PlainCharger(WorldLoop loop, Func<ITransport> stream, Uri endpoint, string identity, int seed)
    {
        _loop = loop;
        _stream = stream;
        _target = new LinkTarget { Host = endpoint.Host, Port = endpoint.Port, Path = endpoint.AbsolutePath.TrimEnd('/'), Identity = identity };
        _seed = seed;
        loop.Add(this);
    }

    public string Name => "plain charger";

    /// <summary>The inputs of the charge point; a conversation may change them.</summary>
    public ConnectorInputs Inputs { get; private set; } = new();

    /// <summary>The energy state of a transaction that may draw energy.</summary>
    public EnergyState Suspended { get; set; }

    public ChargePoint Point => _point ?? throw new InvalidOperationException("the charger has no power");

    /// <summary>An ordered fault of it is a power cut: the charger is gone with that step and boots again.</summary>
    public MemoryStorage Flash => _flash;

    public bool HasPower => _point != null;

    public int Boots => _boots;

    public long NowMs => _loop.Clock.NowMs;

    public bool CurrentFlows => _point is { Outputs: { TransactionRunning: true, EnergyPermitted: true } outputs } && Inputs.Plugged
        && outputs.LimitMa != 0 && outputs.LimitW != 0 && !Inputs.FaultStops;

    public void PowerOn()
    {
        _bootAtMs = NowMs + BootMs;
        _loop.Nudge(this);
    }

    public void PowerOff()
    {
        _point = null;
        _open?.Close();
        _bootAtMs = long.MaxValue;
    }

    public void Plug() => Inputs.Plugged = true;

    public void Unplug()
    {
        Inputs.Plugged = false;
        if (_point is not { Outputs.TransactionRunning: true }) return;
        Inputs.EndedSerial = _point.Outputs.TransactionSerial;
        Inputs.EndedReason = "EVDisconnected";
    }

    public void Present(string idTag) => Point.RequestStart(idTag, true);

    public void PressStop() => Point.RequestStop("Local");

    public bool Run(Func<bool> until, long forMs) => _loop.RunUntil(until, NowMs + forMs);

    public long Step(long nowMs)
    {
        if (_point == null)
        {
            if (nowMs < _bootAtMs) return _bootAtMs;
            Boot();
        }
        Measure(nowMs);
        long next = _clock!.ToWorldMs(Point.Step(_clock.NowMs, Inputs));
        if (!Point.Outputs.RebootWanted && !_flash.Failed) return next;
        PowerOff();
        _bootAtMs = nowMs + BootMs;
        return _bootAtMs;
    }

    private void Measure(long nowMs)
    {
        bool flows = CurrentFlows;
        if (flows) _registerWh += (nowMs - _lastMs) * WhPerMs;
        _lastMs = nowMs;
        Inputs.RegisterWh = (long)_registerWh;
        Inputs.PowerW = flows ? PowerW : 0;
        Inputs.VoltageMv = flows ? 80_000 : 0;
        Inputs.CurrentMa = flows ? 75_000 : 0;
        Inputs.Energy = flows ? Suspended : EnergyState.SuspendedByCharger;
    }

    private void Boot()
    {
        bool plugged = Inputs.Plugged;
        _flash.Restore();
        _boots++;
        _lastMs = NowMs;
        _clock = new BootClock(_loop.Clock);
        Inputs = new ConnectorInputs { Plugged = plugged, RegisterWh = (long)_registerWh };
        _open = _stream();
        var random = new SeededRandom(_seed * 1000 + _boots);
        var crc = new Crc32();
        var link = new WebSocketLink(_open, null, random, _log, new LinkLimits());
        var configuration = new ConfigurationStore(_flash, crc, _log, new OcppKeyTable(), new VendorKeys());
        var who = new ChargePointOptions { Vendor = "Vendor", Model = "Model", SerialNumber = "S1", FirmwareVersion = "1.0" };
        _point = new ChargePoint(who, link, new ReconnectPolicy(random), new TransactionLog(_flash, crc, _log), new SimulatedWallClock(_clock), random, _log, configuration);
        _point.Transfers.VendorId = "vendor";
        _point.KeepIn(_flash, crc);
        _point.Add(new ProfileCalls(_flash, crc, configuration, 8000, 100_000));
        _point.Connect(_target, _clock.NowMs);
    }
}
