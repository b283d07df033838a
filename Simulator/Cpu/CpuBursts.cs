using Simulator.Schedule;

namespace Simulator.Cpu;

/// <summary>Faults against a charging stand, for the count of its turns. Made in the counting context, so it speaks in types of the framework only.</summary>
/// <param name="turn">A thread's name before its turn, null after it.</param>
public sealed class CpuStops(Action<string?> turn)
{
    private const int Seed = 99;

    public void Run(int faults) => new StopFaults(Seed, OtherThreads.OcppBusy, null, turn).Run(faults);
}

/// <summary>
/// How long each turn of CAN_RX and CHARGER_COMM keeps a chip busy while it charges and faults stop it: the instructions and calls
/// that really ran, those of the adapters and of the platform included, at the chip's price. Native code (SPI, pins) is not in it.
/// </summary>
public static class CpuBursts
{
    private const int LeastUs = 100;

    /// <summary>First turns of each thread, which are left out: they start the controllers, which takes a hundred milliseconds, before the output is on.</summary>
    private const int TurnsOfTheStart = 20;

    /// <summary>Every turn's time in microseconds, by thread.</summary>
    public static IReadOnlyDictionary<string, int[]> Of(CountingContext context, CpuPrice price, int faults)
    {
        var costs = new PlatformCosts();
        var turn = new CpuCounts(context.Weaver);
        var world = new CpuCounts(context.Weaver);
        (int Calls, int Instructions)[] outside = [.. context.Weaver.Outside.Select(costs.Of)];
        (int Calls, int Instructions) shell = costs.Of(PlatformCosts.Turn);
        var all = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        string? running = null;
        dynamic stops = context.Create(typeof(CpuStops), (Action<string?>)(thread =>
        {
            context.Count(thread == null ? world : turn);
            if (thread == null && running != null)
            {
                double calls = turn.Calls.Sum() + outside.Select((o, i) => (double)o.Calls * turn.Outside[i]).Sum() + shell.Calls;
                double instructions = turn.Instructions.Sum() + outside.Select((o, i) => (double)o.Instructions * turn.Outside[i]).Sum() + shell.Instructions;
                if (!all.TryGetValue(running, out List<int>? list)) all[running] = list = [];
                list.Add(Math.Max(LeastUs, (int)(price.Of(new CpuRate(running, calls, instructions)) / 1000)));
                Array.Clear(turn.Calls);
                Array.Clear(turn.Instructions);
                Array.Clear(turn.Outside);
            }
            running = thread;
        }));
        stops.Run(faults);
        return all.ToDictionary(a => a.Key, a => a.Value.Skip(TurnsOfTheStart).ToArray(), StringComparer.Ordinal);
    }
}
