using Charger.Can;
using Charger.Runtime;
using Simulator.Can;

namespace Simulator.World;

/// <summary>The board's two MCP2515 with their SPI port and INT line; new ones after each boot, the wires stay.</summary>
public sealed class CanHardware : ICanControllerFactory
{
    private const int CrystalHz = 8_000_000;
    private const int BitRate = 250_000;

    private readonly Dictionary<CanBus, Mcp2515Model> _chips = [];

    public CanHardware(SimulatedClock clock, WorldLoop loop)
    {
        ModuleWire = Wire("CAN1", clock, loop);
        BmsWire = Wire("CAN2", clock, loop);
    }

    /// <summary>CAN1, to the power module.</summary>
    public CanWire ModuleWire { get; }

    /// <summary>CAN2, to the vehicle.</summary>
    public CanWire BmsWire { get; }

    public ICanController Create(CanBus bus, WakeSignal received)
    {
        var chip = new Mcp2515Model(bus == CanBus.Module ? ModuleWire : BmsWire) { InterruptFell = received.Set };
        _chips[bus] = chip;
        return new Mcp2515Controller(chip, chip, CrystalHz, BitRate, WantedFrames.Of(bus));
    }

    /// <summary>The chip of a bus as it is now; null without power.</summary>
    public Mcp2515Model? Chip(CanBus bus) => _chips.GetValueOrDefault(bus);

    /// <summary>Power goes.</summary>
    public void PowerOff()
    {
        ModuleWire.DetachControllers();
        BmsWire.DetachControllers();
        _chips.Clear();
    }

    private static CanWire Wire(string name, SimulatedClock clock, WorldLoop loop)
    {
        var wire = new CanWire(name, BitRate, () => clock.NowMs * 1000);
        wire.Woken = () => loop.Nudge(wire);
        loop.Add(wire);
        return wire;
    }
}
