namespace Ocpp.Client.Security
{
    /// <summary>What a security profile needs in addition to OCPP's keys; implemented over the charger's own settings.</summary>
    public interface ISecuritySettings
    {
        /// <summary>A wss:// address is set.</summary>
        bool HasSecureAddress { get; }

        /// <summary>The platform's store has a certificate of the device.</summary>
        bool HasOwnCertificate { get; }
    }
}
