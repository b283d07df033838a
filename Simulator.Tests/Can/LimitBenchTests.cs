using Simulator.Bench;

namespace Simulator.Tests.Can;

/// <summary>A sample of the bench's trials. Their times are simulated, so a limit may be asserted.</summary>
public sealed class LimitBenchTests
{
    [Fact]
    public void Limits_SeededValuesAndInstants_TripInTimeAndNeverByOneFrame()
    {
        var figures = new Figures();
        LimitBench.Run(figures, 60);
        Assert.InRange(figures.All["safety.trip_over_voltage_worst_ms"], 200, 500);
        Assert.InRange(figures.All["safety.trip_over_current_worst_ms"], 200, 500);
        Assert.InRange(figures.All["safety.trip_over_voltage_stand_in_worst_ms"], 200, 1500);
        Assert.InRange(figures.All["safety.trip_over_current_stand_in_worst_ms"], 200, 1500);
        Assert.InRange(figures.All["safety.trip_temperature_worst_ms"], 200, 1500);
        Assert.Equal(0, figures.All["safety.false_trips"]);
        Assert.Equal(0, figures.All["safety.starts_before_clear_alarms"]);
    }

    private sealed class Figures : IFigures
    {
        public Dictionary<string, long> All { get; } = [];

        public void Add(string name, long value) => All.Add(name, value);

        public void Add(string name, double value, int digits) => All.Add(name, (long)value);
    }
}
