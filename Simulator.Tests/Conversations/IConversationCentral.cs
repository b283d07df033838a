using Simulator.CentralModel;

namespace Simulator.Tests.Conversations;

/// <summary>A central system as a conversation uses it: in memory, embedded behind a socket, or the independent peer.</summary>
internal interface IConversationCentral : IAsyncDisposable
{
    /// <summary>Every message so far in both directions, oldest first.</summary>
    IReadOnlyList<OcppTrace> Heard { get; }

    /// <summary>What it found wrong with the charger's messages.</summary>
    IReadOnlyList<string> Breaches { get; }

    /// <summary>The answer to BootNotification from now on.</summary>
    void Boot(string status, int interval);

    /// <summary>What it says of an id from now on; others are Accepted.</summary>
    void Id(string idTag, string status, string? parentIdTag = null, string? expiryDate = null);

    /// <param name="wrongly">It breaks its schema on purpose; the independent peer's strict mode refuses to send such.</param>
    void Call(string action, string payload, bool wrongly = false);

    /// <summary>Sends a text as it is.</summary>
    void Raw(string text);

    /// <summary>The next CALL with this action is received and not answered.</summary>
    void SilenceNext(string action);

    /// <summary>The next CALL with this action gets a CALLERROR.</summary>
    void FailNext(string action);

    /// <summary>Ends the connection with a close code.</summary>
    void CloseLink(int code);
}
