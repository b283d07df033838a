using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>Certificates as the central system handles them (W 4.5), checked by the independent peer's schemas too.</summary>
public sealed class CertificateTests
{
    private const string Root = "CentralSystemRootCertificate";
    private const string Ask = """{"certificateType":"CentralSystemRootCertificate"}""";

    [Theory]
    [InlineData(Opposite.Embedded)]
    [InlineData(Opposite.Independent)]
    [Complies("security", "Root certificates are installed, listed and deleted, with two independent central systems.")]
    public async Task Certificates_OverASocket_AreInstalledListedAndDeleted(Opposite opposite)
    {
        using X509Certificate2 first = TestPki.Root("CN=first");
        using X509Certificate2 second = TestPki.Root("CN=second, O=Ünïcode", 2048);
        await Stage.PlayAsync(opposite, c => c
            .Booted()
            .Expect("SecurityEventNotification", "type=StartupOfTheDevice")
            .Call("GetInstalledCertificateIds", Ask).Answered("status=NotFound", "!certificateHashData")
            .Call("InstallCertificate", Install(Root, first)).Answered("status=Accepted")
            .Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=InstallCertificate")
            .Call("InstallCertificate", Install("ManufacturerRootCertificate", second)).Answered("status=Accepted")
            .Call("GetInstalledCertificateIds", Ask).Answered(Listed(first))
            .Call("GetInstalledCertificateIds", Ask.Replace(Root, "ManufacturerRootCertificate")).Answered(Listed(second))
            .Call("DeleteCertificate", Named(first)).Answered("status=Failed")
            .Call("DeleteCertificate", Named(second)).Answered("status=Accepted")
            .Call("DeleteCertificate", Named(second)).Answered("status=NotFound")
            .Call("CertificateSigned", $$"""{"certificateChain":{{JsonSerializer.Serialize(TestPki.Pem(first))}}}""").Answered("status=Rejected"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [Complies("security", "A certificate of 5500 characters is taken.")]
    public void Install_OfTheLongestTextThereMayBe_IsTaken(string lineEnd)
    {
        const int Most = 5500;
        using X509Certificate2 root = TestPki.RootOfLength(Most - (lineEnd.Length - 1) * Most / 64);
        string text = TestPki.Pem(root).Replace("\n", lineEnd, StringComparison.Ordinal);
        Assert.InRange(text.Length, Most - 100, Most);
        Stage.PlayWorld((c, world, _, central, _) =>
        {
            c.Booted().Call("InstallCertificate", $$"""{"certificateType":"{{Root}}","certificate":{{JsonSerializer.Serialize(text)}}}""").Answered("status=Accepted")
                .Call("GetInstalledCertificateIds", Ask).Answered(Listed(root)).CutPower().Advance(5).PowerOn().Advance(60).Call("GetInstalledCertificateIds", Ask).Answered(Listed(root));
            c.Check(world.Certificates.Roots.Count == 1, "the platform's store does not trust it");
        });
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("")]
    public void Install_WhatIsNone_IsRejected(string text) => Stage.Play(Who.Firmware, c => c
        .Booted().Call("InstallCertificate", $$"""{"certificateType":"{{Root}}","certificate":{{JsonSerializer.Serialize(text)}}}""").Answered("status=Rejected"));

    [Fact]
    public void Certificates_BadPayload_GetsTheRightError() => Stage.Play(Who.Firmware, c => c
        .Booted()
        .Call("InstallCertificate", """{"certificateType":"V2GRootCertificate","certificate":"x"}""", wrongly: true).AnsweredWithError("PropertyConstraintViolation")
        .Call("InstallCertificate", $$"""{"certificateType":"{{Root}}"}""", wrongly: true).AnsweredWithError("OccurenceConstraintViolation")
        .Call("GetInstalledCertificateIds", "{}", wrongly: true).AnsweredWithError("OccurenceConstraintViolation")
        .Call("DeleteCertificate", """{"certificateHashData":5}""", wrongly: true).AnsweredWithError("TypeConstraintViolation")
        .Call("DeleteCertificate", """{"certificateHashData":{"hashAlgorithm":"SHA256"}}""", wrongly: true).AnsweredWithError("OccurenceConstraintViolation")
        .Call("CertificateSigned", "{}", wrongly: true).AnsweredWithError("OccurenceConstraintViolation"));

    [Fact]
    public void Certificates_PowerCutAtEveryWrite_AreThereOrNot()
    {
        using X509Certificate2 first = TestPki.Root("CN=first");
        using X509Certificate2 second = TestPki.Root("CN=second");
        bool cut = true;
        for (int write = 1; cut; write++)
        {
            int at = write;
            Stage.PlayWorld((c, world, _, _, _) =>
            {
                c.Booted().Call("InstallCertificate", Install(Root, first)).Answered("status=Accepted").Advance(5);
                int boots = world.Boots;
                world.Storage.FailAfter(at, at % 2 == 0 ? WriteFault.Torn : WriteFault.Lost);
                c.Call("InstallCertificate", Install(Root, second)).Advance(60);
                world.Storage.Restore();
                cut = world.Boots > boots;
                c.Call("GetInstalledCertificateIds", Ask).Answered("status=Accepted");
                int listed = c.Got["certificateHashData"]!.AsArray().Count;
                c.Check(listed == world.Certificates.Roots.Count, $"write {at}: {listed} are listed, {world.Certificates.Roots.Count} trusted");
                c.Check(listed == 2 || cut, $"write {at}: {listed} are listed");
            });
            Assert.True(write < 30, "the writes do not end");
        }
    }

    private static string Install(string use, X509Certificate2 certificate) => $$"""{"certificateType":"{{use}}","certificate":{{JsonSerializer.Serialize(TestPki.Pem(certificate))}}}""";

    private static string[] Listed(X509Certificate2 c) =>
    [
        "status=Accepted", "certificateHashData.0.hashAlgorithm=SHA256", $"certificateHashData.0.issuerNameHash={NameHash(c)}", $"certificateHashData.0.issuerKeyHash={KeyHash(c)}",
        $"certificateHashData.0.serialNumber={Serial(c)}", "!certificateHashData.1",
    ];

    private static string Named(X509Certificate2 c) =>
        $$"""{"certificateHashData":{"serialNumber":"{{Serial(c)}}","issuerNameHash":"{{NameHash(c).ToUpperInvariant()}}","issuerKeyHash":"{{KeyHash(c)}}","hashAlgorithm":"SHA256"} }""";

    private static string NameHash(X509Certificate2 c) => Convert.ToHexStringLower(SHA256.HashData(c.IssuerName.RawData));

    private static string KeyHash(X509Certificate2 c) => Convert.ToHexStringLower(SHA256.HashData(c.PublicKey.EncodedKeyValue.RawData));

    private static string Serial(X509Certificate2 c) => c.SerialNumber.TrimStart('0').ToLowerInvariant();
}
