using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Simulator.CentralModel;

namespace Simulator.Tests.Peer;

/// <summary>The independent peer as a process: events are read from its output, commands written to its input.</summary>
public sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Channel<JsonObject> _events = Channel.CreateUnbounded<JsonObject>();
    private readonly List<JsonObject> _seen = [];
    private readonly Lock _guard = new();
    private readonly List<OcppTrace> _messages = [];
    private readonly Dictionary<string, string> _actions = [];
    private int _tags;

    private NodePeer(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, e) => Note(new JsonObject { ["event"] = "stderr", ["line"] = e.Data });
        process.BeginErrorReadLine();
        _ = ReadAsync();
    }

    /// <summary>All events so far.</summary>
    public IReadOnlyList<JsonObject> Seen
    {
        get { lock (_guard) return [.. _seen]; }
    }

    /// <summary>What its strict mode found, as text; none is what a test wants.</summary>
    public IReadOnlyList<string> StrictFailures => [.. Seen.Where(e => (string)e["event"]! is "strictValidationFailure" or "badMessage").Select(e => e.ToJsonString())];

    /// <summary>Every message so far in both directions; a central system's view, so what is not outbound is the charger's.</summary>
    public IReadOnlyList<OcppTrace> Messages
    {
        get { lock (_guard) return [.. _messages]; }
    }

    /// <summary>A central system; its endpoint comes with it.</summary>
    /// <param name="second">ocpp-ts instead of ocpp-rpc.</param>
    public static async Task<(NodePeer Peer, Uri Endpoint)> ServeAsync(bool second = false)
    {
        NodePeer peer = await StartAsync(second ? "peer-ts.mjs" : "peer.mjs", "server");
        JsonObject listening = await peer.NextAsync("listening");
        return (peer, new Uri($"ws://127.0.0.1:{(int)listening["port"]!}"));
    }

    /// <summary>A charge point that is connected.</summary>
    public static async Task<NodePeer> ConnectAsync(Uri endpoint, string identity)
    {
        NodePeer peer = await StartAsync("peer.mjs", "client", endpoint.ToString().TrimEnd('/'), identity);
        await peer.NextAsync("connected");
        return peer;
    }

    /// <summary>Sends a CALL and waits for its answer: the event has "result" or "error".</summary>
    public async Task<JsonObject> CallAsync(string identity, string action, JsonObject parameters)
    {
        int tag = BeginCall(identity, action, parameters);
        return await NextAsync("answer", e => (int)e["tag"]! == tag);
    }

    /// <summary>Sends a CALL; the tag comes back with its "answer" event.</summary>
    public int BeginCall(string identity, string action, JsonObject parameters)
    {
        int tag = ++_tags;
        Send(new JsonObject { ["command"] = "call", ["identity"] = identity, ["action"] = action, ["params"] = parameters, ["tag"] = tag });
        return tag;
    }

    /// <summary>Gives a command and waits until it is in force; with <paramref name="begin"/> it does not wait, for what needs the other side.</summary>
    public async Task TellAsync(string command, JsonObject? with = null, bool begin = false)
    {
        JsonObject told = with ?? [];
        told["command"] = command;
        Send(told);
        if (!begin) await NextAsync("done", e => (string)e["command"]! == command);
    }

    private void Send(JsonObject command)
    {
        _process.StandardInput.WriteLine(command.ToJsonString());
        _process.StandardInput.Flush();
    }

    /// <summary>The next event of a kind; others on the way stay in <see cref="Seen"/>.</summary>
    public async Task<JsonObject> NextAsync(string kind, Func<JsonObject, bool>? where = null)
    {
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            while (true)
            {
                JsonObject next = await _events.Reader.ReadAsync(limit.Token);
                if ((string)next["event"]! == kind && (where == null || where(next))) return next;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"no '{kind}' from the peer; it said: {string.Join('\n', Seen.Select(s => s.ToJsonString()))}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            using var limit = new CancellationTokenSource(s_patience);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private static async Task<NodePeer> StartAsync(params string[] arguments)
    {
        await NodePackages.Ready;
        return new NodePeer(NodePackages.Start("node", arguments));
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            JsonObject read;
            try
            {
                read = (JsonObject)JsonNode.Parse(line)!;
            }
            catch (System.Text.Json.JsonException)
            {
                read = new JsonObject { ["event"] = "text", ["line"] = line };
            }
            Note(read);
            _events.Writer.TryWrite(read);
        }
        _events.Writer.TryComplete();
    }

    private void Note(JsonObject seen)
    {
        lock (_guard)
        {
            _seen.Add(seen);
            if ((string?)seen["event"] == "message" && seen["message"] is JsonArray message) _messages.Add(Trace(seen, message));
        }
    }

    private OcppTrace Trace(JsonObject seen, JsonArray message)
    {
        var trace = OcppTrace.Of(!(bool)seen["outbound"]!, message, id => _actions.GetValueOrDefault(id, "?"));
        if (trace.MessageType == 2) _actions[trace.MessageId] = trace.Action;
        return trace with { AtUtc = DateTime.UtcNow };
    }
}
