using System.Diagnostics;
using Simulator.Scenarios;

namespace Simulator.Drive;

/// <summary>The time a scenario is played in; a test has its own.</summary>
public interface IPlayTime
{
    long NowMs { get; }

    /// <summary>Waits, or less when told to stop.</summary>
    void Wait(int ms, CancellationToken stop);
}

/// <summary>Real time since the start.</summary>
public sealed class RealPlayTime : IPlayTime
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public long NowMs => _watch.ElapsedMilliseconds;

    public void Wait(int ms, CancellationToken stop) => stop.WaitHandle.WaitOne(ms);
}

/// <summary>Plays a scenario in real time; the player is the same as in simulated time.</summary>
public static class RealTimePlay
{
    private const int LookEveryMs = 50;

    /// <summary>Returns when the scenario's length is over.</summary>
    public static void Play(Scenario scenario, IStage stage, IPlayTime time, CancellationToken stop, Action<ScenarioEvent, bool>? playing = null)
    {
        var player = new ScenarioPlayer(scenario, stage, 0) { Playing = playing };
        while (time.NowMs < scenario.LengthMs && !stop.IsCancellationRequested)
        {
            player.Step(time.NowMs);
            time.Wait((int)Math.Min(LookEveryMs, scenario.LengthMs), stop);
        }
    }
}
