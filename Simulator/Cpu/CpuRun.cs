namespace Simulator.Cpu;

/// <summary>One thread's or one method's share: calls and instructions a second, as the interpreter would count them.</summary>
public sealed record CpuRate(string Name, double Calls, double Instructions);

/// <summary>Counts what the firmware does in one situation, by thread and by method, with the stated cost of each call into the platform.</summary>
public sealed class CpuRun
{
    /// <summary>The platform's event thread, which the pins' edges run on.</summary>
    public const string EventThread = "EVENTS";

    private readonly CountingContext _context;
    private readonly PlatformCosts _costs = new();
    private readonly Dictionary<string, CpuCounts> _threads = [];
    private readonly Dictionary<string, int> _turns = [];
    private readonly CpuCounts _world;
    private int _edges;
    private double _seconds;

    private CpuRun(CountingContext context)
    {
        _context = context;
        _world = new CpuCounts(context.Weaver);
    }

    /// <summary>Runs a situation, counting for so long after it has settled.</summary>
    public static CpuRun Of(CountingContext context, CpuSituation situation, int seconds)
    {
        var run = new CpuRun(context);
        dynamic play = context.Create(typeof(CpuPlay), (Action<string?>)run.Turn, (Action)run.Edge);
        play.Prepare(situation.ToString());
        run.Clear();
        play.Run(seconds * 1000);
        run._seconds = seconds;
        return run;
    }

    /// <summary>Calls the OCPP thread makes for one command of the central system, its answer included, beyond what it makes anyway.</summary>
    public static long CallsOf(CountingContext context, string action)
    {
        const int Seconds = 10;
        var run = new CpuRun(context);
        dynamic play = context.Create(typeof(CpuPlay), (Action<string?>)run.Turn, (Action)run.Edge);
        play.Prepare(nameof(CpuSituation.Idle));
        run._seconds = 1;
        double[] calls = new double[2];
        for (int i = 0; i < 2; i++)
        {
            run.Clear();
            if (i == 1) play.Command(action);
            play.Run(Seconds * 1000);
            calls[i] = run.Threads.Single(t => t.Name == "OCPP").Calls;
        }
        return (long)(calls[1] - calls[0]);
    }

    /// <summary>Calls and instructions a second of all threads.</summary>
    public CpuRate Total => new("all threads", Threads.Sum(t => t.Calls), Threads.Sum(t => t.Instructions));

    /// <summary>Turns a second, by thread.</summary>
    public double TurnsOf(string thread) => _turns.GetValueOrDefault(thread) / _seconds;

    public IEnumerable<CpuRate> Threads => _threads.Select(t => Rate(t.Key, Rows(t.Value, _turns.GetValueOrDefault(t.Key), t.Key)))
        .Append(Rate(EventThread, [Outside(PlatformCosts.Edge, 2 * _edges)]));

    /// <summary>The most expensive methods, calls into the platform and through ports included, by their cost.</summary>
    public IEnumerable<CpuRate> Dearest(CpuPrice price) => _threads
        .SelectMany(t => Rows(t.Value, _turns.GetValueOrDefault(t.Key), t.Key))
        .Append(Outside(PlatformCosts.Edge, 2 * _edges))
        .GroupBy(r => r.Name)
        .Select(g => Rate(g.Key, g))
        .OrderByDescending(price.Of);

    private void Turn(string? thread)
    {
        if (thread == null)
        {
            _context.Count(_world);
            return;
        }
        if (!_threads.TryGetValue(thread, out CpuCounts? counts)) _threads[thread] = counts = new CpuCounts(_context.Weaver);
        _turns[thread] = _turns.GetValueOrDefault(thread) + 1;
        _context.Count(counts);
    }

    private void Edge() => _edges++;

    private void Clear()
    {
        _threads.Clear();
        _turns.Clear();
        _edges = 0;
    }

    private CpuRate Rate(string name, IEnumerable<CpuRate> rows) => new(name, rows.Sum(r => r.Calls) / _seconds, rows.Sum(r => r.Instructions) / _seconds);

    private IEnumerable<CpuRate> Rows(CpuCounts counts, int turns, string thread)
    {
        for (int i = 0; i < counts.Calls.Length; i++)
        {
            if (counts.Instructions[i] > 0) yield return new CpuRate(_context.Weaver.Methods[i], counts.Calls[i], counts.Instructions[i]);
        }
        for (int i = 0; i < counts.Outside.Length; i++)
        {
            if (counts.Outside[i] > 0) yield return Outside(_context.Weaver.Outside[i], counts.Outside[i]);
        }
        yield return Outside(thread == "MAIN" ? PlatformCosts.MainTurn : PlatformCosts.Turn, turns);
    }

    private CpuRate Outside(string name, int times)
    {
        (int calls, int instructions) = _costs.Of(name);
        return new CpuRate("> " + name, (double)calls * times, (double)instructions * times);
    }
}

/// <summary>What an instruction and a call take on a chip, in nanoseconds.</summary>
public sealed record CpuPrice(double InstructionNs, double CallNs)
{
    /// <summary>
    /// A chip a hundred times slower than the interpreter on a desktop core, where an instruction takes about 12 ns and a call
    /// 70 ns above its instructions (measured there in November 2026: 430,000 and 39,000 a second took 8 ms).
    /// </summary>
    public static readonly CpuPrice Esp32 = new(1200, 7000);

    /// <summary>Nanoseconds for what is counted.</summary>
    public double Of(CpuRate rate) => rate.Calls * CallNs + rate.Instructions * InstructionNs;

    /// <summary>Percent of the chip's time, for counts of one second.</summary>
    public double Percent(CpuRate perSecond) => Of(perSecond) / 1e9 * 100;
}
