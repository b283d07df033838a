using System.Text.Json;
using System.Text.Json.Serialization;

namespace Simulator.Web;

/// <summary>A line that the page shows: of the serial console, or of what happened in the world around the charger.</summary>
/// <param name="T">Seconds of the charger's world.</param>
/// <param name="Source">serial, world, typed or central.</param>
public sealed record PageLine(double T, string Source, string Text);

/// <summary>An OCPP message; its payload is masked already.</summary>
/// <param name="Utc">When it passed, ISO 8601; empty where nobody knows.</param>
/// <param name="Type">2 CALL, 3 CALLRESULT, 4 CALLERROR.</param>
public sealed record PageMessage(double T, string Utc, bool FromCharger, int Type, string Action, string Id, string Payload, string Who);

/// <summary>A mark on the charts' time axis.</summary>
public sealed record PageMark(double T, string Text);

/// <summary>
/// The data for the open pages. Everything is bounded, and nothing waits for a page: a page that is too slow misses items
/// and is told how many.
/// </summary>
public sealed class PageFeed
{
    public const int LinesKept = 2000;
    public const int MessagesKept = 500;
    public const int MarksKept = 100;
    public const int PointsKept = 1200;

    /// <summary>Longest payload that is kept of a message; the rest is told by its length.</summary>
    public const int LongestPayload = 20_000;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };
    private volatile StateText? _state;

    private sealed record StateText(long Number, string Json);

    public FeedRing<PageLine> Lines { get; } = new(LinesKept);

    public FeedRing<PageMessage> Messages { get; } = new(MessagesKept);

    public FeedRing<PageMark> Marks { get; } = new(MarksKept);

    public PointHistory Points { get; } = new(PointsKept);

    /// <summary>The latest state as JSON and its number; null before the first.</summary>
    public (long Number, string Json)? State => _state is StateText s ? (s.Number, s.Json) : null;

    /// <summary>Replaces the state; one that tells nothing new keeps its number.</summary>
    public void Publish(PageState state)
    {
        string json = Json(state);
        StateText? before = _state;
        if (before?.Json == json) return;
        _state = new StateText((before?.Number ?? 0) + 1, json);
    }

    /// <summary>Serializer settings of all that the page gets.</summary>
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, s_json);
}
