using System.Text.Json.Nodes;
using Simulator.CentralModel;

namespace Simulator.Scenarios;

/// <summary>A central system as a scenario uses it: what it sends, and its faults.</summary>
public interface ICentral
{
    /// <summary>Every message in either direction; may be called from any thread.</summary>
    Action<OcppTrace>? Traced { get; set; }

    /// <summary>Messages in both directions so far.</summary>
    int Messages { get; }

    /// <summary>The running transaction and those that ended, oldest first.</summary>
    IReadOnlyList<CentralTransaction> Transactions { get; }

    /// <summary>Breaches of the protocol it has seen.</summary>
    IReadOnlyList<string> Violations { get; }

    /// <summary>Where chargers put files and take them from, with a slash at the end; {files} in a scenario's payloads.</summary>
    string FilesUrl { get; }

    /// <summary>The same over TLS; {files-tls}. Empty where there is none.</summary>
    string SecureFilesUrl { get; }

    /// <summary>What lies there.</summary>
    FileService Files { get; }

    /// <summary>The latest status of a connector, null before the first.</summary>
    string? StatusOf(int connector);

    void Call(string action, JsonObject payload);

    void RemoteStart(string idTag);

    void RemoteStop();

    /// <summary>Killed: connections end without a close frame, and new ones are refused.</summary>
    bool Killed { get; set; }

    /// <summary>The network between is cut: nothing arrives.</summary>
    bool LinkDown { get; set; }

    /// <summary>The wss endpoint shows a certificate that nobody trusts.</summary>
    bool UntrustedTls { get; set; }

    /// <summary>Receives messages and answers nothing.</summary>
    bool Mute { get; set; }

    /// <summary>This many next answers are lost with the connection.</summary>
    int LoseAnswers { get; set; }

    /// <summary>The next CALL with this action gets a CALLERROR.</summary>
    string? FailAction { get; set; }

    void CloseAll(int code);
}
