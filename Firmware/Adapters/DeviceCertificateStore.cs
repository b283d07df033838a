using System;
using System.Net.Security;
using Ocpp.Client.Certificates;
using Ocpp.Client.Security;

namespace Firmware.Adapters
{
    /// <summary>
    /// The platform's store of root certificates, a block of the configuration partition. It takes one bundle that replaces the
    /// one before; it cannot list what it holds, delete one certificate or be emptied, and it checks nothing: whether a bundle
    /// is valid shows in the next handshake. The device's own certificate and key are deployed by nanoff only
    /// (--networkdeployment); the platform cannot report whether they are there, nor create them.
    /// </summary>
    internal sealed class DeviceCertificateStore : ICertificateStore
    {
        public bool Trust(byte[] pem)
        {
            try
            {
                return CertificateManager.AddCaCertificateBundle(pem);
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
