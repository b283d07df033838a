using System.Globalization;
using Simulator.CentralModel;
using Simulator.Cli;
using Simulator.Play;

namespace Simulator.Web;

/// <summary>A page whose buttons are the actions of <see cref="PlayActions"/>.</summary>
public abstract class ActionPage : IPageSource
{
    private readonly ActionRunner _runner;
    private readonly IReadOnlyList<PlayAction> _actions;

    protected ActionPage(ActionRunner runner, IReadOnlyList<PlayAction> actions)
    {
        _runner = runner;
        _actions = actions;
        Actions = [.. actions.Select(a => Button(a, runner.Refusal(a)))];
    }

    public abstract string Kind { get; }

    public abstract string Title { get; }

    public PageFeed Feed { get; } = new();

    public IReadOnlyList<PageAction> Actions { get; }

    public abstract IReadOnlyDictionary<string, string> Missing { get; }

    /// <summary>Names of lasting actions that are under way.</summary>
    protected IReadOnlyList<string> Lasting => [.. _runner.Lasting.Select(c => c.Action.Name).Distinct()];

    /// <summary>Seconds of the charger's world.</summary>
    protected abstract double Now { get; }

    public abstract Task<PageAnswer> TypeAsync(string line, CancellationToken end);

    public async Task<PageAnswer> DoAsync(string name, IReadOnlyDictionary<string, string> fields, bool begins, string? charger, CancellationToken end)
    {
        ActionCall call;
        try
        {
            call = ActionCall.Of(_actions.First(a => a.Name == name), fields, begins, charger);
        }
        catch (UsageException e)
        {
            return new PageAnswer(false, Secrets.Masked(e.Message));
        }
        ActionResult result = await _runner.RunAsync(call).WaitAsync(end);
        Tell("world", result.Text);
        return new PageAnswer(result.Good, Secrets.Masked(result.Text));
    }

    protected void Tell(string source, string line) => Feed.Lines.Add(new PageLine(Now, source, Secrets.Masked(line)));

    protected void Tell(OcppTrace trace, double seconds)
    {
        string payload = Secrets.Masked(trace.Payload);
        if (payload.Length > PageFeed.LongestPayload) payload = payload[..PageFeed.LongestPayload] + $" ... ({payload.Length} characters)";
        string utc = trace.AtUtc == default ? "" : trace.AtUtc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Feed.Messages.Add(new PageMessage(seconds, utc, trace.FromCharger, trace.MessageType, Secrets.Shown(trace.Action), Secrets.Shown(trace.MessageId), payload, Secrets.Shown(trace.Identity)));
    }

    /// <summary>How an action looks as a button.</summary>
    internal static PageAction Button(PlayAction action, string? missing) =>
        new(action.Name, Label(action.Name), action.Side == ActionSide.World ? "world" : "central", action.Help, action.Fields, action.Lasts, missing);

    private static string Label(string name) => (char.ToUpperInvariant(name[0]) + name[1..]).Replace("Bms", "BMS");
}
