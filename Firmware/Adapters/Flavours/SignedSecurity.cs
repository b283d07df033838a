using Ocpp.Security;

namespace Firmware.Adapters
{
    /// <summary>Security=Signed: signatures of firmware are checked, a key pair is made (docs/adr/0070, 0071).</summary>
    public sealed class SignedSecurity : ISecurityParts
    {
        public void Join(Composition composition)
        {
            FirmwarePorts ports = composition.Ports;
            ports.Verifier = SecurityParts.Join(composition.ChargePoint, ports.Storage, ports.WallClock, ports.Random, composition.Log);
        }
    }

    public sealed partial class DevicePorts
    {
        partial void AddSecurity() => _ports.Security = new SignedSecurity();
    }
}
