using Charger.Runtime;
using Firmware;
using Ocpp.Security;
using Ocpp.Security.Firmware;

namespace Simulator.World;

/// <summary>What the flavour Security=Signed adds, and an installer where the board has a bank of images.</summary>
internal sealed class WorldSecurity(SimulatedImageBank? bank) : ISecurityParts
{
    public void Join(Composition composition)
    {
        FirmwarePorts ports = composition.Ports;
        ports.Verifier = SecurityParts.Join(composition.ChargePoint, ports.Storage, ports.WallClock, ports.Random, composition.Log);
        if (bank != null) ports.Installer = new StagedInstaller(bank, ports.Storage, new Crc32(), composition.Log);
    }
}
