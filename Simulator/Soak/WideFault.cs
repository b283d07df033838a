using System.Globalization;

namespace Simulator.Soak;

/// <summary>One fault of a run over the whole range: what breaks, when, for how long, with which value.</summary>
/// <param name="Number">By it a shrunken run names it.</param>
/// <param name="Value">A voltage, current, temperature, function or bus, as the kind says.</param>
public sealed record WideFault(int Number, string Kind, long AtMs, long ForMs, double Value)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Number} {Kind} {Value:0.###} at {AtMs / 1000.0:F1} s for {ForMs / 1000.0:F1} s");
}

/// <summary>Everything that physics and damaged hardware can send, and what is drawn of it.</summary>
public static class WideFaultTable
{
    private const int QuietAtStartMs = 30_000;

    /// <summary>The last minutes are free of faults: there the charger has to charge again.</summary>
    public const int QuietAtEndMs = 1_200_000;

    private const double OftenEdge = 0.3;

    private sealed record Kind(string Name, int LeastS, int MostS, double Least, double Most, params double[] Edges);

    private static readonly Kind[] s_kinds =
    [
        new("over-voltage", 1, 60, 87, 500, 87, 119, 120.5, 121, 126, 140, 400, 500),
        new("over-current", 1, 60, 103, 1000, 103, 299, 300.5, 301, 500, 1000),
        new("under-voltage", 1, 60, 0, 40),
        new("inlet-celsius", 5, 300, -60, 400, -60, -50, -41, 69, 72, 125, 126, 150, 300, 400),
        new("internal-celsius", 5, 300, -60, 400, -60, -50, -41, 69, 72, 125, 126, 150, 300, 400),
        new("terminals-stuck", 5, 120, 0, 0),
        new("terminals-flap", 5, 60, 0, 500, 0, 121, 500),
        new("terminals-raw", 5, 60, 0, 5, 0, 1, 2, 3, 4, 5),
        new("terminals-missing", 1, 60, 0, 0),
        new("answer-missing", 5, 120, 0, 5, 0, 1, 2, 3, 4, 5),
        new("measurements-missing", 5, 60, 0, 0),
        new("bms-refuse", 1, 120, 1, 255, 1, 4, 8, 128, 255),
        new("bms-flap", 5, 300, 0, 0),
        new("bms-contradict", 5, 120, 0, 0),
        new("bms-volts", 5, 120, 0, 6553.5, 0, 19.9, 20, 120, 120.1, 6553.5),
        new("bms-amperes", 5, 120, 0, 6553.5, 0, 0.1, 300, 300.1, 6553.5),
        new("bms-silent", 1, 60, 0, 0),
        new("module-silent", 1, 60, 0, 0),
        new("module-alarm", 1, 60, 0, 31),
        new("module-ignores-stop", 5, 60, 0, 0),
        new("module-trips", 0, 0, 0, 0),
        new("mains", 1, 30, 0, 90, 0),
        new("contactor-welded", 5, 60, 0, 0),
        new("spi-zeros", 1, 60, 1, 2),
        new("spi-ones", 1, 60, 1, 2),
        new("spi-throws", 1, 30, 1, 2),
        new("int-stuck", 5, 300, 1, 2),
        new("brown-out", 0, 0, 1, 2),
        new("bus-off", 1, 60, 1, 2),
        new("burst", 5, 60, 500, 1900, 1900),
        new("flash-refuse", 5, 300, 0, 0),
        new("flash-full", 5, 300, 0, 0),
        new("heap-full", 1, 10, 1, 50, 1),
        new("clock-step", 0, 0, -20, 50, -20, 1, 12, 50),
        new("emergency", 1, 30, 0, 0),
        new("stop", 0, 0, 0, 0),
        new("link", 5, 300, 0, 0),
        new("csms-kill", 5, 300, 0, 0),
        new("power-cut", 2, 10, 0, 0),
    ];

    public static IEnumerable<string> Kinds => s_kinds.Select(k => k.Name);

    /// <summary>The faults of a seed, one after the other with pauses between, sometimes two at once.</summary>
    public static IReadOnlyList<WideFault> Draw(int seed, long lengthMs)
    {
        var random = new Random(seed);
        var drawn = new List<WideFault>();
        long at = QuietAtStartMs + random.Next(120_000);
        while (at < lengthMs - QuietAtEndMs)
        {
            int beside = random.Next(4) == 0 ? 2 : 1;
            long longest = 0;
            for (int i = 0; i < beside; i++)
            {
                Kind kind = s_kinds[random.Next(s_kinds.Length)];
                long forMs = kind.MostS == 0 ? 0 : random.Next(kind.LeastS * 1000, kind.MostS * 1000);
                bool edge = kind.Edges.Length > 0 && random.NextDouble() < OftenEdge;
                double value = edge ? kind.Edges[random.Next(kind.Edges.Length)] : kind.Least + random.NextDouble() * (kind.Most - kind.Least);
                longest = Math.Max(longest, forMs);
                drawn.Add(new WideFault(drawn.Count + 1, kind.Name, at, Math.Min(forMs, lengthMs - QuietAtEndMs - at), value));
                at += random.Next(0, 2000);
            }
            at += longest + random.Next(20_000, 120_000);
        }
        return drawn;
    }
}
