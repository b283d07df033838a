using System.Net.WebSockets;
using System.Text;
using Simulator.CentralSystem;

namespace Simulator.Tests.CentralSystem;

/// <summary>The faults a scenario orders from the central system behind the socket.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Heartbeat = """[2,"h","Heartbeat",{}]""";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private EmbeddedCentralSystem _central = null!;
    private ClientWebSocket _client = null!;

    public async Task InitializeAsync()
    {
        _central = await EmbeddedCentralSystem.StartAsync();
        _client = await ConnectAsync();
        Assert.StartsWith("[3,", await AskAsync("""[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _central.DisposeAsync();
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var client = new ClientWebSocket();
        client.Options.AddSubProtocol("ocpp1.6");
        await client.ConnectAsync(new Uri($"{_central.Url}/CP"), default).WaitAsync(s_patience);
        return client;
    }

    private Task SayAsync(string text) => _client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

    private async Task<string> AskAsync(string text)
    {
        await SayAsync(text);
        return await HearAsync();
    }

    /// <summary>The next message, or how the connection ended.</summary>
    private async Task<string> HearAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            WebSocketReceiveResult got = await _client.ReceiveAsync(buffer, default).WaitAsync(s_patience);
            return got.MessageType == WebSocketMessageType.Close ? $"close {(int)got.CloseStatus!}" : Encoding.UTF8.GetString(buffer, 0, got.Count);
        }
        catch (WebSocketException)
        {
            return "lost";
        }
    }

    [Fact]
    public async Task Killed_Connected_EndsWithoutAWordAndRefuses()
    {
        _central.Killed = true;
        Assert.Equal("lost", await HearAsync());
        await Assert.ThrowsAsync<WebSocketException>(ConnectAsync);
        _central.Killed = false;
        using ClientWebSocket again = await ConnectAsync();
        Assert.Equal(WebSocketState.Open, again.State);
    }

    [Fact]
    public async Task LinkDown_MessageOnTheWay_ArrivesWhenTheLinkIsBack()
    {
        int before = _central.Messages;
        _central.LinkDown = true;
        await SayAsync(Heartbeat);
        Task<string> answer = HearAsync();
        Assert.Equal(before, _central.Messages);
        Assert.False(answer.IsCompleted);
        _central.LinkDown = false;
        Assert.StartsWith("""[3,"h",""", await answer);
    }

    [Fact]
    public async Task LoseAnswers_OnOrder_EndsTheConnectionAfterTheWork()
    {
        _central.LoseAnswers = 1;
        Assert.Equal("lost", await AskAsync("""[2,"s","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-01-05T06:00:00Z"}]"""));
        Assert.Single(_central.Transactions);
    }

    [Fact]
    public async Task FailAction_OnOrder_IsACallErrorOnce()
    {
        _central.FailAction = "Heartbeat";
        Assert.StartsWith("""[4,"h","InternalError",""", await AskAsync(Heartbeat));
        Assert.StartsWith("""[3,"i",""", await AskAsync("""[2,"i","Heartbeat",{}]"""));
    }

    [Fact]
    public async Task Mute_OnOrder_AnswersNothingButTakesIt()
    {
        _central.Mute = true;
        await SayAsync(Heartbeat);
        _central.CloseAll(1012);
        Assert.Equal("close 1012", await HearAsync());
    }

    [Theory]
    [InlineData(WebSocketMessageType.Binary, 10, 1003)]
    [InlineData(WebSocketMessageType.Text, 300_000, 1009)]
    public async Task Receive_NotAMessage_IsClosedWithItsCode(WebSocketMessageType type, int bytes, int code)
    {
        await _client.SendAsync(new byte[bytes], type, true, default);
        Assert.Equal($"close {code}", await HearAsync());
    }
}
