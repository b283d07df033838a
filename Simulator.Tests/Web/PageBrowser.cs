using System.Net.Http.Json;
using System.Text;
using Simulator.Web;

namespace Simulator.Tests.Web;

/// <summary>A server with a page of <see cref="RecordingSource"/>, and what a browser sends to it.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    private readonly PageServer _server;

    private PageBrowser(RecordingSource source, PageSettings settings, PageServer server)
    {
        Source = source;
        Settings = settings;
        _server = server;
        Http = new HttpClient { BaseAddress = server.Url };
    }

    public RecordingSource Source { get; }

    public PageSettings Settings { get; }

    public HttpClient Http { get; }

    public static async Task<PageBrowser> OpenAsync(PageSettings? settings = null, RecordingSource? source = null)
    {
        settings ??= new PageSettings();
        source ??= new RecordingSource();
        return new PageBrowser(source, settings, await PageServer.StartAsync(source, settings));
    }

    /// <summary>A request as the page's own script sends it; the test then changes it.</summary>
    public HttpRequestMessage Post(string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("X-Page-Token", Settings.Token);
        return request;
    }

    public async Task<(int Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the stream; the caller reads its events.</summary>
    public async Task<EventReader> StreamAsync(string after = "")
    {
        HttpResponseMessage response = await Http.GetAsync("/web/events?after=" + after, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
    }
}

/// <summary>Reads server-sent events one by one.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>Data of the next event of this name; others are skipped.</summary>
    public async Task<string> NextAsync(string name)
    {
        string at = "";
        while (await reader.ReadLineAsync().WaitAsync(s_limit) is string line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) at = line[7..];
            else if (at == name && line.StartsWith("data: ", StringComparison.Ordinal)) return line[6..];
        }
        throw new EndOfStreamException($"no event '{name}'");
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
