namespace Simulator.Web;

/// <summary>
/// The latest things of one kind, each with a number that counts up from 1. A reader keeps the number of the last item it has
/// read; items that were overwritten meanwhile are reported as a count and never kept for a slow reader. Safe from several threads.
/// </summary>
public sealed class FeedRing<T>(int capacity)
{
    private readonly Lock _guard = new();
    private readonly T[] _held = new T[capacity];
    private long _next = 1;

    /// <summary>Number of the latest one, 0 before the first.</summary>
    public long Latest
    {
        get { lock (_guard) return _next - 1; }
    }

    public void Add(T item)
    {
        lock (_guard) _held[_next++ % capacity] = item;
    }

    /// <summary>What came after that number, oldest first, <paramref name="most"/> at most; their last number and how many were overwritten before them.</summary>
    public FeedPart<T> After(long number, int most)
    {
        lock (_guard)
        {
            long first = Math.Max(number + 1, Math.Max(1, _next - capacity));
            // A new reader has missed nothing.
            long lost = number == 0 ? 0 : first - number - 1;
            int count = (int)Math.Clamp(_next - first, 0, most);
            var items = new T[count];
            for (int i = 0; i < count; i++) items[i] = _held[(first + i) % capacity];
            return new FeedPart<T>(items, first + count - 1, lost);
        }
    }
}

/// <summary>What a reader gets of a <see cref="FeedRing{T}"/>.</summary>
/// <param name="Last">Number of the last item here, or of what was asked for when there is none.</param>
/// <param name="Lost">Items that were overwritten before they were read.</param>
public readonly record struct FeedPart<T>(IReadOnlyList<T> Items, long Last, long Lost);
