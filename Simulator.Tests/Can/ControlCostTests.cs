using Charger.Can;
using Simulator.Bench;

namespace Simulator.Tests.Can;

/// <summary>What the control may cost: nothing on the heap, few calls; and its integer conversion of floats, compared with the desktop's own.</summary>
public class ControlCostTests
{
    [Fact]
    public void Control_WhileCharging_AllocatesNothing()
    {
        var stand = new ControlStand();
        stand.BringUp();
        // The register is written once a minute at most, and the storage allocates for it: this falls outside the measured time.
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++) stand.Turn(76_000, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(stand.Control.Module.OutputOn);
    }

    [Fact]
    public void TerminalPowerFrame_FromRingToGate_IsAtMostThirtyCalls()
    {
        int calls = ControlBench.CallsPerFrame();
        Assert.InRange(calls, 5, 30);
    }

    [Fact]
    public void EightHours_At142W_AreWithinATenthOfAPercent() => Assert.InRange(EnergyBench.ErrorPercent(), 0, 0.1);

    [Fact]
    public void FloatMilli_AnyBits_IsTheDesktopsOwnRounding()
    {
        var random = new Random(1);
        byte[] bytes = new byte[4];
        for (int i = 0; i < 2_000_000; i++)
        {
            uint bits = i < 1_000_000 ? (uint)random.NextInt64(1L << 32) : BitConverter.SingleToUInt32Bits((float)(random.NextDouble() * 400 - 50));
            BigEndian.PutU32(bytes, 0, bits);
            double value = BitConverter.UInt32BitsToSingle(bits) * 1000.0;
            int expected = !double.IsFinite(value) || value < -int.MaxValue - 0.49 ? BigEndian.NotANumber
                : value > int.MaxValue + 0.49 ? int.MaxValue : (int)Math.Round(value, MidpointRounding.AwayFromZero);
            Assert.True(expected == BigEndian.FloatMilli(bytes, 0), $"0x{bits:X8} {value}: {BigEndian.FloatMilli(bytes, 0)}");
        }
    }
}
