using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Simulator.CentralSystem;
using Simulator.Cli;

namespace Simulator.Play;

public static partial class PlayActions
{
    private const string UsualVersion = "2.0.0";

    /// <summary>Firmware and certificates, made for trying out.</summary>
    private static PlayAction[] Firmware() =>
    [
        OfFirmware("update", "Has an image installed without a signature (UpdateFirmware); broken: it dies at its start.", Update, Words("image", false, "good", "broken"), Text("version", "the image's, 2.0.0 unless told", 20)),
        OfFirmware("manufacturer root", "Installs the root that signs the firmware (InstallCertificate, ManufacturerRootCertificate).", (_, central) => Install("ManufacturerRootCertificate", central.Trial.Maker)),
        OfFirmware("signed update", "Has a signed image installed (SignedUpdateFirmware); changed: one bit is another one; stranger: somebody else signed it; broken: it dies at its start.", SignedUpdate,
            Words("image", false, "good", "changed", "stranger", "broken"), Text("version", "the image's, 2.0.0 unless told", 20)),
        OfFirmware("operator root", "Installs the root of the charger's own certificate (InstallCertificate, CentralSystemRootCertificate).", (_, central) => Install("CentralSystemRootCertificate", central.Trial.Operator)),
        OfFirmware("certificate signed", "Brings the certificate that the charger's last SignCertificate asked for (CertificateSigned); stranger: another root issued it; forged: one of the operator's name.", CertificateSigned,
            Words("issuer", false, "operator", "stranger", "forged")),
    ];

    private static PlayAction OfFirmware(string name, string help, Func<ActionCall, EmbeddedCentralSystem, (string, JsonObject)> payload, params Scenarios.FieldRule[] fields) =>
        new() { Name = name, Side = ActionSide.CentralSystem, NeedsCentral = true, Help = help, Fields = fields, Payload = payload };

    private static (string, JsonObject) Update(ActionCall call, EmbeddedCentralSystem central)
    {
        string file = central.Trial.Put(call.Text("version", UsualVersion), call.Text("image") == "broken", changed: false, out _);
        return ("UpdateFirmware", new JsonObject { ["location"] = central.FilesUrl + file, ["retrieveDate"] = Time(call), ["retries"] = 1 });
    }

    private static (string, JsonObject) SignedUpdate(ActionCall call, EmbeddedCentralSystem central)
    {
        TrialFirmware trial = central.Trial;
        string kind = call.Text("image", "good");
        string file = trial.Put(call.Text("version", UsualVersion), kind == "broken", kind == "changed", out byte[] image);
        TrialAuthority signs = kind == "stranger" ? trial.Stranger : trial.Maker;
        return ("SignedUpdateFirmware", new JsonObject
        {
            ["requestId"] = trial.NextRequest(),
            ["retries"] = 1,
            ["firmware"] = new JsonObject
            {
                ["location"] = central.FilesUrl + file,
                ["retrieveDateTime"] = Time(call),
                ["signingCertificate"] = signs.Signer,
                ["signature"] = Convert.ToBase64String(signs.Sign(image)),
            },
        });
    }

    private static (string, JsonObject) Install(string type, TrialAuthority authority) =>
        ("InstallCertificate", new JsonObject { ["certificateType"] = type, ["certificate"] = authority.Root });

    private static (string, JsonObject) CertificateSigned(ActionCall call, EmbeddedCentralSystem central)
    {
        string request = (call.Charger == null ? null : central.SessionOf(call.Charger).Records.CertificateRequest)
            ?? throw new UsageException("certificate signed: the charger has asked for none; allowed: after 'trigger SignChargePointCertificate' and the SignCertificate that follows");
        TrialAuthority issuer = call.Text("issuer") switch { "stranger" => central.Trial.Stranger, "forged" => central.Trial.OperatorsTwin, _ => central.Trial.Operator };
        try
        {
            return ("CertificateSigned", new JsonObject { ["certificateChain"] = issuer.Issue(request) });
        }
        catch (CryptographicException e)
        {
            throw new UsageException($"certificate signed: the charger's request cannot be used: {e.Message}");
        }
    }

    private static string Time(ActionCall call) => call.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
