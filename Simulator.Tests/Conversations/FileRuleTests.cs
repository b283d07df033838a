using System.Text;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Messages;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 70 and 71: diagnostics, logs and firmware, with the whole firmware and a file service in memory.</summary>
public sealed class FileRuleTests
{
    private const string Diagnostics = """{"location":"http://10.0.0.5/files/","retries":2,"retryInterval":20}""";
    private const string Log = """{"logType":"DiagnosticsLog","requestId":7,"retries":2,"retryInterval":20,"log":{"remoteLocation":"http://10.0.0.5/files/"}}""";
    private const string Update = """{"location":"http://10.0.0.5/files/firmware-20000.bin","retrieveDate":"2020-01-01T00:00:00Z","retries":2,"retryInterval":20}""";

    private const string Signed = """{"requestId":3,"firmware":{"location":"http://10.0.0.5/files/firmware-2000.bin","retrieveDateTime":"2020-01-01T00:00:00Z","signingCertificate":"-----BEGIN CERTIFICATE-----","signature":"AAAA"}}""";

    private static void Play(Action<Conversation> script) => Stage.Play(Who.Firmware, script);

    private static FileServiceModel Files(Conversation c) => ((WholeCharger)c.Charger).Files!;

    private static string[] Statuses(Conversation c, string action) =>
        [.. c.Central.Heard.Where(t => t.FromCharger && t.MessageType == 2 && t.Action == action).Select(t => (string)System.Text.Json.Nodes.JsonNode.Parse(t.Payload)!["status"]!)];

    [Fact]
    [Complies("diagnostics", "GetDiagnostics names its file and uploads the log.")]
    public void GetDiagnostics_Rule71_NamesTheFileAndUploadsTheLog() => Play(c =>
    {
        c.Booted().Call("GetDiagnostics", Diagnostics).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploading").Expect("DiagnosticsStatusNotification", "status=Uploaded");
        (string name, byte[] file) = Files(c).Service.Files.Single();
        string text = Encoding.UTF8.GetString(file);
        c.Check(name.StartsWith(Stage.Identity + "_diagnostics_20260105T", StringComparison.Ordinal) && name.EndsWith("Z.log", StringComparison.Ordinal), name);
        c.Check(text.StartsWith("#lines 2 1 1\n# ", StringComparison.Ordinal) && text.Contains(" INFO SYSTEM boot 1", StringComparison.Ordinal), text);
    });

    [Fact]
    [Complies("diagnostics", "A location without a last slash is a directory.")]
    public void GetDiagnostics_LocationWithoutSlash_IsADirectory() => Play(c =>
    {
        c.Booted().Call("GetDiagnostics", """{"location":"http://10.0.0.5/files"}""").Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploaded");
        c.Check(Files(c).Service.Files.ContainsKey((string)c.Central.Heard.Where(t => t is { FromCharger: true, MessageType: 3 }).Select(t => System.Text.Json.Nodes.JsonNode.Parse(t.Payload)!["fileName"]).Last(n => n != null)!), string.Join(' ', Files(c).Service.Files.Keys));
    });

    [Fact]
    [Complies("diagnostics", "A time without lines is answered without a file name.")]
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
    [Complies("diagnostics", "An upload that is cut is repeated from its beginning.")]
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
    [Complies("diagnostics", "A second GetLog takes the place of the first: AcceptedCanceled.")]
    public void GetLog_SecondRequest_Rule71_TakesThePlaceOfTheFirst() => Play(c => c
        .Booted().Do(() => Files(c).Service.Refusal = 503).Call("GetLog", Log).Answered("status=Accepted", "filename").Expect("LogStatusNotification", "status=Uploading", "requestId=7").Advance(5)
        .Do(() => Files(c).Service.Refusal = 0).Call("GetLog", Log.Replace(":7", ":8")).Answered("status=AcceptedCanceled").Expect("LogStatusNotification", "status=Uploaded", "requestId=8")
        .Call("GetLog", Log.Replace("DiagnosticsLog", "Nonsense"), wrongly: true).AnsweredWithError("PropertyConstraintViolation"));

    [Fact]
    public void GetDiagnostics_ServerTakesPostOnly_Rule71_IsPostedInTheSameAttempt() => Play(c =>
    {
        c.Booted().Do(() => Files(c).Service.PostOnly = true).Call("GetDiagnostics", Diagnostics.Replace(":2", ":1")).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploaded");
        c.Check(Files(c).Requests == 2, $"{Files(c).Requests} requests");
    });

    [Fact]
    public void GetDiagnostics_OverHttps_Rule71_WaitsForTheOutputToBeOff() => Play(c =>
    {
        ChargerWorld world = ((WholeCharger)c.Charger).World;
        var freezes = new List<string>();
        world.SecureFileTransport = world.FileTransport;
        world.FreezingCall = what => freezes.Add($"{what}, contactor {(world.Contactor.High ? "closed" : "open")}");
        c.Charging().Call("GetDiagnostics", Diagnostics.Replace("http:", "https:")).Answered("fileName").ExpectNone("DiagnosticsStatusNotification", 400).ExpectCurrent(true)
            .PressStop().Expect("DiagnosticsStatusNotification", "status=Uploading").Expect("DiagnosticsStatusNotification", "status=Uploaded")
            .Check(freezes.Count(f => f == "a TLS handshake, contactor open") == 1 && !freezes.Any(f => f.EndsWith("closed", StringComparison.Ordinal)), string.Join("; ", freezes));
        string text = Encoding.UTF8.GetString(Files(c).Service.Files.Single().Value);
        c.Check(text.Contains("SYSTEM boot 1", StringComparison.Ordinal) && text.Contains("\n# 2026-01-05T06:06", StringComparison.Ordinal), text)
            .Unplug().Advance(2).Plug().Present("RIDER-1").ExpectCurrent(true);
    });

    /// <summary>On a device a connect blocks the thread for up to 8 s, and its supervisor waits 10: upload and update, which get leave at the same instant, and the link never connect in the same step.</summary>
    [Fact]
    public void Transfers_GrantedTogether_ConnectOneAStep() => Play(c =>
    {
        ChargerWorld world = ((WholeCharger)c.Charger).World;
        var opens = new List<string>();
        int most = 0, files = 0;
        bool dead = false;
        Func<ITransport> link = world.Transport!, secure = world.FileTransport!;
        world.Transport = () => new Watched(link(), () => opens.Add("link"), () => dead);
        world.SecureFileTransport = () => new Watched(secure(), () => opens.Add("file"), () => true);
        world.Stepped = Look;
        c.Charging().Call("GetDiagnostics", Diagnostics.Replace("http:", "https:").Replace(":2,", ":9,")).Answered("fileName")
            .Call("UpdateFirmware", Update.Replace("http:", "https:").Replace(":2,", ":9,")).Answered().Advance(10)
            .Check(files == 0, "a transfer began while the output was on")
            .Do(() => dead = true).PressStop().Advance(60).Check(most == 1 && files >= 4, $"{most} in one step, {files} of files");

        void Look(Charger.Runtime.Worker worker)
        {
            most = Math.Max(most, opens.Count);
            files += opens.Count(o => o == "file");
            opens.Clear();
        }
    });

    /// <summary>The stall that a transfer requested is withdrawn also when the link has gone meanwhile: the charger can charge offline.</summary>
    [Fact]
    public void GetDiagnostics_OverHttps_LinkGoneMeanwhile_Rule71_LetsTheOutputOnAgain() => Play(c =>
    {
        ChargerWorld world = ((WholeCharger)c.Charger).World;
        world.SecureFileTransport = world.FileTransport;
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").Configure("WebSocketPingInterval", "20").Do(() => Files(c).Service.Refusal = 500)
            .Call("GetDiagnostics", Diagnostics.Replace("http:", "https:").Replace(":20", ":300")).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploading")
            .CutLink();
        for (int i = 0; i < 400 && Files(c).Requests < 2; i++) c.Advance(1);
        c.Advance(2).Check(Files(c).Requests == 2 && world.Firmware!.Link.State == LinkState.Closed && !world.Firmware.Outputs.StallRequested, $"{Files(c).Requests} requests, link {world.Firmware!.Link.State}, stall {world.Firmware.Outputs.StallRequested}")
            .Plug().Advance(5).Present("RIDER-1").ExpectCurrent(true)
            .RestoreLink().Expect("DiagnosticsStatusNotification", "status=UploadFailed");
    });

    [Fact]
    public void GetLog_StatusOutWhenItIsReplaced_Rule71_IsNotToldWithTheOtherId() => Play(c =>
    {
        c.Booted().Do(() => c.SilenceNext("LogStatusNotification")).Do(() => Files(c).Service.Refusal = 503).Call("GetLog", Log).Answered("status=Accepted").Expect("LogStatusNotification", "status=Uploading", "requestId=7").Advance(2)
            .Do(() => Files(c).Service.Refusal = 0).Call("GetLog", Log.Replace(":7", ":8")).Answered("status=AcceptedCanceled").Expect("LogStatusNotification", "status=Uploaded", "requestId=8").Advance(60);
        string told = string.Join(' ', Statuses(c, "LogStatusNotification"));
        c.Check(told == "Uploading Uploading Uploaded", told);
    });

    [Fact]
    public void GetLog_NothingOfThatTime_Rule71_LeavesTheOneUnderWayAlone() => Play(c => c
        .Booted().Do(() => Files(c).Service.Refusal = 503).Call("GetLog", Log).Answered("status=Accepted").Expect("LogStatusNotification", "status=Uploading", "requestId=7").Advance(2)
        .Do(() => Files(c).Service.Refusal = 0).Call("GetLog", Log.Replace(":7", ":8").Replace("\"log\":{", "\"log\":{\"oldestTimestamp\":\"2030-01-01T00:00:00Z\",")).Answered("status=Rejected", "!filename")
        .Expect("LogStatusNotification", "status=Uploaded", "requestId=7"));

    [Fact]
    [Complies("diagnostics", "The security log has the events of the time asked for.")]
    public void GetLog_SecurityLogOfATime_Rule71_HasTheEventsOfThatTime() => Play(c =>
    {
        string ask = Log.Replace("DiagnosticsLog", "SecurityLog");
        c.Booted().Expect("SecurityEventNotification", "type=StartupOfTheDevice").Configure("AuthorizationKey", "00112233445566778899AABBCCDDEEFF").Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters")
            .Call("GetLog", ask).Answered("status=Accepted", "filename").Expect("LogStatusNotification", "status=Uploaded", "requestId=7")
            .Call("GetLog", ask.Replace("\"log\":{", "\"log\":{\"oldestTimestamp\":\"2026-01-05T00:00:00Z\",")).Answered("status=Accepted").Expect("LogStatusNotification", "status=Uploaded")
            .Call("GetLog", ask.Replace("\"log\":{", "\"log\":{\"oldestTimestamp\":\"2030-01-05T00:00:00Z\",")).Answered("status=Rejected");
        string[] texts = [.. Files(c).Service.Files.OrderBy(f => f.Value.Length).Select(f => Encoding.UTF8.GetString(f.Value))];
        c.Check(texts.Length == 2 && texts[1].Contains("StartupOfTheDevice") && !texts[0].Contains("StartupOfTheDevice") && texts.All(t => t.Contains(" ReconfigurationOfSecurityParameters ") && !t.Contains("AABBCC")), string.Join("---\n", texts));
    });

    [Fact]
    [NotPossible("firmware", "The stock board installs firmware.", "the platform has no means to replace a running image: InstallationFailed")]
    public void UpdateFirmware_NoMeansToInstall_Rule70_DownloadsAndSaysSo() => Play(c =>
    {
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=InstallationFailed");
        string told = string.Join(' ', Statuses(c, "FirmwareStatusNotification"));
        c.Check(told == "Downloading Downloaded Installing InstallationFailed", told);
    });

    [Fact]
    [Complies("firmware", "Firmware downloaded in a transaction is installed after it.")]
    public void UpdateFirmware_InATransaction_Rule70_InstallsAfterIt() => Play(c => c
        .Charging().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=Downloaded").ExpectNone("FirmwareStatusNotification", 60).ExpectCurrent(true)
        .PressStop().Expect("FirmwareStatusNotification", "status=Installing"));

    [Theory]
    [InlineData("http://10.0.0.5/files/firmware-2000000.bin")]
    [InlineData("http://10.0.0.5/files/missing.bin")]
    [InlineData("http://10.0.0.5/files/firmware-2000.bin#crc32=00000000")]
    [InlineData("https://10.0.0.5/files/firmware-2000.bin")]
    [InlineData("ftp://10.0.0.5/firmware.bin")]
    [Complies("firmware", "An image that is missing, too large or cut is DownloadFailed.")]
    public void UpdateFirmware_TooLargeMissingOrWrong_Rule70_DownloadFails(string location) => Play(c =>
    {
        c.Booted().Call("UpdateFirmware", Update.Replace("http://10.0.0.5/files/firmware-20000.bin", location)).Answered().Expect("FirmwareStatusNotification", "status=DownloadFailed");
        string told = string.Join(' ', Statuses(c, "FirmwareStatusNotification"));
        c.Check(told == "Downloading DownloadFailed", told);
    });

    [Fact]
    [Complies("firmware", "Where there is an installer the charge point restarts and tells Installed.")]
    public void UpdateFirmware_WithAnInstaller_Rule70_RebootsAndTellsInstalled() => Play(c =>
    {
        var installer = new RebootingInstaller();
        ((WholeCharger)c.Charger).World.Installer = installer;
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("BootNotification").Expect("FirmwareStatusNotification", "status=Installed").Check(installer.Bytes == 20_000, $"{installer.Bytes} bytes");
        string told = string.Join(' ', Statuses(c, "FirmwareStatusNotification"));
        c.Check(told == "Downloading Downloaded Installing Installed", told);
    });

    [Fact]
    [Complies("firmware", "Installed is told after the next boot when power was cut before.")]
    public void UpdateFirmware_PowerCutBeforeInstalledIsTold_Rule70_TellsItAfterTheNextBoot() => Play(c =>
    {
        var installer = new RebootingInstaller();
        ((WholeCharger)c.Charger).World.Installer = installer;
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=Installing").Advance(1).CutLink().Advance(60)
            .CutPower().Advance(5).PowerOn().Advance(20).RestoreLink().Expect("FirmwareStatusNotification", "status=Installed")
            .Advance(5).CutPower().Advance(5).PowerOn().ExpectStatus(1, "Available").ExpectNone("FirmwareStatusNotification", 30);
    });

    [Fact]
    public void UpdateFirmware_PowerCutInTheDownload_Rule70_IsForgottenAndCanBeAskedAnew() => Play(c => c
        .Booted().Call("UpdateFirmware", Update.Replace("20000", "900000")).Answered().Expect("FirmwareStatusNotification", "status=Downloading")
        .CutPower().Advance(5).PowerOn().ExpectStatus(1, "Available").ExpectNone("FirmwareStatusNotification", 30)
        .Call("TriggerMessage", """{"requestedMessage":"FirmwareStatusNotification"}""").Answered("status=Accepted").Expect("FirmwareStatusNotification", "status=Idle")
        .Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=Downloaded"));

    [Theory]
    [InlineData(CertificateCheck.Good, true, "Accepted", "Downloading Downloaded SignatureVerified Installing InstallationFailed", null)]
    [InlineData(CertificateCheck.Good, false, "Accepted", "Downloading Downloaded InvalidSignature", "InvalidFirmwareSignature")]
    [InlineData(CertificateCheck.Invalid, false, "InvalidCertificate", "", "InvalidFirmwareSigningCertificate")]
    [InlineData(CertificateCheck.Revoked, false, "RevokedCertificate", "", "InvalidFirmwareSigningCertificate")]
    [Complies("firmware", "A signed update that fails a check is told with its id and as a security event.")]
    public void SignedUpdateFirmware_EachCheck_Rule70_TellsItWithItsIdAndAsASecurityEvent(CertificateCheck certificate, bool genuine, string answer, string statuses, string? securityEvent) => Play(c =>
    {
        ((WholeCharger)c.Charger).World.Verifier = new VerifierOf(certificate, genuine);
        c.Booted().Call("SignedUpdateFirmware", Signed).Answered("status=" + answer).Advance(30);
        string told = string.Join(' ', Statuses(c, "SignedFirmwareStatusNotification"));
        c.Check(told == statuses, told);
        if (told.Length > 0) c.Expect("SignedFirmwareStatusNotification", "requestId=3");
        if (securityEvent != null) c.Expect("SecurityEventNotification", "type=" + securityEvent, "techInfo=request 3");
        c.ExpectNone("FirmwareStatusNotification", 1);
    });

    [Fact]
    [NotPossible("firmware", "The default image verifies signed firmware.", "signatures do not fit the heap of a chip without PSRAM: Rejected")]
    public void SignedUpdateFirmware_NoMeansToVerify_Rule70_IsRejected() => Play(c => c
        .Booted().Call("SignedUpdateFirmware", Signed).Answered("status=Rejected"));

    [Fact]
    public void Trigger_NothingUnderWay_Rule70_TellsIdle() => Play(c => c
        .Booted().Call("TriggerMessage", """{"requestedMessage":"FirmwareStatusNotification"}""").Answered("status=Accepted").Expect("FirmwareStatusNotification", "status=Idle")
        .Call("TriggerMessage", """{"requestedMessage":"DiagnosticsStatusNotification"}""").Answered("status=Accepted").Expect("DiagnosticsStatusNotification", "status=Idle")
        .Call("ExtendedTriggerMessage", """{"requestedMessage":"LogStatusNotification"}""").Answered("status=Accepted").Expect("LogStatusNotification", "status=Idle", "!requestId"));

    /// <summary>A verifier whose result the test sets.</summary>
    private sealed class VerifierOf(CertificateCheck certificate, bool genuine) : ISignatureVerifier
    {
        public CertificateCheck Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount) => certificate;

        public void Restart()
        {
        }

        public void Update(byte[] buffer, int offset, int count)
        {
        }

        public SignatureState Work(int steps, bool image) => genuine || !image ? SignatureState.Good : SignatureState.Bad;
    }

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

        public bool Receive(byte[] buffer, int offset, int count)
        {
            Bytes += count;
            return true;
        }

        public InstallResult Install()
        {
            _installed = true;
            return InstallResult.RebootNeeded;
        }

        public InstallOutcome ReadOutcome(FirmwareRequest request) => _installed ? InstallOutcome.Installed : InstallOutcome.None;

        public void OutcomeTold() => _installed = false;

        public void Keep(FirmwareRequest request)
        {
        }

        public void Confirm(bool good)
        {
        }
    }

    /// <summary>Reports each opening; when it is dead, it opens no more and open streams end.</summary>
    private sealed class Watched(ITransport inner, Action opening, Func<bool> dead) : ITransport
    {
        public OpenResult Open(string host, int port, int timeoutMs)
        {
            opening();
            return dead() ? OpenResult.TimedOut : inner.Open(host, port, timeoutMs);
        }

        public OpenResult PollOpen() => dead() ? OpenResult.TimedOut : inner.PollOpen();

        public int Read(byte[] buffer, int offset, int count) => dead() ? -1 : inner.Read(buffer, offset, count);

        public int Write(byte[] buffer, int offset, int count) => dead() ? -1 : inner.Write(buffer, offset, count);

        public void Close() => inner.Close();
    }
}
