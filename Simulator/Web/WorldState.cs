using System.Globalization;
using Charger.Can;
using Charger.Runtime;
using Firmware;
using Ocpp.Client.Configuration;
using Simulator.PanelParts;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Web;

/// <summary>What the page shows of a simulated charger, read from its firmware in the world's own thread.</summary>
internal sealed class WorldState(ChargerWorld world)
{
    private const string Who = "page";
    private const string NoPower = "the charger has no power";

    private readonly ChargerSnapshot _charger = new();
    private readonly SessionStatus _session = new();
    private readonly LinkTrouble _trouble = new(world);
    private long? _meterStartWh;

    /// <summary>To be added to the world: keeps why the link ended last.</summary>
    public IModel Trouble => _trouble;

    /// <summary>Status light, buzzer and card reader; null where none is fitted.</summary>
    public SimulatedPanel? Panel { get; set; }

    public double Seconds => world.Clock.NowMs / 1000.0;

    public PageState Read(double speed, string identity, IReadOnlyList<string> lasting)
    {
        if (world.Firmware is not Composition firmware) return Off(speed, identity, lasting);
        firmware.Snapshots.TryRead(Who, _charger);
        firmware.Sessions.TryRead(Who, _session);
        bool runs = _session.TransactionRunning;
        if (runs) _meterStartWh = _session.MeterStartWh;
        return new PageState
        {
            T = Seconds,
            Speed = speed,
            Identity = identity,
            Status = _session.Connector.Length > 0 ? _session.Connector : "starting",
            Sentence = Sentence(),
            V = Milli(_charger.VoltageMv),
            A = Milli(_charger.CurrentMa),
            W = _charger.VoltageMv < 0 ? null : _charger.PowerW,
            Soc = _charger.SocDeciPercent < 0 ? null : _charger.SocDeciPercent / 10.0,
            // The last transaction counts too: without a transaction the register does not change.
            Wh = _charger.RegisterWh - _meterStartWh,
            OutputOn = _charger.OutputOn,
            Facts = Facts(firmware),
            Panel = Panel is { } panel ? PanelWords.Of(panel) : null,
            Gate = GateWords.Rows(firmware.Control.Gate.Conditions, NoPower, n => GateWords.Detail(n, firmware.Control)),
            Watermarks = Watermarks.Of(firmware, _session),
            Lasting = lasting,
        };
    }

    public ChartPoint Point(PageState s) => new(s.T, s.V, s.A, s.W, s.Soc, s.Wh, world.Firmware is Composition { Heap.Free: >= 0 } f ? f.Heap.Free : null);

    private PageState Off(double speed, string identity, IReadOnlyList<string> lasting) => new()
    {
        T = Seconds,
        Speed = speed,
        Identity = identity,
        Status = "no power",
        Sentence = "The charger has no power, or it boots.",
        OutputOn = false,
        Panel = Panel is { } panel ? PanelWords.Of(panel) : null,
        Facts = [new FactRow("Vehicle", world.Vehicle is { Plugged: true } ? "plugged in" : "none")],
        Gate = GateWords.Rows(null, NoPower),
        Lasting = lasting,
    };

    private string Sentence()
    {
        int first = GateConditions.FirstFalse(_charger.GateConditions);
        if (_charger.OutputOn) return _charger.CurrentMa > 0 ? "Energy flows to the vehicle." : "The output is on, no current flows yet.";
        return first == 0 ? "The gate is open, the output is about to start." : $"The output is off: {GateConditions.Describe(first)} ({first}).";
    }

    private FactRow[] Facts(Composition firmware) =>
    [
        new("Output", _charger.OutputOn ? "on" : "off", _charger.OutputOn ? "good" : ""),
        new("Contactor", Contactor(), world.ContactorIsClosed != _charger.ContactorClosed ? "bad" : ""),
        new("Module", _charger.ModuleHealthy ? _charger.ModuleOn ? "online, on" : "online, off" : "offline", _charger.ModuleHealthy ? "" : "bad"),
        new("Offered", Text(Milli(_charger.OfferedMa), "0.0", "A")),
        new("Temperature", _charger.TemperatureMilliC == ChargerSnapshot.UnknownTemperature ? "unknown" : Text(_charger.TemperatureMilliC / 1000.0, "0.0", "°C")),
        new("Vehicle", Vehicle()),
        new("BMS limit", _charger.BmsLimitMv < 0 ? "unknown" : Text(Milli(_charger.BmsLimitMv), "0.0", "V") + " " + Text(Milli(_charger.BmsLimitMa), "0.0", "A")),
        new("CAN1, CAN2", $"{_charger.ModuleBus}, {_charger.BmsBus}"),
        new("Fault", Fault(), _charger.FaultNumber == 0 ? "" : "bad"),
        new("Transaction", _session.TransactionRunning ? _session.TransactionId > 0 ? $"{_session.TransactionId} runs" : "runs, not known to the central system yet" : "none", _session.TransactionRunning ? "good" : ""),
        new("Register", string.Create(CultureInfo.InvariantCulture, $"{_charger.RegisterWh} Wh")),
        new("Central system", Link(firmware), firmware.ChargePoint.IsOnline ? "good" : "warn"),
        new("Security profile", $"{firmware.Configuration.Whole(OcppKeys.SecurityProfile)}"),
        new("Waiting messages", $"{_session.Queued}", _session.Queued > 0 && !_session.LinkOpen ? "warn" : ""),
        new("Boots", $"{firmware.Boots.Boots}, last restart: {firmware.Boots.LastReason}"),
    ];

    private string Contactor()
    {
        string told = _charger.ContactorClosed ? "closed" : "open";
        return world.ContactorIsClosed == _charger.ContactorClosed ? told : $"pin {told}, really {(world.ContactorIsClosed ? "closed" : "open")}";
    }

    private string Vehicle() => !_charger.Plugged ? "not plugged in" : $"{BmsProtocol.ModelName(_charger.VehicleModel)}, BMS {(_charger.BmsPermits ? "permits" : "does not permit")}";

    private string Fault()
    {
        var fault = new Fault();
        return _charger.FaultNumber != 0 && ChargerFaults.Describe(_charger.FaultNumber, fault) ? $"{fault.VendorCode}: {fault.Text}" : "none";
    }

    private string Link(Composition firmware) => firmware.ChargePoint.IsOnline ? $"connected, {_session.Registration}" : _trouble.Told();

    private static double? Milli(int value) => value < 0 ? null : value / 1000.0;

    private static string Text(double? value, string format, string unit) => value is double v ? v.ToString(format, CultureInfo.InvariantCulture) + " " + unit : "unknown";
}
