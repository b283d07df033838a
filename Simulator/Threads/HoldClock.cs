using System.Diagnostics;
using System.Reflection;
using Charger.Runtime;

namespace Simulator.Threads;

/// <summary>
/// Counts microseconds. A lock reads its clock for nothing but how long it was held: given this one, its longest hold is in
/// microseconds, which the platform's own clock (10 ms on the device) cannot tell.
/// </summary>
public sealed class HoldClock(ILockListener passOn) : IMonotonicClock, ILockListener
{
    private const int MicrosecondsPerMs = 1000;

    private static readonly FieldInfo s_terms = FieldOf("_terms");

    private readonly List<string> _timeouts = [];

    /// <summary>Microseconds since the machine's start.</summary>
    public long NowMs => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    /// <summary>Each time-out: which lock, who waited, who held it and for how long.</summary>
    public IReadOnlyList<string> Timeouts
    {
        get
        {
            lock (_timeouts) return [.. _timeouts];
        }
    }

    /// <summary>Before its threads start.</summary>
    public void Give(TimedLock to)
    {
        var terms = (LockTerms)s_terms.GetValue(to)!;
        s_terms.SetValue(to, new LockTerms(this, this, terms.TimeoutMs));
    }

    public void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs)
    {
        lock (_timeouts) _timeouts.Add($"lock {timedLock.Name}: {waiter} gave up waiting, {holder} holds it for {heldMs} us");
        passOn.LockTimedOut(timedLock, waiter, holder, heldMs / MicrosecondsPerMs);
    }

    private static FieldInfo FieldOf(string name) =>
        typeof(TimedLock).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"TimedLock has no field {name} any more");
}
