using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Simulator.CentralModel;
using Simulator.Tests.House;

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
    public static async Task<(NodePeer Peer, Uri Endpoint)> ServeAsync()
    {
        NodePeer peer = await StartAsync("server");
        JsonObject listening = await peer.NextAsync("listening");
        return (peer, new Uri($"ws://127.0.0.1:{(int)listening["port"]!}"));
    }

    /// <summary>A charge point that is connected.</summary>
    public static async Task<NodePeer> ConnectAsync(Uri endpoint, string identity)
    {
        NodePeer peer = await StartAsync("client", endpoint.ToString().TrimEnd('/'), identity);
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

    /// <summary>Gives a command and waits until it is in force.</summary>
    public async Task TellAsync(string command, JsonObject? with = null)
    {
        JsonObject told = with ?? [];
        told["command"] = command;
        Send(told);
        await NextAsync("done", e => (string)e["command"]! == command);
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
        return new NodePeer(NodePackages.Start("node", ["peer.mjs", .. arguments]));
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

/// <summary>Node and the packages the lock file pins; what is missing is installed once, and told in one line where it cannot be.</summary>
internal static class NodePackages
{
    private const int LeastNode = 20;

    private static readonly Lazy<Task> s_ready = new(PrepareAsync);

    public static string Folder => Repository.PathOf("Simulator.Tests/Peer");

    public static Task Ready => s_ready.Value;

    public static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task PrepareAsync()
    {
        string version = await RunAsync("node", ["--version"]);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out int major) || major < LeastNode)
            throw new InvalidOperationException($"Node.js {LeastNode} or later is needed for the independent peer, this is '{version.Trim()}'");
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "ocpp-rpc"))) return;
        bool windows = OperatingSystem.IsWindows();
        await RunAsync(windows ? "cmd" : "npm", windows ? ["/c", "npm", "ci", "--no-audit", "--no-fund"] : ["ci", "--no-audit", "--no-fund"]);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        string command = $"{program} {string.Join(' ', arguments)}";
        try
        {
            using Process process = Start(program, arguments);
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}: {await errors}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"Node.js {LeastNode} or later (with npm) is needed for the independent peer: '{program}' was not found");
        }
    }
}
