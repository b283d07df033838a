using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.CentralSystem;

namespace Simulator.Net;

/// <summary>The OCPP messages between the charger and a central system of the user's, as they pass the charger's streams.</summary>
public sealed class MessageTap(string identity)
{
    /// <summary>CALLs whose answer has not passed yet; the oldest are forgotten.</summary>
    private const int MostCalls = 64;

    private readonly Queue<(string Key, string Action)> _calls = new();

    /// <summary>Every message in either direction; called in the charger's thread.</summary>
    public event Action<OcppTrace>? Traced;

    /// <summary>The same stream, whose messages are reported.</summary>
    public ITransport On(ITransport stream) => TracedTransport.Of(stream, Take);

    private void Take(bool fromCharger, string text)
    {
        if (!RpcMessage.TryRead(text, out RpcMessage message, out _)) message = new RpcMessage(0, "", "?", text);
        string action = message.Action;
        if (message.Type == 2) Remember(Key(fromCharger, message.Id), action);
        else if (message.Type is 3 or 4) action = _calls.LastOrDefault(c => c.Key == Key(!fromCharger, message.Id)).Action ?? "?";
        Traced?.Invoke(new OcppTrace(fromCharger, message.Type, action, message.Id, message.Payload) { Identity = identity, AtUtc = DateTime.UtcNow });
    }

    private void Remember(string key, string action)
    {
        _calls.Enqueue((key, action));
        if (_calls.Count > MostCalls) _calls.Dequeue();
    }

    private static string Key(bool byCharger, string id) => (byCharger ? ">" : "<") + id;
}
