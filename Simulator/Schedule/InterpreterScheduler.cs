using Simulator.World;

namespace Simulator.Schedule;

/// <summary>
/// The interpreter's scheduler, rule by rule as its source has it (1.17): green threads in one task; the ready thread with
/// the highest priority plus execution counter runs until it waits or its 20 ms quantum ends, and pays for the run by its
/// priority; nothing interrupts it, not even a wake; waits are checked between runs; native calls outlast the quantum;
/// an idle loop notices things at its next 10 ms tick. A worker's step takes effect when its burst is over.
/// </summary>
public sealed class InterpreterScheduler : IScheduling
{
    public const int QuantumUs = 20_000;
    public const int FlashWriteUs = 30_000;
    private const int IdleTickUs = 10_000;
    private const int MostCredit = 33;
    private const int Lowest = 0;
    private const int Normal = 2;
    private const int Highest = 4;

    private readonly SimulatedClock _clock;
    private readonly int _seed;
    private readonly int _tickPhaseUs;
    private GreenThread[] _threads = [];
    private int _running = -1;
    private long _runEndUs;
    private long _idleFromUs;
    private int _global;
    private long _tickets;

    public InterpreterScheduler(SimulatedClock clock, int seed)
    {
        _clock = clock;
        _seed = seed;
        _tickPhaseUs = (int)(Draw(0, 0) % IdleTickUs);
    }

    /// <summary>Microseconds a wake keeps a worker busy on an ESP32 where nothing was counted: a hundred times the desktop interpreter's time, rounded up.</summary>
    public Dictionary<string, int> BurstUs { get; } = new() { ["CAN_RX"] = 1_500, ["CHARGER_COMM"] = 3_000, ["OCPP"] = 10_000, ["UI"] = 5_000 };

    /// <summary>Of a worker that is in it, what a wake keeps it busy is drawn from these times instead: its steps as they were counted, at a chip's price.</summary>
    public IReadOnlyDictionary<string, int[]> CountedUs { get; init; } = new Dictionary<string, int[]>();

    /// <summary>Set: what a wake keeps every worker busy instead, on a faster processor.</summary>
    public int? OneBurstUs { get; init; }

    /// <summary>
    /// A thread that computes without pause, of the lowest priority or, as the main thread, of normal priority. So many of a hundred of its
    /// quanta end early, with a flash write of 30 ms in the next one.
    /// </summary>
    public void AddBusy(string name, int writePercent, bool normal = false)
    {
        int at = Add(name, normal ? Normal : Lowest, 0);
        _threads[at].WritePercent = writePercent;
        _threads[at].Ready = true;
        _threads[at].Ticket = ++_tickets;
    }

    /// <summary>The thread that runs now is in a native call for so long: everyone waits.</summary>
    public void Native(int us)
    {
        Advance(_clock.NowMs * 1000);
        if (_running >= 0) _runEndUs += us;
        else _idleFromUs = Math.Max(_idleFromUs, _clock.NowMs * 1000) + us;
    }

    public long LatencyMs(WorkerSlot slot)
    {
        long nowUs = _clock.NowMs * 1000;
        Advance(nowUs);
        int at = IndexOf(slot);
        if (!_threads[at].Ready)
        {
            _threads[at].Ready = true;
            _threads[at].Ticket = ++_tickets;
        }
        return (FinishOf(at, nowUs) - nowUs + 999) / 1000;
    }

    // The forecast: the same rules on a copy, until the thread's burst is over.
    private long FinishOf(int at, long nowUs)
    {
        var threads = (GreenThread[])_threads.Clone();
        var saved = (_running, _runEndUs, _global, _tickets, _idleFromUs);
        GreenThread[] real = _threads;
        _threads = threads;
        long time = nowUs;
        while (true)
        {
            if (_running < 0) Pick(time);
            time = _runEndUs;
            bool done = _running == at;
            Finish();
            if (done) break;
        }
        _threads = real;
        (_running, _runEndUs, _global, _tickets, _idleFromUs) = saved;
        return time;
    }

    // Runs that end exactly now leave the choice open: whoever becomes ready now takes part in it.
    private void Advance(long toUs)
    {
        while (true)
        {
            if (_running < 0)
            {
                if (!AnyReady() || _idleFromUs >= toUs) return;
                Pick(_idleFromUs);
            }
            if (_runEndUs > toUs) return;
            Finish();
        }
    }

    private void Finish()
    {
        ref GreenThread th = ref _threads[_running];
        th.Ready = th.BurstUs == 0;
        if (th.WritesNext) th.Counter = _global - 1;
        th.Ticket = ++_tickets;
        _idleFromUs = _runEndUs;
        _running = -1;
    }

    private void Pick(long timeUs)
    {
        int best = -1;
        for (int i = 0; i < _threads.Length; i++)
        {
            if (!_threads[i].Ready) continue;
            if (best < 0 || _threads[i].Key > _threads[best].Key || (_threads[i].Key == _threads[best].Key && _threads[i].Ticket < _threads[best].Ticket)) best = i;
        }
        ref GreenThread th = ref _threads[best];
        if (th.Counter - _global > MostCredit) th.Counter = _global + MostCredit;
        th.Counter -= th.Debit;
        if (th.Counter < _global) _global = th.Counter;
        th.Runs++;
        // After an idle time it is the tick that notices.
        long begin = timeUs > _idleFromUs ? NextTick(timeUs) : Math.Max(timeUs, _idleFromUs);
        _running = best;
        _runEndUs = begin + LengthOf(best, ref th);
    }

    private long NextTick(long us) => (us - _tickPhaseUs + IdleTickUs - 1) / IdleTickUs * IdleTickUs + _tickPhaseUs;

    private long LengthOf(int at, ref GreenThread th)
    {
        if (th.CountedUs != null) return th.CountedUs[Draw(at + 1, th.Runs) % th.CountedUs.Length];
        if (th.BurstUs > 0) return th.BurstUs;
        if (th.WritesNext)
        {
            th.WritesNext = false;
            return FlashWriteUs;
        }
        uint draw = Draw(at + 1, th.Runs);
        if (draw % 100 >= th.WritePercent) return QuantumUs;
        // It lets others run before it writes, as FlashStorage does.
        th.WritesNext = true;
        return (int)(draw / 100 % QuantumUs);
    }

    // The same run has the same length in the forecast and when it comes.
    private uint Draw(int thread, int run)
    {
        uint x = (uint)(_seed * 7919 + thread) * 2654435761u + (uint)run * 2246822519u;
        x = (x ^ (x >> 15)) * 2246822519u;
        x = (x ^ (x >> 13)) * 3266489917u;
        return x ^ (x >> 16);
    }

    private bool AnyReady()
    {
        foreach (ref readonly GreenThread th in _threads.AsSpan())
        {
            if (th.Ready) return true;
        }
        return false;
    }

    private int IndexOf(WorkerSlot slot)
    {
        for (int i = 0; i < _threads.Length; i++)
        {
            if (_threads[i].Name == slot.Worker.Name) return i;
        }
        int added = Add(slot.Worker.Name, slot.Highest ? Highest : Lowest, OneBurstUs ?? BurstUs.GetValueOrDefault(slot.Worker.Name, 1_000));
        _threads[added].CountedUs = CountedUs.GetValueOrDefault(slot.Worker.Name);
        return added;
    }

    private int Add(string name, int priority, int burstUs)
    {
        Array.Resize(ref _threads, _threads.Length + 1);
        _threads[^1] = new GreenThread { Name = name, Priority = priority, Counter = _global, BurstUs = burstUs };
        return _threads.Length - 1;
    }
}
