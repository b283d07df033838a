using Charger.Can;
using Charger.Metering;
using Simulator.Metering;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Metering;

/// <summary>The whole firmware with a meter on its supply, against the simulator's central system.</summary>
public sealed class MeterSessionTests
{
    private static ConsoleWorld Fitted(MeterKind kind, out SimulatedMeter meter)
    {
        var world = new ConsoleWorld();
        world.Charger.Meter = meter = new SimulatedMeter(world.Charger, kind);
        return world;
    }

    private static long Register(ConsoleWorld world) => world.Charger.Firmware!.Control.Register.Wh;

    [Theory]
    [InlineData(MeterKind.Sdm120)]
    [InlineData(MeterKind.Sdm630)]
    public void Session_WithAMeter_IsBilledByTheMetersRegister(MeterKind kind)
    {
        using ConsoleWorld world = Fitted(kind, out SimulatedMeter meter);
        world.Charging();
        double drawn = meter.RegisterWh, delivered = world.Charger.Stage.DeliveredWh;
        long before = Register(world);
        world.Run(600);
        drawn = meter.RegisterWh - drawn;
        delivered = world.Charger.Stage.DeliveredWh - delivered;
        long billed = Register(world) - before;
        Assert.InRange(billed, drawn - 3, drawn + 3);
        Assert.True(billed > delivered + 3, $"billed {billed} Wh, at the output {delivered} Wh: the losses are missing");
        Assert.InRange(world.Charger.Firmware!.Inputs.PowerW, (int)(world.Charger.Stage.Volts * world.Charger.Stage.Amperes), 20_000);
        Assert.Contains(world.Lines, l => l.Contains("meter: answers (" + MeterRegisters.NameOf(kind) + ", address 1, 9600 baud)"));
    }

    [Fact]
    public void Register_BetweenSessions_DoesNotCountWhatTheChargerDrawsForItself()
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm120, out SimulatedMeter meter);
        world.Booted();
        double before = meter.RegisterWh;
        world.Run(3600);
        Assert.True(meter.RegisterWh > before + 10);
        Assert.Equal(0, Register(world));
    }

    [Theory]
    [InlineData("silent", "meter: does not answer")]
    [InlineData("garbled", "with a wrong check sum")]
    [InlineData("nan", "gives no usable number for register 0x48")]
    [InlineData("leaping", "readings fit neither the")]
    public void Meter_Lost_StopsChargingAndIsAFaultThatGoesWithItsCause(string fault, string told)
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm120, out SimulatedMeter meter);
        world.Charging();
        meter.Fail(fault, true);
        world.Run(12);
        Assert.False(world.Charger.ContactorIsClosed);
        Assert.False(world.Charger.Stage.On);
        Assert.Equal("MeterSilent", world.Charger.Firmware!.Inputs.FaultVendorCode);
        Assert.Equal("PowerMeterFailure", world.Charger.Firmware.Inputs.FaultErrorCode);
        Assert.Equal(1, world.Lines.Count(l => l.Contains(told)));
        long before = Register(world);
        world.Run(60);
        Assert.InRange(Register(world), before, before + 1);

        meter.Fail(fault, false);
        world.Run(40);
        Assert.Null(world.Charger.Firmware.Inputs.FaultVendorCode);
        Assert.True(world.Charger.Stage.Amperes > 1);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("garbled")]
    [InlineData("nan")]
    [InlineData("leaping")]
    public void Meter_LostForHours_EndsTheTransactionAfterTwoMinutesAndDoesNotFillTheLog(string fault)
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm120, out SimulatedMeter meter);
        world.Charging();
        world.Run(60);
        meter.Fail(fault, true);
        int from = world.Lines.Count;
        long before = Register(world);
        world.Run(110);
        Assert.Equal(1, world.Charger.Firmware!.Control.Facts.TransactionSerial);
        Assert.Null(world.Central.Transactions[^1].Reason);
        world.Run(60);
        Assert.Equal("Other", world.Central.Transactions[^1].Reason);
        Assert.Contains(world.Lines, l => l.Contains("transaction ended by the charger: Other, MeterSilent"));
        Assert.Equal("MeterSilent", world.Charger.Firmware.Inputs.FaultVendorCode);
        Assert.InRange(Register(world), before, before + 15);

        world.Run(4 * 3600);
        string[] told = [.. world.Lines.Skip(from).Where(l => l.Contains("meter: "))];
        Assert.True(told.Length <= 6, string.Join('\n', told));

        meter.Fail(fault, false);
        world.Run(60);
        Assert.Null(world.Charger.Firmware.Inputs.FaultVendorCode);
        world.Ask("start RIDER-2", 40);
        Assert.True(world.Charger.Stage.Amperes > 1, "charges again once the meter is back");
    }

    [Fact]
    public void Meter_SilentForAMinute_TheSameTransactionGoesOn()
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm120, out SimulatedMeter meter);
        world.Charging();
        meter.Fail("silent", true);
        world.Run(60);
        meter.Fail("silent", false);
        world.Run(60);
        Assert.True(world.Charger.Stage.Amperes > 1);
        Assert.Single(world.Central.Transactions);
        Assert.Null(world.Central.Transactions[0].Reason);
    }

    [Fact]
    public void Meter_RegisterStandsStill_WarnsThatLessIsCountedThanFlows()
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm120, out SimulatedMeter meter);
        world.Charging();
        meter.Fail("stuck", true);
        long before = Register(world);
        world.Run(600);
        Assert.InRange(Register(world), before, before + 1);
        Assert.Equal(1, world.Lines.Count(l => l.Contains(" Wh and stands still, while the power module has delivered 50 Wh")));
        Assert.Equal("MeterGaps", world.Charger.Firmware!.Inputs.FaultVendorCode);
        Assert.True(world.Charger.Stage.Amperes > 1);
        meter.Fail("stuck", false);
        world.Run(10);
        Assert.Null(world.Charger.Firmware.Inputs.FaultVendorCode);
    }

    [Fact]
    public void ResetFactory_WithAMeter_KeepsItsFiles()
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm630, out _);
        world.Booted();
        byte[] settings = "SDM630 1 9600"u8.ToArray();
        Assert.True(world.Charger.Storage.Write(MeterSettings.File, settings, 0, settings.Length));
        Assert.Contains(MeterBilling.Name + ".a", world.Charger.Storage.Names);
        world.Ask("reset factory yes", 10);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Contains(MeterBilling.Name + ".a", world.Charger.Storage.Names);
        Assert.Contains(MeterSettings.File, world.Charger.Storage.Names);
    }

    [Fact]
    public void Meter_ReplacedWhileCharging_IsToldAndTheRegisterGoesOnByDifferences()
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm630, out SimulatedMeter meter);
        world.Charging();
        world.Run(120);
        long before = Register(world);
        meter.Fail("replaced", true);
        world.Run(5);
        Assert.InRange(Register(world), before, before + 10);
        Assert.Contains(world.Lines, l => l.Contains("meter: its register is 12 Wh, lower than"));
        double drawn = meter.RegisterWh;
        before = Register(world);
        world.Run(300);
        Assert.InRange(Register(world) - before, meter.RegisterWh - drawn - 3, meter.RegisterWh - drawn + 3);
    }

    [Fact]
    public void Meter_ReplacedWhileTheChargerWasOff_IsTold()
    {
        using ConsoleWorld world = Fitted(MeterKind.Sdm120, out SimulatedMeter meter);
        world.Booted();
        world.Charger.PowerOff();
        meter.Replace(99);
        world.Booted();
        Assert.Contains(world.Lines, l => l.Contains("meter: its register is 99 Wh, lower than the 123456 Wh of last time: was the meter replaced?"));
        Assert.Equal(0, world.Charger.Firmware!.Control.Faults.Worst);
    }

    [Fact]
    public void Charger_WithoutAMeter_BillsWhatTheModuleReads()
    {
        using var world = new ConsoleWorld();
        world.Charging();
        double delivered = world.Charger.Stage.DeliveredWh;
        long before = Register(world);
        world.Run(600);
        delivered = world.Charger.Stage.DeliveredWh - delivered;
        Assert.InRange(Register(world) - before, delivered - 3, delivered + 3);
        Assert.False(world.Charger.Firmware!.Control.Faults.IsActive(ChargerFaults.MeterSilent));
    }
}
