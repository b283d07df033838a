using System.Diagnostics;

namespace Simulator.World;

/// <summary>How long each worker's steps take on this machine, by the stopwatch: for figures only, never for what happens.</summary>
public sealed class StepTimes
{
    private readonly Dictionary<string, List<long>> _ticks = new(StringComparer.Ordinal);

    public IEnumerable<string> Workers => _ticks.Keys.Order(StringComparer.Ordinal);

    public void Add(string worker, long ticks)
    {
        if (!_ticks.TryGetValue(worker, out List<long>? list)) _ticks[worker] = list = [];
        list.Add(ticks);
    }

    /// <summary>The step below which the given share of all lies, in microseconds.</summary>
    public double Microseconds(string worker, double share)
    {
        List<long> list = _ticks[worker];
        list.Sort();
        return list[(int)Math.Min(list.Count - 1, share * list.Count)] * 1e6 / Stopwatch.Frequency;
    }

    /// <summary>Share of one worker in the time of all, in percent.</summary>
    public double SharePercent(string worker)
    {
        double all = _ticks.Values.Sum(l => (double)l.Sum());
        return all > 0 && _ticks.TryGetValue(worker, out List<long>? mine) ? 100 * mine.Sum() / all : 0;
    }
}
