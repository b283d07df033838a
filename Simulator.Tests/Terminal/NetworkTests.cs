namespace Simulator.Tests.Terminal;

/// <summary>What the firmware asks of its network when it does not reach the central system.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData(false, "five failures in a row: the network address is requested again")]
    [InlineData(true, "five failures in a row: the network address is fixed or was refused")]
    public void CentralSystem_NotReachedFiveTimes_AddressIsRequestedAgain(bool isFixed, string told)
    {
        using var world = new ConsoleWorld();
        world.Charger.Network.IsFixed = isFixed;
        world.Booted();
        Assert.Equal(0, world.Charger.Network.Renewals);
        world.Central.Killed = true;
        world.Run(60);
        Assert.Contains(world.Lines, l => l.Contains(told));
        Assert.Equal(isFixed ? 0 : 1, Math.Min(1, world.Charger.Network.Renewals));
    }

    [Fact]
    public void CentralSystem_NotReachedWhileCharging_AddressIsLeftAlone()
    {
        using var world = new ConsoleWorld();
        world.Charging();
        world.Central.Killed = true;
        world.Run(120);
        Assert.True(world.Charger.Stage.Amperes > 1);
        Assert.Equal(0, world.Charger.Network.Renewals);
    }
}
