using System.Text;
using Ocpp.Client.FirmwareManagement;
using Simulator.CentralModel;
using Simulator.CentralSystem;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 70 and 71: diagnostics, logs and firmware, with the whole firmware and a file service in memory.</summary>
public sealed class FileRuleTests
{
    private const string Diagnostics = """{"location":"http://10.0.0.5/files/","retries":2,"retryInterval":20}""";
    private const string Log = """{"logType":"DiagnosticsLog","requestId":7,"retries":2,"retryInterval":20,"log":{"remoteLocation":"http://10.0.0.5/files/"}}""";
    private const string Update = """{"location":"http://10.0.0.5/files/firmware-20000.bin","retrieveDate":"2020-01-01T00:00:00Z","retries":2,"retryInterval":20}""";

    private static void Play(Action<Conversation> script) => Stage.Play(Who.Firmware, script);

    private static FileServiceModel Files(Conversation c) => ((WholeCharger)c.Charger).Files!;

    private static string[] Statuses(Conversation c, string action) =>
        [.. c.Central.Heard.Where(t => t.FromCharger && t.MessageType == 2 && t.Action == action).Select(t => (string)System.Text.Json.Nodes.JsonNode.Parse(t.Payload)!["status"]!)];

    [Fact]
    public void GetDiagnostics_Rule71_NamesTheFileAndUploadsTheLog() => Play(c =>
    {
        c.Booted().Call("GetDiagnostics", Diagnostics).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploading").Expect("DiagnosticsStatusNotification", "status=Uploaded");
        (string name, byte[] file) = Files(c).Service.Files.Single();
        string text = Encoding.UTF8.GetString(file);
        c.Check(name.StartsWith(Stage.Identity + "_diagnostics_20260105T", StringComparison.Ordinal) && name.EndsWith("Z.log", StringComparison.Ordinal), name);
        c.Check(text.StartsWith("#lines 1 1\n# ", StringComparison.Ordinal) && text.Contains(" INFO SYSTEM boot 1", StringComparison.Ordinal), text);
    });

    [Fact]
    public void GetDiagnostics_ATimeWithoutLines_Rule71_AnswersWithoutFileName() => Play(c => c
        .Booted().Call("GetDiagnostics", """{"location":"http://10.0.0.5/files/","startTime":"2030-01-01T00:00:00Z"}""").Answered("!fileName")
        .ExpectNone("DiagnosticsStatusNotification", 30));

    [Fact]
    public void GetDiagnostics_AfterAReboot_Rule71_HasTheLinesOfBefore() => Play(c =>
    {
        c.Booted().Advance(400).CutPower().Advance(5).PowerOn().ExpectStatus(1, "Available").Call("GetDiagnostics", Diagnostics).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploaded");
        string text = Encoding.UTF8.GetString(Files(c).Service.Files.Single().Value);
        c.Check(text.Contains("SYSTEM boot 1", StringComparison.Ordinal) && text.Contains("SYSTEM boot 2", StringComparison.Ordinal), text);
    });

    [Fact]
    public void GetDiagnostics_ServerRefuses_Rule71_IsTriedAgainThenTold() => Play(c =>
    {
        c.Booted().Do(() => Files(c).Service.Refusal = 500).Call("GetDiagnostics", Diagnostics).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=UploadFailed");
        string told = string.Join(' ', Statuses(c, "DiagnosticsStatusNotification"));
        c.Check(told == "Uploading UploadFailed" && Files(c).Requests == 2, told);
    });

    [Fact]
    public void GetDiagnostics_CutAtAnyByte_Rule71_TheNextAttemptUploadsItWhole() => Play(c =>
    {
        c.Booted();
        for (int cut = 0; cut <= 1500; cut += 125)
        {
            int at = cut;
            c.Do(() => Files(c).CutAfter = at).Call("GetDiagnostics", Diagnostics).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploading").Advance(5)
                .Do(() => Files(c).CutAfter = -1).Expect("DiagnosticsStatusNotification", "status=Uploaded");
        }
        c.Check(Files(c).Service.Files.Values.All(f => Encoding.UTF8.GetString(f).StartsWith("#lines", StringComparison.Ordinal) && f[^1] == '\n'), "a file is not whole");
    });

    [Fact]
    public void GetLog_SecondRequest_Rule71_TakesThePlaceOfTheFirst() => Play(c => c
        .Booted().Do(() => Files(c).Service.Refusal = 503).Call("GetLog", Log).Answered("status=Accepted", "filename").Expect("LogStatusNotification", "status=Uploading", "requestId=7").Advance(5)
        .Do(() => Files(c).Service.Refusal = 0).Call("GetLog", Log.Replace(":7", ":8")).Answered("status=AcceptedCanceled").Expect("LogStatusNotification", "status=Uploaded", "requestId=8")
        .Call("GetLog", Log.Replace("DiagnosticsLog", "Nonsense"), wrongly: true).AnsweredWithError("PropertyConstraintViolation"));

    [Fact]
    public void UpdateFirmware_NoMeansToInstall_Rule70_DownloadsAndSaysSo() => Play(c =>
    {
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=InstallationFailed");
        string told = string.Join(' ', Statuses(c, "FirmwareStatusNotification"));
        c.Check(told == "Downloading Downloaded Installing InstallationFailed", told);
    });

    [Fact]
    public void UpdateFirmware_InATransaction_Rule70_InstallsAfterIt() => Play(c => c
        .Charging().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=Downloaded").ExpectNone("FirmwareStatusNotification", 60).ExpectCurrent(true)
        .PressStop().Expect("FirmwareStatusNotification", "status=Installing"));

    [Theory]
    [InlineData("http://10.0.0.5/files/firmware-2000000.bin")]
    [InlineData("http://10.0.0.5/files/missing.bin")]
    [InlineData("http://10.0.0.5/files/firmware-2000.bin#crc32=00000000")]
    [InlineData("https://10.0.0.5/files/firmware-2000.bin")]
    [InlineData("ftp://10.0.0.5/firmware.bin")]
    public void UpdateFirmware_TooLargeMissingOrWrong_Rule70_DownloadFails(string location) => Play(c =>
    {
        c.Booted().Call("UpdateFirmware", Update.Replace("http://10.0.0.5/files/firmware-20000.bin", location)).Answered().Expect("FirmwareStatusNotification", "status=DownloadFailed");
        string told = string.Join(' ', Statuses(c, "FirmwareStatusNotification"));
        c.Check(told == "Downloading DownloadFailed", told);
    });

    [Fact]
    public void UpdateFirmware_WithAnInstaller_Rule70_RebootsAndTellsInstalled() => Play(c =>
    {
        var installer = new RebootingInstaller();
        ((WholeCharger)c.Charger).World.Installer = installer;
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("BootNotification").Expect("FirmwareStatusNotification", "status=Installed").Check(installer.Bytes == 20_000, $"{installer.Bytes} bytes");
        string told = string.Join(' ', Statuses(c, "FirmwareStatusNotification"));
        c.Check(told == "Downloading Downloaded Installing Installed", told);
    });

    [Fact]
    public void SignedUpdateFirmware_NoMeansToVerify_Rule70_IsRejected() => Play(c => c
        .Booted().Call("SignedUpdateFirmware", """{"requestId":3,"firmware":{"location":"http://10.0.0.5/files/firmware-2000.bin","retrieveDateTime":"2020-01-01T00:00:00Z","signingCertificate":"-----BEGIN CERTIFICATE-----","signature":"AAAA"}}""").Answered("status=Rejected"));

    [Fact]
    public void Trigger_NothingUnderWay_Rule70_TellsIdle() => Play(c => c
        .Booted().Call("TriggerMessage", """{"requestedMessage":"FirmwareStatusNotification"}""").Answered("status=Accepted").Expect("FirmwareStatusNotification", "status=Idle")
        .Call("TriggerMessage", """{"requestedMessage":"DiagnosticsStatusNotification"}""").Answered("status=Accepted").Expect("DiagnosticsStatusNotification", "status=Idle")
        .Call("ExtendedTriggerMessage", """{"requestedMessage":"LogStatusNotification"}""").Answered("status=Accepted").Expect("LogStatusNotification", "status=Idle", "!requestId"));

    /// <summary>An installer as a platform with two images has one: the new image runs after the next boot.</summary>
    private sealed class RebootingInstaller : IFirmwareInstaller
    {
        private bool _installed;

        public int Bytes { get; private set; }

        public int MostBytes => 100_000;

        public bool Begin(FirmwareRequest request, int length)
        {
            Bytes = 0;
            return true;
        }

        public bool Take(byte[] buffer, int offset, int count)
        {
            Bytes += count;
            return true;
        }

        public InstallResult Install()
        {
            _installed = true;
            return InstallResult.RebootNeeded;
        }

        public InstallOutcome TakeOutcome(FirmwareRequest request)
        {
            InstallOutcome outcome = _installed ? InstallOutcome.Installed : InstallOutcome.None;
            _installed = false;
            return outcome;
        }
    }
}
