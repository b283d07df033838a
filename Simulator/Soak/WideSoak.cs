using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Simulator.Soak;

/// <summary>A seed that broke something: the first breach, and the fewest faults that still break it.</summary>
public sealed record WideFailure(int Seed, string Broken, IReadOnlyList<WideFault> Faults);

/// <summary>Many seeds over the whole range on all cores; what fails is shrunken to the fewest faults.</summary>
public sealed class WideSoak(int firstSeed, int seeds, long lengthMs)
{
    private const int MostShrinkRuns = 60;

    public Action<string> Told { get; init; } = _ => { };

    /// <summary>Told how many are done, and of how many.</summary>
    public Action<int, int> Reached { get; init; } = (_, _) => { };

    public int Transactions { get; private set; }

    public int Faults { get; private set; }

    public double WallSeconds { get; private set; }

    public IReadOnlyList<WideFailure> Run()
    {
        var wall = Stopwatch.StartNew();
        var failed = new ConcurrentBag<WideFailure>();
        int done = 0;
        Parallel.For(firstSeed, firstSeed + seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            IReadOnlyList<WideFault> faults = WideFaultTable.Draw(seed, lengthMs);
            WideRun run = Play(seed, faults);
            lock (failed)
            {
                Transactions += run.Transactions;
                Faults += faults.Count;
                Reached(++done, seeds);
            }
            if (run.Oracle.Count == 0) return;
            Told($"seed {seed}: {run.Oracle.Broken[0]}");
            failed.Add(new WideFailure(seed, run.Oracle.Broken[0], Shrink(seed, faults, run.Oracle.FirstMs)));
        });
        WallSeconds = wall.Elapsed.TotalSeconds;
        return [.. failed.OrderBy(f => f.Seed)];
    }

    private WideRun Play(int seed, IReadOnlyList<WideFault> faults)
    {
        var run = new WideRun(seed, lengthMs, faults);
        run.Run();
        return run;
    }

    /// <summary>Leaves out halves, quarters and single faults as long as the run still breaks.</summary>
    private IReadOnlyList<WideFault> Shrink(int seed, IReadOnlyList<WideFault> all, long brokenMs)
    {
        List<WideFault> left = [.. all.Where(f => f.AtMs <= brokenMs)];
        int runs = 0;
        for (int size = Math.Max(1, left.Count / 2); runs < MostShrinkRuns; size = Math.Max(1, size / 2))
        {
            bool smaller = false;
            for (int at = 0; at < left.Count && runs < MostShrinkRuns;)
            {
                List<WideFault> without = [.. left.Take(at), .. left.Skip(at + size)];
                runs++;
                if (Play(seed, without).Oracle.Count > 0)
                {
                    left = without;
                    smaller = true;
                }
                else
                {
                    at += size;
                }
            }
            if (size == 1 && !smaller) break;
        }
        return left;
    }

    /// <summary>The faults with these numbers; all of the seed where none is named.</summary>
    public static IReadOnlyList<WideFault> Chosen(int seed, long lengthMs, IReadOnlyList<int> numbers) =>
        [.. WideFaultTable.Draw(seed, lengthMs).Where(f => numbers.Count == 0 || numbers.Contains(f.Number))];

    public static string Replay(WideFailure failure, double hours) => "replay: " + Cli.OwnName.ReleaseLine(string.Create(CultureInfo.InvariantCulture,
        $"soak --seeds 1 --seed {failure.Seed} --hours {hours} --faults {(failure.Faults.Count == 0 ? "0" : string.Join(' ', failure.Faults.Select(f => f.Number)))} --serial"));
}
