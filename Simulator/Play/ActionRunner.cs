using System.Collections.Concurrent;
using Simulator.CentralSystem;
using Simulator.Cli;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Play;

/// <summary>The result of an action, in one line.</summary>
public sealed record ActionResult(bool Good, string Text);

/// <summary>
/// Carries actions out for the terminal and the page: those on the world in its own thread, CALLs of the central system over the
/// link. Safe from any thread.
/// </summary>
public sealed class ActionRunner : IModel
{
    private const int LookEveryMs = 20;
    private const int MostWaiting = 100;

    private readonly ChargerWorld? _world;
    private readonly EmbeddedCentralSystem? _central;
    private readonly IStage? _stage;
    private readonly ConcurrentQueue<(ActionCall Call, TaskCompletionSource<ActionResult> Done)> _waiting = new();
    private readonly ConcurrentDictionary<string, ActionCall> _lasting = new();

    /// <param name="world">Null where a central system runs by itself.</param>
    /// <param name="central">Null where the charger talks to a central system of the user's.</param>
    public ActionRunner(ChargerWorld? world, EmbeddedCentralSystem? central)
    {
        _world = world;
        _central = central;
        _stage = world != null ? new ScenarioStage(world, central) : null;
        world?.Loop.Add(this);
    }

    public string Name => "user";

    /// <summary>The charger that CALLs go to where none is named; null for the only one.</summary>
    public string? Chosen { get; set; }

    /// <summary>Chargers that are connected to our central system.</summary>
    public IReadOnlyList<string> Identities => _central?.ConnectedIdentities ?? [];

    /// <summary>What was begun and not taken back.</summary>
    public IReadOnlyList<ActionCall> Lasting => [.. _lasting.Values.OrderBy(c => c.Action.Name, StringComparer.Ordinal)];

    /// <summary>Why an action cannot be carried out here; null when it can.</summary>
    public string? Refusal(PlayAction action)
    {
        if (action.NeedsCentral && _central == null) return "it needs the simulator's own central system: leave --csms away";
        if (action.Side == ActionSide.World && _world == null) return "there is no simulated charger here";
        if (action.Name == "meter" && _world?.Meter == null) return "it needs a charger that has one: --meter sdm120 or --meter sdm630";
        return null;
    }

    /// <summary>Never throws: what went wrong is the result's text.</summary>
    public async Task<ActionResult> RunAsync(ActionCall call)
    {
        if (Refusal(call.Action) is string why) return new ActionResult(false, $"{call.Action.Name}: {why}");
        try
        {
            if (call.Action.Payload != null) return await CallAsync(call);
            if (_world == null) return Apply(call);
            if (_waiting.Count >= MostWaiting) return new ActionResult(false, $"{call.Action.Name}: {MostWaiting} actions wait already");
            var done = new TaskCompletionSource<ActionResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((call, done));
            return await done.Task;
        }
        catch (Exception e) when (e is UsageException or InvalidOperationException)
        {
            return new ActionResult(false, e.Message);
        }
    }

    public long Step(long nowMs)
    {
        while (_waiting.TryDequeue(out var next)) next.Done.SetResult(Apply(next.Call));
        return nowMs + LookEveryMs;
    }

    private ActionResult Apply(ActionCall call)
    {
        try
        {
            if (_stage != null) _stage.Apply(call.ToEvent(), call.Begins);
            else CentralFaults.Apply(_central!, call.ToEvent(), call.Begins);
        }
        catch (Exception e) when (e is ScenarioException or InvalidOperationException)
        {
            return new ActionResult(false, $"{call.Action.Name}: {e.Message}");
        }
        if (call.Action.Lasts && call.Begins) _lasting[call.Key] = call;
        else _lasting.TryRemove(call.Key, out _);
        return new ActionResult(true, call.ToString());
    }

    private async Task<ActionResult> CallAsync(ActionCall call)
    {
        IReadOnlyList<string> there = _central!.ConnectedIdentities;
        string? named = call.Charger ?? Chosen;
        string[] to = named == "all" ? [.. there] : named != null ? [.. there.Where(i => i == named)] : [.. there];
        if (to.Length == 0) return new ActionResult(false, named is null or "all" ? "no charger is connected" : $"{named} is not connected");
        if (to.Length > 1 && named == null) return new ActionResult(false, $"{to.Length} chargers are connected: name one with @IDENTITY, or @all");
        ActionResult[] results = await Task.WhenAll(to.Select(identity => CallOneAsync(call, identity)));
        return new ActionResult(results.All(r => r.Good), string.Join("; ", results.Select(r => r.Text)));
    }

    private async Task<ActionResult> CallOneAsync(ActionCall call, string identity)
    {
        ActionCall mine = call.For(identity, _central!.UtcNow);
        (string action, var payload) = call.Action.Payload!(mine, _central);
        CallAnswer answer = await _central.CallAsync(identity, action, payload.ToJsonString());
        if (answer.ErrorCode != null) return new ActionResult(false, $"{identity} {action}: error {answer.ErrorCode}");
        if (answer.Payload == null) return new ActionResult(false, $"{identity} {action}: no answer");
        bool good = answer.Status is null or "Accepted" or "Scheduled" or "Unlocked" or "RebootRequired";
        return new ActionResult(good, $"{identity} {action}: {answer.Status ?? CentralModel.Secrets.Masked(answer.Payload)}");
    }
}
