using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Simulator.Tests.Session;

/// <summary>A central system that is far away: passes every byte on after a delay in both directions, and accepts a connection after two delays.</summary>
internal sealed class DelayingProxy : IDisposable
{
    private const int LargestPiece = 64 * 1024;

    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private readonly TimeSpan _delay;

    /// <param name="oneWayMs">Half of what an answer needs.</param>
    public DelayingProxy(Uri target, int oneWayMs)
    {
        _target = target;
        _delay = TimeSpan.FromMilliseconds(oneWayMs);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The same address by way of this proxy.</summary>
    public Uri Url => new UriBuilder(_target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = JoinAsync(await _listener.AcceptTcpClientAsync(_end.Token), _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task JoinAsync(TcpClient near, CancellationToken end)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await Task.Delay(2 * _delay, end);
                await far.ConnectAsync(_target.Host, _target.Port, end);
                await Task.WhenAny(HandOnAsync(near, far, end), HandOnAsync(far, near, end));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One of the two ends is gone.
            }
        }
    }

    private async Task HandOnAsync(TcpClient from, TcpClient to, CancellationToken end)
    {
        var under = Channel.CreateUnbounded<(byte[] Piece, Task Due)>();
        Task writing = WriteAsync(under.Reader, to, end);
        byte[] buffer = new byte[LargestPiece];
        while (await from.GetStream().ReadAsync(buffer, end) is > 0 and int count) under.Writer.TryWrite((buffer[..count], Task.Delay(_delay, end)));
        under.Writer.Complete();
        await writing;
    }

    private static async Task WriteAsync(ChannelReader<(byte[] Piece, Task Due)> under, TcpClient to, CancellationToken end)
    {
        await foreach ((byte[] piece, Task due) in under.ReadAllAsync(end))
        {
            await due;
            await to.GetStream().WriteAsync(piece, end);
        }
    }
}
