using Charger.Can;
using Charger.Runtime;

namespace Simulator.Can;

/// <summary>The board's two MCP2515 chips, driven by the firmware's own driver; made again at each boot, as power does.</summary>
public sealed class SimulatedControllers(CanWire module, CanWire bms, int crystalHz = 8_000_000) : ICanControllerFactory
{
    /// <summary>The chip on CAN1; null before the first boot.</summary>
    public Mcp2515Model? Module { get; private set; }

    /// <summary>The chip on CAN2; null before the first boot.</summary>
    public Mcp2515Model? Bms { get; private set; }

    /// <summary>Told of each chip as it is powered: what is broken on the board is broken then too.</summary>
    public Action<CanBus, Mcp2515Model>? Made { get; set; }

    public ICanController Create(CanBus bus, WakeSignal received)
    {
        CanWire wire = bus == CanBus.Module ? module : bms;
        wire.DetachControllers();
        var chip = new Mcp2515Model(wire) { InterruptFell = received.Set };
        if (bus == CanBus.Module) Module = chip;
        else Bms = chip;
        Made?.Invoke(bus, chip);
        return new Mcp2515Controller(chip, chip, crystalHz, wire.BitRate, WantedFrames.Of(bus));
    }
}
