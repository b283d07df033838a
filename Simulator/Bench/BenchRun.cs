using System.Globalization;
using Simulator.Cli;

namespace Simulator.Bench;

/// <summary>Runs every <see cref="IBench"/> there is and writes what it measures.</summary>
public static class BenchRun
{
    /// <summary>0 when every group ran, 1 when one failed (the others still run).</summary>
    public static int Print(TextWriter output, string? only, string? docsPath = null, Progress? progress = null)
    {
        List<IBench> benches = Find(only);
        if (only != null && benches.Count == 0)
        {
            Console.Error.WriteLine($"error: --only '{only}' is not allowed: no group of figures starts with it");
            return Program.WrongUsage;
        }
        int failed = 0;
        int leftOut = 0;
        var figures = new Lines(progress == null ? output.WriteLine : progress.Line);
        int at = 0;
        foreach (IBench bench in benches)
        {
            // In a file the figures themselves show how far the run is.
            if (progress is { Live: true }) progress.Show($"{++at} of {benches.Count}: {bench.Name} ({bench.GetType().Name})");
            try
            {
                bench.Run(figures);
            }
            catch (NoCheckoutException e)
            {
                leftOut++;
                Console.Error.WriteLine($"left out: bench {bench.Name} {e.Message}");
            }
            catch (Exception e)
            {
                failed = 1;
                Console.Error.WriteLine($"error: bench {bench.Name} ({bench.GetType().Name}): {e.GetType().Name}: {e.Message}");
            }
        }
        if (leftOut == benches.Count) return Program.WrongUsage;
        if (docsPath != null && failed == 0) FigurePage.Write(docsPath, only == null ? FigurePage.Bench : $"{FigurePage.Bench} --only {only}", figures.All);
        return failed;
    }

    private static List<IBench> Find(string? only) => typeof(BenchRun).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IBench)))
        .Select(t => (IBench)Activator.CreateInstance(t)!)
        .Where(b => only == null || b.Name.StartsWith(only, StringComparison.Ordinal))
        .OrderBy(b => b.Name, StringComparer.Ordinal).ThenBy(b => b.GetType().Name, StringComparer.Ordinal).ToList();

    private sealed class Lines(Action<string> output) : IFigures
    {
        public List<string> All { get; } = [];

        public void Add(string name, long value) => Tell(name, value.ToString(CultureInfo.InvariantCulture));

        public void Add(string name, double value, int digits) => Tell(name, value.ToString("F" + digits, CultureInfo.InvariantCulture));

        private void Tell(string name, string value)
        {
            All.Add($"{name}={value}");
            output($"{name}={value}");
        }
    }
}
