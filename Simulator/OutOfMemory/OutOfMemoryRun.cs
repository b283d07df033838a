namespace Simulator.OutOfMemory;

/// <summary>Lets the N-th allocation of every worker fail while it charges, once and lasting, each in a new world.</summary>
public static class OutOfMemoryRun
{
    public static readonly string[] Workers = ["CAN_RX", "CHARGER_COMM", "OCPP", "UI", "MAIN"];

    /// <summary>So many places in a row beyond the last that an allocation was reached at end a worker's turn.</summary>
    private const int MostMissed = 2;

    public static OutOfMemoryResult Run(int wanted, int mostPlaces = int.MaxValue)
    {
        using var faults = new AllocationFaults();
        var result = new OutOfMemoryResult();
        int[] missed = new int[Workers.Length];
        var worlds = new Worlds(faults);
        for (int n = 1; n <= mostPlaces && result.Injections < wanted && missed.Any(m => m < MostMissed); n++)
            for (int w = 0; w < Workers.Length; w++)
            {
                if (missed[w] >= MostMissed) continue;
                bool fired = false;
                foreach (bool lasts in new[] { false, true }) fired |= One(worlds, faults, result, Workers[w], n, lasts);
                missed[w] = fired ? 0 : missed[w] + 1;
            }
        worlds.Drop();
        return result;
    }

    private static bool One(Worlds worlds, AllocationFaults faults, OutOfMemoryResult result, string worker, int n, bool lasts)
    {
        dynamic world = worlds.Get();
        world.Run(worker, n, lasts, (Action<int, bool>)faults.Arm, (Func<int>)faults.Disarm, (Func<int>)(() => faults.Thrown));
        string wrong = world.Wrong;
        if (wrong.Length > 0)
        {
            result.Wrong.Add($"{worker}, allocation {n}{(lasts ? " and all after it" : "")}: {wrong}");
            worlds.Drop();
        }
        if (!(bool)world.Fired) return false;
        result.Injections++;
        if ((bool)world.Died) result.Deaths++;
        if ((bool)world.LeftOn) result.LeftOn++;
        return true;
    }

    /// <summary>One world for many failures, and another after a wrong one or after so many.</summary>
    private sealed class Worlds(AllocationFaults faults)
    {
        private const int MostUses = 50;

        private object? _world;
        private int _made;
        private int _uses;

        public object Get()
        {
            if (_uses++ >= MostUses) Drop();
            return _world ??= faults.Create(typeof(OutOfMemoryWorld), ++_made);
        }

        public void Drop()
        {
            (_world as IDisposable)?.Dispose();
            _world = null;
            _uses = 0;
        }
    }
}

/// <summary>The result of a run.</summary>
public sealed class OutOfMemoryResult
{
    /// <summary>Allocations that failed, each in a world of its own.</summary>
    public int Injections { get; set; }

    /// <summary>Of these, those after which a worker ended and the device restarted; the others were handled where they came.</summary>
    public int Deaths { get; set; }

    /// <summary>Those after which the output was not off in time.</summary>
    public int LeftOn { get; set; }

    public List<string> Wrong { get; } = [];
}
