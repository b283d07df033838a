namespace Charger.Runtime
{
    /// <summary>Time for deadlines and ages: milliseconds since boot, never stepping back. On the device its resolution is 10 ms.</summary>
    public interface IMonotonicClock
    {
        /// <summary>Milliseconds since boot.</summary>
        long NowMs { get; }
    }

    /// <summary>Time for timestamps: it may be unknown after boot and may step when the central system tells the time.</summary>
    public interface IWallClock
    {
        /// <summary>False until someone has set the clock since boot; then <see cref="UtcNowMs"/> means nothing.</summary>
        bool IsKnown { get; }

        /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
        long UtcNowMs { get; }

        /// <summary>Sets the clock, in milliseconds since 1970-01-01T00:00:00Z.</summary>
        void Set(long utcMs);
    }
}
