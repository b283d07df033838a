using System.Text;
using System.Text.Json;
using Firmware;
using Ocpp.Client.Configuration;
using Simulator.Tests.House;
using Simulator.World;

namespace Simulator.Tests.Terminal;

/// <summary>The first boot and every change of settings, as the person at the console sees them.</summary>
public sealed class ProvisioningTests
{
    [Theory]
    [InlineData("""{"MeterValueSampleInterval":-1}""", "MeterValueSampleInterval = '-1' is not allowed: ")]
    [InlineData("""{"MeterValueSampleInterval":60,"Charger.Url":"http://x"}""", "Charger.Url = 'http://x' is not allowed: ")]
    [InlineData("""{"MeterValueSampleIntervalx":60}""", "no key 'MeterValueSampleIntervalx'")]
    [InlineData("""{"NumberOfConnectors":2}""", "NumberOfConnectors = '2' is not allowed: it is read-only")]
    [InlineData("""{"AuthorizationKey":"xyz"}""", "AuthorizationKey is not allowed: ")]
    [InlineData("""{"MeterValueSampleInterval":60""", "no flat JSON object")]
    public void ConfigLoad_BadFile_IsRefusedByKeyValueAndBoundsAndTheFormerStays(string file, string refusal)
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Ask("config set MeterValueSampleInterval 77");
        world.Charger.Storage.Deploy(ConfigurationFile.Name, Encoding.UTF8.GetBytes(file));
        string answer = world.Ask("config load", 2);
        Assert.Contains("configuration file refused: ", answer);
        Assert.Contains(refusal, answer);
        Assert.Contains("the former configuration stays in force", answer);
        Assert.DoesNotContain("xyz", answer);
        Assert.Contains("MeterValueSampleInterval = 77", world.Ask("config get MeterValueSampleInterval"));
        Assert.True(world.Charger.Storage.Length(ConfigurationFile.Name) > 0, "it stays to be looked at");

        // Nor does it come into force with the next start.
        world.Ask("reset soft", 30);
        Assert.Contains("MeterValueSampleInterval = 77", world.Ask("config get MeterValueSampleInterval"));
    }

    [Fact]
    public void ConfigLoad_GoodFile_IsInForceAndGone()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Charger.Storage.Deploy(ConfigurationFile.Name, """{"MeterValueSampleInterval":88,"AuthorizeRemoteTxRequests":true}"""u8.ToArray());
        Assert.Contains("file taken over", world.Ask("config load", 2));
        Assert.Contains("MeterValueSampleInterval = 88", world.Ask("config get MeterValueSampleInterval"));
        Assert.Equal(-1, world.Charger.Storage.Length(ConfigurationFile.Name));
    }

    [Theory]
    [InlineData(WriteFault.Lost)]
    [InlineData(WriteFault.Torn)]
    public void ConfigSet_PowerCutInItsWrite_LeavesTheLastGoodOne(WriteFault fault)
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Ask("config set MeterValueSampleInterval 77");
        world.Charger.Storage.FailAfter(1, fault);
        world.Ask("config set MeterValueSampleInterval 99", 10);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Contains("MeterValueSampleInterval = 77", world.Ask("config get MeterValueSampleInterval"));
        Assert.Equal(77, world.Charger.Firmware!.Configuration.Whole(OcppKeys.MeterValueSampleInterval));
    }

    [Fact]
    public void Console_FirstSteps_BringANewBoardToItsCentralSystem()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Ask("reset factory yes", 30);
        Assert.Contains("link closed", world.Ask("show ocpp"));
        Assert.Contains("kept; joins at the next start", world.Ask("wifi \"workshop\" secret-password"));
        world.Ask("ocpp id CP-SIM-1");
        world.Ask("ocpp key 00112233445566778899aabbccddeeff00112233");
        string answer = world.Ask("ocpp url ws://central.invalid:9000/ocpp", 20);
        Assert.Contains("registration Accepted", answer);
        Assert.DoesNotContain("secret-password", string.Join('\n', world.Lines.Where(l => !l.StartsWith("wifi", StringComparison.Ordinal))));
        Assert.Contains("AuthorizationKey = ****", world.Ask("config get AuthorizationKey"));
    }

    [Fact]
    public void Examples_OfTheDocuments_AreWhatNanoffAndTheFirmwareTake()
    {
        JsonElement files = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs/examples/files.json"))).RootElement;
        string text = files.ToString();
        Assert.Contains(ConfigurationFile.Name, text);
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Charger.Storage.Deploy(ConfigurationFile.Name, File.ReadAllBytes(Repository.PathOf("docs/examples/charger.json")));
        Assert.Contains("file taken over", world.Ask("config load", 2));
    }
}
