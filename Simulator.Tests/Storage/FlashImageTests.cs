using System.Text.Json;
using Firmware;
using Simulator.Models;
using Simulator.Tests.House;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Storage;

/// <summary>
/// The whole flash of a charger with version 1 of every format, as it was left in the middle of its life: an upgrade boots on
/// it and loses nothing. The image is not to be written again (WRITE_FLASH_IMAGE=1 does it, for a first or a next version).
/// </summary>
public sealed class FlashImageTests
{
    private const string Image = "Simulator.Tests/Storage/flash-1.json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    [Fact]
    public void Image_OfVersion1_IsTakenOverWhole()
    {
        if (Environment.GetEnvironmentVariable("WRITE_FLASH_IMAGE") == "1") WriteImage();
        using var world = new ConsoleWorld();
        world.Charger.Storage.Delete(ConfigurationFile.Name);
        foreach (JsonProperty file in JsonDocument.Parse(File.ReadAllText(Repository.PathOf(Image))).RootElement.EnumerateObject())
            world.Charger.Storage.Deploy(file.Name, file.Value.GetBytesFromBase64());
        world.Central.LinkDown = true;
        world.Charger.PowerOn();
        world.Run(10);
        Assert.DoesNotContain(world.Lines, l => l.Contains("passed over") || l.Contains(" ERROR "));
        Assert.Contains("MeterValueSampleInterval = 30", world.Ask("config get MeterValueSampleInterval"));
        Assert.Contains("Charger.Identity = CP-SIM-1", world.Ask("config get Charger.Identity"));
        string history = world.Ask("history", 3);
        Assert.Contains("boot 3, up ", history);
        Assert.Contains("boot 1 ended: soft reset from the console", history);
        Assert.Matches(@"transaction 1: id 'RIDER-1', .* Local, delivered", history);
        Assert.Matches(@"transaction 2: id 'RIDER-1', .* Local, waiting", history);
        Assert.True(world.Charger.Firmware!.Control.Register.Wh > 10);

        world.Central.LinkDown = false;
        world.Run(90);
        Assert.Contains(", Local, delivered", world.Ask("history", 3).Split('\n').First(l => l.StartsWith("transaction 2", StringComparison.Ordinal)));
        Assert.Equal(0, world.Charger.Firmware.ChargePoint.Queue.Waiting);

        // The profile of 6.5 A from before still holds.
        world.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        world.Run(5);
        world.Ask("start RIDER-1", 40);
        Assert.InRange(world.Charger.Stage.Amperes, 5.5, 7.0);
    }

    private static void WriteImage()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Ask("config set MeterValueSampleInterval 30");
        world.Ask("stop", 30);
        world.Ask("reset soft", 20);
        world.Central.Call("SetChargingProfile", (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse("""
            {"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative",
            "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":6.5}]}}}
            """)!);
        world.Run(5);
        world.Ask("start RIDER-1", 60);
        world.Central.LinkDown = true;
        world.Ask("start RIDER-1", 30);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in world.Charger.Storage.Names)
        {
            byte[] bytes = new byte[world.Charger.Storage.Length(name)];
            world.Charger.Storage.Read(name, 0, bytes, 0, bytes.Length);
            files[name] = Convert.ToBase64String(bytes);
        }
        File.WriteAllText(Repository.PathOf(Image), JsonSerializer.Serialize(files, s_indented) + "\n");
    }
}
