using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.CentralSystem;
using Simulator.Tests.Peer;

namespace Simulator.Tests.Conversations;

/// <summary>Ours in simulated time, without a socket.</summary>
internal sealed class CentralInMemory : IConversationCentral
{
    private readonly CentralSystemModel _model;
    private readonly List<OcppTrace> _heard = [];

    public CentralInMemory(CentralSystemModel model)
    {
        _model = model;
        model.Traced = _heard.Add;
    }

    public IReadOnlyList<OcppTrace> Heard => _heard;

    public IReadOnlyList<string> Breaches => _model.Violations;

    public void Boot(string status, int interval) => (_model.Records.BootStatus, _model.Records.HeartbeatSeconds) = (status, interval);

    public void Id(string idTag, string status, string? parentIdTag, string? expiryDate) =>
        _model.Records.IdTags[idTag] = new CentralIdTag(status, parentIdTag, expiryDate);

    public CentralSystemModel Model => _model;

    public void Call(string action, string payload, bool wrongly = false) => _model.Session.Call(action, payload, checkedBySchema: !wrongly);

    public void Raw(string text) => _model.Session.Raw(text);

    public void SilenceNext(string action) => _model.Session.SilenceAction = action;

    public void FailNext(string action) => _model.FailAction = action;

    public void CloseLink(int code) => _model.CloseAll(code);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Ours behind a real socket.</summary>
internal sealed class CentralEmbedded : IConversationCentral
{
    private readonly EmbeddedCentralSystem _central;
    private readonly string _identity;
    private readonly List<OcppTrace> _heard = [];

    public CentralEmbedded(EmbeddedCentralSystem central, string identity)
    {
        _central = central;
        _identity = identity;
        central.Trace += trace => { lock (_heard) _heard.Add(trace); };
    }

    public IReadOnlyList<OcppTrace> Heard
    {
        get { lock (_heard) return [.. _heard]; }
    }

    public IReadOnlyList<string> Breaches => _central.Violations;

    private CentralRecords Records => _central.SessionOf(_identity).Records;

    public void Boot(string status, int interval) => (Records.BootStatus, Records.HeartbeatSeconds) = (status, interval);

    public void Id(string idTag, string status, string? parentIdTag, string? expiryDate) => Records.IdTags[idTag] = new CentralIdTag(status, parentIdTag, expiryDate);

    public void Call(string action, string payload, bool wrongly = false) => _central.SessionOf(_identity).Call(action, payload, checkedBySchema: !wrongly);

    public void Raw(string text) => _central.SessionOf(_identity).Raw(text);

    public void SilenceNext(string action) => _central.SessionOf(_identity).SilenceAction = action;

    public void FailNext(string action) => _central.SessionOf(_identity).FailAction = action;

    public void CloseLink(int code) => _central.CloseAll(code);

    public ValueTask DisposeAsync() => _central.DisposeAsync();
}

/// <summary>The independent peer behind a real socket, in its strict mode.</summary>
internal sealed class CentralOfOthers(NodePeer peer, string identity) : IConversationCentral
{
    public IReadOnlyList<OcppTrace> Heard => peer.Messages;

    public IReadOnlyList<string> Breaches => peer.StrictFailures;

    public void Boot(string status, int interval) => Tell("boot", new JsonObject { ["status"] = status, ["interval"] = interval });

    public void Id(string idTag, string status, string? parentIdTag, string? expiryDate) =>
        Tell("id", new JsonObject { ["idTag"] = idTag, ["info"] = new CentralIdTag(status, parentIdTag, expiryDate).ToJson() });

    public void Call(string action, string payload, bool wrongly = false) => peer.BeginCall(identity, action, (JsonObject)JsonNode.Parse(payload)!);

    public void Raw(string text) => Tell("raw", new JsonObject { ["identity"] = identity, ["text"] = text });

    public void SilenceNext(string action) => Tell("silence", new JsonObject { ["action"] = action });

    public void FailNext(string action) => Tell("error", new JsonObject { ["action"] = action, ["code"] = "InternalError" });

    /// <summary>Not waited for: the charger, which answers the close, stands still meanwhile.</summary>
    public void CloseLink(int code) => _ = peer.TellAsync("close", new JsonObject { ["identity"] = identity, ["code"] = code }, begin: true);

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private void Tell(string command, JsonObject with) => peer.TellAsync(command, with).GetAwaiter().GetResult();
}
