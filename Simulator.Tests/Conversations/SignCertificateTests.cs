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
        string chain = Issue(Requested(c), out X509Certificate2 certificate);
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
    public void CertificateSigned_UnderTheInstalledRoot_IsTakenAlsoAfterAPowerCut() => Play(c =>
    {
        ChargerWorld world = Begin(c);
        X509Certificate2 root = Install(c, "CN=Operator");
        string chain = Issue(Requested(c), out _, root);
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Accepted").Advance(2);
        c.Check(world.Storage.Length(KeyFile.InUse) < 0, "nothing is in use before the signatures were checked");
        c.CutPower().Advance(5).PowerOn().Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=CertificateSigned");
        c.Check(world.Storage.Length(KeyFile.InUse) > 0 && world.Storage.Length(KeyFile.Asked) < 0, "it is in use");
    });

    [Fact]
    public void CertificateSigned_UnderTheSuccessorOfTheSameName_IsTaken() => Play(c =>
    {
        ChargerWorld world = Begin(c);
        Install(c, "CN=Operator");
        string chain = Issue(Requested(c), out _, Install(c, "CN=Operator"));
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Accepted").Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=CertificateSigned");
        c.Check(world.Storage.Length(KeyFile.InUse) > 0, "it is in use");
    });

    [Fact]
    [Complies("security", "A certificate that the installed root has not issued is Rejected and told as InvalidChargePointCertificate.")]
    public void CertificateSigned_OfAnotherAuthority_IsRejectedAndTold() => Play(c =>
    {
        ChargerWorld world = Begin(c);
        Install(c, "CN=Operator");
        string chain = Issue(Requested(c), out _, FirmwarePki.Root(false, "CN=Somebody"));
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Rejected")
            .Expect("SecurityEventNotification", "type=InvalidChargePointCertificate");
        c.Check(world.Storage.Length(KeyFile.InUse) < 0, "nothing is in use");
    });

    [Fact]
    [Complies("security", "A certificate under the right names with a forged signature is discarded before it is used, and told as InvalidChargePointCertificate.")]
    public void CertificateSigned_ForgedUnderTheRootsName_IsDiscardedAndTold() => Play(c =>
    {
        ChargerWorld world = Begin(c);
        X509Certificate2 root = Install(c, "CN=Operator");
        PublicKey key = Requested(c);
        string forged = Issue(key, out _, FirmwarePki.Root(false, "CN=Operator"));
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = forged })).Answered("status=Accepted")
            .Expect("SecurityEventNotification", "type=InvalidChargePointCertificate", "techInfo=a signature of its chain is false");
        c.Check(world.Storage.Length(KeyFile.InUse) < 0, "nothing is in use");
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = Issue(key, out _, root) })).Answered("status=Accepted")
            .Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=CertificateSigned");
        c.Check(world.Storage.Length(KeyFile.InUse) > 0, "the key was kept for a certificate that is good");
    });

    [Fact]
    [Complies("security", "A certificate chain of CertificateSignedMaxChainSize characters is taken.")]
    public void CertificateSigned_OfTheLargestChain_IsTaken() => Play(c =>
    {
        Begin(c);
        c.Call("GetConfiguration", """{"key":["CertificateSignedMaxChainSize"]}""").Answered($"configurationKey.0.value={KeyPairCalls.MostChainChars}", "configurationKey.0.readonly=true");
        X509Certificate2 root = Install(c, "CN=Operator");
        PublicKey key = Requested(c);
        int filler = 1000;
        string chain;
        do chain = Issue(key, out _, root, filler += 30);
        while (chain.Length < KeyPairCalls.MostChainChars - 200);
        c.Check(chain.Length <= KeyPairCalls.MostChainChars, $"{chain.Length} characters");
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = chain })).Answered("status=Accepted").Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=CertificateSigned");
    });

    [Fact]
    public void SignCertificate_TriggeredAgainBeforeItsAnswer_IsSentAgainWithAnotherKey() => Play(c =>
    {
        Begin(c);
        c.SilenceNext("SignCertificate");
        string first = Asked(c);
        c.Call("ExtendedTriggerMessage", Trigger).Answered("status=Accepted").Advance(1).Call("ExtendedTriggerMessage", Trigger).Answered("status=Accepted");
        c.Expect("SignCertificate", "csr");
        c.Check((string)c.Got["csr"]! != first, "another key is asked for");
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

    private static PublicKey Requested(Conversation c) => CertificateRequest.LoadSigningRequestPem(Asked(c), HashAlgorithmName.SHA256).PublicKey;

    private static X509Certificate2 Install(Conversation c, string name)
    {
        X509Certificate2 root = FirmwarePki.Root(false, name);
        c.Call("InstallCertificate", JsonSerializer.Serialize(new { certificateType = "CentralSystemRootCertificate", certificate = FirmwarePki.Pem(root) })).Answered("status=Accepted");
        return root;
    }

    /// <param name="filler">Bytes of an extension in each of both, that nobody understands.</param>
    private string Issue(PublicKey key, out X509Certificate2 certificate, X509Certificate2? root = null, int filler = 0)
    {
        var large = new X509Extension("1.2.3.4", new byte[filler], false);
        root ??= FirmwarePki.Root(false, "CN=Operator");
        X509Certificate2 authority = _pki.Issue(root, false, "CN=Charger Authority", false, r =>
        {
            r.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            if (filler > 0) r.CertificateExtensions.Add(large);
        });
        var request = new CertificateRequest(new X500DistinguishedName("CN=SN-1"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        if (filler > 0) request.CertificateExtensions.Add(large);
        using ECDsa issuing = authority.GetECDsaPrivateKey()!;
        certificate = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(issuing), FirmwarePki.Now.AddDays(-1), FirmwarePki.Now.AddDays(90), [1, 2, 3]);
        return FirmwarePki.Pem(certificate, authority);
    }
}
