using System.Text.Json.Nodes;
using Ocpp.Client.Transport;
using Simulator.CentralSystem;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.CentralModel;

/// <summary>
/// A central system without a socket, in simulated time: the network to it can fail in every way, and
/// the same seed gives the same conversation.
/// </summary>
public sealed class CentralSystemModel : IModel, ICentral
{
    private const int PollEveryMs = 10;
    private const int CallLimitMs = 30_000;

    private readonly MemoryNetwork _network;
    private readonly List<WebSocketPeer> _peers = [];
    private readonly List<long> _attemptsMs = [];
    private WebSocketPeer? _current;
    private string _callId = "";
    private long _callSinceMs;

    public CentralSystemModel(MemoryNetwork network, DateTime bootUtc)
    {
        _network = network;
        DateTime Now() => bootUtc.AddMilliseconds(network.Clock.NowMs).Add(ClockOff);
        Records = new CentralRecords(Now);
        Session = new CentralSession("charger", Records, Now) { Traced = trace => Traced?.Invoke(trace) };
        network.Accepted = connection =>
        {
            _attemptsMs.Add(network.Clock.NowMs);
            _peers.Add(new WebSocketPeer(connection, MayEnter) { Refusal = RefuseUpgrades, Subprotocol = Subprotocol });
        };
    }

    public string Name => "central system";

    public CentralRecords Records { get; }

    /// <summary>The conversation: the same code that stands behind the real socket.</summary>
    public CentralSession Session { get; }

    /// <summary>Every message in either direction.</summary>
    public Action<OcppTrace>? Traced { get; set; }

    /// <summary>Takes messages and answers nothing: a service that hangs.</summary>
    public bool Mute { get => Session.Mute; set => Session.Mute = value; }

    /// <summary>This many next CALLs are carried out, but their answer is lost with the connection.</summary>
    public int LoseAnswers { get => Session.LoseAnswers; set => Session.LoseAnswers = value; }

    /// <summary>The next CALL with this action gets a CALLERROR.</summary>
    public string? FailAction { get => Session.FailAction; set => Session.FailAction = value; }

    /// <summary>Status line every upgrade is refused with, null to accept them.</summary>
    public string? RefuseUpgrades { get; set; }

    /// <summary>Takes each connection and closes it at once, as a system does that is not ready behind its gateway.</summary>
    public bool ClosesAtOnce { get; set; }

    /// <summary>Error of its clock.</summary>
    public TimeSpan ClockOff { get; set; }

    /// <summary>Writes each text again before it is sent, with the same meaning: as JSON libraries differ.</summary>
    public Func<string, string> Spelling { get; set; } = text => text;

    /// <summary>The subprotocol it selects, offered or not.</summary>
    public string Subprotocol { get; set; } = "ocpp1.6";

    /// <summary>When connections came, in ms of the world's clock.</summary>
    public IReadOnlyList<long> AttemptsMs => _attemptsMs;

    /// <summary>The password asked for, raw key bytes (J 6.2.2); null asks for none.</summary>
    public byte[]? Password { get; set; }

    /// <summary>Authorization header of the latest upgrade, null without one.</summary>
    public string? Authorization { get; private set; }

    public int Messages => Session.Messages;

    /// <summary>A host name that exists in the simulated network only.</summary>
    public string FilesUrl => "http://files.test" + FileService.Root;

    public string SecureFilesUrl => "https://files.test" + FileService.Root;

    /// <summary>The same service over connections in memory.</summary>
    public FileService Files { get; init; } = new();

    public bool Connected => _peers.Any(p => p is { Upgraded: true, Closed: false });

    public IReadOnlyList<CentralTransaction> Transactions => Records.Transactions;

    public IReadOnlyList<string> Violations => Records.Violations;

    public string? StatusOf(int connector) => Records.Status.GetValueOrDefault(connector);

    public bool LinkDown
    {
        get => _network.State == NetworkState.Down;
        set => _network.State = value ? NetworkState.Down : NetworkState.Up;
    }

    /// <summary>Where wss is, as far as a network in memory can tell.</summary>
    public const int SecurePort = 9443;

    public bool UntrustedTls
    {
        get => _network.Door(SecurePort) == OpenResult.Untrusted;
        set => _network.Door = port => value && port == SecurePort ? OpenResult.Untrusted : OpenResult.Open;
    }

    public bool Killed
    {
        get => _network.State == NetworkState.Refusing;
        set
        {
            _network.State = value ? NetworkState.Refusing : NetworkState.Up;
            if (value) _network.Kill();
        }
    }

    public void Call(string action, JsonObject payload) => Call(action, payload, null);

    /// <summary>Sends a CALL as soon as the charger is connected and no other is outstanding; the answer is null for a CALLERROR.</summary>
    public void Call(string action, JsonObject payload, Action<JsonNode?>? answered) =>
        Session.Call(action, payload.ToJsonString(), a => answered?.Invoke(a.Payload == null ? null : JsonNode.Parse(a.Payload)));

    public void RemoteStart(string idTag) => Call("RemoteStartTransaction", new JsonObject { ["connectorId"] = 1, ["idTag"] = idTag });

    public void RemoteStop()
    {
        if (Records.Running is CentralTransaction running) Call("RemoteStopTransaction", new JsonObject { ["transactionId"] = running.Id });
    }

    /// <summary>Closes with a code, as a service that restarts in order does.</summary>
    public void CloseAll(int code)
    {
        foreach (WebSocketPeer peer in _peers) peer.Close(code);
    }

    public long Step(long nowMs)
    {
        if (_network.State != NetworkState.Down)
        {
            for (int i = 0; i < _peers.Count; i++) Serve(_peers[i]);
            _peers.RemoveAll(p => p.Closed || p.Connection.ServerClosed);
            if (_current != null && !_peers.Contains(_current)) Disconnected();
            SendWaiting(nowMs);
        }
        return nowMs + PollEveryMs;
    }

    private bool MayEnter(string? authorization, string identity)
    {
        Authorization = authorization;
        return Password == null || BasicAuthentication.Holds(authorization, identity, new Dictionary<string, byte[]> { [identity] = Password });
    }

    private void Disconnected()
    {
        _current = null;
        Session.Disconnected();
    }

    private void Serve(WebSocketPeer peer)
    {
        bool before = peer.Upgraded;
        peer.Poll(text => Take(peer, text));
        if (before || !peer.Upgraded) return;
        _current?.Close(1001);
        _current = peer;
        Session.Connected();
        if (ClosesAtOnce) peer.Close(1013);
    }

    private void Take(WebSocketPeer peer, string text)
    {
        CentralReply reply = Session.Receive(text);
        if (reply.DropLink) peer.Connection.CloseByServer();
        if (reply.Text != null) peer.Send(Spelling(reply.Text));
    }

    private void SendWaiting(long nowMs)
    {
        if (_current == null || _current.Closed) return;
        if (_callId.Length > 0 && nowMs - _callSinceMs >= CallLimitMs) Session.GiveUpCall(_callId);
        if (Session.NextCall() is not string call) return;
        if (Session.OutstandingId != _callId) _callSinceMs = nowMs;
        _callId = Session.OutstandingId;
        _current.Send(Spelling(call));
    }
}
