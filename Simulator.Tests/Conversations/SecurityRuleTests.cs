using System.Globalization;
using System.Text;
using Ocpp.Client.Configuration;
using Ocpp.Client.Security;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>Rules 13 and 72 to 74 over the whole firmware: passwords, security profiles, security events.</summary>
public sealed class SecurityRuleTests
{
    private const string Key = "00112233445566778899AABBCCDDEEFF";
    private const string OtherKey = "FF112233445566778899AABBCCDDEEFF";
    private const int SecurePort = 9443;

    private static readonly Lazy<string> s_root = new(() => TestPki.Pem(TestPki.Root("CN=root")));

    [Fact]
    [Complies("security", "The password is the key's raw bytes, the user the identity.")]
    public void Password_Rule13_IsTheRawKeyAndItsUserTheIdentity() => Play((c, s) => c
        .Booted().Check(s.Model.Authorization == null, "profile 0 showed a password")
        .Configure("AuthorizationKey", Key).ExpectNone("*", 5)
        .Check(s.Links == 1, "profile 0 has no use for a key, but it connected anew")
        .Do(() => s.Model.Password = Convert.FromHexString(Key))
        .Configure("SecurityProfile", "1").Advance(10)
        .Check(s.Links == 2 && s.Model.Authorization == Basic(Key), $"{s.Links} links, the header is {s.Model.Authorization}")
        .Call("GetConfiguration", """{"key":["AuthorizationKey"]}""").Answered("configurationKey.0.key=AuthorizationKey", "!configurationKey.0.value"));

    [Theory]
    [InlineData("0011223344")]
    [InlineData("00112233445566778899AABBCCDDEEF")]
    [InlineData("00112233445566778899AABBCCDDEEFF00112233445")]
    [InlineData("00112233445566778899AABBCCDDEEXX")]
    [InlineData("")]
    public void Password_WrongKey_Rule13_IsRejected(string key) => Play((c, s) => c
        .Booted().Call("ChangeConfiguration", Change("AuthorizationKey", key)).Answered("status=Rejected"));

    [Theory]
    [InlineData("ocpp url ws://central.invalid:9000/ocpp", 1)]
    [InlineData("ocpp url wss://central.invalid:9443/ocpp", 2)]
    public void Password_NewBoard_Rule13_ItsProfileFollowsFromWhatWasProvisioned(string url, int profile) => Play((c, s) => c
        .Do(() => s.Model.Password = Convert.FromHexString(Key))
        .PowerOn().Advance(20).Check(s.Model.Messages == 0, "it got in without a password")
        .Do(() => s.World.Console.Type($"{url}\rocpp key {Key}\r")).Expect("BootNotification").Advance(5)
        .Check(s.Profile == profile && s.Model.Authorization == Basic(Key), $"profile {s.Profile}"));

    [Fact]
    [Complies("security", "SecurityProfile only goes up.")]
    public void Profile_Rule73_GoesOnlyUp() => Play((c, s) => c
        .Booted().Configure("AuthorizationKey", Key).Configure("SecurityProfile", "1").Advance(10)
        .Check(s.Links == 2, "it did not connect anew").Configure("SecurityProfile", "1").Advance(5).Check(s.Links == 2, "the same profile had an effect")
        .Call("ChangeConfiguration", Change("SecurityProfile", "0")).Answered("status=Rejected").Check(s.Log.Contains("profiles only go up"), "the log does not say why")
        .Call("ChangeConfiguration", Change("SecurityProfile", "4")).Answered("status=Rejected"));

    [Fact]
    [Complies("security", "A profile without its prerequisites is Rejected.")]
    public void Profile_Rule73_ItsPrerequisitesComeFirst() => Play((c, s) => c
        .Booted()
        .Call("ChangeConfiguration", Change("SecurityProfile", "1")).Answered("status=Rejected").Check(s.Log.Contains("it needs a password"), "")
        .Call("ChangeConfiguration", Change("SecurityProfile", "3")).Answered("status=Rejected").Check(s.Log.Contains("it needs a wss:// address"), "")
        .Configure("Charger.SecureUrl", "wss://central.invalid:9443/ocpp")
        .Call("ChangeConfiguration", Change("SecurityProfile", "3")).Answered("status=Rejected").Check(s.Log.Contains("root certificate"), "")
        .Call("InstallCertificate", Install(s_root.Value)).Answered("status=Accepted")
        .Call("ChangeConfiguration", Change("SecurityProfile", "3")).Answered("status=Rejected").Check(s.Log.Contains("certificate of the device"), "")
        .Configure("Charger.DeviceCertificate", "true")
        .Configure("SecurityProfile", "3").Advance(30)
        .Check(s.Profile == 3 && s.Keeper.Confirmed == 3 && s.SecureLinks == 1 && s.Model.Authorization == null, $"profile {s.Profile}, {s.Keeper.Confirmed} confirmed, header {s.Model.Authorization}"));

    [Fact]
    [Complies("security", "A profile that does not connect falls back, which is told.")]
    public void Profile_FirstConnectionFails_Rule73_FallsBackAndSaysSo() => Play((c, s) => Upgradable(c)
        .Do(() => s.SecureDoor = OpenResult.Untrusted)
        .Configure("SecurityProfile", "2").Advance(60)
        .Check(s.Profile == 1 && s.SecureTries == SecurityProfileControl.TrialAttempts, $"profile {s.Profile} after {s.SecureTries} attempts")
        .Check(s.Log.Contains("security profile 2 did not connect, 1 again"), "the log does not tell")
        .Expect("SecurityEventNotification", "type=InvalidCentralSystemCertificate")
        .Expect("SecurityEventNotification", "techInfo=profile 2 did not connect, 1 again")
        .Do(() => s.SecureDoor = OpenResult.Open)
        .Configure("SecurityProfile", "2").Advance(60)
        .Check(s.Profile == 2 && s.Keeper.Confirmed == 2, $"profile {s.Profile}, {s.Keeper.Confirmed} confirmed: what failed once may be tried again"));

    [Fact]
    public void Profile_Confirmed_Rule73_NeverFallsBack() => Play((c, s) => Upgradable(c)
        .Configure("SecurityProfile", "2").Advance(30).Check(s.Keeper.Confirmed == 2 && s.SecureLinks == 1, $"{s.Keeper.Confirmed} is confirmed")
        .Do(() => s.SecureDoor = OpenResult.Refused).CloseLink(1001).Advance(600)
        .Check(s.Profile == 2 && s.SecureTries > 10, $"profile {s.Profile} after {s.SecureTries} attempts")
        .CutPower().PowerOn().Advance(120).Check(s.Profile == 2, $"profile {s.Profile} after a power cut")
        .Do(() => s.SecureDoor = OpenResult.Open).Expect("BootNotification"));

    /// <summary>A restart in the middle of a trial is an attempt: a handshake that hangs until the watchdog restarts the device is limited as well.</summary>
    [Fact]
    public void Profile_PowerCutsInTheTrial_Rule73_CountAsAttempts() => Play((c, s) =>
    {
        Upgradable(c).Do(() => s.SecureDoor = OpenResult.Pending).Configure("SecurityProfile", "2").Advance(4);
        for (int cut = 1; cut <= SecurityProfileControl.TrialAttempts; cut++)
        {
            c.Check(s.Profile == 2, $"profile {s.Profile} before cut {cut}").CutPower().PowerOn().Advance(6);
        }
        c.Check(s.Profile == 1, "it tries for ever").Expect("BootNotification");
    });

    /// <summary>The power fails at each write of an upgrade that will fail: the old profile is in use afterwards every time.</summary>
    [Theory]
    [InlineData(OpenResult.Untrusted, 1)]
    [InlineData(OpenResult.Open, 2)]
    public void Profile_PowerCutAtEveryWrite_Rule73_EndsWhereItShould(OpenResult door, int profile)
    {
        bool hit = true;
        for (int write = 1; hit; write++)
        {
            int at = write;
            Play((c, s) => hit = CutAt(c, s, door, profile, at));
            Assert.True(write < 40, "the writes do not end");
        }
    }

    private static bool CutAt(Conversation c, Scene s, OpenResult door, int profile, int write)
    {
        Upgradable(c).Do(() => s.SecureDoor = door).Do(() => s.World.Storage.FailAfter(write, write % 2 == 0 ? WriteFault.Torn : WriteFault.Lost));
        int boots = s.World.Boots;
        c.Call("ChangeConfiguration", Change("SecurityProfile", "2")).Advance(150);
        bool cut = s.World.Boots > boots;
        s.World.Storage.Restore();
        c.Check(s.Profile == profile || s.Keeper.Confirmed == s.Profile && cut && s.Profile == 1, $"write {write}: profile {s.Profile}, {s.Keeper.Confirmed} confirmed, {s.World.Boots} boots");
        c.Check(!s.Keeper.OnTrial && s.World.Firmware!.ChargePoint.IsOnline, $"write {write}: profile {s.Profile} is not online");
        return cut;
    }

    [Fact]
    [Complies("security", "A new AuthorizationKey connects anew and is never shown.")]
    public void AuthorizationKey_Rule74_ConnectsAnewAndIsNeverShown() => Play((c, s) => c
        .Booted().Configure("AuthorizationKey", Key).Configure("SecurityProfile", "1").Advance(10)
        .Do(() => s.Model.Password = Convert.FromHexString(OtherKey))
        .Configure("AuthorizationKey", OtherKey).Advance(10)
        .Check(s.Links == 3 && s.Model.Authorization == Basic(OtherKey), $"{s.Links} links, the header is {s.Model.Authorization}")
        .Call("ChangeConfiguration", Change("AuthorizationKey", OtherKey + "0")).Answered("status=Rejected")
        .Do(() => s.Model.Password = Convert.FromHexString(Key))
        .Do(() => s.World.Console.Type($"config get AuthorizationKey\rconfig list A\rconfig set authorizationkey {OtherKey}\rocpp key {Key}\rocpp key {Key}0\rlog last\r"))
        .Advance(30)
        .Check(s.Log.Contains("AuthorizationKey = ****"), "the console does not know the key")
        .Check(!Shows(s.Log, OtherKey) && !Shows(s.Log, Key), "the console or its log shows the key")
        .Check(s.Model.Session.History.All(t => !Shows(t.ToString(), Key) && !Shows(t.ToString(), OtherKey)), "the trace shows the key")
        .Check(s.Links > 3 && s.Model.Authorization == Basic(Key), $"{s.Links} links: the key typed last counts"));

    [Fact]
    public void Events_Rule72_StartIsToldWithItsOwnTime() => Play((c, s) =>
    {
        c.Do(() => s.Model.LinkDown = true).PowerOn().Advance(100).Do(() => s.Model.LinkDown = false).Expect("SecurityEventNotification", "type=StartupOfTheDevice");
        TimeSpan late = At(c) - s.Settings.StartUtc;
        c.Check(late > TimeSpan.FromSeconds(1) && late < TimeSpan.FromSeconds(4), $"told as {late.TotalSeconds} s after power came").ExpectNone("SecurityEventNotification", 60);
    });

    [Fact]
    [Complies("security", "Security events outlast power cuts, silence and refusals.")]
    public void Events_Rule72_OutlastPowerCutsSilenceAndRefusals() => Play((c, s) =>
    {
        c.Booted().Expect("SecurityEventNotification", "type=StartupOfTheDevice").Advance(1).CutLink();
        DateTime raised = default;
        c.Do(() => s.World.Firmware!.ChargePoint.Events.Raise(SecurityEvent.TamperDetectionActivated, "lid")).Do(() => raised = s.Settings.StartUtc.AddMilliseconds(c.Charger.NowMs))
            .Advance(30).CutPower().RestoreLink().SilenceNext("SecurityEventNotification").PowerOn()
            .Expect("SecurityEventNotification", "type=TamperDetectionActivated", "techInfo=lid");
        c.FailNext("SecurityEventNotification").ExpectNone("SecurityEventNotification", 60)
            .Expect("SecurityEventNotification", "type=TamperDetectionActivated").ExpectNone("SecurityEventNotification", 100)
            .Expect("SecurityEventNotification", "type=TamperDetectionActivated");
        TimeSpan off = At(c) - raised;
        c.Check(Math.Abs(off.TotalSeconds) < 3, $"its time is {off.TotalSeconds} s off").Expect("SecurityEventNotification", "type=StartupOfTheDevice").ExpectNone("SecurityEventNotification", 200);
    });

    [Fact]
    [Complies("security", "When the queue is full critical events stay.")]
    public void Events_Full_Rule72_CriticalOnesStay() => Play((c, s) =>
    {
        c.Booted().Expect("SecurityEventNotification").Advance(1).CutLink();
        SecurityEvents events = s.World.Firmware!.ChargePoint.Events;
        for (int i = 0; i < 10; i++)
        {
            events.Raise(SecurityEvent.InvalidMessages, $"unimportant {i}");
            events.Raise(SecurityEvent.MemoryExhaustion, $"important {i}");
            c.Advance(1);
        }
        c.Check(events.Waiting == SecurityEventRecord.Most && s.LogSoon(c).Contains("4 dropped so far"), $"{events.Waiting} wait").RestoreLink().Advance(120);
        string[] told = [.. c.Central.Heard.Where(t => t is { FromCharger: true, MessageType: 2, Action: "SecurityEventNotification" }).Select(t => t.Payload)];
        c.Check(SecurityLog(s).Contains("MemoryExhaustion important 9\n") && SecurityLog(s).Contains("InvalidMessages unimportant 0\n"), SecurityLog(s));
        c.Check(told.Count(t => t.Contains("unimportant")) == 6 && told.Count(t => t.Contains("\"important")) == 10, string.Join('\n', told));
    });

    [Fact]
    public void Events_Rule72_ResetClockStepAndReconfigurationAreTold() => Play((c, s) => c
        .Boot("Accepted", 60).Booted().Expect("SecurityEventNotification", "type=StartupOfTheDevice", "!techInfo.nothing")
        .Configure("AuthorizationKey", Key).Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=AuthorizationKey")
        .Do(() => s.World.Firmware!.Ports.WallClock.Set(s.World.Firmware.Ports.WallClock.UtcNowMs - 100_000)).Expect("Heartbeat").Expect("SecurityEventNotification", "type=SettingSystemTime", "techInfo=by 100 s")
        .Call("Reset", """{"type":"Soft"}""").Answered("status=Accepted").Expect("BootNotification")
        .Expect("SecurityEventNotification", "type=ResetOrReboot").Expect("SecurityEventNotification", "type=StartupOfTheDevice"));

    [Fact]
    public void Events_WrongPassword_Rule72_IsToldOnceWhenItIsRightAgain() => Play((c, s) => c
        .Booted().Configure("AuthorizationKey", Key).Configure("SecurityProfile", "1").Advance(10)
        .Do(() => s.Model.Password = [1]).CloseLink(1001).Advance(120).Do(() => s.Model.Password = null)
        .Expect("SecurityEventNotification", "type=FailedToAuthenticateAtCentralSystem", "techInfo=HTTP 401").ExpectNone("SecurityEventNotification", 60));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Complies("security", "A key that the central system refuses gives way to the former one.")]
    public void AuthorizationKey_RefusedByTheCentralSystem_TheFormerOneCountsAgain(bool powerCut) => Play((c, s) =>
    {
        c.Booted().Configure("AuthorizationKey", Key).Configure("SecurityProfile", "1").Advance(10).Do(() => s.Model.Password = Convert.FromHexString(Key))
            .Configure("AuthorizationKey", OtherKey).Advance(2);
        if (powerCut) c.CutPower().Advance(5).PowerOn();
        c.Expect("SecurityEventNotification", "type=ReconfigurationOfSecurityParameters", "techInfo=AuthorizationKey: former one again");
        c.CloseLink(1001).Advance(10).Call("GetConfiguration", """{"key":["SecurityProfile"]}""").Answered("configurationKey.0.value=1");
    });

    [Fact]
    public void AuthorizationKey_CentralSystemAwayForLong_TheNewOneStays() => Play((c, s) => c
        .Booted().Configure("AuthorizationKey", Key).Configure("SecurityProfile", "1").Advance(10).Do(() => s.Model.Password = Convert.FromHexString(OtherKey))
        .Configure("AuthorizationKey", OtherKey).CutLink().Advance(300).RestoreLink().Advance(60)
        .Call("GetConfiguration", """{"key":["SecurityProfile"]}""").Answered("configurationKey.0.value=1"));

    private static Conversation Upgradable(Conversation c) => c
        .Booted().Configure("AuthorizationKey", Key).Configure("SecurityProfile", "1").Advance(5).Configure("Charger.SecureUrl", $"wss://central.invalid:{SecurePort}/ocpp")
        .Call("InstallCertificate", Install(s_root.Value)).Answered("status=Accepted").Advance(10);

    private static DateTime At(Conversation c) => DateTime.Parse((string)c.Got["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static string SecurityLog(Scene s)
    {
        var log = s.World.Firmware!.SecurityLog;
        byte[] bytes = new byte[log.Length];
        return Encoding.UTF8.GetString(bytes, 0, log.Read(0, bytes, 0, bytes.Length));
    }

    private static string Change(string key, string value) => $$"""{"key":"{{key}}","value":"{{value}}"}""";

    private static string Install(string pem) => $$"""{"certificateType":"CentralSystemRootCertificate","certificate":{{System.Text.Json.JsonSerializer.Serialize(pem)}}}""";

    private static string Basic(string key) => "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(Stage.Identity + ":"), .. Convert.FromHexString(key)]);

    private static bool Shows(string text, string key) => text.Contains(key, StringComparison.OrdinalIgnoreCase) || text.Contains(Basic(key)[6..], StringComparison.Ordinal);

    private static void Play(Action<Conversation, Scene> script) => Stage.PlayWorld((c, world, network, model, settings) => script(c, new Scene(world, network, model, settings)));

    /// <summary>The firmware with everything that is checked besides its messages.</summary>
    private sealed class Scene
    {
        private readonly StringBuilder _log = new();

        public Scene(ChargerWorld world, MemoryNetwork network, CentralSystemModel model, WorldSettings settings)
        {
            World = world;
            Model = model;
            Settings = settings;
            world.Console.LineWritten = line => _log.AppendLine(line);
            network.Door = port =>
            {
                if (port != SecurePort) return OpenResult.Open;
                if (SecureDoor == OpenResult.Open) SecureLinks++;
                SecureTries++;
                return SecureDoor;
            };
            Network = network;
        }

        public ChargerWorld World { get; }

        public CentralSystemModel Model { get; }

        public WorldSettings Settings { get; }

        public MemoryNetwork Network { get; }

        public OpenResult SecureDoor { get; set; } = OpenResult.Open;

        public int SecureTries { get; private set; }

        public int SecureLinks { get; private set; }

        public int Links => Network.Opened;

        public int Profile => World.Firmware!.Configuration.Whole(OcppKeys.SecurityProfile);

        public SecurityProfileControl Keeper => (SecurityProfileControl)World.Firmware!.Configuration.Guard;

        public string Log => _log.ToString();

        /// <summary>The log after the console has had time to write it.</summary>
        public string LogSoon(Conversation c)
        {
            c.Advance(1);
            return Log;
        }
    }
}
