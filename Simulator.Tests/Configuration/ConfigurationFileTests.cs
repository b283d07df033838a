using Charger.Runtime;
using Firmware;
using Ocpp.Client.Configuration;
using Simulator.Tests.House;
using Simulator.World;

namespace Simulator.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void Example_InTheDocuments_IsTakenOverWhole()
    {
        (ConfigurationStore store, bool taken) = Import(File.ReadAllBytes(Repository.PathOf("docs/examples/charger.json")));
        Assert.True(taken);
        Assert.Equal("CP-0001", store.Text(store.VendorBase + VendorKeys.Identity));
        Assert.True(store.Truth(OcppKeys.AuthorizeRemoteTxRequests));
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("{\"HeartbeatInterval\":60")]
    [InlineData("{\"HeartbeatInterval\":{\"nested\":1}}")]
    [InlineData("{\"HeartbeatInterval\":60.5}")]
    [InlineData("{\"HeartbeatInterval\":null}")]
    [InlineData("")]
    public void Import_BrokenFile_ChangesNothing(string text)
    {
        (ConfigurationStore store, bool taken) = Import(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.False(taken);
        Assert.Equal(300, store.Whole(OcppKeys.HeartbeatInterval));
    }

    [Fact]
    public void World_FirstBoot_TakesItsSettingsOverOnce()
    {
        var world = new ChargerWorld(new WorldSettings { Identity = "CP-TEST", Configuration = new Dictionary<string, string> { ["HeartbeatInterval"] = "42" } });
        world.PowerOn();
        world.Loop.RunUntil(() => false, 3000);
        ConfigurationStore store = world.Firmware!.Configuration;
        Assert.Equal(42, store.Whole(OcppKeys.HeartbeatInterval));
        Assert.Equal("CP-TEST", store.Text(store.VendorBase + VendorKeys.Identity));
        Assert.Equal(-1, world.Storage.Length(ConfigurationFile.Name));
    }

    private static (ConfigurationStore Store, bool Taken) Import(byte[] file)
    {
        var storage = new MemoryStorage();
        storage.Deploy(ConfigurationFile.Name, file);
        var clock = new SimulatedClock();
        var log = new Log(clock, new TimedLock("log", clock, null), new WakeSignal());
        var store = new ConfigurationStore(storage, new Crc32(), log, new OcppKeyTable(), new VendorKeys());
        return (store, new ConfigurationImport(store, log).Run(new ConfigurationFile(storage)));
    }
}
