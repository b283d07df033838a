using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.CentralSystem.Schemas;

namespace Simulator.CentralSystem;

/// <summary>The result of a message: the text to answer with, or the link is to be aborted.</summary>
public readonly record struct CentralReply(string? Text, bool DropLink = false);

/// <summary>
/// One charger's conversation as the central system holds it: text in, text out, no socket and no clock of its own, so that
/// the same code serves a real socket and simulated time. It outlives connections. Safe from several threads; nothing is
/// called back while its lock is held.
/// </summary>
public sealed class CentralSession
{
    /// <summary>Messages kept for each charger.</summary>
    public const int HistoryLimit = 1000;

    /// <summary>CALLs that may wait for the one that is outstanding.</summary>
    public const int WaitingLimit = 64;

    private readonly Lock _guard = new();
    private readonly Func<DateTime> _utcNow;
    private readonly Queue<OcppTrace> _history = new();
    private readonly List<OcppTrace> _told = [];
    private readonly Queue<WaitingCall> _waiting = new();
    private readonly Queue<string> _raw = new();
    private readonly MessageOrder _order;
    private WaitingCall? _outstanding;
    private string _outstandingId = "";
    private int _nextCall = 1;

    public CentralSession(string identity, CentralRecords records, Func<DateTime> utcNow)
    {
        Identity = identity;
        Records = records;
        _utcNow = utcNow;
        _order = new MessageOrder(records, utcNow);
    }

    private sealed record WaitingCall(string Action, string Payload, bool Checked, Action<CallAnswer>? Answered);

    public string Identity { get; }

    public CentralRecords Records { get; }

    /// <summary>Every message in either direction, after it was handled.</summary>
    public Action<OcppTrace>? Traced { get; set; }

    /// <summary>A CALL waits to be sent: ask <see cref="NextCall"/>.</summary>
    public Action? CallWaiting { get; set; }

    /// <summary>Receives messages and answers nothing.</summary>
    public bool Mute { get; set; }

    /// <summary>This many next CALLs are carried out, but their answer is lost with the connection.</summary>
    public int LoseAnswers { get; set; }

    /// <summary>The next CALL with this action gets a CALLERROR.</summary>
    public string? FailAction { get; set; }

    /// <summary>The next CALL with this action is carried out and not answered.</summary>
    public string? SilenceAction { get; set; }

    /// <summary>The next CALL with this action is carried out, and its answer is lost with the connection.</summary>
    public string? LoseAnswerTo { get; set; }

    /// <summary>It fails on each CALL with this action: nothing is carried out and the connection ends.</summary>
    public Func<string, string, bool> FallsOver { get; set; } = (_, _) => false;

    /// <summary>What the ids of its CALLs begin with.</summary>
    public string IdPrefix { get; set; } = "c";

    public int Messages { get; private set; }

    /// <summary>Statuses that came before the transaction's own message.</summary>
    public int EarlyStatuses => _order.Early;

    /// <summary>The latest messages, oldest first.</summary>
    public IReadOnlyList<OcppTrace> History
    {
        get { lock (_guard) return [.. _history]; }
    }

    public IReadOnlyList<CentralTransaction> Transactions
    {
        get { lock (_guard) return [.. Records.Transactions]; }
    }

    public IReadOnlyList<string> Violations
    {
        get { lock (_guard) return [.. Records.Violations]; }
    }

    /// <summary>The id of the CALL that is outstanding, empty for none.</summary>
    public string OutstandingId
    {
        get { lock (_guard) return _outstanding == null ? "" : _outstandingId; }
    }

    /// <summary>The latest status of a connector, null before the first.</summary>
    public string? StatusOf(int connector)
    {
        lock (_guard) return Records.Status.GetValueOrDefault(connector);
    }

    /// <summary>A new connection: what was outstanding on the old one will not be answered any more.</summary>
    public void Connected() => Forget();

    public void Disconnected() => Forget();

    /// <summary>Handles one message; the reply, if any, is to be sent before anything else.</summary>
    public CentralReply Receive(string text)
    {
        CentralReply reply;
        Action? answered = null;
        lock (_guard)
        {
            Messages++;
            reply = Take(text, ref answered);
        }
        Tell();
        answered?.Invoke();
        return reply;
    }

    /// <summary>Queues a CALL; the answer comes as soon as the charger is there and no other CALL is outstanding.</summary>
    /// <param name="payload">JSON object. It is checked like any message unless <paramref name="checkedBySchema"/> is false, for wrong messages on purpose.</param>
    public void Call(string action, string payload, Action<CallAnswer>? answered = null, bool checkedBySchema = true)
    {
        lock (_guard)
        {
            if (_waiting.Count >= WaitingLimit) throw new InvalidOperationException($"{WaitingLimit} CALLs wait for {Identity} already, {action} is not taken");
            _waiting.Enqueue(new WaitingCall(action, payload, checkedBySchema, answered));
        }
        CallWaiting?.Invoke();
    }

    /// <summary>Queues a text that is sent as it is, for messages that break the protocol.</summary>
    public void Raw(string text)
    {
        lock (_guard) _raw.Enqueue(text);
        CallWaiting?.Invoke();
    }

    /// <summary>The text to be sent now, or null: no CALL waits, or one is outstanding (J 4.1.1).</summary>
    public string? NextCall()
    {
        string? text;
        lock (_guard)
        {
            if (_raw.TryDequeue(out string? raw)) return raw;
            if (_outstanding != null || Mute || !_waiting.TryDequeue(out WaitingCall? next)) return null;
            _outstanding = next;
            _outstandingId = $"{IdPrefix}{_nextCall++}";
            Messages++;
            if (next.Checked) Check(MessageChecker.Shared.CheckRequest(next.Action, next.Payload), next.Action, "the central system's own CALL");
            _order.Sent(next.Action, next.Payload);
            text = $"[2,\"{_outstandingId}\",\"{next.Action}\",{next.Payload}]";
            Note(false, 2, next.Action, _outstandingId, next.Payload);
        }
        Tell();
        return text;
    }

    /// <summary>Gives up the outstanding CALL if it has this id, so that the next can be sent: nobody answered it in time.</summary>
    public void GiveUpCall(string id)
    {
        WaitingCall? given;
        lock (_guard)
        {
            if (_outstanding == null || _outstandingId != id) return;
            given = _outstanding;
            _outstanding = null;
        }
        given.Answered?.Invoke(CallAnswer.None);
    }

    private void Forget()
    {
        lock (_guard) _order.NewConnection();
        GiveUpCall(OutstandingId);
    }

    private CentralReply Take(string text, ref Action? answered)
    {
        if (!RpcMessage.TryRead(text, out RpcMessage message, out string why))
        {
            Records.Violate($"{why}: {text}");
            Note(true, 0, "?", "", text);
            return default;
        }
        if (message.Type == 2) return TakeCall(message);
        if (message.Type is 3 or 4) answered = TakeAnswer(message);
        else Note(true, message.Type, "?", message.Id, text);
        return default;
    }

    private CentralReply TakeCall(RpcMessage call)
    {
        Note(true, 2, call.Action, call.Id, call.Payload);
        _order.Received(call.Action, call.Id);
        _order.Told(call.Action, call.Payload);
        if (Mute || call.Action == FailAction || call.Action == SilenceAction || call.Action == LoseAnswerTo || LoseAnswers > 0 || FallsOver(call.Action, call.Payload)) _order.Failed(call.Action);
        if (Mute) return default;
        if (FallsOver(call.Action, call.Payload))
        {
            Records.FellOver |= call.Action is "StartTransaction" or "MeterValues" or "StopTransaction";
            return new CentralReply(null, DropLink: true);
        }
        if (call.Action == FailAction)
        {
            FailAction = null;
            return Error(call, "InternalError", "on order");
        }
        OcppMessage? known = OcppMessages.Find(call.Action);
        if (known == null || !known.Sender.HasFlag(CallSender.ChargePoint))
        {
            Records.Violate($"{call.Action} is no CALL of a charge point");
            return Error(call, "NotImplemented", "");
        }
        SchemaBreach? breach = MessageChecker.Shared.CheckRequest(call.Action, call.Payload);
        Check(breach, call.Action, "CALL");
        if (breach != null) return Error(call, breach.ErrorCode, breach.What);
        JsonObject? answer = Enter(call);
        if (answer == null) return Error(call, "InternalError", "");
        if (call.Action == SilenceAction)
        {
            SilenceAction = null;
            return default;
        }
        if (LoseAnswers > 0 || call.Action == LoseAnswerTo)
        {
            if (call.Action == LoseAnswerTo) LoseAnswerTo = null;
            else LoseAnswers--;
            return new CentralReply(null, DropLink: true);
        }
        string payload = answer.ToJsonString();
        Check(MessageChecker.Shared.CheckConfirmation(call.Action, payload), call.Action, "the central system's own answer");
        _order.Answered(call.Action, answer);
        Messages++;
        Note(false, 3, call.Action, call.Id, payload);
        return new CentralReply($"[3,{Quoted(call.Id)},{payload}]");
    }

    /// <summary>Null where the records cannot take what the schema lets through: a number beyond their range, say.</summary>
    private JsonObject? Enter(RpcMessage call)
    {
        try
        {
            return Records.Answer(call.Action, (JsonObject)JsonNode.Parse(call.Payload)!);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            Records.Violate($"{call.Action} {call.Payload}: {e.Message}");
            return null;
        }
    }

    private Action? TakeAnswer(RpcMessage message)
    {
        WaitingCall? asked = _outstanding;
        if (asked == null || message.Id != _outstandingId)
        {
            Note(true, message.Type, "?", message.Id, message.Payload);
            Records.Violate($"an answer to '{message.Id}', which was not asked");
            return null;
        }
        _outstanding = null;
        Note(true, message.Type, asked.Action, message.Id, message.Payload);
        if (message.Type == 3) Check(MessageChecker.Shared.CheckConfirmation(asked.Action, message.Payload), asked.Action, "answer");
        if (message.Type == 3) _order.AnswerCame(asked.Action, message.Payload);
        if (asked.Answered == null) return null;
        CallAnswer answer = message.Type == 3 ? new CallAnswer(message.Payload, null) : new CallAnswer(null, message.Action);
        return () => asked.Answered(answer);
    }

    private CentralReply Error(RpcMessage call, string code, string description)
    {
        Messages++;
        Note(false, 4, call.Action, call.Id, $"{code} {description}");
        return new CentralReply($"[4,{Quoted(call.Id)},\"{code}\",{Quoted(description)},{{}}]");
    }

    private void Check(SchemaBreach? breach, string action, string what)
    {
        if (breach != null) Records.Violate($"{action}, {what}: {breach.What}");
    }

    private void Note(bool fromCharger, int type, string action, string id, string payload)
    {
        var trace = new OcppTrace(fromCharger, type, action, id, payload) { Identity = Identity, AtUtc = _utcNow() };
        if (_history.Count >= HistoryLimit) _history.Dequeue();
        _history.Enqueue(trace);
        if (Traced != null) _told.Add(trace);
    }

    private void Tell()
    {
        OcppTrace[] told;
        lock (_guard)
        {
            if (_told.Count == 0) return;
            told = [.. _told];
            _told.Clear();
        }
        foreach (OcppTrace trace in told) Traced?.Invoke(trace);
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}

/// <summary>The charger's answer to a CALL: a payload, an error code, or neither where nobody answered.</summary>
public sealed record CallAnswer(string? Payload, string? ErrorCode)
{
    public static CallAnswer None { get; } = new(null, null);

    /// <summary>The "status" of the payload, null without one.</summary>
    public string? Status => Payload == null ? null : (string?)JsonNode.Parse(Payload)!["status"];
}
