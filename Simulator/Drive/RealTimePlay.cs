using System.Diagnostics;
using Simulator.Scenarios;

namespace Simulator.Drive;

/// <summary>Plays a scenario in real time; the player is the same as in simulated time.</summary>
public static class RealTimePlay
{
    private const int LookEveryMs = 50;

    /// <summary>Returns when the scenario's length is over.</summary>
    public static void Play(Scenario scenario, IStage stage, CancellationToken stop, Action<ScenarioEvent, bool>? playing = null)
    {
        var player = new ScenarioPlayer(scenario, stage, 0) { Playing = playing };
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < scenario.LengthMs && !stop.IsCancellationRequested)
        {
            player.Step(watch.ElapsedMilliseconds);
            stop.WaitHandle.WaitOne((int)Math.Min(LookEveryMs, scenario.LengthMs));
        }
    }
}
