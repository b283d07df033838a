using System.Globalization;
using Simulator.CentralModel;
using Simulator.Models;

namespace Simulator.StandIn;

/// <summary>
/// Power module and vehicle of the simulator, for a real board: what they send goes to <see cref="ModuleSends"/> and
/// <see cref="VehicleSends"/>, what the board sends is given to <see cref="FromModuleBus"/> and <see cref="FromVehicleBus"/>.
/// There is no real current: the contactor counts as closed.
/// </summary>
public sealed class StandInSession
{
    public const string Help = "plug [classic|pro|max] [SOC] | unplug | refuse BITS (00 to FF) | module silent|on | alarms HEX (32 bits) | hot DEGREES (-500 to 500) | status | help | quit";

    /// <summary>Of "hot".</summary>
    private const int MostDegrees = 500;

    private readonly PowerModuleModel _module;
    private readonly PowerStage _stage = new();
    private readonly BmsModel _bms = new();
    private VehicleModel? _vehicle;

    public StandInSession()
    {
        _module = new PowerModuleModel(_stage) { Send = (id, data) => ModuleSends?.Invoke(new CanFrame(id, data)) };
        _bms.Send = (id, data) => VehicleSends?.Invoke(new CanFrame(id, data));
    }

    public Action<CanFrame>? ModuleSends { get; set; }

    public Action<CanFrame>? VehicleSends { get; set; }

    /// <summary>Energy that the models have exchanged, in Wh.</summary>
    public double DeliveredWh => _stage.DeliveredWh;

    public bool On => _stage.On;

    /// <summary>Does what is due; returns when the next call is due.</summary>
    public long Step(long nowMs) => Math.Min(_module.Step(nowMs), _bms.Step(nowMs));

    public void FromModuleBus(CanFrame frame, long nowMs) => _module.Receive(frame.Id, frame.Data, nowMs);

    public void FromVehicleBus(CanFrame frame, long nowMs) => _bms.Receive(frame.Id, frame.Data, nowMs);

    /// <summary>Carries out a typed line; returns what to print.</summary>
    public string Command(string line)
    {
        string[] words = line.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string second = words.Length > 1 ? words[1] : "";
        int most = words.FirstOrDefault() switch { "plug" => 3, "refuse" or "module" or "alarms" or "hot" => 2, _ => 1 };
        if (words.Length > most) return $"error: '{Secrets.Shown(line.Trim())}' has too many words: {Help}";
        switch (words.FirstOrDefault())
        {
            case null: return "";
            case "plug": return Plug(words.Length > 1 ? second : "pro", words.Length > 2 ? words[2] : "40");
            case "unplug": return Unplug();
            case "refuse" when byte.TryParse(second, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte bits):
                _bms.RefusalBits = bits;
                return bits == 0 ? "the vehicle permits" : $"the vehicle refuses with bits {bits:X2}";
            case "module" when second is "silent" or "on":
                _module.Silent = second == "silent";
                return _module.Silent ? "the module sends and obeys nothing" : "the module works";
            case "alarms" when uint.TryParse(second, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint alarms):
                _module.InjectedAlarms = alarms;
                return $"alarm bits {alarms:X8}";
            case "hot" when double.TryParse(second, CultureInfo.InvariantCulture, out double degrees) && Math.Abs(degrees) <= MostDegrees:
                _module.ExtraCelsius = degrees;
                return string.Create(CultureInfo.InvariantCulture, $"the module is {degrees} degC hotter inside");
            case "status": return Status();
            case "help": return Help;
            default: return $"error: '{Secrets.Shown(line.Trim())}' is not allowed: {Help}";
        }
    }

    /// <summary>The state of the models in one line.</summary>
    public string Status()
    {
        string vehicle = _vehicle == null ? "no vehicle" : string.Create(CultureInfo.InvariantCulture, $"{_vehicle.Kind.Name} {_vehicle.SocPercent:F1} %");
        return string.Create(CultureInfo.InvariantCulture, $"module {(_stage.On ? "on" : "off")}, limits {_stage.LimitVolts:F1} V {_stage.LimitAmperes:F1} A, terminals {_stage.Volts:F1} V {_stage.Amperes:F1} A, {_stage.DeliveredWh:F1} Wh; {vehicle}");
    }

    private string Plug(string kind, string soc)
    {
        VehicleKind? found = VehicleKind.All.FirstOrDefault(k => k.Name == kind);
        if (found == null) return $"error: vehicle '{Secrets.Shown(kind)}' is not known; allowed: {string.Join(", ", VehicleKind.All.Select(k => k.Name))}";
        if (!double.TryParse(soc, CultureInfo.InvariantCulture, out double percent) || percent is not (>= 0 and <= 100)) return $"error: state of charge '{Secrets.Shown(soc)}' is not allowed: 0 to 100 (percent)";
        _vehicle = new VehicleModel(found, percent) { Plugged = true };
        _stage.Park(_vehicle);
        _bms.Vehicle = _vehicle;
        return string.Create(CultureInfo.InvariantCulture, $"a {kind} with {percent} % is plugged in");
    }

    private string Unplug()
    {
        if (_vehicle == null) return "no vehicle is plugged in";
        _vehicle.Plugged = false;
        _vehicle = null;
        _bms.Vehicle = null;
        _stage.Park(null);
        return "unplugged";
    }
}
