using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Simulator.Tests.Signatures;

/// <summary>A manufacturer's certificates, made by .NET for a test: root, authorities below it, and the one that signs.</summary>
internal sealed class FirmwarePki
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private int _serial = 1;

    public static X509Certificate2 Root(bool rsa, string name = "CN=Manufacturer Root", Action<CertificateRequest>? change = null)
    {
        CertificateRequest request = Request(name, rsa);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        change?.Invoke(request);
        return request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(20));
    }

    public X509Certificate2 Authority(X509Certificate2 issuer, bool rsa, string name = "CN=Firmware Authority", bool pss = false, int? below = null) => Issue(issuer, rsa, name, pss, request =>
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, below != null, below ?? 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
    });

    public X509Certificate2 Signer(X509Certificate2 issuer, bool rsa, bool pss = false, Action<CertificateRequest>? change = null, DateTimeOffset? from = null, DateTimeOffset? until = null) => Issue(issuer, rsa, "CN=Firmware Signing, O=Maker", pss, request =>
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (change != null) change(request);
        else request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }, from, until);

    public X509Certificate2 Issue(X509Certificate2 issuer, bool rsa, string name, bool pss, Action<CertificateRequest> extend, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using AsymmetricAlgorithm key = NewKey(rsa);
        CertificateRequest request = key is RSA r ? new CertificateRequest(name, r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        extend(request);
        using AsymmetricAlgorithm issuing = (AsymmetricAlgorithm?)issuer.GetRSAPrivateKey() ?? issuer.GetECDsaPrivateKey()!;
        X509SignatureGenerator generator = issuing is RSA ir ? X509SignatureGenerator.CreateForRSA(ir, pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa((ECDsa)issuing);
        using X509Certificate2 bare = request.Create(issuer.SubjectName, generator, from ?? Now.AddDays(-10), until ?? Now.AddDays(300), BitConverter.GetBytes(_serial++));
        return key is RSA own ? bare.CopyWithPrivateKey(own) : bare.CopyWithPrivateKey((ECDsa)key);
    }

    public static byte[] Sign(X509Certificate2 signer, byte[] image, bool pss = true)
    {
        using RSA? rsa = signer.GetRSAPrivateKey();
        if (rsa != null) return rsa.SignData(image, HashAlgorithmName.SHA256, pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        using ECDsa ecdsa = signer.GetECDsaPrivateKey()!;
        return ecdsa.SignData(image, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public static string Pem(params X509Certificate2[] chain) => string.Concat(chain.Select(c => c.ExportCertificatePem() + "\n"));

    public static byte[] PemBytes(params X509Certificate2[] chain) => Encoding.ASCII.GetBytes(Pem(chain));

    private static CertificateRequest Request(string name, bool rsa)
    {
        AsymmetricAlgorithm key = NewKey(rsa);
        return key is RSA r ? new CertificateRequest(name, r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
    }

    private static AsymmetricAlgorithm NewKey(bool rsa) => rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
}
