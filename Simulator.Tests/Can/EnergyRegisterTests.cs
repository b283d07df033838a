using Charger.Can;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Tests.Can;

/// <summary>When the register is written, and what.</summary>
public sealed class EnergyRegisterTests
{
    private const long Wh = EnergyMeter.PerWh;

    [Fact]
    public void On_ReserveIsWrittenFirstAndAgainWhenAFifthIsLeft()
    {
        var rig = new Rig();
        rig.Register.Step(1000, true);
        Assert.Equal((1, 25 * Wh, 0), (rig.Flash.Writes, rig.Ceiling, rig.Register.Wh));
        rig.Meter.TotalMwMs = 20 * Wh - 1;
        rig.Register.Step(2000, true);
        Assert.Equal((1, 19), (rig.Flash.Writes, rig.Register.Wh));
        rig.Meter.TotalMwMs = 20 * Wh;
        rig.Register.Step(3000, true);
        Assert.Equal((2, 20 * Wh, 45 * Wh), (rig.Flash.Writes, rig.Total, rig.Ceiling));
    }

    [Fact]
    public void On_AtHighPower_AReserveLastsAMinuteAndAFifth()
    {
        var rig = new Rig();
        rig.Meter.Sample(0, 100_000, 100_000, true);
        rig.Register.Step(1000, true);
        Assert.Equal(10_000_000L * 75_000, rig.Ceiling);
    }

    [Fact]
    public void Off_ExactValueIsWrittenTenSecondsAfter()
    {
        var rig = new Rig();
        rig.Register.Step(1000, true);
        rig.Meter.TotalMwMs = 7 * Wh + 1;
        rig.Register.Step(20_000, false);
        rig.Register.Step(29_999, false);
        Assert.Equal(1, rig.Flash.Writes);
        rig.Register.Step(30_000, false);
        Assert.Equal((2, 7 * Wh + 1), (rig.Flash.Writes, rig.Ceiling));
        rig.Register.Step(50_000, false);
        Assert.Equal(2, rig.Flash.Writes);
        Assert.Equal(7, new Rig(rig.Flash).Register.Wh);
    }

    [Fact]
    public void Raise_ToMore_IsKeptAndWrittenTenSecondsAfterTheFirstStep()
    {
        var rig = new Rig();
        Assert.False(rig.Register.RaiseTo(0));
        Assert.True(rig.Register.RaiseTo(100));
        Assert.False(rig.Register.RaiseTo(100));
        Assert.Equal(100, rig.Register.Wh);
        rig.Register.Step(50_000, false);
        Assert.Equal(0, rig.Flash.Writes);
        rig.Register.Step(60_000, false);
        Assert.Equal((1, 100), (rig.Flash.Writes, rig.Register.Wh));
        Assert.Equal((100 * Wh + 1, 100 * Wh + 1), (rig.Total, rig.Ceiling));
    }

    [Fact]
    public void Over_ReserveNotOnFlash_IsNotTold()
    {
        var rig = new Rig();
        rig.Flash.Refusing = true;
        rig.Register.Step(1000, true);
        Assert.True(rig.Register.Failing);
        rig.Meter.TotalMwMs = 3 * Wh;
        Assert.Equal(0, rig.Register.Wh);
        rig.Register.Step(1999, true);
        Assert.Equal(1, rig.Flash.Refused);
        rig.Flash.Refusing = false;
        rig.Register.Step(2000, true);
        Assert.False(rig.Register.Failing);
        Assert.Equal(3, rig.Register.Wh);
    }

    [Fact]
    public void Meter_OddHalves_AreCarriedAndGapsAreNotCounted()
    {
        int[] settings = ChargerSettings.Defaults();
        int gapMs = settings[ChargerSettings.EnergyGapMs];
        var meter = new EnergyMeter(settings);
        meter.Sample(0, 1, 1000, true);
        meter.Sample(1, 0, 0, true);
        Assert.Equal(0, meter.TotalMwMs);
        meter.Sample(2, 1, 1000, true);
        Assert.Equal(1, meter.TotalMwMs);
        meter.Sample(2 + gapMs + 1, 1, 1000, true);
        Assert.Equal((1, gapMs + 1), (meter.TotalMwMs, meter.SessionGapMs));
        Assert.True(meter.ConsumeGapWarning());
        Assert.False(meter.ConsumeGapWarning());
        meter.StartSession();
        Assert.Equal((0, 0), (meter.SessionMs, meter.SessionGapMs));
        meter.SessionMs = 100_000;
        meter.SessionGapMs = 5_000;
        Assert.False(meter.ConsumeGapWarning());
        meter.SessionGapMs = 5_001;
        Assert.True(meter.ConsumeGapWarning());
    }

    private sealed class Rig
    {
        public Rig(MemoryStorage? flash = null)
        {
            Flash = flash ?? new MemoryStorage();
            Register = new EnergyRegister(Store(), Meter, Settings);
        }

        public MemoryStorage Flash { get; }

        public int[] Settings { get; } = ChargerSettings.Defaults();

        public EnergyMeter Meter { get; } = new(ChargerSettings.Defaults());

        public EnergyRegister Register { get; }

        public long Total => Stored(0);

        public long Ceiling => Stored(8);

        private SlotStore Store() => new(Flash, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);

        private long Stored(int at)
        {
            byte[] payload = new byte[EnergyRegister.PayloadBytes];
            Assert.Equal(payload.Length, Store().Load(payload, 0, payload.Length));
            return Bytes.Int64(payload, at);
        }
    }
}
