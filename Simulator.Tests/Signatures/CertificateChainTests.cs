using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ocpp.Security.Certificates;
using Ocpp.Security.Signatures;

namespace Simulator.Tests.Signatures;

public class CertificateChainTests
{
    private readonly FirmwarePki _pki = new();

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void Chain_UpToTheRoot_IsGoodHoweverManyAuthoritiesItHas(bool rootRsa, bool signerRsa, bool pss)
    {
        X509Certificate2 root = FirmwarePki.Root(rootRsa);
        X509Certificate2 first = _pki.Authority(root, signerRsa, "CN=One", pss, 1);
        X509Certificate2 second = _pki.Authority(first, rootRsa, "CN=Two", pss && signerRsa, 0);
        Assert.Null(Verdict(root, _pki.Signer(root, signerRsa, pss)));
        Assert.Null(Verdict(root, _pki.Signer(first, signerRsa, pss && signerRsa), first));
        Assert.Null(Verdict(root, _pki.Signer(second, signerRsa, pss), second, first));
        Assert.Null(Verdict(root, _pki.Signer(first, signerRsa), first, root));
    }

    [Fact]
    public void Chain_ThatDoesNotReachTheRoot_IsRefused()
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 other = FirmwarePki.Root(false, "CN=Another Root");
        X509Certificate2 authority = _pki.Authority(root, false);
        Assert.Contains("has not issued", Verdict(root, _pki.Signer(other, false)));
        Assert.Contains("has not issued", Verdict(root, _pki.Signer(authority, false)));
        Assert.Contains("has not issued", Verdict(root, _pki.Signer(authority, false), other));
        Assert.Contains("not for signatures", Verdict(root, authority, _pki.Signer(authority, false)));
    }

    [Fact]
    public void Chain_OfTheSameNamesAndAnotherKey_IsRefusedByItsSignature()
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 twin = FirmwarePki.Root(false);
        Assert.Equal("signature", Verdict(root, _pki.Signer(twin, false)));
        Assert.Equal("signature", Verdict(root, _pki.Signer(FirmwarePki.Root(true), false)));
        X509Certificate2 authority = _pki.Authority(twin, true);
        Assert.Equal("signature", Verdict(root, _pki.Signer(authority, true), authority));
        Assert.Equal("signature", Verdict(root, _pki.Signer(_pki.Authority(root, true), true), _pki.Authority(root, true)));
    }

    [Fact]
    public void Chain_OutOfItsDates_IsRefused()
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        Assert.Contains("not valid yet", Verdict(root, _pki.Signer(root, false, from: FirmwarePki.Now.AddSeconds(1))));
        Assert.Contains("expired", Verdict(root, _pki.Signer(root, false, until: FirmwarePki.Now.AddSeconds(-1))));
        Assert.Null(Verdict(root, _pki.Signer(root, false, from: FirmwarePki.Now, until: FirmwarePki.Now)));
        Assert.Null(Verdict(root, _pki.Signer(root, false, until: new DateTimeOffset(2060, 2, 29, 23, 59, 59, TimeSpan.Zero))));
    }

    [Fact]
    public void Chain_BeyondConstraintsAndPurposes_IsRefused()
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 last = _pki.Authority(root, false, "CN=Last", below: 0);
        X509Certificate2 more = _pki.Authority(last, false, "CN=More");
        Assert.Contains("too many authorities", Verdict(root, _pki.Signer(more, false), more, last));
        X509Certificate2 signer = _pki.Signer(root, false);
        Assert.Contains("may not issue", Verdict(root, _pki.Signer(signer, false), signer));
        Assert.Contains("not for signatures", Verdict(root, _pki.Signer(root, false, change: r => r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, true)))));
        Assert.Contains("code signing", Verdict(root, _pki.Signer(root, false, change: r => r.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)))));
        Assert.Null(Verdict(root, _pki.Signer(root, false, change: r => r.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.3")], true)))));
        Assert.Contains("critical extension", Verdict(root, _pki.Signer(root, false, change: r => r.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], true)))));
        Assert.Null(Verdict(root, _pki.Signer(root, false, change: r => r.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], false)))));
    }

    [Fact]
    public void Certificate_OfAnotherAlgorithm_IsRefused()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        X509Certificate2 curve = new CertificateRequest("CN=Curve", p384, HashAlgorithmName.SHA256).CreateSelfSigned(FirmwarePki.Now.AddDays(-1), FirmwarePki.Now.AddDays(1));
        Assert.Contains("key is not one of", Verdict(FirmwarePki.Root(false), curve));
        using RSA rsa = RSA.Create(2048);
        X509Certificate2 hash = new CertificateRequest("CN=Hash", rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1).CreateSelfSigned(FirmwarePki.Now.AddDays(-1), FirmwarePki.Now.AddDays(1));
        Assert.Contains("algorithm is not one of", Verdict(FirmwarePki.Root(false), hash));
        using RSA small = RSA.Create(1024);
        X509Certificate2 weak = new CertificateRequest("CN=Weak", small, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(FirmwarePki.Now.AddDays(-1), FirmwarePki.Now.AddDays(1));
        Assert.Contains("key is not one of", Verdict(FirmwarePki.Root(false), weak));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Certificate_EachDamagedBit_IsRefused(bool pss)
    {
        X509Certificate2 root = FirmwarePki.Root(pss);
        byte[] der = _pki.Signer(root, false, pss).RawData;
        for (int bit = 0; bit < der.Length * 8; bit++)
            Assert.NotNull(Verdict(root, Pem(SignatureCheckTests.Flipped(der, bit))));
    }

    [Fact]
    public void Certificate_Malformed_IsReadWithoutExceptionAndEnd()
    {
        byte[][] seeds = [FirmwarePki.Root(true).RawData, _pki.Signer(FirmwarePki.Root(false), false).RawData, _pki.Signer(FirmwarePki.Root(true), true, true).RawData];
        var random = new Random(13);
        int good = 0;
        for (int i = 0; i < 60_000; i++)
        {
            byte[] der = (byte[])seeds[i % seeds.Length].Clone();
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                int at = random.Next(der.Length);
                der[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(der[at] ^ (1 << random.Next(8))), _ => (byte)(random.Next(2) == 0 ? 0x80 | random.Next(5) : 0xFF) };
            }
            int count = random.Next(4) == 0 ? random.Next(der.Length + 1) : der.Length;
            var read = new X509();
            if (read.Read(der, count) == null) good++;
        }
        for (int i = 0; i < 20_000; i++)
        {
            byte[] noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            if (noise.Length > 4 && random.Next(2) == 0) (noise[0], noise[1], noise[2]) = (0x30, 0x81, (byte)(noise.Length - 3));
            Assert.NotNull(new X509().Read(noise, noise.Length));
        }
        Assert.InRange(good, 1, 50_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")]
    [InlineData("-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\\")]
    public void Chain_OfWhatIsNoCertificate_IsRefused(string text) => Assert.NotNull(Verdict(FirmwarePki.Root(false), Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Chain_OfTooMany_IsRefused()
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 signer = _pki.Signer(root, false);
        Assert.Contains("more than", Verdict(root, signer, signer, signer, signer));
    }

    [Fact]
    public void Chain_AsJsonEscapesIt_IsRead()
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        string pem = FirmwarePki.Pem(_pki.Signer(root, false));
        Assert.Null(Verdict(root, Encoding.ASCII.GetBytes(pem.Replace("\n", "\\n"))));
        Assert.Null(Verdict(root, Encoding.ASCII.GetBytes(pem.Replace("\n", "\\r\\n").Replace("/", "\\/"))));
        Assert.Null(Verdict(root, Encoding.ASCII.GetBytes(pem.Replace("\n", "\\u000a").Replace("+", "\\u002B"))));
    }

    private static byte[] Pem(byte[] der) => Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", der));

    private static string? Verdict(X509Certificate2 root, params X509Certificate2[] chain) => Verdict(root, FirmwarePki.PemBytes(chain));

    /// <summary>Null when the chain is good, "signature" when a signature of it is not.</summary>
    private static string? Verdict(X509Certificate2 root, byte[] text)
    {
        var anchor = new X509();
        Assert.Null(anchor.Read(root.RawData, root.RawData.Length));
        var chain = new CertificateChain();
        string? wrong = chain.Read(text, 0, text.Length) ?? chain.Join(anchor, FirmwarePki.Now.ToUnixTimeMilliseconds(), true);
        if (wrong != null) return wrong;
        for (int i = 0; i < 30_000; i++)
            if (chain.Step()) return chain.IsGood ? null : "signature";
        throw new InvalidOperationException("no end within 30,000 steps");
    }
}
