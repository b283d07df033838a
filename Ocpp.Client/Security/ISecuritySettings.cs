namespace Ocpp.Client.Security
{
    /// <summary>What a security profile needs beside OCPP's own keys; asked of whoever knows the charger's.</summary>
    public interface ISecuritySettings
    {
        /// <summary>A wss:// address is set.</summary>
        bool HasSecureAddress { get; }

        /// <summary>A certificate of the device lies in the platform's store.</summary>
        bool HasOwnCertificate { get; }
    }
}
