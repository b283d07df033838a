namespace Simulator.Tests.Conversations;

/// <summary>Rules 26, 28 and 32 to 40 as conversations: which id may charge, and what decides it.</summary>
public sealed class AuthorizationRuleTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static string Entry(string idTag, string status, string more = "") => $$$"""{"idTag":"{{{idTag}}}","idTagInfo":{"status":"{{{status}}}"{{{more}}}}}""";

    private static string List(string type, int version, params string[] entries) =>
        $$"""{"listVersion":{{version}},"updateType":"{{type}}","localAuthorizationList":[{{string.Join(',', entries)}}]}""";

    private static Conversation Send(Conversation c, string status, string list) => c.Call("SendLocalList", list).Answered($"status={status}");

    private static Conversation Version(Conversation c, int version) => c.Call("GetLocalListVersion", "{}").Answered($"listVersion={version}");

    private static Conversation Offline(Conversation c) => c.CutLink().Advance(120);

    private static int Asked(Conversation c) => c.Central.Heard.Count(t => t.FromCharger && t.MessageType == 2 && t.Action == "Authorize");

    private static int Conflicts(Conversation c) => c.Central.Heard.Count(t => t.Payload.Contains("LocalListConflict", StringComparison.Ordinal));

    [Fact]
    public void Id_Presented_Rule32_HasTwentyCharactersAtMost() => Play(c => c
        .Booted().Plug().Present("123456789012345678901").ExpectNone("Authorize", 5).Present("12345678901234567890").Expect("Authorize", "idTag=12345678901234567890"));

    [Fact]
    public void Id_ListedInOtherLetters_Rule32_IsTheSame() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("Rider-A", "Accepted")));
        Offline(c).Plug().Present("rIDER-a").ExpectCurrent(true).Present("RIDER-A").ExpectCurrent(false);
    });

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    public void Online_ListedId_Rule33_LocalPreAuthorizeStartsWithoutWaiting(string value, int asked) => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted"))).Configure("LocalPreAuthorize", value).Plug().Present("A").Expect("StartTransaction", "idTag=A");
        c.Check(Asked(c) == asked, $"{Asked(c)} times Authorize");
    });

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [Complies("list", "Offline, a listed id starts with LocalAuthorizeOffline.")]
    public void Offline_ListedId_Rule33_LocalAuthorizeOfflineStarts(string value, bool starts) => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted"))).Configure("LocalAuthorizeOffline", value);
        Offline(c).Plug().Present("A").Advance(20).Check(c.Charger.CurrentFlows == starts, "current " + c.Charger.CurrentFlows);
    });

    [Fact]
    public void Online_NoAnswer_Rule33_IsDecidedAsOffline() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted"))).SilenceNext("Authorize").Plug().Present("A").Expect("Authorize").ExpectCurrent(true);
    });

    [Fact]
    [Complies("list", "The local list beats the cache.")]
    public void List_AndCache_Rule34_ListBeatsCache() => Play(c =>
    {
        c.Booted().Plug().Present("A").Expect("StartTransaction").PressStop().Expect("StopTransaction").Unplug();
        Send(c, "Accepted", List("Full", 1, Entry("A", "Blocked")));
        Offline(c).Plug().Present("A").Advance(20).Check(!c.Charger.CurrentFlows, "a listed id that is blocked charges because it was cached");
    });

    [Fact]
    public void ListedId_Authorized_Rule34_IsNotCached() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Blocked"))).Plug().Present("A").Expect("StartTransaction").PressStop().Expect("StopTransaction").Unplug();
        Offline(c.Configure("LocalAuthListEnabled", "false")).Plug().Present("A").Advance(20).Check(!c.Charger.CurrentFlows, "it was cached while it was listed");
    });

    [Theory]
    [InlineData("Authorize", "Accepted", true)]
    [InlineData("Authorize", "Blocked", false)]
    [InlineData("StartTransaction", "Accepted", true)]
    [InlineData("StartTransaction", "Blocked", false)]
    [InlineData("StopTransaction", "Accepted", true)]
    [InlineData("StopTransaction", "Blocked", false)]
    [Complies("cache", "Every answer about an id feeds the cache, which outlasts power cuts.")]
    public void Cache_Rule35_IsFedByEveryAnswerAndOutlastsAPowerCut(string last, string status, bool starts) => Play(c =>
    {
        string other = status == "Accepted" ? "Blocked" : "Accepted";
        c.Booted().Configure("StopTransactionOnInvalidId", "false").Configure("AllowOfflineTxForUnknownId", (!starts).ToString().ToLowerInvariant()).Plug();
        // What was said before has to give way; a remote start goes without Authorize.
        if (last == "Authorize") c.Id("A", status).Present("A").Expect("Authorize").Advance(1).Id("A", other).Advance(1);
        else c.Id("A", last == "StartTransaction" ? status : other).Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""").Answered("status=Accepted").Expect("StartTransaction").Advance(2);
        if (last == "StopTransaction") c.Id("A", status).PressStop().Expect("StopTransaction", "idTag=A").Advance(2);
        else if (last == "StartTransaction") c.SilenceNext("StopTransaction").PressStop().Expect("StopTransaction");
        else if (starts) return;
        c.CutLink().CutPower().Advance(5).PowerOn().Advance(30).Unplug().Advance(10).Plug().Present("A").Advance(20).Check(c.Charger.CurrentFlows == starts, $"current flows: {c.Charger.CurrentFlows}");
    });

    [Fact]
    [Complies("cache", "Online, a cached id that is not valid is asked about.")]
    public void Cache_NotValidAndOnline_Rule35_Authorizes() => Play(c => c
        .Booted().Configure("LocalPreAuthorize", "true").Id("A", "Blocked").Plug().Present("A").Expect("Authorize").ExpectNone("StartTransaction", 10)
        .Id("A", "Accepted").Present("A").Expect("Authorize").Expect("StartTransaction", "idTag=A"));

    [Fact]
    [Complies("cache", "With LocalPreAuthorize a valid cached id starts at once.")]
    public void Cache_ValidAndPreAuthorize_Rule35_StartsWithoutAsking() => Play(c =>
    {
        c.Booted().Configure("LocalPreAuthorize", "true").Plug().Present("A").Expect("StartTransaction").PressStop().Expect("StopTransaction").Unplug().Advance(10)
            .Plug().Present("A").Expect("StartTransaction").Check(Asked(c) == 1, $"{Asked(c)} times Authorize");
    });

    [Fact]
    [Complies("cache", "A cached id that has expired is no longer valid.")]
    public void Cache_Expired_Rule35_IsNoLongerValid() => Play(c =>
    {
        c.Booted().Configure("LocalPreAuthorize", "true").Id("A", "Accepted", expiryDate: "2026-01-05T06:10:00Z").Plug().Present("A").Expect("Authorize").Expect("StartTransaction").PressStop().Expect("StopTransaction").Unplug();
        c.Advance(600).Plug().Present("A").Expect("Authorize").Check(Asked(c) == 2, $"{Asked(c)} times Authorize");
    });

    [Theory]
    [InlineData("Blocked", "")]
    [InlineData("Expired", "")]
    [InlineData("Invalid", "")]
    [InlineData("Accepted", ",\"expiryDate\":\"2020-01-01T00:00:00Z\"")]
    [Complies("list", "A listed id that is not valid never counts as unknown.")]
    public void Offline_ListedNotValid_Rule36_IsNeverAnUnknownId(string status, string more) => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", status, more))).Configure("AllowOfflineTxForUnknownId", "true");
        Offline(c).Plug().Present("A").Advance(20).Check(!c.Charger.CurrentFlows, "a listed id that is not valid charges");
        c.Present("UNKNOWN").ExpectCurrent(true);
    });

    [Fact]
    [Complies("list", "A conflict with the list is told once for connector 0.")]
    public void Conflict_Rule37_IsToldOnceOnConnectorZero() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted"))).Id("A", "Blocked").Plug()
            .Present("A").Expect("Authorize").Expect("StatusNotification", "connectorId=0", "errorCode=LocalListConflict", "status=Available").ExpectNone("StartTransaction", 5)
            .Present("A").Expect("Authorize").Advance(30).Check(Conflicts(c) == 1, $"told {Conflicts(c)} times");
        c.Id("A", "Accepted").Present("A").Expect("StartTransaction").PressStop().Expect("StopTransaction").Id("A", "Expired").Present("A").Expect("Authorize")
            .Advance(30).Check(Conflicts(c) == 2, $"told {Conflicts(c)} times, but it was resolved between");
    });

    [Fact]
    public void Conflict_NotificationLost_Rule37_IsToldAgain() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Blocked"))).Plug().Present("A").SilenceNext("StatusNotification")
            .Expect("StatusNotification", "errorCode=LocalListConflict").Expect("StatusNotification", "errorCode=LocalListConflict").Advance(120).Check(Conflicts(c) == 2, $"told {Conflicts(c)} times");
    });

    [Fact]
    [Complies("cache", "ClearCache forgets cached ids and leaves the local list.")]
    public void ClearCache_Rule38_ForgetsIdsButNotTheList() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 3, Entry("L", "Accepted"))).Plug().Present("A").Expect("StartTransaction").PressStop().Expect("StopTransaction").Unplug()
            .Call("ClearCache", "{}").Answered("status=Accepted");
        Offline(Version(c, 3)).Plug().Present("A").Advance(20).Check(!c.Charger.CurrentFlows, "it is still cached");
        c.Present("L").ExpectCurrent(true);
    });

    [Fact]
    [Complies("cache", "ClearCache without a cache is Rejected.")]
    public void ClearCache_NoCache_Rule38_IsRejected() => Play(c => c
        .Booted().Configure("AuthorizationCacheEnabled", "false").Call("ClearCache", "{}").Answered("status=Rejected")
        .Plug().Present("A").Expect("StartTransaction").PressStop().Expect("StopTransaction").Unplug()
        .Configure("AuthorizationCacheEnabled", "true").CutLink().Advance(120).Plug().Present("A").Advance(20).Check(!c.Charger.CurrentFlows, "it was cached while the cache was off"));

    [Fact]
    [Complies("list", "Full and differential updates follow their version, a stale one is VersionMismatch.")]
    public void SendLocalList_Rule39_UpdatesByItsVersion() => Play(c =>
    {
        Version(c.Booted(), 0);
        Version(Send(c, "Accepted", List("Full", 5, Entry("A", "Accepted"), Entry("B", "Blocked"))), 5);
        Version(Send(c, "VersionMismatch", List("Differential", 5, Entry("C", "Accepted"))), 5);
        Version(Send(c, "VersionMismatch", List("Differential", 4, Entry("C", "Accepted"))), 5);
        Version(Send(c, "Accepted", List("Differential", 6, Entry("C", "Accepted"), """{"idTag":"a"}""")), 6);
        Version(Send(c, "Accepted", List("Full", 2, Entry("C", "Accepted"))), 2);
        Version(Send(c, "Accepted", """{"listVersion":9,"updateType":"Full"}"""), 0);
    });

    [Fact]
    [Complies("list", "An entry without idTagInfo deletes the id.")]
    public void SendLocalList_EntryWithoutInfo_Rule39_Deletes() => Play(c =>
    {
        Send(Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted"), Entry("B", "Accepted"))), "Accepted", List("Differential", 2, """{"idTag":"a"}"""));
        Offline(c).Plug().Present("A").Advance(20).Check(!c.Charger.CurrentFlows, "A is still listed");
        c.Present("B").ExpectCurrent(true);
    });

    [Fact]
    [Complies("list", "A list with duplicates fails and changes nothing.")]
    public void SendLocalList_OfNoUse_Rule39_FailsAndChangesNothing() => Play(c =>
    {
        string[] tooMany = [.. Enumerable.Range(0, 21).Select(i => Entry($"N{i}", "Accepted"))];
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted")));
        foreach (string type in new[] { "Full", "Differential" })
        {
            Send(c, "Failed", List(type, 2, Entry("B", "Accepted"), Entry("b", "Blocked")));
            Send(c, "Failed", List(type, 2, tooMany));
        }
        Send(c, "Failed", List("Full", 2, """{"idTag":"B"}"""));
        Send(c, "Failed", List("Full", 0, Entry("B", "Accepted")));
        Version(c, 1).Call("SendLocalList", List("Sometimes", 2), wrongly: true).AnsweredWithError("PropertyConstraintViolation")
            .Call("SendLocalList", List("Full", 2, Entry("B", "Perhaps")), wrongly: true).AnsweredWithError("PropertyConstraintViolation")
            .Call("SendLocalList", List("Full", 2, """{"idTagInfo":{"status":"Accepted"}}"""), wrongly: true).AnsweredWithError("OccurenceConstraintViolation");
        Offline(Version(c, 1)).Plug().Present("A").ExpectCurrent(true);
    });

    [Fact]
    public void SendLocalList_ListGrowsTooLong_Rule39_Fails() => Play(c =>
    {
        c.Booted();
        for (int i = 0; i < 2; i++) Send(c, "Accepted", List("Differential", i + 1, [.. Enumerable.Range(i * 20, 20).Select(n => Entry($"N{n}", "Accepted"))]));
        Version(Send(c, "Failed", List("Differential", 3, Entry("N40", "Accepted"))), 2);
        Version(Send(c, "Accepted", List("Differential", 3, Entry("N40", "Accepted"), """{"idTag":"N0"}""")), 3);
    });

    [Fact]
    [Complies("list", "With the list disabled SendLocalList is NotSupported.")]
    public void LocalList_Disabled_Rule39_IsNotSupported() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted"))).Configure("LocalAuthListEnabled", "false");
        Version(Send(c, "NotSupported", List("Full", 2)), -1).Configure("LocalPreAuthorize", "true").Plug().Present("A").Expect("Authorize");
        Version(c.Configure("LocalAuthListEnabled", "true"), 1);
    });

    [Theory]
    [InlineData("true", 1, "Invalid", 0)]
    [InlineData("false", 0, "Invalid", 1)]
    [InlineData("true", 1, "Accepted", 1)]
    [Complies("remote", "AuthorizeRemoteTxRequests decides whether the id of a remote start is asked about.")]
    public void RemoteStart_Rule40_IsAuthorizedAsIfLocalOrNotAtAll(string value, int asked, string status, int started) => Play(c =>
    {
        c.Booted().Configure("AuthorizeRemoteTxRequests", value).Configure("StopTransactionOnInvalidId", "false").Id("FAR", status).Plug()
            .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"FAR"}""").Answered("status=Accepted").Advance(10);
        int starts = c.Central.Heard.Count(t => t.FromCharger && t.MessageType == 2 && t.Action == "StartTransaction");
        c.Check(Asked(c) == asked && starts == started, $"{Asked(c)} times Authorize, {starts} starts");
    });

    [Fact]
    public void RemoteStart_ListedAndPreAuthorize_Rule40_AsksNobody() => Play(c =>
    {
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("FAR", "Accepted"))).Configure("AuthorizeRemoteTxRequests", "true").Configure("LocalPreAuthorize", "true").Plug()
            .Call("RemoteStartTransaction", """{"connectorId":1,"idTag":"FAR"}""").Answered("status=Accepted").Expect("StartTransaction").Check(Asked(c) == 0, "Authorize came");
    });

    [Theory]
    [InlineData("true", 100)]
    [InlineData("false", 100)]
    [InlineData("true", 0)]
    public void InvalidId_MaxEnergy_Rule26_IsDrawnAndNoMore(string stops, int most) => Play(c =>
    {
        c.Booted().Configure("MaxEnergyOnInvalidId", $"{most}").Configure("StopTransactionOnInvalidId", stops).Plug().Present("A").Expect("Authorize").Id("A", "Blocked")
            .Expect("StartTransaction").Advance(2).Check(c.Charger.CurrentFlows == most > 0, $"current flows: {c.Charger.CurrentFlows}").ExpectCurrent(false);
        if (stops == "true") c.Expect("StopTransaction", "reason=DeAuthorized");
        else c.ExpectStatus(1, "SuspendedEVSE").ExpectNone("StopTransaction", 120).PressStop().Expect("StopTransaction", "reason=Local");
        // 6 kW of the plain charger: 100 Wh in a minute.
        c.Check((int)c.Got["meterStop"]! - 1000 is int wh && wh >= most && wh <= most + 1, $"meterStop {c.Got["meterStop"]}");
    });

    [Fact]
    public void Stop_ByAnIdOfTheSameParent_Rule28_CarriesThatId() => Play(c => c
        .Booted().Id("A", "Accepted", "FAMILY").Id("B", "Accepted", "family").Id("C", "Accepted", "OTHERS").Plug().Present("A").Expect("StartTransaction").ExpectCurrent(true)
        .Present("C").Expect("Authorize", "idTag=C").ExpectNone("StopTransaction", 5)
        .Present("D").Expect("Authorize", "idTag=D").ExpectNone("StopTransaction", 5)
        .Present("B").Expect("Authorize", "idTag=B").Expect("StopTransaction", "idTag=B", "reason=Local"));

    [Fact]
    public void Stop_OfflineByAListedIdOfTheSameParent_Rule28_CarriesThatId() => Play(c =>
    {
        const string Parent = ",\"parentIdTag\":\"FAMILY\"";
        Send(c.Booted(), "Accepted", List("Full", 1, Entry("A", "Accepted", Parent), Entry("B", "Accepted", Parent), Entry("C", "Blocked", Parent), Entry("D", "Accepted")));
        Offline(c).Plug().Present("A").ExpectCurrent(true).Present("C").Present("D").Advance(10).ExpectCurrent(true).Present("B").ExpectCurrent(false)
            .RestoreLink().Expect("StopTransaction", "idTag=B", "reason=Local");
    });

    [Fact]
    [Complies("reservation", "An id of the reservation's parent may begin.")]
    public void Reservation_ParentOfTheId_Rule60_LetsItIn() => Play(c => c
        .Booted().Id("A", "Accepted", "FAMILY").Id("C", "Accepted")
        .Call("ReserveNow", """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"R-1","parentIdTag":"Family","reservationId":7}""").Answered("status=Accepted")
        .Plug().Present("C").Expect("Authorize").ExpectNone("StartTransaction", 5)
        .Present("A").Expect("StartTransaction", "idTag=A", "reservationId=7"));

    [Fact]
    public void Question_StillOut_Rule35_ItsAnswerIsNobodyElses() => Play(c => c
        .Booted().Id("BAD", "Blocked").Plug().SilenceNext("Authorize").Present("GOOD").Expect("Authorize", "idTag=GOOD").Present("BAD").ExpectNone("StartTransaction", 60));
}
