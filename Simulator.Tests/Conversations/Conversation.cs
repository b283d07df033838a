using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Xunit.Sdk;

namespace Simulator.Tests.Conversations;

/// <summary>
/// A conversation between a charger and a central system, step by step in simulated time. Fields are written
/// "path=value", with "!path" for one that must not be there. A failure is reported with all messages so far.
/// </summary>
internal sealed class Conversation(IConversationCharger charger, IConversationCentral central, LinkCut link)
{
    private const int UsualLimitSeconds = 120;

    /// <summary>By action, for messages of different kinds may overtake each other (S 3.7).</summary>
    private readonly Dictionary<string, int> _cursors = [];
    private string _called = "";
    private int _calledAt;

    public IConversationCharger Charger => charger;

    public IConversationCentral Central => central;

    /// <summary>The payload of the latest message that was expected and came.</summary>
    public JsonObject Got { get; private set; } = [];

    public Conversation PowerOn() => Do(charger.PowerOn);

    public Conversation CutPower() => Do(charger.PowerOff);

    public Conversation Plug() => Do(charger.Plug);

    public Conversation Unplug() => Do(charger.Unplug);

    public Conversation Present(string idTag) => Do(() => charger.Present(idTag));

    public Conversation PressStop() => Do(charger.PressStop);

    /// <summary>The network cable is out: nothing arrives, and no end is told.</summary>
    public Conversation CutLink() => Do(() => link.Cut = true);

    public Conversation RestoreLink() => Do(() => link.Cut = false);

    public Conversation CloseLink(int code) => Do(() => central.CloseLink(code));

    public Conversation Boot(string status, int interval) => Do(() => central.Boot(status, interval));

    public Conversation Id(string idTag, string status, string? parentIdTag = null, string? expiryDate = null) => Do(() => central.Id(idTag, status, parentIdTag, expiryDate));

    public Conversation FailNext(string action) => Do(() => central.FailNext(action));

    public Conversation SilenceNext(string action) => Do(() => central.SilenceNext(action));

    public Conversation Raw(string text) => Do(() => central.Raw(text));

    /// <summary>ChangeConfiguration, which must be Accepted.</summary>
    public Conversation Configure(string key, string value) =>
        Call("ChangeConfiguration", $$"""{"key":"{{key}}","value":"{{value}}"}""").Answered("status=Accepted");

    public Conversation Advance(int seconds) => Do(() => Run(() => false, seconds));

    /// <summary>Waits for a CALL of the charger with these fields; others before it are skipped.</summary>
    public Conversation Expect(string action, params string[] fields) => Await(action, UsualLimitSeconds, trace => Matches(trace.Payload, fields) == null, string.Join(", ", fields));

    /// <summary>Waits for the next CALL with this action, which must have these fields.</summary>
    public Conversation ExpectNext(string action, params string[] fields)
    {
        Await(action, UsualLimitSeconds, _ => true, "");
        if (Matches(Got.ToJsonString(), fields) is string wrong) Fail($"{action} {Got.ToJsonString()}: {wrong}");
        return this;
    }

    public Conversation ExpectStatus(int connector, string status, params string[] more) =>
        Expect("StatusNotification", [$"connectorId={connector}", $"status={status}", .. more]);

    /// <summary>Lets time pass and fails if the charger sends a CALL with this action; "*" stands for any.</summary>
    public Conversation ExpectNone(string action, int seconds)
    {
        int from = central.Heard.Count;
        Advance(seconds);
        OcppTrace? came = central.Heard.Skip(from).FirstOrDefault(t => t is { FromCharger: true, MessageType: 2 } && (action == "*" || t.Action == action));
        if (came != null) Fail($"'{came}' came, but no {action} was to come");
        return this;
    }

    /// <param name="wrongly">The CALL breaks its schema on purpose.</param>
    public Conversation Call(string action, string payload, bool wrongly = false)
    {
        _calledAt = central.Heard.Count;
        _called = action;
        central.Call(action, payload, wrongly);
        return this;
    }

    /// <summary>Waits for the charger's answer to the latest Call.</summary>
    public Conversation Answered(params string[] fields)
    {
        OcppTrace answer = Answer(UsualLimitSeconds) ?? throw Failure($"{_called} was not answered within {UsualLimitSeconds} s");
        if (answer.MessageType == 4) Fail($"{_called} was answered with the error {answer.Payload}");
        if (Matches(answer.Payload, fields) is string wrong) Fail($"{_called} was answered {answer.Payload}: {wrong}");
        Got = (JsonObject)JsonNode.Parse(answer.Payload)!;
        return this;
    }

    /// <summary>Waits for a CALLERROR with this code as the answer to the latest Call.</summary>
    public Conversation AnsweredWithError(string code)
    {
        OcppTrace answer = Answer(UsualLimitSeconds) ?? throw Failure($"{_called} was not answered within {UsualLimitSeconds} s");
        if (answer.MessageType != 4 || !answer.Payload.StartsWith(code, StringComparison.Ordinal)) Fail($"{_called} was answered {answer.Payload} instead of {code}");
        return this;
    }

    public Conversation NotAnswered(int seconds)
    {
        if (Answer(seconds) is OcppTrace answer) Fail($"{_called} was answered {answer.Payload}, but no answer was to come");
        return this;
    }

    /// <summary>Waits until current flows, or no longer does.</summary>
    public Conversation ExpectCurrent(bool flows)
    {
        if (!Run(() => charger.CurrentFlows == flows, UsualLimitSeconds)) Fail($"current {(flows ? "does not flow" : "still flows")} after {UsualLimitSeconds} s");
        return this;
    }

    /// <summary>Runs up to the state in which most tests begin: accepted, connector free, every answer arrived.</summary>
    public Conversation Booted() => PowerOn().Expect("BootNotification").ExpectStatus(0, "Available").ExpectStatus(1, "Available").Advance(1);

    /// <summary>A transaction of RIDER-1 runs and current flows.</summary>
    public Conversation Charging() => Booted().Plug().Present("RIDER-1").Expect("StartTransaction", "idTag=RIDER-1").ExpectStatus(1, "Charging").ExpectCurrent(true).Advance(1);

    /// <summary>Runs any other action that the test needs.</summary>
    public Conversation Do(Action what)
    {
        what();
        return this;
    }

    public Conversation Check(bool holds, string otherwise)
    {
        if (!holds) Fail(otherwise);
        return this;
    }

    /// <summary>The end: no schema and no order may have been broken on the way.</summary>
    public void End()
    {
        if (central.Breaches.Count > 0) Fail(string.Join('\n', central.Breaches));
    }

    private Conversation Await(string action, int seconds, Func<OcppTrace, bool> wanted, string fields)
    {
        OcppTrace? found = null;
        if (!Run(() => (found = Next(action, wanted)) != null, seconds)) Fail($"no {action} {fields} within {seconds} s");
        Got = (JsonObject)JsonNode.Parse(found!.Payload)!;
        return this;
    }

    private OcppTrace? Next(string action, Func<OcppTrace, bool> wanted)
    {
        IReadOnlyList<OcppTrace> heard = central.Heard;
        for (int i = _cursors.GetValueOrDefault(action); i < heard.Count; i++)
        {
            if (heard[i] is not { FromCharger: true, MessageType: 2 } call || call.Action != action || !wanted(call)) continue;
            _cursors[action] = i + 1;
            return call;
        }
        return null;
    }

    private OcppTrace? Answer(int seconds)
    {
        OcppTrace? answer = null;
        Run(() => (answer = AnswerHeard()) != null, seconds);
        return answer;
    }

    private OcppTrace? AnswerHeard()
    {
        IReadOnlyList<OcppTrace> heard = central.Heard;
        OcppTrace? call = heard.Skip(_calledAt).FirstOrDefault(t => t is { FromCharger: false, MessageType: 2 } && t.Action == _called);
        return call == null ? null : heard.Skip(_calledAt).FirstOrDefault(t => t is { FromCharger: true, MessageType: 3 or 4 } && t.MessageId == call.MessageId);
    }

    private bool Run(Func<bool> until, int seconds) => charger.Run(until, seconds * 1000L);

    /// <summary>Null when all fields are as written, else the first that is not.</summary>
    private static string? Matches(string payload, string[] fields)
    {
        JsonNode root = JsonNode.Parse(payload)!;
        foreach (string field in fields)
        {
            int equals = field.IndexOf('=');
            bool absent = field.StartsWith('!');
            string? found = At(root, absent ? field[1..] : equals < 0 ? field : field[..equals]);
            if (absent ? found != null : found == null || (equals >= 0 && found != field[(equals + 1)..])) return $"{field} does not hold, it is {found ?? "absent"}";
        }
        return null;
    }

    private static string? At(JsonNode? node, string path)
    {
        foreach (string part in path.Split('.'))
        {
            node = node switch
            {
                JsonArray list => int.Parse(part, CultureInfo.InvariantCulture) is int i && i < list.Count ? list[i] : null,
                JsonObject fields => fields[part],
                _ => null,
            };
        }
        return node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString();
    }

    private void Fail(string what) => throw Failure(what);

    private XunitException Failure(string what)
    {
        var said = new StringBuilder(what).Append("\nat ").Append(charger.NowMs / 1000.0).AppendLine(" s; what was said:");
        foreach (OcppTrace trace in central.Heard) said.AppendLine(CultureInfo.InvariantCulture, $"  {trace.AtUtc:HH:mm:ss.fff} {trace}");
        foreach (string breach in central.Breaches) said.AppendLine(CultureInfo.InvariantCulture, $"  breach: {breach}");
        return new XunitException(said.ToString());
    }
}
