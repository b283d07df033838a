using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Cli;
using Simulator.Play;

namespace Simulator.Web;

/// <summary>The page of a central system by itself: its chargers, their messages, and what it can ask of them.</summary>
public sealed class CentralPage : ActionPage, IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(500);
    private const int MostRows = 500;

    private readonly EmbeddedCentralSystem _central;
    private readonly ActionRunner _runner;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly ITimer _timer;

    public CentralPage(EmbeddedCentralSystem central, ActionRunner runner, TimeProvider? time = null)
        : base(runner, PlayActions.Central)
    {
        _central = central;
        _runner = runner;
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
        central.Trace += trace => Tell(trace, Now);
        Publish();
        _timer = _time.CreateTimer(_ => Publish(), null, s_every, s_every);
    }

    public override string Kind => "central";

    public override string Title => $"Central system on {_central.Url}";

    public override IReadOnlyDictionary<string, string> Missing { get; } = new Dictionary<string, string>
    {
        ["notice"] = "A central system sees messages. Gate, currents and watermarks are on the charger's own page: run --web, play --web, or monitor PORT --web for a board.",
    };

    protected override double Now => _time.GetElapsedTime(_started).TotalSeconds;

    /// <summary>A line about connections and files.</summary>
    public void Log(string line) => Tell("central", line);

    /// <summary>A command of the central system's terminal: "@IDENTITY reset soft".</summary>
    public override async Task<PageAnswer> TypeAsync(string line, CancellationToken end)
    {
        Tell("typed", line);
        try
        {
            if (ActionLine.Read(line, PlayActions.Central) is not ActionCall call) return Refused("no such command: the buttons above are its commands");
            ActionResult result = await _runner.RunAsync(call).WaitAsync(end);
            Tell("serial", result.Text);
            return new PageAnswer(true, "");
        }
        catch (UsageException e)
        {
            return Refused(e.Message);
        }
    }

    public void Dispose() => _timer.Dispose();

    private PageAnswer Refused(string why)
    {
        Tell("serial", "error: " + why);
        return new PageAnswer(true, "");
    }

    private void Publish()
    {
        HashSet<string> connected = [.. _central.ConnectedIdentities];
        ChargerRow[] rows = [.. _central.Sessions.OrderBy(s => !connected.Contains(s.Identity)).Take(MostRows).Select(s => Row(s, connected.Contains(s.Identity)))];
        Feed.Publish(new PageState { T = Math.Floor(Now), Status = $"{connected.Count} connected", Chargers = rows, Lasting = Lasting });
    }

    private static ChargerRow Row(CentralSession session, bool connected)
    {
        CentralTransaction? last = session.Transactions.LastOrDefault();
        string transaction = last == null ? "none" : last.Stopped ? $"{last.Id}: {last.MeterStop - last.MeterStart} Wh" : $"{last.Id} runs";
        return new ChargerRow(session.Identity, connected, session.StatusOf(1) ?? "unknown", transaction, session.Messages, session.Violations.Count);
    }
}
