using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Simulator.CentralSystem;

/// <summary>
/// A certificate authority for tests: a root and a certificate under it that signs firmware, RSA of 2048 bits, good from
/// the day before it is made on for ten years.
/// </summary>
public sealed class TrialAuthority : IDisposable
{
    private const int KeyBits = 2048;
    private const int Years = 10;

    private readonly DateTimeOffset _from;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _signer;

    /// <param name="name">The root's common name.</param>
    public TrialAuthority(string name, DateTime utcNow)
    {
        _from = new DateTimeOffset(utcNow, TimeSpan.Zero).AddDays(-1);
        using RSA rootKey = RSA.Create(KeyBits);
        CertificateRequest root = Request($"CN={name}", new PublicKey(rootKey), X509KeyUsageFlags.KeyCertSign, authority: true, rootKey);
        _root = root.CreateSelfSigned(_from, _from.AddYears(Years));
        using RSA signerKey = RSA.Create(KeyBits);
        using X509Certificate2 signer = Issue($"CN={name} signing", new PublicKey(signerKey));
        _signer = signer.CopyWithPrivateKey(signerKey);
    }

    /// <summary>PEM.</summary>
    public string Root => _root.ExportCertificatePem();

    /// <summary>The certificate that signs firmware, PEM.</summary>
    public string Signer => _signer.ExportCertificatePem();

    /// <summary>PKCS #1 v1.5 over SHA-256.</summary>
    public byte[] Sign(byte[] image)
    {
        using RSA key = _signer.GetRSAPrivateKey()!;
        return key.SignData(image, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A certificate (PEM) for a request (PEM, PKCS #10), whose own signature must be good.</summary>
    /// <exception cref="CryptographicException">It is no request, or its signature is false.</exception>
    public string Issue(string request)
    {
        CertificateRequest read = CertificateRequest.LoadSigningRequestPem(request, HashAlgorithmName.SHA256);
        using X509Certificate2 issued = Issue(read.SubjectName.Name, read.PublicKey);
        return issued.ExportCertificatePem();
    }

    public void Dispose()
    {
        _root.Dispose();
        _signer.Dispose();
    }

    private X509Certificate2 Issue(string subject, PublicKey key)
    {
        using RSA issuing = _root.GetRSAPrivateKey()!;
        CertificateRequest request = Request(subject, key, X509KeyUsageFlags.DigitalSignature, authority: false, null);
        return request.Create(_root.SubjectName, X509SignatureGenerator.CreateForRSA(issuing, RSASignaturePadding.Pkcs1), _from, _from.AddYears(Years).AddDays(-1), RandomNumberGenerator.GetBytes(8));
    }

    private static CertificateRequest Request(string subject, PublicKey key, X509KeyUsageFlags usage, bool authority, RSA? own)
    {
        var name = new X500DistinguishedName(subject);
        CertificateRequest request = own != null ? new CertificateRequest(name, own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        return request;
    }
}
