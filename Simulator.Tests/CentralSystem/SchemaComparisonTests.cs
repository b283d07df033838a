using System.Text.Json.Nodes;
using Simulator.CentralSystem.Schemas;
using Simulator.Tests.Peer;

namespace Simulator.Tests.CentralSystem;

/// <summary>The schemas generated from our table, compared with those of ocpp-rpc, an independent library; it has the security extension too.</summary>
public sealed class SchemaComparisonTests
{
    private const string Measured = "a measured value without a sample says nothing: cardinality 1..* (S 7.33, S 6), which theirs leave out";
    private const string Schedule = "a schedule has one period at least: cardinality 1..* (S 7.13), which theirs leave out";
    private const string Celsius = "a misspelling that the errata correct (JE 2.1); the right one is in both";

    /// <summary>All differences, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_known = new()
    {
        ["MeterValues.req.meterValue: minItems 1, theirs none"] = Measured,
        ["MeterValues.req.meterValue[].sampledValue: minItems 1, theirs none"] = Measured,
        ["MeterValues.req.meterValue[].sampledValue[].unit: value Celcius only theirs"] = Celsius,
        ["StopTransaction.req.transactionData[].sampledValue: minItems 1, theirs none"] = Measured,
        ["StopTransaction.req.transactionData[].sampledValue[].unit: value Celcius only theirs"] = Celsius,
        ["GetCompositeSchedule.conf.chargingSchedule.chargingSchedulePeriod: minItems 1, theirs none"] = Schedule,
        ["RemoteStartTransaction.req.chargingProfile.chargingSchedule.chargingSchedulePeriod: minItems 1, theirs none"] = Schedule,
        ["SetChargingProfile.req.csChargingProfiles.chargingSchedule.chargingSchedulePeriod: minItems 1, theirs none"] = Schedule,
    };

    private static async Task<Dictionary<string, JsonObject>> TheirsAsync()
    {
        await NodePackages.Ready;
        string text = await File.ReadAllTextAsync(Path.Combine(NodePackages.Folder, "node_modules/ocpp-rpc/lib/schemas/ocpp1_6.json"));
        return ((JsonArray)JsonNode.Parse(text)!).ToDictionary(s => ((string)s!["$id"]!)["urn:".Length..], s => (JsonObject)s!);
    }

    [Fact]
    public async Task Schemas_AgainstThoseOfOcppRpc_DifferOnlyWhereSaid()
    {
        Dictionary<string, JsonObject> theirs = await TheirsAsync();
        var found = new List<string>();
        foreach (OcppMessage message in OcppMessages.All)
        {
            Compare($"{message.Action}.req", message.Request);
            Compare($"{message.Action}.conf", message.Confirmation);
        }
        Assert.Equal(s_known.Keys.Order(), found.Order());

        void Compare(string name, IReadOnlyList<OcppField> fields)
        {
            var difference = new SchemaDifference(theirs[name]);
            difference.Compare(name, SchemaWriter.Write(name, fields), theirs[name]);
            found.AddRange(difference.Found);
        }
    }

    [Fact]
    public async Task Messages_AgainstOcppRpc_AreTheSameSet()
    {
        IEnumerable<string> ours = OcppMessages.All.SelectMany(m => new[] { $"{m.Action}.req", $"{m.Action}.conf" });
        Assert.Equal((await TheirsAsync()).Keys.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }
}
