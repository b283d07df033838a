using System.Globalization;
using System.Text;
using Ocpp.Client.Certificates;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Simulator.CentralSystem;
using Simulator.Net;
using Simulator.World;

namespace Simulator.Session;

/// <summary>
/// What a run's charger is provisioned with for its security profile: password, wss address, root certificate, certificate of
/// its own. An upgrade on the way finds all of it there but for the password, which the central system sets.
/// </summary>
public sealed class SessionSecurity : IDisposable
{
    private const int KeyBytes = 16;

    private readonly SessionOptions _options;

    public SessionSecurity(SessionOptions options)
    {
        _options = options;
        Pki = new CentralPki(options.Identity);
        byte[] key = new byte[KeyBytes];
        new Random(options.Seed).NextBytes(key);
        Key = options.Key ?? Convert.ToHexString(key);
    }

    public CentralPki Pki { get; }

    /// <summary>AuthorizationKey of profiles 1 and 2. Never shown.</summary>
    public string Key { get; }

    /// <param name="secure">Where wss is; null where it is the one address there is.</param>
    public IReadOnlyDictionary<string, string> Configuration(Uri? secure)
    {
        var pairs = new Dictionary<string, string>();
        if (secure != null)
        {
            pairs["Charger.SecureUrl"] = secure.ToString().TrimEnd('/');
            pairs["Charger.DeviceCertificate"] = "true";
        }
        if (_options.StartProfile == 0) return pairs;
        pairs["SecurityProfile"] = _options.StartProfile.ToString(CultureInfo.InvariantCulture);
        if (SecurityProfileTable.UsesPassword(_options.StartProfile)) pairs["AuthorizationKey"] = Key;
        return pairs;
    }

    /// <summary>Deploys the root certificate as nanoff would.</summary>
    /// <param name="ours">The central system is the simulator's own.</param>
    public void Provision(ChargerWorld charger, bool ours)
    {
        if (ours) charger.Storage.Deploy(CertificateIndex.DeployedFile, Encoding.ASCII.GetBytes(Pki.Root.ExportCertificatePem()));
        else if (_options.RootFile != null) charger.Storage.Deploy(CertificateIndex.DeployedFile, File.ReadAllBytes(_options.RootFile));
    }

    /// <summary>Whom the charger trusts now, and whether it shows its own certificate.</summary>
    public TlsTrust Trust(ChargerWorld charger)
    {
        int profile = charger.Firmware?.Configuration.Whole(OcppKeys.SecurityProfile) ?? 0;
        bool machine = _options.Csms != null && charger.Certificates.Roots.Count == 0;
        return new TlsTrust
        {
            Roots = machine ? null : charger.Certificates.Roots,
            Client = SecurityProfileTable.UsesOwnCertificate(profile) ? Pki.Charger : null,
        };
    }

    public void Dispose() => Pki.Dispose();
}
