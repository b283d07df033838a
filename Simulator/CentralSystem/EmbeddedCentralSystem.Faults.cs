using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.Scenarios;

namespace Simulator.CentralSystem;

/// <summary>The embedded central system as a scenario uses it: calls to its charger, and faults.</summary>
public sealed partial class EmbeddedCentralSystem : ICentral
{
    private volatile TaskCompletionSource? _down;
    private volatile bool _killed;

    public Action<OcppTrace>? Traced { get; set; }

    public bool LinkDown
    {
        get => _down != null;
        set
        {
            TaskCompletionSource? was = _down;
            if (value == (was != null)) return;
            _down = value ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            was?.TrySetResult();
        }
    }

    public bool Killed
    {
        get => _killed;
        set
        {
            _killed = value;
            if (!value) return;
            foreach (ChargerConnection connection in _register.Active) connection.Abort();
        }
    }

    public bool UntrustedTls { get; set; }

    public bool Mute
    {
        get => Sessions.Any(s => s.Mute);
        set
        {
            foreach (CentralSession session in Sessions)
            {
                session.Mute = value;
                Pump(session);
            }
        }
    }

    public int LoseAnswers
    {
        get => Sessions.Sum(s => s.LoseAnswers);
        set
        {
            foreach (CentralSession session in Sessions) session.LoseAnswers = value;
        }
    }

    public string? FailAction
    {
        get => Sessions.Select(s => s.FailAction).FirstOrDefault(a => a != null);
        set
        {
            foreach (CentralSession session in Sessions) session.FailAction = value;
        }
    }

    /// <summary>Chargers seen so far, in order of their identities.</summary>
    public IReadOnlyList<CentralSession> Sessions => [.. _sessions.Values.OrderBy(s => s.Identity, StringComparer.Ordinal)];

    public string? StatusOf(int connector) => Sessions.Select(s => s.StatusOf(connector)).FirstOrDefault(s => s != null);

    public void Call(string action, JsonObject payload)
    {
        CentralSession session = First(action);
        session.Call(action, payload.ToJsonString(), answer => Learn(session.Identity, action, payload, answer));
    }

    /// <summary>A key that was accepted is the password from now on.</summary>
    private void Learn(string identity, string action, JsonObject payload, CallAnswer answer)
    {
        if (action == "ChangeConfiguration" && answer.Status == "Accepted" && (string?)payload["key"] == "AuthorizationKey") _options.Passwords[identity] = Convert.FromHexString((string)payload["value"]!);
    }

    public void RemoteStart(string idTag) => Call("RemoteStartTransaction", new JsonObject { ["connectorId"] = 1, ["idTag"] = idTag });

    public void RemoteStop()
    {
        if (Transactions.LastOrDefault(t => !t.Stopped) is CentralTransaction running) Call("RemoteStopTransaction", new JsonObject { ["transactionId"] = running.Id });
    }

    /// <summary>Closes with a code, as a service that restarts in order does.</summary>
    public void CloseAll(int code)
    {
        foreach (ChargerConnection connection in _register.Active) connection.Close(code, "the central system ends");
    }

    private CentralSession First(string action) =>
        Sessions.FirstOrDefault() ?? throw new InvalidOperationException($"{action} has nobody to go to: no charger was ever connected");

    private Task Gate() => _down?.Task ?? Task.CompletedTask;
}
