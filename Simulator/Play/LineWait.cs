namespace Simulator.Play;

/// <summary>Waits for lines on a screen, in the charger's time.</summary>
public sealed class LineWait
{
    private const int LookEveryMs = 10;

    private readonly Func<double> _seconds;
    private volatile string? _wanted;
    private volatile bool _seen;

    public LineWait(PlayScreen screen, Func<double> seconds)
    {
        _seconds = seconds;
        screen.Told += Take;
    }

    /// <summary>False when no line with the text came in time; without a text true when the time is over.</summary>
    public async Task<bool> ForAsync(string? text, int seconds, CancellationToken end)
    {
        _seen = false;
        _wanted = text;
        double until = _seconds() + seconds;
        while (!_seen && _seconds() < until) await Task.Delay(LookEveryMs, end);
        _wanted = null;
        return text == null || _seen;
    }

    private void Take(string line)
    {
        if (_wanted is string wanted && line.Contains(wanted, StringComparison.OrdinalIgnoreCase)) _seen = true;
    }
}
