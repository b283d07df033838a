using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ocpp.Security.Keys;
using Simulator.Tests.Signatures;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>A key pair made by the charger, and its certificate (W A02).</summary>
public sealed class SignCertificateTests
{
    private const string Trigger = """{"requestedMessage":"SignChargePointCertificate"}""";

    private readonly FirmwarePki _pki = new();

    private static void Play(Action<Conversation> script) => Stage.Play(Who.Firmware, script);

    [Fact]
    public void SignCertificate_Triggered_BringsACertificateThatIsKept() => Play(c =>
    {
        ChargerWorld world = Begin(c);
        string csr = Asked(c);
        CertificateRequest request = CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256);
        string chain = Issue(request.PublicKey, out X509Certificate2 certificate);
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Accepted").Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=CertificateSigned");
        byte[] kept = KeyFile.Read(world.Storage, new Charger.Runtime.Crc32(), KeyFile.InUse);
        using ECDsa key = ECDsa.Create();
        key.ImportECPrivateKey(KeyFile.PrivateKey(kept), out _);
        c.Check(System.Text.Encoding.ASCII.GetString(KeyFile.Certificates(kept)).StartsWith("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal), "PEM");
        using X509Certificate2 pair = certificate.CopyWithPrivateKey(key);
        c.Check(pair.HasPrivateKey && world.Storage.Length(KeyFile.Asked) < 0, "the key fits, and the request is over");
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Rejected");
    });

    [Fact]
    public void CertificateSigned_OfAnotherKeyOrDate_IsRejectedAndTold() => Play(c =>
    {
        Begin(c);
        Asked(c);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string chain = Issue(new PublicKey(other), out _);
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Rejected").Expect("SecurityEventNotification", "type=InvalidChargePointCertificate", "techInfo=it is of another key");
        c.Call("CertificateSigned", """{"certificateChain":"nothing"}""").Answered("status=Rejected");
    });

    [Fact]
    public void CertificateSigned_WithoutRequest_IsRejected() => Play(c =>
    {
        Begin(c);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = Issue(new PublicKey(other), out _) })).Answered("status=Rejected");
    });

    [Fact]
    public void SignCertificate_TheBuildMakesNoKeys_IsNotImplemented() => Play(c => c
        .Booted().Call("ExtendedTriggerMessage", Trigger).Answered("status=NotImplemented")
        .Call("CertificateSigned", """{"certificateChain":"-----BEGIN CERTIFICATE-----"}""").Answered("status=Rejected"));

    private static ChargerWorld Begin(Conversation c)
    {
        ChargerWorld world = ((WholeCharger)c.Charger).World;
        world.SignedFirmware = true;
        c.Booted();
        return world;
    }

    private static string Asked(Conversation c)
    {
        c.Call("ExtendedTriggerMessage", Trigger).Answered("status=Accepted").Expect("SignCertificate", "csr");
        return c.Central.Heard.Where(t => t is { FromCharger: true, MessageType: 2, Action: "SignCertificate" }).Select(t => (string)JsonNode.Parse(t.Payload)!["csr"]!).Last();
    }

    private string Issue(PublicKey key, out X509Certificate2 certificate)
    {
        X509Certificate2 root = FirmwarePki.Root(false, "CN=Operator");
        X509Certificate2 authority = _pki.Authority(root, false, "CN=Charger Authority");
        var request = new CertificateRequest(new X500DistinguishedName("CN=SN-1"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using ECDsa issuing = authority.GetECDsaPrivateKey()!;
        certificate = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(issuing), FirmwarePki.Now.AddDays(-1), FirmwarePki.Now.AddDays(90), [1, 2, 3]);
        return FirmwarePki.Pem(certificate, authority);
    }
}
