using Simulator.CentralSystem.Schemas;

namespace Simulator.Tests.CentralSystem;

public sealed class MessageCheckerTests
{
    private const string Status = """{"connectorId":1,"errorCode":"NoError","status":"Available"}""";

    [Theory]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[]}""")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-01-05T06:00:00Z","sampledValue":[]}]}""")]
    [InlineData("StopTransaction", """{"transactionId":1,"meterStop":1,"timestamp":"2026-01-05T06:00:00Z","transactionData":[{"timestamp":"2026-01-05T06:00:00Z","sampledValue":[]}]}""")]
    [InlineData("SetChargingProfile", """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[]}}}""")]
    public void Request_ListThatMustNotBeEmpty_IsOccurence(string action, string payload)
    {
        Assert.Equal("OccurenceConstraintViolation", MessageChecker.Shared.CheckRequest(action, payload)?.ErrorCode);
    }

    [Theory]
    [InlineData("GetConfiguration", """{"key":[]}""")]
    [InlineData("SendLocalList", """{"listVersion":1,"updateType":"Full","localAuthorizationList":[]}""")]
    [InlineData("StopTransaction", """{"transactionId":-1,"meterStop":1,"timestamp":"2026-01-05T06:00:00+05:30","transactionData":[]}""")]
    [InlineData("StatusNotification", Status)]
    [InlineData("StatusNotification", """{"connectorId":0,"errorCode":"NoError","status":"Faulted","info":"12345678901234567890123456789012345678901234567890","timestamp":"2026-01-05T06:00:00.123456Z"}""")]
    [InlineData("SetChargingProfile", """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.3}]}}}""")]
    public void Request_AsItShouldBe_Passes(string action, string payload)
    {
        Assert.Null(MessageChecker.Shared.CheckRequest(action, payload));
    }

    [Theory]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError"}""", "OccurenceConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":"1","errorCode":"NoError","status":"Available"}""", "TypeConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":1.5,"errorCode":"NoError","status":"Available"}""", "TypeConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"available"}""", "PropertyConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available","extra":1}""", "FormationViolation")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"today"}""", "PropertyConstraintViolation")]
    [InlineData("Authorize", """{"idTag":"123456789012345678901"}""", "PropertyConstraintViolation")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-01-05T06:00:00Z","sampledValue":[{"value":"1","unit":"Wh","extra":1}]}]}""", "FormationViolation")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-01-05T06:00:00Z","sampledValue":[{"value":1}]}]}""", "TypeConstraintViolation")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-01-05T06:00:00Z","sampledValue":[{"value":"1","unit":"Celcius"}]}]}""", "PropertyConstraintViolation")]
    [InlineData("SetChargingProfile", """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.35}]}}}""", "PropertyConstraintViolation")]
    [InlineData("Heartbeat", """{"at":1}""", "FormationViolation")]
    public void Request_Wrong_IsNamedByItsCode(string action, string payload, string code)
    {
        Assert.Equal(code, MessageChecker.Shared.CheckRequest(action, payload)?.ErrorCode);
    }

    /// <summary>Rule 10: no object of any message takes a field that is not in its table.</summary>
    [Fact]
    public void Schemas_EveryObject_RefusesUnknownFields()
    {
        foreach (OcppMessage message in OcppMessages.All)
        {
            foreach (IReadOnlyList<OcppField> fields in new[] { message.Request, message.Confirmation })
            {
                string text = SchemaWriter.Write(message.Action, fields).ToJsonString();
                int objects = text.Split("\"type\":\"object\"").Length;
                Assert.Equal(objects, text.Split("\"additionalProperties\":false").Length);
            }
        }
    }
}
