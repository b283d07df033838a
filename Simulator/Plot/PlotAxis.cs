using System.Globalization;

namespace Simulator.Plot;

/// <summary>Round ticks for an axis.</summary>
public static class PlotAxis
{
    private static readonly double[] s_steps = [1, 2, 5, 10];
    private static readonly double[] s_timeSteps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

    /// <summary>From the tick at or below the least value to the one at or above the most.</summary>
    public static IReadOnlyList<double> Ticks(double least, double most, int about)
    {
        double raw = Math.Max(most - least, 1e-9) / about;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = s_steps.First(s => s * power >= raw * 0.999) * power;
        double first = Math.Floor(least / step + 1e-9) * step;
        int count = (int)Math.Ceiling((most - first) / step - 1e-9) + 1;
        return [.. Enumerable.Range(0, Math.Max(2, count)).Select(i => first + i * step)];
    }

    /// <summary>Times in seconds at which people look at a clock.</summary>
    public static IReadOnlyList<double> TimeTicks(double to, int about)
    {
        double step = s_timeSteps.FirstOrDefault(s => to / s <= about, 86_400 * Math.Ceiling(to / 86_400 / about));
        return [.. Enumerable.Range(0, (int)(to / step) + 1).Select(i => i * step)];
    }

    /// <summary>A value on an axis: 1500000 is 1.5 M.</summary>
    public static string Value(double value) => Math.Abs(value) switch
    {
        >= 1e6 => (value / 1e6).ToString("0.###", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.###", CultureInfo.InvariantCulture) + " k",
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    /// <summary>h:mm:ss, or m:ss within the first hour.</summary>
    public static string Clock(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours < 1 ? $"{time.Minutes}:{time.Seconds:00}" : $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}";
    }

    public static string Duration(double seconds) => seconds < 120 ? FormattableString.Invariant($"{seconds:0} s") : seconds < 7200 ? FormattableString.Invariant($"{seconds / 60:0} min") : FormattableString.Invariant($"{seconds / 3600:0.#} h");
}
