using Charger.Can;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Tests.Can;

/// <summary>Which fault is told, how long one locks, and what is kept of the latched ones.</summary>
public sealed class FaultStateTests
{
    [Theory]
    [InlineData(ChargerFaults.OverVoltage)]
    [InlineData(ChargerFaults.RepeatedStarts)]
    [InlineData(ChargerFaults.ContactorFails)]
    public void Latched_Alone_IsTheWorst(int number)
    {
        FaultState faults = New();
        faults.Latch(number);
        Assert.True(faults.Step(5, 0));
        Assert.Equal((number, 5), (faults.Worst, faults.WorstSinceMs));
        Assert.False(faults.Step(6, 0));
        Assert.Equal(5, faults.WorstSinceMs);
    }

    [Fact]
    public void Latched_Two_StandTogetherAndGoOneByOne()
    {
        FaultState faults = New();
        faults.Latch(ChargerFaults.RepeatedStarts);
        faults.Latch(ChargerFaults.ContactorFails);
        Assert.True(faults.IsActive(ChargerFaults.RepeatedStarts) && faults.IsActive(ChargerFaults.ContactorFails));
        faults.Unlatch(ChargerFaults.RepeatedStarts);
        Assert.False(faults.IsActive(ChargerFaults.RepeatedStarts));
        Assert.True(faults.IsActive(ChargerFaults.ContactorFails));
    }

    [Theory]
    [InlineData(19)]
    [InlineData(23)]
    public void Alarm_Alone_IsToldByItsBit(int bit)
    {
        FaultState faults = New();
        faults.ApplyAlarms(1 << bit, 0, 0);
        faults.Step(0, 1 << bit);
        Assert.Equal(ChargerFaults.OfAlarmBit(bit), faults.Worst);
        faults.ApplyAlarms(0, 0, 0);
        faults.Step(100_000, 0);
        Assert.Equal(0, faults.Worst);
    }

    [Theory]
    [InlineData(ChargerFaults.OverVoltage)]
    [InlineData(ChargerFaults.OverCurrent)]
    [InlineData(ChargerFaults.EmergencyStop)]
    [InlineData(ChargerFaults.ModuleRefuses)]
    public void Trip_ThatLocks_GoesWithTheLockToTheMillisecond(int number)
    {
        FaultState faults = New();
        faults.Set(ChargerFaults.OverTemperature, true);
        faults.Set(ChargerFaults.BmsSilent, true);
        faults.Trip(number, 1000);
        Assert.Equal(11_000, faults.LockedUntilMs);
        faults.Step(10_999, 0);
        Assert.True(faults.IsActive(number));
        Assert.Equal(number, faults.Worst);
        faults.Step(11_000, 0);
        Assert.False(faults.IsActive(number));
        Assert.True(faults.IsActive(ChargerFaults.OverTemperature) && faults.IsActive(ChargerFaults.BmsSilent), "these go with their cause only");
        Assert.Equal(ChargerFaults.OverTemperature, faults.Worst);
    }

    [Fact]
    public void Latched_Changed_IsWrittenAtOnceThenEveryTenSecondsAtMostAndFoundAgain()
    {
        var flash = new MemoryStorage();
        FaultState faults = New();
        var kept = new LatchedFaults(flash, new Crc32(), faults);
        kept.Step(0);
        Assert.Equal(0, flash.Writes);
        faults.Latch(ChargerFaults.RepeatedStarts);
        kept.Step(1000);
        Assert.Equal(1, flash.Writes);
        kept.Step(30_000);
        Assert.Equal(1, flash.Writes);
        faults.Latch(ChargerFaults.ContactorFails);
        flash.Refusing = true;
        kept.Step(30_000);
        kept.Step(39_999);
        Assert.Equal(1, flash.Refused);
        kept.Step(40_000);
        Assert.Equal(2, flash.Refused);
        flash.Refusing = false;
        kept.Step(50_000);
        kept.Step(70_000);
        Assert.Equal(2, flash.Writes);
        FaultState after = New();
        _ = new LatchedFaults(flash, new Crc32(), after);
        Assert.True(after.IsActive(ChargerFaults.RepeatedStarts) && after.IsActive(ChargerFaults.ContactorFails));
    }

    [Fact]
    public void Permit_Published_WakesItsReaderAndIsRefusedWhileAnotherChangesIt()
    {
        var reader = new WakeSignal();
        var permits = new PublishedPermit(new TimedLock("P", new HandClock(), null, 0), reader);
        var permit = new ChargePermit { EnergyPermitted = true, TransactionSerial = 7 };
        Assert.True(permits.TryPublish("T", permit));
        Assert.True(reader.ConsumePending());
        int version = permits.Version;
        var read = new ChargePermit();
        Assert.True(permits.TryRead("T", read));
        Assert.Equal((true, 7, version), (read.EnergyPermitted, read.TransactionSerial, permits.Version));
        Assert.NotNull(permits.TryBegin("another"));
        Assert.NotEqual(version, permits.Version);
        Assert.False(permits.TryPublish("T", permit));
        Assert.False(permits.TryRead("T", read));
        Assert.Null(permits.TryBegin("T"));
        Assert.False(reader.ConsumePending());
        permits.End();
        Assert.True(reader.ConsumePending());
        Assert.True(permits.TryRead("T", read));
    }

    private static FaultState New() => new(ChargerSettings.Defaults());
}
