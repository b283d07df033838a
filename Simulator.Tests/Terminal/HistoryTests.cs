namespace Simulator.Tests.Terminal;

public sealed class HistoryTests
{
    [Fact]
    public void History_AfterASession_TellsItWithItsEndAndDelivery()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        Assert.Matches(@"transaction 1: id 'RIDER-1', 2026-01-05T06:00:\d\dZ, from 0 Wh, running", world.Ask("history", 2));
        world.Ask("stop", 30);
        Assert.Matches(@"transaction 1: id 'RIDER-1', 2026-01-05T06:00:\d\dZ to 2026-01-05T06:0\d:\d\dZ, \d+ Wh \(0 to \d+\), Local, delivered", world.Ask("history", 2));
    }

    [Fact]
    public void History_WithoutTheCentralSystem_ShowsWhatWaitsAndLaterThatItCame()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Central.LinkDown = true;
        world.Ask("stop", 30);
        Assert.Contains(", Local, waiting", world.Ask("history", 2));
        world.Charger.PowerOff();
        world.Charger.PowerOn();
        world.Run(5);
        string asked = world.Ask("history", 2);
        Assert.Contains("boot 1 ended: unknown (power cut", asked);
        Assert.Contains(", Local, waiting", asked);
        world.Central.LinkDown = false;
        world.Run(120);
        Assert.Contains(", Local, delivered", world.Ask("history", 2));
    }

    [Fact]
    public void History_AMessageNobodyTakes_IsUndeliverable()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Ask("config set TransactionMessageAttempts 1");
        world.Ask("config set TransactionMessageRetryInterval 10");
        world.Central.FailAction = "StopTransaction";
        world.Ask("stop", 5);
        world.Central.FailAction = "StopTransaction";
        world.Run(30);
        Assert.Contains(", Local, undeliverable", world.Ask("history", 2));
    }

    [Fact]
    public void Sweep_AfterAFewSessions_TellsWhatItRemovedAndTheHistoryStays()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Ask("config set MeterValueSampleInterval 2");
        for (int i = 0; i < 3; i++) world.Ask("start RIDER-1", 40);
        world.Run(90);
        Assert.Matches(@"INFO STORE sweep: \d finished transactions removed from the transaction log", string.Join('\n', world.Lines));
        Assert.Contains("transaction 1: ", world.Ask("history", 2));
    }

    [Fact]
    public void History_ManyRestarts_KeepsTheLastOfThem()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        for (int i = 0; i < 10; i++) world.Ask(i % 2 == 0 ? "reset soft" : "reset hard", 10);
        string asked = world.Ask("history", 2);
        Assert.Contains("boot 10 ended: hard reset from the console", asked);
        Assert.Contains("boot 3 ended: soft reset from the console", asked);
        Assert.DoesNotContain("boot 2 ended", asked);
    }
}
