namespace Simulator.Tests.World;

/// <summary>Measured values far above their limits at the whole charger: too high to be plausible is the strongest reason to stop.</summary>
public sealed class OverLimitTests
{
    /// <summary>A terminal frame every 200 ms, two of them above the limit, the limit's own 200 ms, and the way to the pin.</summary>
    private const int TerminalsMs = 700;

    /// <summary>Each temperature is asked for every 0.8 s, the first that is too high again at once.</summary>
    private const int TemperatureMs = 1500;

    /// <summary>The age a reading may reach and the time between two of them.</summary>
    private const int AgeMs = 6200;
    private const int WatchS = 60;

    [Theory]
    [InlineData(120.5)]
    [InlineData(126)]
    [InlineData(140)]
    [InlineData(400)]
    public void Terminals_OverVoltage_OffAndTheTransactionHasEnded(double volts)
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Stage.BrokenVolts = volts;
        world.AssertOff(TerminalsMs, WatchS);
        Assert.Equal("EmergencyStop", Assert.Single(world.Console.Central.Transactions).Reason);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1000)]
    public void Terminals_OverCurrent_OffAndTheTransactionHasEnded(double amperes)
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Stage.BrokenAmperes = amperes;
        world.AssertOff(TerminalsMs, WatchS);
        Assert.Equal("EmergencyStop", Assert.Single(world.Console.Central.Transactions).Reason);
    }

    [Theory]
    [InlineData(126)]
    [InlineData(150)]
    [InlineData(300)]
    public void Internal_TooHotToBePlausible_Off(double celsius)
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Module.InternalFixedCelsius = celsius;
        world.AssertOff(TemperatureMs, WatchS);
    }

    [Theory]
    [InlineData(-50)]
    [InlineData(null)]
    public void Internal_BelowItsRangeOrSilent_OffWhenItsLastReadingIsOld(int? celsius)
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Module.InternalFixedCelsius = celsius;
        if (celsius == null) world.Module.Unanswered.Add(0x7F);
        world.AssertOff(AgeMs, WatchS);
    }

    [Fact]
    public void Internal_NotFittedAndSilent_Charges()
    {
        using var world = new WatchedWorld();
        world.Module.Unanswered.Add(0x7F);
        world.Console.Booted().Ask("config set Charger.TemperatureSensors 1");
        world.Charger.PowerOff();
        world.Charging();
        Assert.False(world.RunUntil(() => world.IsOff, WatchS * 1000), world.Told);
    }

    /// <summary>Measuring error of a module at zero: it neither stops a charge nor prevents one from beginning.</summary>
    [Fact]
    public void Terminals_NoiseBelowZero_Charges()
    {
        using var world = new WatchedWorld();
        (world.Module.OffsetVolts, world.Module.OffsetAmperes) = (-0.9, -0.9);
        world.Charging();
        world.Charger.Bms.AskVolts = 60;
        Assert.True(world.RunUntil(() => world.Stage.Amperes == 0, 5000), world.Told);
        Assert.False(world.RunUntil(() => !world.Charger.Contactor.High, WatchS * 1000), world.Told);
    }

    [Fact]
    public void Terminals_CurrentFarBelowZero_OffWhenItsLastReadingIsOld()
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Module.OffsetAmperes = -100;
        world.AssertOff(AgeMs, WatchS);
    }
}
