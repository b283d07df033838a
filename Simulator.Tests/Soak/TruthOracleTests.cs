using Simulator.CentralModel;
using Simulator.Models;
using Simulator.Soak;
using Simulator.World;

namespace Simulator.Tests.Soak;

/// <summary>Each rule of the oracle is broken on purpose, by hardware that does not obey: a rule that cannot fail shows nothing.</summary>
public sealed class TruthOracleTests
{
    private readonly ChargerWorld _world;
    private readonly TruthOracle _oracle;

    public TruthOracleTests()
    {
        var clock = new SimulatedClock();
        var network = new MemoryNetwork(clock);
        _world = new ChargerWorld(new WorldSettings()) { Transport = () => new MemoryTransport(network) };
        var central = new CentralSystemModel(network, new WorldSettings().StartUtc);
        // A fault that never ends: the contactor is closed whatever the firmware wants.
        var faults = new WideFaults(_world, central, [new WideFault(1, "contactor-welded", 0, 3_600_000, 0)]);
        _oracle = new TruthOracle(_world, central, faults, () => 0);
        _world.Loop.Add(faults);
        _world.PowerOn();
        _world.Plug(new VehicleModel(VehicleKind.Pro, 30));
        _world.Loop.RunUntil(() => false, 5000);
        Assert.Empty(_oracle.Broken);
    }

    [Fact]
    public void Voltage_TrulyAboveTheCeiling_IsTold() => Breaks(() => _world.Stage.BrokenVolts = 140, 3000, "the terminals have 140.0 V");

    [Fact]
    public void Current_TrulyAboveTheCeiling_IsTold() => Breaks(() => _world.Stage.BrokenAmperes = 400, 3000, "400.0 A flow");

    [Fact]
    public void Inlet_TrulyHot_IsTold() => Breaks(() => _world.Module.InletCelsius = 150, 5000, "the inlet sensor has 150.0 degC");

    [Fact]
    public void Internal_SensorBroken_IsTold() => Breaks(() => _world.Module.InternalFixedCelsius = -50, 9000, "the internal sensor tells nothing plausible");

    [Fact]
    public void Internal_SensorSilent_IsTold() => Breaks(() => _world.Module.Unanswered.Add(0x7F), 9000, "the internal sensor tells nothing plausible");

    [Fact]
    public void Bms_Refuses_IsTold() => Breaks(() => _world.Bms.RefusalBits = 4, 4000, "the BMS refuses");

    [Fact]
    public void Bms_Silent_IsTold() => Breaks(() => _world.Bms.Silent = true, 8000, "nothing is heard of the BMS");

    [Fact]
    public void Vehicle_Gone_IsTold() => Breaks(_world.Unplug, 8000, "no vehicle is plugged in");

    [Fact]
    public void Module_Silent_IsTold() => Breaks(() => _world.Module.Silent = true, 8000, "nothing is heard of the power module");

    [Fact]
    public void Module_Alarm_IsTold() => Breaks(() => _world.Module.InjectedAlarms = 1u << 12, 4000, "the module has the alarms 0x1000");

    [Fact]
    public void EmergencyStop_Pressed_IsTold() => Breaks(() => _world.EmergencyStop.Level = true, 1000, "the emergency stop is pressed");

    [Fact]
    public void StopButton_Held_IsTold() => Breaks(() => _world.StopButton.Level = false, 1000, "the STOP button is pressed");

    [Fact]
    public void Measurements_Missing_AreTold() => Breaks(() =>
    {
        _world.Module.TerminalPowerMissing = true;
        _world.Module.Unanswered.Add(0x84);
    }, 9000, "voltage or current is not measured at all");

    [Fact]
    public void Starts_TooMany_AreTold()
    {
        for (int i = 0; i < 40; i++)
        {
            _world.Stage.SwitchOn();
            Run(200);
            _world.Stage.SwitchOff();
            Run(200);
        }
        Assert.Contains(_oracle.Broken, b => b.Contains("started 31 times"));
    }

    [Fact]
    public void FreezingCall_PowerAtTheCable_IsTold()
    {
        // The firmware's next STOP may come within these 20 ms.
        _world.Stage.IgnoresStop = true;
        _world.Stage.SwitchOn();
        Run(20);
        _world.FreezingCall!("a look-up");
        Assert.Contains(_oracle.Broken, b => b.Contains("a look-up begins"));
    }

    /// <summary>A module that ignores STOP behind a welded contactor, told apart from the faults the oracle knows.</summary>
    private void Breaks(Action cause, int withinMs, string told)
    {
        _world.Stage.SwitchOn();
        _world.Stage.LimitVolts = 70;
        _world.Stage.IgnoresStop = true;
        cause();
        Run(withinMs);
        Assert.Contains(_oracle.Broken, b => b.Contains(told));
    }

    private void Run(int ms) => _world.Loop.RunUntil(() => false, _world.Clock.NowMs + ms);
}
