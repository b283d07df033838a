using Simulator.CentralSystem;
using Simulator.Models;
using Simulator.Play;
using Simulator.World;

namespace Simulator.Tests.Play;

public sealed class ActionRunnerTests
{
    [Fact]
    public async Task RunAsync_ActionOnTheWorld_IsCarriedOutInItsThread()
    {
        var world = new ChargerWorld(new WorldSettings());
        var runner = new ActionRunner(world, null);
        Task<ActionResult> plugged = runner.RunAsync(Line("plug max 20"));
        Task<ActionResult> hot = runner.RunAsync(Line("hot module 30"));
        Assert.False(plugged.IsCompleted);
        runner.Step(0);
        Assert.Equal(new ActionResult(true, "plug max 20"), await plugged);
        Assert.Equal(new ActionResult(true, "hot module 30"), await hot);
        Assert.Equal((VehicleKind.Max, 20), (world.Vehicle!.Kind, world.Vehicle.SocPercent));
        Assert.Equal("hot module 30", Assert.Single(runner.Lasting).ToString());
        Task<ActionResult> cool = runner.RunAsync(Line("hot module off"));
        runner.Step(20);
        Assert.True((await cool).Good);
        Assert.Equal(0, world.Module.ExtraCelsius);
        Assert.Empty(runner.Lasting);
    }

    [Fact]
    public async Task RunAsync_WithoutOurCentralSystem_IsRefusedWithTheReason()
    {
        var runner = new ActionRunner(new ChargerWorld(new WorldSettings()), null);
        ActionResult result = await runner.RunAsync(ActionLine.Read("reset soft", PlayActions.Central)!);
        Assert.Equal(new ActionResult(false, "reset: it needs the simulator's own central system: leave --csms away"), result);
    }

    [Fact]
    public async Task RunAsync_NobodyConnected_IsRefused()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        var runner = new ActionRunner(null, central);
        Assert.Equal("no charger is connected", (await runner.RunAsync(ActionLine.Read("clear cache", PlayActions.Central)!)).Text);
        Assert.Equal("CP-9 is not connected", (await runner.RunAsync(ActionLine.Read("@CP-9 clear cache", PlayActions.Central)!)).Text);
        Assert.Equal("plug: there is no simulated charger here", (await runner.RunAsync(Line("plug"))).Text);
    }

    private static ActionCall Line(string line) => ActionLine.Read(line, PlayActions.World)!;
}
