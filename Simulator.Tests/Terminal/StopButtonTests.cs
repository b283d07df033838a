namespace Simulator.Tests.Terminal;

/// <summary>The STOP button at the whole charger: the output waits for no other thread.</summary>
public sealed class StopButtonTests
{
    /// <summary>Two looks of 20 and 10 ms, then the STOP frame and the module's own answer.</summary>
    private const int OffByMs = 60;

    [Fact]
    public void Stop_OcppAndUiBlocked_OutputOffAndTheTransactionEndsAsLocalLater()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Hang("ocpp", true);
        world.Charger.Hang("ui", true);
        world.Charger.PressStop();
        Assert.True(world.Charger.Loop.RunUntil(() => !world.Charger.Stage.On, world.Charger.Clock.NowMs + OffByMs));
        world.Charger.Hang("ocpp", false);
        world.Charger.Hang("ui", false);
        world.Run(5);
        Assert.False(world.Charger.Contactor.High);
        Assert.Equal(1, world.Charger.Boots);
        string history = world.Ask("history", 2);
        Assert.Contains("Local", history);
        Assert.Contains("no active fault", world.Ask("faults"));
    }
}
