using Charger.Runtime;
using Ocpp.Security.Firmware;

namespace Firmware.Adapters
{
    /// <summary>Security=Signed: signatures of firmware are checked (docs/adr/0070).</summary>
    public sealed class SignedSecurity : ISecurityParts
    {
        public void Join(Composition composition)
        {
            FirmwarePorts ports = composition.Ports;
            ports.Verifier = new FirmwareVerifier(ports.Storage, new Crc32(), ports.WallClock, composition.Log);
        }
    }

    public sealed partial class DevicePorts
    {
        partial void AddSecurity() => _ports.Security = new SignedSecurity();
    }
}
