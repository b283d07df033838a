using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Session;

namespace Simulator.Fleet;

/// <summary>
/// Many chargers in one process at one central system on loopback: all boot, charge, lose the central system at the same moment,
/// connect again, stop and deliver. The invariants of the soak are checked for each of them.
/// </summary>
public sealed class FleetRun : IDisposable
{
    private const int PhaseLimitMs = 180_000;
    private const int RoundMs = 10;

    private readonly EmbeddedCentralSystem _central;
    private readonly FleetCharger[] _chargers;
    private readonly FleetClock _clock;
    private readonly long _before;
    private readonly Lock _guard = new();
    private readonly List<long> _opened = [];
    private long _storedMs = -1;

    /// <param name="jitter">False: the same without jitter, to compare with.</param>
    /// <param name="speed">Fleet seconds for each real one.</param>
    public FleetRun(int chargers, int seed, bool jitter, double speed = 1)
    {
        _clock = new FleetClock(speed);
        DateTime start = new(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc);
        _central = EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions { UtcNow = () => start.AddMilliseconds(_clock.NowMs), Log = Log }).GetAwaiter().GetResult();
        long before = GC.GetTotalMemory(true);
        _chargers = [.. Enumerable.Range(1, chargers).Select(n => new FleetCharger(n, seed, _central.Url, jitter))];
        _before = before;
    }

    /// <summary>Time in which all chargers boot.</summary>
    public int BootWithinMs { get; init; } = 10_000;

    /// <summary>Time in which all chargers plug in; the same for presenting an id, and for stopping.</summary>
    public int SessionsWithinMs { get; init; } = 20_000;

    /// <summary>How long all charge before the outage, at least.</summary>
    public int ChargeMs { get; init; } = 20_000;

    /// <summary>Called often with what goes on.</summary>
    public Action<string>? Told { get; set; }

    public CancellationToken Ended { get; set; }

    /// <summary>What broke, one sentence each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Managed memory of the process for each charger while all charge, with its models and its part of the central system.</summary>
    public double MemoryPerChargerKb { get; private set; }

    /// <summary>Chargers that came back in each second after the outage.</summary>
    public IReadOnlyList<int> Reconnects { get; private set; } = [];

    public int Transactions { get; private set; }

    public double WallSeconds => _clock.WallMs / 1000.0;

    /// <summary>How fast the fleet's time went, 1 for real time.</summary>
    public double Pace => (double)_clock.NowMs / Math.Max(1, _clock.WallMs);

    public void Run(int outageMs)
    {
        Each(c => c.Within(BootWithinMs, c.World.PowerOn));
        Phase("boot", () => Count(c => c.Online), 0);
        Each(c => c.Within(SessionsWithinMs, c.Plug));
        Phase("plug in", () => Count(c => c.World.Firmware is { Inputs.Plugged: true }), 0);
        Each(c => c.Within(SessionsWithinMs, c.Present));
        Phase("charge", () => Count(c => c.Charging), ChargeMs);
        MemoryPerChargerKb = (GC.GetTotalMemory(true) - _before) / 1024.0 / _chargers.Length;
        _central.Killed = true;
        Phase("outage", () => _chargers.Length, outageMs);
        lock (_guard) _opened.Clear();
        _storedMs = _clock.NowMs;
        _central.Killed = false;
        Phase("reconnect", () => Count(c => c.Online), 0);
        Reconnects = Histogram();
        Each(c => c.Within(SessionsWithinMs, () => c.World.PressStop()));
        Phase("stop", () => Count(c => !c.Busy), 0);
        Each(c => c.World.Unplug());
        Phase("unplug", () => Count(c => c.World.Firmware is { Inputs.Plugged: false }), 0);
        Judge();
    }

    public void Dispose()
    {
        foreach (FleetCharger charger in _chargers) charger.CloseAll();
        _central.Dispose();
    }

    /// <summary>Runs until all chargers have reached the state, and at least for the given time.</summary>
    private void Phase(string name, Func<int> reached, long leastMs)
    {
        long start = _clock.NowMs;
        while (true)
        {
            Ended.ThrowIfCancellationRequested();
            long now = _clock.Advance();
            int threads = Math.Min(Environment.ProcessorCount, _chargers.Length);
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t =>
            {
                for (int i = t; i < _chargers.Length; i += threads) _chargers[i].World.Loop.RunUntil(() => false, now);
            });
            int count = reached();
            Told?.Invoke(FormattableString.Invariant($"{name}: {count} of {_chargers.Length}, {(now - start) / 1000} s"));
            if (count == _chargers.Length && now - start >= leastMs) return;
            if (now - start > leastMs + PhaseLimitMs)
            {
                Failures.Add($"{name}: only {count} of {_chargers.Length} within {(leastMs + PhaseLimitMs) / 1000} s");
                return;
            }
            Thread.Sleep(RoundMs);
        }
    }

    private void Judge()
    {
        foreach (FleetCharger charger in _chargers)
        {
            IReadOnlyList<CentralTransaction> transactions = _central.SessionOf(charger.Identity).Transactions;
            Transactions += transactions.Count;
            if (transactions is not [{ Stopped: true }]) Failures.Add($"{charger.Identity}: {transactions.Count} transactions, {transactions.Count(t => t.Stopped)} of them stopped, instead of one");
            if (Summary.WrongBill(charger.World.Stage.DeliveredWh, transactions) is string wrong) Failures.Add($"{charger.Identity}: {wrong}");
            Failures.AddRange(charger.Invariants.Broken.Select(b => $"{charger.Identity}: {b}"));
            Failures.AddRange(_central.SessionOf(charger.Identity).Violations.Select(v => $"{charger.Identity}: {v}"));
            if (charger.LockTimeouts > 0) Failures.Add($"{charger.Identity}: {charger.LockTimeouts} lock time-outs");
        }
    }

    private int[] Histogram()
    {
        lock (_guard)
        {
            if (_opened.Count == 0) return [];
            int[] seconds = new int[(_opened.Max() - _storedMs) / 1000 + 1];
            foreach (long at in _opened) seconds[Math.Max(0, (at - _storedMs) / 1000)]++;
            return seconds;
        }
    }

    private int Count(Func<FleetCharger, bool> holds) => _chargers.Count(holds);

    private void Each(Action<FleetCharger> act)
    {
        foreach (FleetCharger charger in _chargers) act(charger);
    }

    // The central system tells each connection that begins.
    private void Log(string line)
    {
        if (!line.StartsWith('+')) return;
        lock (_guard) _opened.Add(_clock.NowMs);
    }
}
