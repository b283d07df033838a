using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.CentralModel;

/// <summary>
/// A central system without a socket, in simulated time: the same charger can meet it in every way a network can fail, and
/// the same seed gives the same conversation.
/// </summary>
public sealed class CentralSystemModel : IModel, ICentral
{
    private const int PollEveryMs = 10;

    private readonly MemoryNetwork _network;
    private readonly List<WebSocketPeer> _peers = [];
    private readonly Dictionary<string, (string Action, Action<JsonNode?>? Answered)> _calls = [];
    private readonly Dictionary<string, string> _asked = [];
    private readonly Queue<(string Action, JsonObject Payload, Action<JsonNode?>? Answered)> _waiting = new();
    private readonly HashSet<string> _idsOfConnection = [];
    private int _nextCall = 1;
    private bool _bootSeen;

    public CentralSystemModel(MemoryNetwork network, DateTime bootUtc)
    {
        _network = network;
        Books = new CentralBooks(() => bootUtc.AddMilliseconds(network.Clock.NowMs));
        network.Accepted = connection => _peers.Add(new WebSocketPeer(connection));
    }

    public string Name => "central system";

    public CentralBooks Books { get; }

    /// <summary>Every message in either direction.</summary>
    public Action<OcppTrace>? Traced { get; set; }

    /// <summary>Takes messages and answers nothing: a service that hangs.</summary>
    public bool Mute { get; set; }

    /// <summary>This many next CALLs are carried out, but their answer is lost with the connection.</summary>
    public int LoseAnswers { get; set; }

    /// <summary>The next CALL with this action gets a CALLERROR.</summary>
    public string? FailAction { get; set; }

    public int Messages { get; private set; }

    public bool Connected => _peers.Any(p => p is { Upgraded: true, Closed: false });

    public IReadOnlyList<CentralTransaction> Transactions => Books.Transactions;

    public IReadOnlyList<string> Violations => Books.Violations;

    public string? StatusOf(int connector) => Books.Status.GetValueOrDefault(connector);

    public bool LinkDown
    {
        get => _network.State == NetworkState.Down;
        set => _network.State = value ? NetworkState.Down : NetworkState.Up;
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
    public void Call(string action, JsonObject payload, Action<JsonNode?>? answered) => _waiting.Enqueue((action, payload, answered));

    public void RemoteStart(string idTag) => Call("RemoteStartTransaction", new JsonObject { ["connectorId"] = 1, ["idTag"] = idTag });

    public void RemoteStop()
    {
        if (Books.Running is CentralTransaction running) Call("RemoteStopTransaction", new JsonObject { ["transactionId"] = running.Id });
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
            int before = _peers.Count;
            _peers.RemoveAll(p => p.Closed || p.Connection.ServerClosed);
            if (_peers.Count != before) Forget();
            SendWaiting();
        }
        return nowMs + PollEveryMs;
    }

    private void Forget()
    {
        _calls.Clear();
        _asked.Clear();
        _idsOfConnection.Clear();
    }

    private void Serve(WebSocketPeer peer)
    {
        bool before = peer.Upgraded;
        peer.Poll(text => Take(peer, text));
        if (before || !peer.Upgraded) return;
        foreach (WebSocketPeer other in _peers)
        {
            if (other != peer && other.Identity == peer.Identity) other.Close(1001);
        }
        Forget();
    }

    private void Take(WebSocketPeer peer, string text)
    {
        Messages++;
        JsonArray message;
        try
        {
            message = (JsonArray)JsonNode.Parse(text)!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            Books.Violate($"not an OCPP message: {text}");
            return;
        }
        Traced?.Invoke(OcppTrace.Of(true, message, id => _calls.TryGetValue(id, out var call) ? call.Action : "?"));
        if ((int)message[0]! == 2) TakeCall(peer, message);
        else TakeAnswer(message);
    }

    private void TakeCall(WebSocketPeer peer, JsonArray call)
    {
        string id = (string)call[1]!;
        string action = (string)call[2]!;
        if (id.Length > 36 || !_idsOfConnection.Add(id)) Books.Violate($"messageId '{id}' is too long or came twice");
        if (action == "BootNotification") _bootSeen = true;
        else if (!_bootSeen) Books.Violate($"{action} before the first BootNotification");
        if (Mute) return;
        if (action == FailAction)
        {
            FailAction = null;
            SendMessage(peer, new JsonArray(4, id, "InternalError", "on order", new JsonObject()), action);
            return;
        }
        JsonObject? answer = Books.Answer(action, (JsonObject)call[3]!);
        if (LoseAnswers > 0)
        {
            LoseAnswers--;
            peer.Connection.CloseByServer();
            return;
        }
        SendMessage(peer, answer == null ? new JsonArray(4, id, "NotImplemented", "", new JsonObject()) : new JsonArray(3, id, answer), action);
    }

    private void TakeAnswer(JsonArray message)
    {
        string id = (string)message[1]!;
        if (!_calls.Remove(id, out var call))
        {
            Books.Violate($"an answer to '{id}', which was not asked");
            return;
        }
        call.Answered?.Invoke((int)message[0]! == 3 ? message[2] : null);
    }

    private void SendWaiting()
    {
        if (_calls.Count > 0 || Mute) return;
        WebSocketPeer? peer = _peers.FirstOrDefault(p => p is { Upgraded: true, Closed: false });
        if (peer == null || !_waiting.TryDequeue(out var next)) return;
        string id = $"c{_nextCall++}";
        _calls[id] = (next.Action, next.Answered);
        SendMessage(peer, new JsonArray(2, id, next.Action, next.Payload), next.Action);
    }

    private void SendMessage(WebSocketPeer peer, JsonArray message, string action)
    {
        Messages++;
        if (peer.Send(message.ToJsonString())) Traced?.Invoke(OcppTrace.Of(false, message, _ => action));
    }
}
