using System.Collections.Concurrent;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Net;
using Simulator.PanelParts;
using Simulator.Play;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Web;

/// <summary>The page of a simulated charger. As a model of its world it reads and types in the world's own thread.</summary>
public sealed class WorldPage : ActionPage, IModel
{
    private const int LookEveryMs = 20;
    private const int SampleEveryRealMs = 200;
    private const int MostTyped = 50;

    private readonly ChargerWorld _world;
    private readonly SessionOptions _options;
    private readonly WorldState _state;
    private readonly ConcurrentQueue<string> _typed = new();
    private readonly MarkWatch _marks;
    private long _nextSample;

    /// <param name="runner">The one that the terminal uses too, so that both know what lasts.</param>
    public WorldPage(SessionOptions options, ChargerWorld world, EmbeddedCentralSystem? central, ActionRunner runner)
        : base(runner, PlayActions.All)
    {
        _options = options;
        _world = world;
        _state = new WorldState(world);
        _marks = new MarkWatch(Feed);
        world.Loop.Add(_state.Trouble);
        world.Loop.Add(this);
        world.Console.LineWritten += line => Tell("serial", line);
        if (central != null) central.Trace += Trace;
    }

    public override string Kind => "charger";

    public override string Title => $"{_options.Identity}, a simulated charger";

    public override IReadOnlyDictionary<string, string> Missing { get; } = new Dictionary<string, string>();

    /// <summary>Shows the messages with a central system of the user's.</summary>
    public WorldPage With(MessageTap? tap)
    {
        if (tap != null) tap.Traced += Trace;
        return this;
    }

    public string Name => "page";

    /// <summary>Shows light, buzzer and card reader.</summary>
    public WorldPage With(SimulatedPanel? panel)
    {
        _state.Panel = panel;
        if (panel != null) panel.Told += Happened;
        return this;
    }

    /// <summary>What happened in the world around the charger.</summary>
    public void Happened(string text) => Tell("world", text);

    public override Task<PageAnswer> TypeAsync(string line, CancellationToken end)
    {
        if (_typed.Count >= MostTyped) return Task.FromResult(new PageAnswer(false, $"{MostTyped} lines wait already: the charger does not read"));
        _typed.Enqueue(line);
        Tell("typed", line);
        return Task.FromResult(new PageAnswer(true, Secrets.Masked(line) == line ? "" : "holds a secret"));
    }

    public long Step(long nowMs)
    {
        while (_typed.TryDequeue(out string? line)) _world.Console.Type(line + "\r");
        if (Environment.TickCount64 >= _nextSample) Sample();
        return nowMs + LookEveryMs;
    }

    internal void Sample()
    {
        _nextSample = Environment.TickCount64 + SampleEveryRealMs;
        PageState state = _state.Read(_options.Speed, _options.Identity, Lasting);
        Feed.Publish(state);
        Feed.Points.Add(_state.Point(state));
        _marks.Look(state);
    }

    private void Trace(OcppTrace trace) => Tell(trace, _state.Seconds);

    protected override double Now => _state.Seconds;
}
