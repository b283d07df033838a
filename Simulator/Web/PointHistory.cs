namespace Simulator.Web;

/// <summary>One point of the charts; null where the charger does not know the value.</summary>
/// <param name="T">Seconds of the charger's world.</param>
/// <param name="Wh">Energy of the running or last transaction.</param>
/// <param name="Heap">Free bytes of the managed heap.</param>
public sealed record ChartPoint(double T, double? V, double? A, double? W, double? Soc, double? Wh, double? Heap);

/// <summary>
/// The whole past for a page that is opened late, in a bounded number of points: when it is full, every second point is removed and
/// from then on half as many are added. Safe from several threads.
/// </summary>
public sealed class PointHistory(int most)
{
    private readonly Lock _guard = new();
    private readonly List<(long Number, ChartPoint Point)> _points = [];
    private long _next = 1;
    private int _every = 1;
    private int _skipped;

    public void Add(ChartPoint point)
    {
        lock (_guard)
        {
            // When a board restarts, its clock begins at 0, and the chart begins anew.
            if (_points.Count > 0 && point.T < _points[^1].Point.T) Restart();
            if (++_skipped < _every) return;
            _skipped = 0;
            _points.Add((_next++, point));
            if (_points.Count < most) return;
            for (int i = _points.Count - 2; i >= 0; i -= 2) _points.RemoveAt(i);
            _every *= 2;
        }
    }

    /// <summary>What came after that number, and the number of the last.</summary>
    public (IReadOnlyList<ChartPoint> Points, long Last) After(long number)
    {
        lock (_guard)
        {
            int from = _points.FindIndex(p => p.Number > number);
            return from < 0 ? ([], Math.Max(number, 0)) : ([.. _points.Skip(from).Select(p => p.Point)], _points[^1].Number);
        }
    }

    private void Restart()
    {
        _points.Clear();
        _every = 1;
        _skipped = 0;
    }
}
