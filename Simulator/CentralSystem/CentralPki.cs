using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Simulator.CentralSystem;

/// <summary>The certificates of a run: a root, the central system's certificate under it, one of a stranger, and the charger's own.</summary>
public sealed class CentralPki : IDisposable
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(3650);

    /// <param name="identity">The charge point's, common name of its certificate (W, profile 3).</param>
    public CentralPki(string identity)
    {
        Root = Issue("CN=simulator root", null);
        using X509Certificate2 strangersRoot = Issue("CN=stranger", null);
        Server = Issue("CN=localhost", Root, local: true);
        Stranger = Issue("CN=localhost", strangersRoot, local: true);
        Charger = Issue("CN=" + identity, Root);
    }

    public X509Certificate2 Root { get; }

    /// <summary>Good for localhost and 127.0.0.1.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The same names under a root that nobody trusts.</summary>
    public X509Certificate2 Stranger { get; }

    /// <summary>With its key: what lies in the device's store.</summary>
    public X509Certificate2 Charger { get; }

    /// <summary>The certificate is one of ours and names this charge point.</summary>
    public bool Names(X509Certificate2? shown, string identity)
    {
        if (shown == null || shown.GetNameInfo(X509NameType.SimpleName, false) != identity) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in new[] { Root, Server, Stranger, Charger }) certificate.Dispose();
    }

    private static X509Certificate2 Issue(string subject, X509Certificate2? issuer, bool local = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer == null, false, 0, true));
        if (local)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(System.Net.IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }
        DateTimeOffset from = issuer?.NotBefore ?? DateTime.Now.AddDays(-1);
        using X509Certificate2 made = issuer == null
            ? request.CreateSelfSigned(from, from + s_life)
            : request.Create(issuer, from, issuer.NotAfter, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
