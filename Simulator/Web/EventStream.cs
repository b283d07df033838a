using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Simulator.Web;

/// <summary>How far one page has read: numbers of the last item of each kind.</summary>
internal struct StreamPlace
{
    public long State, Points, Lines, Messages, Marks;

    /// <summary>The text of <see cref="ToString"/> as a page gives it back; anything else begins again.</summary>
    public static StreamPlace Parse(string? text)
    {
        long[] n = [.. (text ?? "").Split('.').Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out long v) ? v : -1)];
        return n.Length == 4 && n.All(v => v >= 0) ? new StreamPlace { Points = n[0], Lines = n[1], Messages = n[2], Marks = n[3] } : default;
    }

    public override readonly string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Points}.{Lines}.{Messages}.{Marks}");
}

/// <summary>
/// Server-sent events to one page: what is new since its place, ten times a second at most. Nothing is queued for it: a page
/// that takes nothing for the stalled limit is dropped, and when it is back it is told how much it has missed.
/// </summary>
internal sealed class EventStream(PageFeed feed, PageSettings settings, HttpResponse response)
{
    /// <summary>Items in one event at most.</summary>
    private const int MostItems = 200;
    private static readonly TimeSpan s_aliveEvery = TimeSpan.FromSeconds(15);

    /// <summary>Returns when the page has gone, the server ends or the page has stalled.</summary>
    public async Task RunAsync(string hello, StreamPlace place, CancellationToken end)
    {
        var text = new StringBuilder();
        Event(text, "hello", hello);
        DateTimeOffset written = settings.Time.GetUtcNow();
        while (!end.IsCancellationRequested)
        {
            Collect(text, ref place);
            if (text.Length == 0 && settings.Time.GetUtcNow() - written >= s_aliveEvery) text.Append(": alive\n\n");
            if (text.Length > 0)
            {
                if (!await WriteAsync(text.ToString(), end)) return;
                text.Clear();
                written = settings.Time.GetUtcNow();
            }
            await Task.Delay(settings.BatchEvery, settings.Time, end);
        }
    }

    private void Collect(StringBuilder text, ref StreamPlace place)
    {
        if (feed.State is (long number, string json) && number != place.State)
        {
            place.State = number;
            Event(text, "state", json);
        }
        (IReadOnlyList<ChartPoint> points, place.Points) = feed.Points.After(place.Points);
        if (points.Count > 0) Event(text, "points", PageFeed.Json(points));
        Part(text, "marks", feed.Marks, ref place.Marks);
        Part(text, "lines", feed.Lines, ref place.Lines);
        Part(text, "messages", feed.Messages, ref place.Messages);
        if (text.Length > 0) text.Insert(0, $"event: place\ndata: \"{place}\"\n\n");
    }

    private static void Part<T>(StringBuilder text, string name, FeedRing<T> ring, ref long place)
    {
        FeedPart<T> part = ring.After(place, MostItems);
        if (part.Items.Count == 0) return;
        place = part.Last;
        Event(text, name, PageFeed.Json(new { part.Lost, part.Items }));
    }

    private static void Event(StringBuilder text, string name, string json) => text.Append(CultureInfo.InvariantCulture, $"event: {name}\ndata: {json}\n\n");

    private async Task<bool> WriteAsync(string text, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(settings.StalledLimit);
        try
        {
            await response.WriteAsync(text, limit.Token);
            await response.Body.FlushAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            response.HttpContext.Abort();
            return false;
        }
    }
}
