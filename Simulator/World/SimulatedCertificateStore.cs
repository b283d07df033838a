using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ocpp.Client.Certificates;

namespace Simulator.World;

/// <summary>
/// The platform's store as it is on the device: one bundle that replaces the one before. With nothing in it nobody is trusted.
/// </summary>
public sealed class SimulatedCertificateStore : ICertificateStore
{
    /// <summary>The roots that TLS trusts now.</summary>
    public X509Certificate2Collection Roots { get; private set; } = [];

    /// <summary>The store takes nothing: what a full partition does.</summary>
    public bool Refuses { get; set; }

    public bool Trust(byte[] pem)
    {
        if (Refuses || pem[^1] != 0) return false;
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(Encoding.ASCII.GetString(pem, 0, pem.Length - 1));
        Roots = roots;
        return true;
    }
}
