using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.Tests.Signatures;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>Firmware updates to the end: real certificates and signatures, a bank of two images, a boot loader that goes back.</summary>
public sealed class SignedFirmwareTests
{
    private const string Address = "http://10.0.0.5/files/image.bin";
    private const string Plain = $$"""{"location":"{{Address}}","retrieveDate":"2020-01-01T00:00:00Z","retries":1}""";

    private readonly FirmwarePki _pki = new();

    private static void Play(Action<Conversation> script) => Stage.Play(Who.Firmware, script);

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    public void SignedUpdate_OfEachAlgorithm_Rule70_RunsTheNewFirmware(bool rootRsa, bool signerRsa, bool pss) => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(rootRsa);
        X509Certificate2 authority = _pki.Authority(root, signerRsa);
        X509Certificate2 signer = _pki.Signer(authority, signerRsa);
        byte[] image = Image("2.0.0");
        SimulatedImageBank bank = Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer, authority), FirmwarePki.Sign(signer, image, pss))).Answered("status=Accepted")
            .Expect("BootNotification", "firmwareVersion=2.0.0").Expect("SignedFirmwareStatusNotification", "status=Installed", "requestId=3");
        Told(c, "SignedFirmwareStatusNotification", "Downloading Downloaded SignatureVerified Installing InstallRebooting Installed");
        c.Check(bank is { Version: "2.0.0", IsOnTrial: false, Reverts: 0 }, bank.Version);
        c.Expect("SecurityEventNotification", "type=FirmwareUpdated").Advance(30).CutPower().Advance(5).PowerOn().ExpectStatus(1, "Available").ExpectNone("SignedFirmwareStatusNotification", 30);
        c.Check(bank.Version == "2.0.0", bank.Version);
    });

    [Fact]
    public void SignedUpdate_ImageChangedByOneBit_Rule70_IsRefused() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 signer = _pki.Signer(root, false);
        byte[] image = Image("2.0.0");
        byte[] signature = FirmwarePki.Sign(signer, image);
        image[^1] ^= 1;
        SimulatedImageBank bank = Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), signature)).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=InvalidSignature").Expect("SecurityEventNotification", "type=InvalidFirmwareSignature").Advance(60);
        Told(c, "SignedFirmwareStatusNotification", "Downloading Downloaded InvalidSignature");
        c.Check(bank.Version == "1.0.0", bank.Version);
    });

    [Fact]
    public void SignedUpdate_RefusedRequestDuringTheDownload_Rule70_ChangedImageIsRefusedAllTheSame() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 signer = _pki.Signer(root, false);
        X509Certificate2 other = _pki.Signer(FirmwarePki.Root(false, "CN=Another Maker"), false);
        byte[] image = [.. Image("2.0.0"), .. new byte[600_000]];
        byte[] signature = FirmwarePki.Sign(signer, image);
        image[^1] ^= 1;
        SimulatedImageBank bank = Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), signature)).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=Downloading").Advance(1)
            .Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(other), signature)).Answered("status=InvalidCertificate")
            .Expect("SignedFirmwareStatusNotification", "status=InvalidSignature").Advance(60);
        Told(c, "SignedFirmwareStatusNotification", "Downloading Downloaded InvalidSignature");
        c.Check(bank.Version == "1.0.0", bank.Version);
    });

    [Fact]
    [Complies("firmware", "Calls that are refused while a signed update and a log upload are under way change nothing of both.")]
    public void RefusedCalls_WhileAnUpdateAndAnUploadAreUnderWay_Rule70_ChangeNothingOfThem() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 signer = _pki.Signer(root, false);
        X509Certificate2 other = _pki.Signer(FirmwarePki.Root(false, "CN=Another Maker"), false);
        byte[] image = [.. Image("2.0.0"), .. new byte[600_000]];
        byte[] signature = FirmwarePki.Sign(signer, image);
        SimulatedImageBank bank = Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), signature)).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=Downloading")
            .Call("GetLog", """{"logType":"SecurityLog","requestId":7,"retries":1,"log":{"remoteLocation":"http://10.0.0.5/files/"}}""").Answered("status=Accepted");
        foreach (var (action, payload, status) in new[]
        {
            ("SignedUpdateFirmware", Request(FirmwarePki.Pem(other), signature), "InvalidCertificate"),
            ("SignedUpdateFirmware", Request("nothing", signature), "InvalidCertificate"),
            ("GetLog", """{"logType":"SecurityLog","requestId":8,"log":{"remoteLocation":"http://10.0.0.5/files/","oldestTimestamp":"2026-01-06T00:00:00Z"}}""", "Rejected"),
            ("InstallCertificate", """{"certificateType":"ManufacturerRootCertificate","certificate":"nothing"}""", "Rejected"),
            ("InstallCertificate", JsonSerializer.Serialize(new { certificateType = "ManufacturerRootCertificate", certificate = FirmwarePki.Pem(FirmwarePki.Root(false)) }), "Rejected"),
            ("DeleteCertificate", """{"certificateHashData":{"hashAlgorithm":"SHA256","issuerNameHash":"00","issuerKeyHash":"00","serialNumber":"1"}}""", "NotFound"),
            ("CertificateSigned", """{"certificateChain":"nothing"}""", "Rejected"),
        }) c.Call(action, payload).Answered($"status={status}");
        c.Call("UpdateFirmware", """{"retrieveDate":"2020-01-01T00:00:00Z"}""", wrongly: true).AnsweredWithError("OccurenceConstraintViolation")
            .Call("GetDiagnostics", """{"location":"http://10.0.0.5/files/","startTime":"2026-01-06T00:00:00Z"}""").Answered("!fileName")
            .Expect("LogStatusNotification", "status=Uploaded", "requestId=7").Expect("SignedFirmwareStatusNotification", "status=Installed", "requestId=3");
        Told(c, "LogStatusNotification", "Uploading Uploaded");
        c.Check(bank.Version == "2.0.0", bank.Version);
    });

    [Fact]
    public void SignedUpdate_RefusedBeforeTheLastOutcomeIsTaken_Rule70_TheOutcomeIsToldAgain() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 signer = _pki.Signer(root, false);
        X509Certificate2 other = _pki.Signer(FirmwarePki.Root(false, "CN=Another Maker"), false);
        byte[] image = Image("2.0.0");
        Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), FirmwarePki.Sign(signer, image))).Answered("status=Accepted")
            .Expect("BootNotification", "firmwareVersion=2.0.0").SilenceNext("SignedFirmwareStatusNotification").Expect("SignedFirmwareStatusNotification", "status=Installed")
            .Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(other), [1, 2, 3])).Answered("status=InvalidCertificate")
            .Expect("SignedFirmwareStatusNotification", "status=Installed", "requestId=3");
    });

    [Fact]
    public void Updates_WhileAnImageIsOnTrial_Rule70_AreRefusedAndItsOutcomeIsTold() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(false);
        X509Certificate2 signer = _pki.Signer(root, false);
        byte[] image = Image("2.0.0");
        string request = Request(FirmwarePki.Pem(signer), FirmwarePki.Sign(signer, image));
        SimulatedImageBank bank = Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", request).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=InstallRebooting").Boot("Pending", 20).Expect("BootNotification", "firmwareVersion=2.0.0").Advance(1)
            .Call("SignedUpdateFirmware", request).Answered("status=Rejected").Call("UpdateFirmware", Plain).Answered();
        c.Check(bank.IsOnTrial, bank.Version);
        c.Boot("Accepted", 300).Expect("SignedFirmwareStatusNotification", "status=Installed", "requestId=3").ExpectNone("FirmwareStatusNotification", 30);
        c.Check(bank is { Version: "2.0.0", IsOnTrial: false }, bank.Version);
    });

    [Fact]
    public void SignedUpdate_CertificateOfAnotherMaker_Rule70_IsRefusedAtOnce() => Play(c =>
    {
        X509Certificate2 other = FirmwarePki.Root(false, "CN=Another Maker");
        X509Certificate2 signer = _pki.Signer(other, false);
        byte[] image = Image("2.0.0");
        Prepare(c, image);
        Install(c, FirmwarePki.Root(false)).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), FirmwarePki.Sign(signer, image))).Answered("status=InvalidCertificate")
            .Expect("SecurityEventNotification", "type=InvalidFirmwareSigningCertificate").ExpectNone("SignedFirmwareStatusNotification", 30);
    });

    [Fact]
    public void SignedUpdate_CertificateForgedUnderTheMakersName_Rule70_IsRefusedBeforeTheDownload() => Play(c =>
    {
        X509Certificate2 signer = _pki.Signer(FirmwarePki.Root(false), false);
        byte[] image = Image("2.0.0");
        Prepare(c, image);
        Install(c, FirmwarePki.Root(false)).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), FirmwarePki.Sign(signer, image))).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=InvalidSignature").Expect("SecurityEventNotification", "type=InvalidFirmwareSigningCertificate").Advance(30);
        Told(c, "SignedFirmwareStatusNotification", "InvalidSignature");
    });

    [Fact]
    public void SignedUpdate_WithoutTheMakersRoot_Rule70_IsRefused() => Play(c =>
    {
        X509Certificate2 signer = _pki.Signer(FirmwarePki.Root(false), false);
        Prepare(c, Image("2.0.0"));
        c.Booted().Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), [1, 2, 3])).Answered("status=InvalidCertificate");
    });

    [Fact]
    public void SignedUpdate_PowerCutInTheDownload_Rule70_GoesOnAfterTheBoot() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(true);
        X509Certificate2 signer = _pki.Signer(root, true);
        byte[] image = [.. Image("2.0.0"), .. new byte[600_000]];
        SimulatedImageBank bank = Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), FirmwarePki.Sign(signer, image))).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=Downloading").CutPower().Advance(5).PowerOn()
            .Expect("SignedFirmwareStatusNotification", "status=Installed", "requestId=3");
        c.Check(bank.Version == "2.0.0", bank.Version);
    });

    [Fact]
    public void SignedUpdate_NoImage_Rule70_FailsItsTest() => Play(c =>
    {
        X509Certificate2 root = FirmwarePki.Root(true);
        X509Certificate2 signer = _pki.Signer(root, true);
        byte[] image = Encoding.ASCII.GetBytes("something else");
        Prepare(c, image);
        Install(c, root).Call("SignedUpdateFirmware", Request(FirmwarePki.Pem(signer), FirmwarePki.Sign(signer, image))).Answered("status=Accepted")
            .Expect("SignedFirmwareStatusNotification", "status=InstallVerificationFailed").Advance(30);
        Told(c, "SignedFirmwareStatusNotification", "Downloading Downloaded SignatureVerified Installing InstallVerificationFailed");
    });

    [Fact]
    public void PlainUpdate_BrokenImage_Rule70_GoesBackAndTellsIt() => Play(c =>
    {
        SimulatedImageBank bank = Prepare(c, Image("2.0.0 broken"));
        c.Booted().Call("UpdateFirmware", Plain).Answered().Expect("BootNotification", "firmwareVersion=1.0.0").Expect("FirmwareStatusNotification", "status=InstallationFailed").Advance(30);
        Told(c, "FirmwareStatusNotification", "Downloading Downloaded Installing InstallationFailed");
        c.Check(bank is { Version: "1.0.0", Reverts: 1 }, bank.Version);
        c.CutPower().Advance(5).PowerOn().ExpectStatus(1, "Available").ExpectNone("FirmwareStatusNotification", 30);
    });

    [Fact]
    public void PlainUpdate_OfTheImageThatRuns_Rule70_IsInstalled() => Play(c =>
    {
        SimulatedImageBank bank = Prepare(c, Encoding.ASCII.GetBytes($"{SimulatedImageBank.Head}1.0.0\n"));
        c.Booted().Call("UpdateFirmware", Plain).Answered().Expect("FirmwareStatusNotification", "status=Installing").Expect("BootNotification").Expect("FirmwareStatusNotification", "status=Installed");
        c.Check(bank is { IsOnTrial: false, Reverts: 0 }, "it is confirmed");
        c.Advance(5).CutPower().Advance(5).PowerOn().ExpectStatus(1, "Available").ExpectNone("FirmwareStatusNotification", 30);
    });

    [Fact]
    public void PlainUpdate_NewFirmwareIsNotAccepted_Rule70_GoesBackAfterAQuarterOfAnHour() => Play(c =>
    {
        SimulatedImageBank bank = Prepare(c, Image("2.0.0"));
        c.Booted().Call("UpdateFirmware", Plain).Answered().Expect("FirmwareStatusNotification", "status=Installing").Advance(1).CutLink().Advance(300);
        c.Check(bank is { Version: "2.0.0", IsOnTrial: true }, bank.Version);
        c.Advance(700);
        c.Check(bank is { Version: "1.0.0", Reverts: 1 }, bank.Version);
        c.RestoreLink().Expect("FirmwareStatusNotification", "status=InstallationFailed");
    });

    [Fact]
    public void PlainUpdate_PowerCutOnTrial_Rule70_GoesBack() => Play(c =>
    {
        SimulatedImageBank bank = Prepare(c, Image("2.0.0"));
        c.Booted().Call("UpdateFirmware", Plain).Answered().Expect("FirmwareStatusNotification", "status=Installing").Advance(1).CutLink().Advance(120);
        c.Check(bank.IsOnTrial, bank.Version);
        c.CutPower().Advance(5).PowerOn().RestoreLink().Expect("FirmwareStatusNotification", "status=InstallationFailed");
        c.Check(bank is { Version: "1.0.0", IsOnTrial: false }, bank.Version);
    });

    private static byte[] Image(string version) => [.. Encoding.ASCII.GetBytes($"charger-image {version}\n"), .. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    private static SimulatedImageBank Prepare(Conversation c, byte[] image)
    {
        var charger = (WholeCharger)c.Charger;
        charger.World.ImageBank = new SimulatedImageBank("1.0.0");
        charger.World.SignedFirmware = true;
        charger.Files!.Service.Serve("PUT", FileService.Root + "image.bin", image);
        return charger.World.ImageBank;
    }

    private static Conversation Install(Conversation c, X509Certificate2 root) =>
        c.Booted().Call("InstallCertificate", JsonSerializer.Serialize(new { certificateType = "ManufacturerRootCertificate", certificate = FirmwarePki.Pem(root) })).Answered("status=Accepted");

    private static string Request(string chain, byte[] signature) => JsonSerializer.Serialize(new
    {
        requestId = 3,
        retries = 1,
        firmware = new { location = Address, retrieveDateTime = "2020-01-01T00:00:00Z", signingCertificate = chain, signature = Convert.ToBase64String(signature) },
    });

    private static void Told(Conversation c, string action, string expected)
    {
        string told = string.Join(' ', c.Central.Heard.Where(t => t.FromCharger && t.MessageType == 2 && t.Action == action).Select(t => (string)JsonNode.Parse(t.Payload)!["status"]!));
        c.Check(told == expected, told);
    }
}
