namespace Simulator.Tests.CentralSystem;

/// <summary>A clock that the test moves; timers fire on the thread that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _guard = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_guard) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_guard) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        DateTimeOffset until = GetUtcNow() + by;
        while (NextDue(until) is ManualTimer due) due.Fire();
        lock (_guard) _now = until;
    }

    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (_guard)
        {
            ManualTimer? next = _timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (next != null && next.Due > _now) _now = next.Due;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public void Fire()
        {
            lock (time._guard) Due = _period > TimeSpan.Zero ? Due + _period : DateTimeOffset.MaxValue;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._guard)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time._now + dueTime;
                _period = period;
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._guard) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
