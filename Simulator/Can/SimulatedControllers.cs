using Charger.Can;
using Charger.Runtime;

namespace Simulator.Can;

/// <summary>The board's two MCP2515 chips, driven by the firmware's own driver; created again at each boot, as after a loss of power.</summary>
public sealed class SimulatedControllers(CanWire module, CanWire bms, int crystalHz = 8_000_000) : ICanControllerFactory
{
    /// <summary>The chip on CAN1; null before the first boot.</summary>
    public Mcp2515Model? Module { get; private set; }

    /// <summary>The chip on CAN2; null before the first boot.</summary>
    public Mcp2515Model? Bms { get; private set; }

    /// <summary>Called with each chip when it is powered: a defect of the board is applied to it again.</summary>
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
