using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Simulator.Web;

namespace Simulator.Tests.Web;

public sealed class EventStreamTests
{
    private static readonly PageSettings s_fast = new() { BatchEvery = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Stream_NewPage_GetsHelloStateAndThePast()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(s_fast);
        PageFeed feed = browser.Source.Feed;
        feed.Publish(new PageState { T = 5, Status = "Charging", Gate = GateWords.Rows(0x7FE, "") });
        feed.Points.Add(new ChartPoint(4, 77.5, 31, 2400, null, 10, 9000));
        feed.Lines.Add(new PageLine(4, "serial", "<script>alert(1)</script>"));
        using EventReader events = await browser.StreamAsync();
        JsonNode hello = JsonNode.Parse(await events.NextAsync("hello"))!;
        Assert.Equal(("charger", "CP-1", s_fast.Token[..8]), ((string)hello["kind"]!, (string)hello["title"]!, (string)hello["instance"]!));
        JsonNode state = JsonNode.Parse(await events.NextAsync("state"))!;
        Assert.Equal("Charging", (string)state["status"]!);
        Assert.Equal("no transaction is running", (string)state["gate"]![0]!["reason"]!);
        Assert.Equal("""[{"t":4,"v":77.5,"a":31,"w":2400,"soc":null,"wh":10,"heap":9000}]""", await events.NextAsync("points"));
        JsonNode lines = JsonNode.Parse(await events.NextAsync("lines"))!;
        Assert.Equal("<script>alert(1)</script>", (string)lines["items"]![0]!["text"]!);
    }

    [Fact]
    public async Task Stream_AfterABreak_GoesOnWhereItWas()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(s_fast);
        PageFeed feed = browser.Source.Feed;
        feed.Lines.Add(new PageLine(1, "serial", "first"));
        string place;
        using (EventReader events = await browser.StreamAsync())
        {
            place = (string)JsonNode.Parse(await events.NextAsync("place"))!;
            Assert.Contains("first", await events.NextAsync("lines"));
        }
        feed.Lines.Add(new PageLine(2, "serial", "second"));
        using EventReader again = await browser.StreamAsync(place);
        Assert.Equal("""{"lost":0,"items":[{"t":2,"source":"serial","text":"second"}]}""", await again.NextAsync("lines"));
    }

    [Fact]
    public async Task Stream_PageThatWasAwayTooLong_IsToldWhatItMissed()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(s_fast);
        for (int i = 0; i < PageFeed.LinesKept + 7; i++) browser.Source.Feed.Lines.Add(new PageLine(i, "serial", "x"));
        using EventReader events = await browser.StreamAsync("0.2.0.0");
        Assert.Equal(5, (int)JsonNode.Parse(await events.NextAsync("lines"))!["lost"]!);
    }

    [Fact]
    public async Task Stream_MoreThanAllowed_IsRefusedUntilOneIsClosed()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(s_fast);
        var open = new List<EventReader>();
        for (int i = 0; i < PageHandler.MostStreams; i++) open.Add(await browser.StreamAsync());
        Assert.Equal(503, (await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/web/events"))).Status);
        open[0].Dispose();
        (open[0] = await FirstStreamAsync(browser)).Dispose();
        foreach (EventReader reader in open) reader.Dispose();
    }

    [Fact]
    public async Task Stream_PagesThatReadNothing_AreDroppedAndHoldNobodyUp()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(new PageSettings { BatchEvery = TimeSpan.FromMilliseconds(1), StalledLimit = TimeSpan.FromMilliseconds(50) });
        var stalled = new List<Socket>();
        for (int i = 0; i < PageHandler.MostStreams; i++) stalled.Add(await StallAsync(browser.Http.BaseAddress!));
        // The charger's side never waits: it writes whatever the pages do.
        using var stop = new CancellationTokenSource();
        Task flood = Task.Run(async () =>
        {
            string text = new('x', 10_000);
            while (!stop.IsCancellationRequested)
            {
                for (int i = 0; i < 50; i++) browser.Source.Feed.Lines.Add(new PageLine(i, "serial", text));
                await Task.Yield();
            }
        });
        using EventReader events = await FirstStreamAsync(browser);
        Assert.NotNull(await events.NextAsync("hello"));
        await stop.CancelAsync();
        await flood;
        foreach (Socket socket in stalled) socket.Dispose();
    }

    private static async Task<EventReader> FirstStreamAsync(PageBrowser browser)
    {
        for (int attempts = 0; ; attempts++)
        {
            try
            {
                return await browser.StreamAsync();
            }
            catch (HttpRequestException) when (attempts < 600)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Asks for the stream and never reads an answer beyond its first bytes.</summary>
    private static async Task<Socket> StallAsync(Uri server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024 };
        await socket.ConnectAsync(server.Host, server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /web/events HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"));
        await socket.ReceiveAsync(new byte[16]);
        return socket;
    }
}
