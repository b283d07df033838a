using System.Text.Json;
using System.Text.Json.Nodes;
using Ocpp.Security.Keys;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>The images and certificates that a user of the simulator tries an update out with.</summary>
public sealed class TrialFirmwareTests
{
    [Theory]
    [InlineData("good", "Downloading Downloaded SignatureVerified Installing InstallRebooting Installed", "2.0.0")]
    [InlineData("changed", "Downloading Downloaded InvalidSignature", "0.1.0")]
    [InlineData("broken", "Downloading Downloaded SignatureVerified Installing InstallRebooting InstallationFailed", "0.1.0")]
    public void SignedUpdate_OfATrialImage_EndsAsItsNameSays(string kind, string statuses, string version) => Stage.Play(Who.Firmware, c =>
    {
        using TrialFirmware trial = Begin(c);
        string file = trial.Put("2.0.0", kind == "broken", kind == "changed", out byte[] image);
        c.Call("SignedUpdateFirmware", Request(trial.Maker, file, image)).Answered("status=Accepted").Expect("SignedFirmwareStatusNotification", $"status={statuses.Split(' ')[^1]}");
        c.Check(Told(c) == statuses, Told(c));
        string runs = ((WholeCharger)c.Charger).World.ImageBank!.Version;
        c.Check(runs == version, runs);
    });

    [Fact]
    public void SignedUpdate_OfAStranger_IsRefused() => Stage.Play(Who.Firmware, c =>
    {
        using TrialFirmware trial = Begin(c);
        string file = trial.Put("2.0.0", broken: false, changed: false, out byte[] image);
        c.Call("SignedUpdateFirmware", Request(trial.Stranger, file, image)).Answered("status=InvalidCertificate").Expect("SecurityEventNotification", "type=InvalidFirmwareSigningCertificate");
    });

    [Fact]
    public void CertificateSigned_OfTheTrialOperator_IsTakenAndThatOfItsTwinIsNot() => Stage.Play(Who.Firmware, c =>
    {
        using TrialFirmware trial = Begin(c);
        c.Call("InstallCertificate", JsonSerializer.Serialize(new { certificateType = "CentralSystemRootCertificate", certificate = trial.Operator.Root })).Answered("status=Accepted")
            .Call("ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""").Answered("status=Accepted").Expect("SignCertificate", "csr");
        string request = (string)c.Got["csr"]!;
        c.Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = trial.OperatorsTwin.Issue(request) })).Answered("status=Accepted").Expect("SecurityEventNotification", "type=InvalidChargePointCertificate")
            .Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = trial.Stranger.Issue(request) })).Answered("status=Rejected")
            .Call("CertificateSigned", JsonSerializer.Serialize(new { certificateChain = trial.Operator.Issue(request) })).Answered("status=Accepted").Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=CertificateSigned");
        c.Check(((WholeCharger)c.Charger).World.Storage.Length(KeyFile.InUse) > 0, "the pair is in use");
    });

    private static TrialFirmware Begin(Conversation c)
    {
        var charger = (WholeCharger)c.Charger;
        charger.World.FitTwoImages();
        var trial = new TrialFirmware(charger.Files!.Service, () => new WorldSettings().StartUtc);
        c.Booted().Call("InstallCertificate", JsonSerializer.Serialize(new { certificateType = "ManufacturerRootCertificate", certificate = trial.Maker.Root })).Answered("status=Accepted");
        return trial;
    }

    private static string Request(TrialAuthority signs, string file, byte[] image) => JsonSerializer.Serialize(new
    {
        requestId = 3,
        retries = 1,
        firmware = new { location = "http://10.0.0.5" + FileService.Root + file, retrieveDateTime = "2020-01-01T00:00:00Z", signingCertificate = signs.Signer, signature = Convert.ToBase64String(signs.Sign(image)) },
    });

    private static string Told(Conversation c) =>
        string.Join(' ', c.Central.Heard.Where(t => t is { FromCharger: true, MessageType: 2, Action: "SignedFirmwareStatusNotification" }).Select(t => (string)JsonNode.Parse(t.Payload)!["status"]!));
}
