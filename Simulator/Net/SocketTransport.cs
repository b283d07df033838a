using System.Net;
using System.Net.Sockets;
using Ocpp.Client.Transport;

namespace Simulator.Net;

/// <summary>TCP on the desktop. It never blocks but for the look-up of a name, as on the device.</summary>
public sealed class SocketTransport(Func<long> nowMs) : ITransport, IOpenStage
{
    private Socket? _socket;
    private Task? _connecting;
    private long _deadlineMs;

    /// <summary>Sockets open now over all instances: what a leak would raise.</summary>
    public static int OpenSockets => s_open;

    private static int s_open;

    /// <summary>The open socket, for TLS on top of it; null while closed.</summary>
    public Socket? Socket => _socket;

    public OpenStage Stage { get; private set; }

    /// <summary>What the last connect that failed met.</summary>
    public SocketError LastError { get; private set; }

    public OpenResult Open(string host, int port, int timeoutMs)
    {
        Close();
        _deadlineMs = nowMs() + timeoutMs;
        Stage = IPAddress.TryParse(host, out _) ? OpenStage.Connecting : OpenStage.Resolving;
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Interlocked.Increment(ref s_open);
        _connecting = _socket.ConnectAsync(host, port);
        return PollOpen();
    }

    public OpenResult PollOpen()
    {
        if (_socket == null || _connecting == null) return OpenResult.Failed;
        // Completion is asked once and first: it may come between two questions.
        if (!_connecting.IsCompleted) return nowMs() >= _deadlineMs ? Fail(OpenResult.TimedOut) : OpenResult.Pending;
        if (_connecting.IsCompletedSuccessfully)
        {
            _socket.Blocking = false;
            return OpenResult.Open;
        }
        SocketError error = (_connecting.Exception?.InnerException as SocketException)?.SocketErrorCode ?? SocketError.SocketError;
        LastError = error;
        return Fail(error switch
        {
            SocketError.ConnectionRefused => OpenResult.Refused,
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => OpenResult.NoAddress,
            SocketError.TimedOut => OpenResult.TimedOut,
            _ => OpenResult.Failed,
        });
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (_socket == null) return -1;
        int read = _socket.Receive(buffer, offset, count, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        return error == SocketError.Success && read > 0 ? read : -1;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (_socket == null) return -1;
        int sent = _socket.Send(buffer, offset, count, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        return error == SocketError.Success ? sent : -1;
    }

    public void Close()
    {
        Socket? socket = _socket;
        _socket = null;
        if (socket == null) return;
        // A connect under way ends with an exception that nobody asks for.
        _connecting?.ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
        _connecting = null;
        socket.Dispose();
        Interlocked.Decrement(ref s_open);
    }

    private OpenResult Fail(OpenResult result)
    {
        Close();
        return result;
    }
}
