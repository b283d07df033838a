using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Simulator.CentralSystem;

/// <summary>One WebSocket of a charger: messages wait in a bounded queue with one sender, so that they stay in order.</summary>
internal sealed class ChargerConnection(int number, string identity, WebSocket socket, Socket? tcp, Action abort, TimeProvider time)
{
    private const int MostWaiting = 256;
    private const int MostMessageBytes = 256 * 1024;

    private static readonly TimeSpan s_closeLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<Outgoing> _out = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly byte[] _buffer = new byte[4096];
    private long _lastHeard = time.GetTimestamp();
    private int _left;
    private volatile bool _ended;

    private readonly record struct Outgoing(string? Text, int CloseCode = 0, string Reason = "");

    /// <summary>Counts up over the life of the central system.</summary>
    public int Number { get; } = number;

    public string Identity { get; } = identity;

    public TimeSpan Idle => time.GetElapsedTime(Interlocked.Read(ref _lastHeard));

    /// <summary>Close code in either direction, or 1006 where it ended without one.</summary>
    public int CloseCode { get; private set; } = 1006;

    public string CloseReason { get; private set; } = "";

    /// <summary>True the first time only: a connection is counted out once.</summary>
    public bool Leave() => Interlocked.Exchange(ref _left, 1) == 0;

    /// <summary>The peer is gone, whether or not a read has reported it yet.</summary>
    public bool PeerGone()
    {
        if (socket.State is WebSocketState.Closed or WebSocketState.Aborted) return true;
        try
        {
            return tcp != null && tcp.Poll(0, SelectMode.SelectRead) && tcp.Available == 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>When the queue of a charger that does not read is full, its connection is aborted.</summary>
    public void Send(string text)
    {
        Touch();
        if (!_out.Writer.TryWrite(new Outgoing(text))) Abort();
    }

    /// <summary>Closing handshake with a code; what hangs is dropped after 5 s.</summary>
    public void Close(int code, string reason)
    {
        if (!_out.Writer.TryWrite(new Outgoing(null, code, reason))) Abort();
        _out.Writer.TryComplete();
        _ = AbortAfterAsync();
    }

    /// <summary>The server ends the request: nothing more is sent or aborted.</summary>
    public void End()
    {
        _out.Writer.TryComplete();
        _ended = true;
    }

    public void Abort()
    {
        _out.Writer.TryComplete();
        if (!_ended) abort();
    }

    public async Task SendAllAsync(Func<Task> gate)
    {
        try
        {
            await foreach (Outgoing next in _out.Reader.ReadAllAsync())
            {
                await gate();
                if (next.Text != null) await socket.SendAsync(Encoding.UTF8.GetBytes(next.Text), WebSocketMessageType.Text, true, CancellationToken.None);
                else await CloseOutputAsync(next.CloseCode, next.Reason);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The peer has gone; the reader sees it too and ends the connection.
            _out.Writer.TryComplete();
        }
    }

    /// <summary>The next whole text message, or null at the end of the connection, whatever ended it.</summary>
    public async Task<string?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult got = await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
                Touch();
                if (got.MessageType == WebSocketMessageType.Close) return await AnswerCloseAsync();
                if (got.MessageType == WebSocketMessageType.Binary) return Refuse(1003, "text only");
                message.Write(_buffer, 0, got.Count);
                if (message.Length > MostMessageBytes) return Refuse(1009, $"more than {MostMessageBytes} bytes");
                if (got.EndOfMessage) return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            return null;
        }
    }

    private string? Refuse(int code, string reason)
    {
        Close(code, reason);
        return null;
    }

    private async Task<string?> AnswerCloseAsync()
    {
        if (CloseCode == 1006)
        {
            CloseCode = (int)(socket.CloseStatus ?? WebSocketCloseStatus.Empty);
            CloseReason = "by the charger" + (string.IsNullOrEmpty(socket.CloseStatusDescription) ? "" : ": " + socket.CloseStatusDescription);
        }
        if (socket.State == WebSocketState.CloseReceived)
        {
            // 1005 stands for a close frame without a code and must not be sent back.
            WebSocketCloseStatus code = socket.CloseStatus is null or WebSocketCloseStatus.Empty ? WebSocketCloseStatus.NormalClosure : socket.CloseStatus.Value;
            await socket.CloseOutputAsync(code, null, CancellationToken.None);
        }
        return null;
    }

    private async Task CloseOutputAsync(int code, string reason)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        CloseCode = code;
        CloseReason = reason;
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);
    }

    private async Task AbortAfterAsync()
    {
        await Task.Delay(s_closeLimit);
        Abort();
    }

    private void Touch() => Interlocked.Exchange(ref _lastHeard, time.GetTimestamp());
}
