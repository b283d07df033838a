using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Simulator.Tests;

/// <summary>Certificates made for a test.</summary>
internal static class TestPki
{
    public static X509Certificate2 Root(string subject, int bits = 0)
    {
        using AsymmetricAlgorithm key = bits == 0 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(bits);
        CertificateRequest request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    public static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem();
}
