using System.Globalization;

namespace Simulator.Tests.Conversations;

/// <summary>Texts of a central system that mean the same and are spelt otherwise: escapes, nulls, exponents, commas.</summary>
public sealed class SpellingTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static void Spell(Conversation c, Func<string, string> spelling) => ((CentralInMemory)c.Central).Model.Spelling = spelling;

    [Fact]
    [Complies("boot", "A time whose offset is written as \\u002B is understood.")]
    public void Boot_TimeWithAnEscapedPlus_IsAccepted() => Play(c =>
    {
        Spell(c, text => text.Replace("Z\"", "\\u002B00:00\"", StringComparison.Ordinal));
        c.Booted().ExpectNone("BootNotification", 120);
    });

    [Fact]
    public void Boot_EveryCharacterEscaped_IsAccepted() => Play(c =>
    {
        Spell(c, text => Simulator.Wire.JsonSpelling.Escape(text, new Random(1), 1));
        c.Booted().Plug().Present("RIDER-1").Expect("StartTransaction").ExpectCurrent(true);
    });

    [Fact]
    public void Boot_TimeWithADecimalComma_IsRead() => Play(c =>
    {
        Spell(c, text => text.Replace(".", ",", StringComparison.Ordinal));
        c.PowerOn().Expect("BootNotification").Expect("StatusNotification", "connectorId=1", "status=Available");
        DateTime told = DateTime.Parse((string)c.Got["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        c.Check(told.Year == 2026, told.ToString("O"));
    });

    [Theory]
    [InlineData("\"interval\":null,\"status\":\"Accepted\"")]
    [InlineData("\"status\":\"Accepted\"")]
    [Complies("boot", "A boot answer without an interval leaves the charge point's own.")]
    public void Boot_IntervalNullOrMissing_CountsAsNone(string end) => Play(c =>
    {
        Spell(c, text => text.Replace("\"interval\":300,\"status\":\"Accepted\"", end, StringComparison.Ordinal));
        c.Booted().Call("GetConfiguration", """{"key":["HeartbeatInterval"]}""").Answered("configurationKey.0.value=300");
    });

    [Fact]
    public void Call_MessageIdWithEscapes_IsAnsweredWithThatId() => Play(c =>
    {
        ((CentralInMemory)c.Central).Model.Session.IdPrefix = "es/é\"c";
        Spell(c, text => text.Replace("es/é", "es\\/\\u00e9", StringComparison.Ordinal).Replace("é\"c", "é\\\"c", StringComparison.Ordinal).Replace("\\u00e9\"c", "\\u00e9\\\"c", StringComparison.Ordinal));
        c.Booted().Call("ClearCache", "{}").Answered("status=Accepted");
    });

    [Fact]
    public void Call_ActionAndFieldNamesEscaped_IsCarriedOut() => Play(c =>
    {
        Spell(c, text => text.Replace("GetConf", "\\u0047etConf", StringComparison.Ordinal).Replace("\"key\"", "\"\\u006Bey\"", StringComparison.Ordinal));
        c.Booted().Call("GetConfiguration", """{"key":["HeartbeatInterval"]}""").Answered("configurationKey.0.value=300", "!configurationKey.1");
    });

    [Fact]
    public void Authorize_OptionalFieldsNull_CountAsAbsent() => Play(c =>
    {
        Spell(c, text => text.Replace("{\"status\":\"Accepted\"}", "{\"expiryDate\":null,\"parentIdTag\":null,\"status\":\"Accepted\"}", StringComparison.Ordinal));
        c.Booted().Plug().Present("RIDER-1").Expect("StartTransaction").ExpectCurrent(true).PressStop().Expect("StopTransaction");
    });

    [Fact]
    public void RemoteStart_ProfileNull_StartsWithoutOne() => Play(c => c
        .Booted().Plug().Call("RemoteStartTransaction", """{"connectorId":null,"idTag":"FAR","chargingProfile":null}""", wrongly: true).Answered("status=Accepted").Expect("StartTransaction", "idTag=FAR"));

    [Fact]
    public void Call_RequiredFieldNull_IsMissing() => Play(c => c
        .Booted().Call("RemoteStartTransaction", """{"idTag":null}""", wrongly: true).AnsweredWithError("OccurenceConstraintViolation"));

    [Theory]
    [InlineData("1.6E1", "16")]
    [InlineData("160e-1", "16")]
    [InlineData("16.0000000000000000000000000000", "16")]
    [InlineData("0.165e2", "16.5")]
    [Complies("smart charging", "A limit with an exponent is its number.")]
    public void SetChargingProfile_LimitWithAnExponent_IsThatNumber(string limit, string composite) => Play(c => c
        .Booted().Call("SetChargingProfile", $$$"""
            {"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute",
            "chargingSchedule":{"chargingRateUnit":"A","startSchedule":"2026-01-05T00:00:00Z","chargingSchedulePeriod":[{"startPeriod":0.0,"limit":{{{limit}}} }]} } }
            """, wrongly: true).Answered("status=Accepted")
        .Call("GetCompositeSchedule", """{"connectorId":1,"duration":600,"chargingRateUnit":"A"}""").Answered($"chargingSchedule.chargingSchedulePeriod.0.limit={composite}"));
}
