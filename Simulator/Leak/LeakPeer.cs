using Ocpp.Client.Connection;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Simulator.Leak;

/// <summary>
/// The server's part of the leak test. The path of the request says how the connection shall end: /leak/ENDING/IDENTITY.
/// The secure port shows a certificate that is not trusted. A real device can use it too.
/// </summary>
public sealed class LeakPeer : IDisposable
{
    private const int MostRequestBytes = 4096;
    private const int MostConnections = 100;
    private const int OversizedBytes = 200_000;
    private const int OversizedSentBytes = 20_000;

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly TcpListener _plain;
    private readonly TcpListener _secure;
    private readonly X509Certificate2 _certificate;
    private readonly SslStreamCertificateContext _context;

    public LeakPeer(IPAddress address, int port, int securePort)
    {
        _certificate = SelfSigned();
        _context = SslStreamCertificateContext.Create(_certificate, null, offline: true);
        _plain = new TcpListener(address, port);
        _secure = new TcpListener(address, securePort);
        _plain.Start();
        _secure.Start();
        _ = AcceptAsync(_plain, PlainAsync);
        _ = AcceptAsync(_secure, SecureAsync);
    }

    public int Port => ((IPEndPoint)_plain.LocalEndpoint).Port;

    public int SecurePort => ((IPEndPoint)_secure.LocalEndpoint).Port;

    /// <summary>Connections that exist now.</summary>
    public int Active => _open.Count;

    public void Dispose()
    {
        _end.Cancel();
        _plain.Dispose();
        _secure.Dispose();
        foreach (Socket socket in _open.Keys) socket.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, Func<Socket, Task> serve)
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                Socket socket = await listener.AcceptSocketAsync(_end.Token);
                if (_open.Count >= MostConnections) socket.Dispose();
                else _ = ServeAsync(socket, serve);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The peer is being ended.
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, Task> serve)
    {
        _open[socket] = true;
        try
        {
            await serve(socket);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // Connections that end badly are what this peer is for.
        }
        finally
        {
            _open.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private async Task SecureAsync(Socket socket)
    {
        await using var stream = new SslStream(new NetworkStream(socket));
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _context }, _end.Token);
        await DrainAsync(socket);
    }

    private async Task PlainAsync(Socket socket)
    {
        string request = await RequestAsync(socket);
        string[] path = request.Split(' ').ElementAtOrDefault(1)?.Split('/') ?? [];
        LeakEnding ending = path.Length == 4 && path[1] == "leak" ? LeakEndings.Find(path[2]) : LeakEnding.None;
        if (ending == LeakEnding.None)
        {
            await SendAsync(socket, "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            return;
        }
        await SendAsync(socket, Answer(request, ending == LeakEnding.WrongHandshake));
        await EndAsync(socket, ending);
    }

    private async Task EndAsync(Socket socket, LeakEnding ending)
    {
        if (ending == LeakEnding.Oversized) await SendAsync(socket, [0x81, 127, 0, 0, 0, 0, 0, OversizedBytes >> 16, OversizedBytes >> 8 & 0xFF, OversizedBytes & 0xFF, .. new byte[OversizedSentBytes]]);
        if (ending is LeakEnding.WrongHandshake or LeakEnding.MissingPong or LeakEnding.CableOut)
        {
            await DrainAsync(socket);
            return;
        }
        var buffer = new byte[1024];
        int read = await socket.ReceiveAsync(buffer, _end.Token);
        // The close frame with 1009 has come: the connection is over.
        if (ending == LeakEnding.Oversized) return;
        if (ending == LeakEnding.ServerKill)
        {
            socket.Close(0);
            return;
        }
        if (ending == LeakEnding.HalfOpen) socket.Shutdown(SocketShutdown.Send);
        else if (read > 0) await SendAsync(socket, [0x81, 2, (byte)'o', (byte)'k']);
        if (ending == LeakEnding.CleanClose && await socket.ReceiveAsync(buffer, _end.Token) > 0) await SendAsync(socket, [0x88, 2, 0x03, 0xE8]);
        await DrainAsync(socket);
    }

    private async Task<string> RequestAsync(Socket socket)
    {
        var buffer = new byte[MostRequestBytes];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(length), _end.Token);
            if (read == 0) break;
            length += read;
            if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8)) break;
        }
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private async Task SendAsync(Socket socket, byte[] bytes) => await socket.SendAsync(bytes, _end.Token);

    private async Task DrainAsync(Socket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, _end.Token) > 0)
        {
        }
    }

    private static byte[] Answer(string request, bool wrong)
    {
        const string Name = "Sec-WebSocket-Key: ";
        int at = request.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        string key = at < 0 ? "" : request[(at + Name.Length)..].Split('\r')[0];
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + (wrong ? "x" : "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))));
        return Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n");
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=leak-peer", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
