using Simulator.Session;
using Simulator.World;
using Spectre.Console;

namespace Simulator.Bench;

/// <summary>How long the workers' steps take on the desktop while a vehicle charges, and what share supervision has.</summary>
public sealed class WorkerBench : IBench
{
    private const int ChargeSeconds = 1800;

    public string Name => "worker";

    public void Run(IFigures figures)
    {
        Play(60, new StepTimes());
        var times = new StepTimes();
        Play(ChargeSeconds, times);
        foreach (string worker in times.Workers)
        {
            string name = $"worker.{worker.ToLowerInvariant()}";
            figures.Add($"{name}.step_median_us", times.Microseconds(worker, 0.5), 2);
            figures.Add($"{name}.step_worst_us", times.Microseconds(worker, 1), 1);
        }
        figures.Add("supervision.share_percent", times.SharePercent("MAIN"), 2);
    }

    private static void Play(int seconds, StepTimes times)
    {
        var options = new SessionOptions { InMemory = true, Plan = new SessionPlan { ChargeSeconds = seconds } };
        using var world = SessionWorld.Create(options);
        world.Charger.Loop.Times = times;
        IAnsiConsole silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        SessionResult result = new SessionRun(options, new SessionView(silent, live: false) { Brief = true }, world.Charger, world.Central).Play();
        if (!result.Good) throw new InvalidOperationException($"the session failed: {result.Failures[0]}");
    }
}
