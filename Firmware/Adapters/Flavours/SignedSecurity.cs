using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Charger.Runtime;
using Ocpp.Security;
using Ocpp.Security.Keys;

namespace Firmware.Adapters
{
    /// <summary>Security=Signed: signatures of firmware are checked, a key pair can be made (docs/adr/0080, 0081).</summary>
    internal sealed class SignedSecurity : ISecurityParts
    {
        public void Join(Composition composition)
        {
            FirmwarePorts ports = composition.Ports;
            ports.Verifier = SecurityParts.Join(composition.ChargePoint, ports.Storage, ports.WallClock, ports.Random, composition.Log);
        }
    }

    internal sealed partial class DevicePorts
    {
        partial void AddSecurity() => _ports.Security = new SignedSecurity();
    }

    internal sealed partial class TlsTransport
    {
        /// <summary>In security profile 3: uses the pair that CertificateSigned has completed; without one, the pair that nanoff deployed.</summary>
        partial void AuthenticateWithOwn(string host, ref bool done)
        {
            byte[] pair = _stream.UseStoredDeviceCertificate ? KeyFile.Read(new FlashStorage(false), new Crc32(), KeyFile.InUse) : null;
            if (pair == null) return;
            _stream.UseStoredDeviceCertificate = false;
            _stream.AuthenticateAsClient(host, new X509Certificate2(KeyFile.Certificates(pair), KeyFile.PrivateKey(pair), ""), SslProtocols.Tls12);
            done = true;
        }
    }
}
