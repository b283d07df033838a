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

    /// <summary>A root whose text has exactly so many characters, filled up with a comment.</summary>
    public static X509Certificate2 RootOfLength(int characters)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        for (int bytes = characters / 4 * 3; bytes > 0; bytes--)
        {
            var request = new CertificateRequest("CN=long", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509Extension("2.16.840.1.113730.1.13", [4, 0x82, (byte)(bytes >> 8), (byte)bytes, .. new byte[bytes]], false));
            X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
            if (Pem(made).Length <= characters) return made;
            made.Dispose();
        }
        throw new InvalidOperationException($"{characters} characters hold no certificate");
    }

    public static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem();
}
