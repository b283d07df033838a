using Simulator.World;

namespace Simulator.Scenarios;

/// <summary>Where events take place.</summary>
public interface IStage
{
    /// <summary>Carries an event out; true begins it, false takes it back after its time.</summary>
    void Apply(ScenarioEvent what, bool begins);
}

/// <summary>Plays a scenario's events when their time has come; those at the same time in the file's order.</summary>
public sealed class ScenarioPlayer : IModel
{
    private readonly IStage _stage;
    private readonly PriorityQueue<(ScenarioEvent What, bool Begins, long AtMs), (long, int)> _queue = new();
    private int _order;

    /// <param name="startMs">The world's time that the scenario's 0 stands for.</param>
    public ScenarioPlayer(Scenario scenario, IStage stage, long startMs)
    {
        _stage = stage;
        foreach (ScenarioEvent what in scenario.Events) Enqueue(what, true, startMs + what.AtMs);
    }

    public string Name => "scenario";

    /// <summary>Told before each event, with true when it begins.</summary>
    public Action<ScenarioEvent, bool>? Playing { get; set; }

    public bool Done => _queue.Count == 0;

    public long Step(long nowMs)
    {
        while (_queue.TryPeek(out var next, out _) && next.AtMs <= nowMs)
        {
            _queue.Dequeue();
            Playing?.Invoke(next.What, next.Begins);
            _stage.Apply(next.What, next.Begins);
            if (!next.Begins) continue;
            if (next.What.ForMs > 0) Enqueue(next.What, false, next.AtMs + next.What.ForMs);
            if (next.What.EveryMs > 0) Enqueue(next.What, true, next.AtMs + next.What.EveryMs);
        }
        return _queue.TryPeek(out var later, out _) ? later.AtMs : long.MaxValue;
    }

    private void Enqueue(ScenarioEvent what, bool begins, long atMs) => _queue.Enqueue((what, begins, atMs), (atMs, _order++));
}
