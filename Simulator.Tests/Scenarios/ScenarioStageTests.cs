using Charger.Metering;
using Simulator.CentralModel;
using Simulator.Metering;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class ScenarioStageTests
{
    /// <summary>A row of the table without code that carries it out would be refused in the middle of a run.</summary>
    [Fact]
    public void Apply_EveryKindOfTheTable_IsCarriedOutAndTakenBack()
    {
        var world = new ChargerWorld(new WorldSettings());
        world.Meter = new SimulatedMeter(world, MeterKind.Sdm120);
        var network = new MemoryNetwork(world.Clock);
        var stage = new ScenarioStage(world, new CentralSystemModel(network, DateTime.UnixEpoch));
        foreach (EventRule rule in EventTable.Rules)
        {
            if (rule.Kind == "power-cut") continue;
            var fields = rule.Fields.ToDictionary(f => f.Name, f => (object)(f.Words != null ? f.Words[0] : f.IsText ? "{}" : f.Min));
            var what = new ScenarioEvent(rule.Kind, fields.ToDictionary(f => f.Key, f => f.Value is string or double ? f.Value : Convert.ToDouble(f.Value))) { AtMs = 0 };
            stage.Apply(what, true);
            if (rule.Lasts) stage.Apply(what, false);
        }
        Assert.Equal(0, world.Bms.RefusalBits);
        Assert.False(world.Module.Silent || world.Bms.Silent || world.EmergencyStop.Level || world.Can.ModuleWire.Shorted || world.Meter.Model.Silent);
        Assert.Equal(NetworkState.Up, network.State);
    }

    [Fact]
    public void Apply_CentralSystemOfTheUser_RefusesWhatOnlyOursCan()
    {
        var stage = new ScenarioStage(new ChargerWorld(new WorldSettings()), null);
        var what = new ScenarioEvent("csms-kill", new Dictionary<string, object>()) { AtMs = 0 };
        Assert.Contains("--csms", Assert.Throws<ScenarioException>(() => stage.Apply(what, true)).Message);
    }
}
