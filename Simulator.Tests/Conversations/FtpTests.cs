using System.Text;
using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>Diagnostics, logs and firmware over ftp, with the whole firmware and an FTP server in memory; and what an image without ftp says.</summary>
public sealed class FtpTests
{
    private const string Diagnostics = """{"location":"ftp://10.0.0.5/logs","retries":1}""";
    private const string Log = """{"logType":"DiagnosticsLog","requestId":7,"retries":1,"log":{"remoteLocation":"ftp://10.0.0.5/logs/"}}""";
    private const string Update = """{"location":"ftp://10.0.0.5/images/new.bin","retrieveDate":"2020-01-01T00:00:00Z","retries":1}""";

    private static void Play(Action<Conversation, FtpServiceModel> script, bool hasFtp = true) => Stage.Play(Who.Firmware, c =>
    {
        ChargerWorld world = ((WholeCharger)c.Charger).World;
        world.HasFtp = hasFtp;
        var network = new MemoryNetwork(world.Clock);
        var server = new FtpServiceModel(network);
        world.Loop.Add(server);
        world.FileTransport = () => new MemoryTransport(network);
        script(c, server);
    });

    private static string Texts(FtpServiceModel server) => string.Join(' ', server.Commands.Select(c => c.Split(' ')[0]));

    private static string[] Statuses(Conversation c, string action) =>
        [.. c.Central.Heard.Where(t => t.FromCharger && t.MessageType == 2 && t.Action == action).Select(t => (string)JsonNode.Parse(t.Payload)!["status"]!)];

    [Theory]
    [InlineData(false, "USER TYPE EPSV STOR QUIT")]
    [InlineData(true, "USER TYPE EPSV PASV STOR QUIT")]
    [Complies("diagnostics", "An image of the flavour Files=Ftp stores the log over ftp, with EPSV or PASV.")]
    public void GetDiagnostics_OverFtp_Rule71_StoresTheLogInTheDirectory(bool old, string asked) => Play((c, server) =>
    {
        server.KnowsNoExtended = old;
        c.Booted().Call("GetDiagnostics", Diagnostics).Answered("fileName");
        string name = (string)c.Got["fileName"]!;
        c.Expect("DiagnosticsStatusNotification", "status=Uploading").Expect("DiagnosticsStatusNotification", "status=Uploaded").Advance(2);
        c.Check(Texts(server) == asked, string.Join("; ", server.Commands));
        c.Check(server.Files.TryGetValue("logs/" + name, out byte[]? file) && Encoding.UTF8.GetString(file).Contains("SYSTEM boot 1", StringComparison.Ordinal), string.Join(' ', server.Files.Keys));
    });

    [Fact]
    public void GetDiagnostics_UserAndPasswordInTheLocation_EnterDecoded() => Play((c, server) =>
    {
        server.Password = "p@ss word";
        c.Booted().Call("GetDiagnostics", """{"location":"ftp://ev%20se:p%40ss%20word@10.0.0.5/"}""").Answered("fileName").Expect("DiagnosticsStatusNotification", "status=Uploaded");
        c.Check(server.Commands[0] == "USER ev se" && server.Commands[1] == "PASS p@ss word", string.Join("; ", server.Commands));
    });

    [Fact]
    [Complies("diagnostics", "A password that the server refuses is PermissionDenied.")]
    public void GetLog_WrongPassword_IsPermissionDenied() => Play((c, server) =>
    {
        server.Password = "other";
        c.Booted().Call("GetLog", Log.Replace("//", "//u:p@")).Answered("status=Accepted").Expect("LogStatusNotification", "status=PermissionDenied", "requestId=7");
    });

    [Theory]
    [InlineData(553, "PermissionDenied")]
    [InlineData(452, "UploadFailure")]
    [InlineData(501, "UploadFailure")]
    public void GetLog_StoreRefused_TellsWhy(int code, string status) => Play((c, server) =>
    {
        server.Refusal = code;
        c.Booted().Call("GetLog", Log).Answered("status=Accepted").Expect("LogStatusNotification", $"status={status}");
        c.Check(server.Commands.Count(s => s.StartsWith("STOR", StringComparison.Ordinal)) == 1, string.Join("; ", server.Commands));
    });

    [Fact]
    public void GetDiagnostics_OverFtp_CutAtAnyByte_TheNextAttemptUploadsItWhole() => Play((c, server) =>
    {
        c.Booted();
        for (int cut = 0; cut <= 1500; cut += 250)
        {
            int at = cut;
            c.Do(() => server.CutAfter = at).Call("GetDiagnostics", """{"location":"ftp://10.0.0.5/","retries":2,"retryInterval":20}""").Answered("fileName")
                .Expect("DiagnosticsStatusNotification", "status=Uploading").Advance(5).Do(() => server.CutAfter = -1).Expect("DiagnosticsStatusNotification", "status=Uploaded");
        }
        c.Check(server.Files.Values.All(f => Encoding.UTF8.GetString(f).StartsWith("#lines", StringComparison.Ordinal) && f[^1] == '\n'), "a file is not whole");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Complies("firmware", "An image of the flavour Files=Ftp downloads firmware over ftp.")]
    public void UpdateFirmware_OverFtp_IsDownloaded(bool withoutSize) => Play((c, server) =>
    {
        server.KnowsNoSize = withoutSize;
        server.Files["images/new.bin"] = new byte[20_000];
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=Downloaded");
        c.Check(Texts(server).StartsWith("USER TYPE SIZE EPSV RETR", StringComparison.Ordinal), string.Join("; ", server.Commands));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    public void UpdateFirmware_OverFtp_CutShort_IsDownloadFailed(int after) => Play((c, server) =>
    {
        server.Files["images/new.bin"] = new byte[20_000];
        server.CutAfter = after;
        c.Booted().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=DownloadFailed");
    });

    [Fact]
    public void UpdateFirmware_NoSuchFile_IsDownloadFailed() => Play((c, _) => c
        .Booted().Call("UpdateFirmware", Update).Answered().Expect("FirmwareStatusNotification", "status=DownloadFailed"));

    [Theory]
    [InlineData("")]
    [InlineData("no greeting of ftp\r\n")]
    [InlineData("421 closing\r\n")]
    public void GetDiagnostics_ServerIsNone_IsUploadFailedInBoundedTime(string greeting) => Play((c, server) =>
    {
        server.Greeting = greeting;
        c.Booted().Call("GetDiagnostics", Diagnostics).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=UploadFailed");
    });

    [Fact]
    public void GetDiagnostics_ALineBreakInTheLocation_ReachesNoServer() => Play((c, server) =>
    {
        c.Booted().Call("GetDiagnostics", """{"location":"ftp://u%0D%0ADELE%20x:p@10.0.0.5/"}""").Answered("fileName").Expect("DiagnosticsStatusNotification", "status=UploadFailed");
        c.Check(server.Commands.Count == 0, string.Join("; ", server.Commands));
    });

    [Theory]
    [InlineData(true, "ftps://10.0.0.5/", "FTP,HTTP,HTTPS")]
    [InlineData(true, "sftp://10.0.0.5/", "FTP,HTTP,HTTPS")]
    [InlineData(false, "ftp://10.0.0.5/", "HTTP,HTTPS")]
    [NotPossible("diagnostics", "Every image transfers over ftp, and over ftps and sftp.", "ftp is a flavour for boards with PSRAM, ftps and sftp are none: UploadFailed, DownloadFailed or NotSupportedOperation")]
    public void Transfer_SchemeThatTheImageLacks_IsRefusedWithItsStatus(bool hasFtp, string location, string protocols) => Play((c, server) =>
    {
        c.Booted().Call("GetConfiguration", """{"key":["SupportedFileTransferProtocols"]}""").Answered($"configurationKey.0.value={protocols}")
            .Call("GetLog", Log.Replace("ftp://10.0.0.5/", location)).Answered("status=Accepted").Expect("LogStatusNotification", "status=NotSupportedOperation")
            .Call("GetDiagnostics", Diagnostics.Replace("ftp://10.0.0.5/", location)).Answered("fileName").Expect("DiagnosticsStatusNotification", "status=UploadFailed")
            .Call("UpdateFirmware", Update.Replace("ftp://10.0.0.5/", location)).Answered().Expect("FirmwareStatusNotification", "status=DownloadFailed");
        c.Check(Statuses(c, "DiagnosticsStatusNotification") is ["Uploading", "UploadFailed"] && server.Commands.Count == 0, string.Join("; ", server.Commands));
    }, hasFtp);
}
