using Simulator.Can;

namespace Simulator.World;

/// <summary>Both CAN wires, and the board's chips on them: new ones after each boot, the wires stay.</summary>
public sealed class CanHardware
{
    private const int BitRate = 250_000;

    public CanHardware(SimulatedClock clock, WorldLoop loop)
    {
        ModuleWire = Wire("CAN1", clock, loop);
        BmsWire = Wire("CAN2", clock, loop);
        Controllers = new SimulatedControllers(ModuleWire, BmsWire);
    }

    /// <summary>CAN1, to the power module.</summary>
    public CanWire ModuleWire { get; }

    /// <summary>CAN2, to the vehicle.</summary>
    public CanWire BmsWire { get; }

    /// <summary>The board's two MCP2515.</summary>
    public SimulatedControllers Controllers { get; }

    /// <summary>Power goes: the chips leave their wires.</summary>
    public void PowerOff()
    {
        ModuleWire.DetachControllers();
        BmsWire.DetachControllers();
    }

    private static CanWire Wire(string name, SimulatedClock clock, WorldLoop loop)
    {
        var wire = new CanWire(name, BitRate, () => clock.NowMs * 1000);
        wire.Woken = () => loop.Nudge(wire);
        loop.Add(wire);
        return wire;
    }
}
