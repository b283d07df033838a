using Ocpp.Client.Configuration;
using Simulator.Bench;

namespace Simulator.Tests.Bench;

/// <summary>The figures of the OCPP side that have a limit, on shorter runs than bench takes.</summary>
public class OcppFiguresTests
{
    [Theory]
    [InlineData(OcppKeyTable.Measurands)]
    [InlineData("Energy.Active.Import.Register,Voltage,SoC")]
    public void MeterValues_CallAndAnswer_AllocateNothing(string measurands) => Assert.Equal(0, OcppBench.AllocatedBytes(measurands, 2000));

    [Fact]
    public void Store_WithoutACentralSystem_KeepsEachMinuteOfADay()
    {
        Assert.True(StoreBench.OutageHours(60, out int most) >= 24);
        Assert.InRange(most, 32_768, 65_536);
    }
}
