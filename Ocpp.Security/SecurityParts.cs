using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Security.Firmware;
using Ocpp.Security.Keys;

namespace Ocpp.Security
{
    /// <summary>What this assembly adds to a charge point: a verifier of firmware, and a part that has a key pair.</summary>
    public static class SecurityParts
    {
        /// <summary>Adds the part, before the charge point's own certificates, and returns the verifier.</summary>
        public static ISignatureVerifier Join(ChargePoint chargePoint, IStorage storage, IWallClock clock, IRandomSource random, ILog log)
        {
            Crc32 crc = new Crc32();
            chargePoint.Add(new KeyPairCalls(storage, crc, random));
            return new FirmwareVerifier(storage, crc, clock, log);
        }
    }
}
