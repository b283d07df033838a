using System.Net;
using System.Net.Sockets;
using Firmware.Page;

namespace Simulator.DevicePage;

/// <summary>The status page's socket on the desktop: loopback, whatever network the charger's owner chose.</summary>
public sealed class SocketPageListener : IPageListener
{
    private const int Backlog = 2;

    private readonly List<SocketPageClient> _clients = [];
    private Socket? _socket;

    public string Address => _socket == null ? "" : IPAddress.Loopback.ToString();

    /// <summary>The port it listens at, which is another one than was asked for where that was 0.</summary>
    public int Port => ((IPEndPoint)_socket!.LocalEndPoint!).Port;

    /// <summary>Listens at any port that is free, for tests.</summary>
    public bool AnyPort { get; init; }

    public string? Open(string network, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, AnyPort ? 0 : port));
            socket.Listen(Backlog);
            _socket = socket;
            return null;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return $"port {port}: {e.Message}";
        }
    }

    public bool IsCurrent(string network) => true;

    public IPageClient? Accept()
    {
        if (_socket == null || !_socket.Poll(0, SelectMode.SelectRead)) return null;
        _clients.RemoveAll(c => c.IsClosed);
        var client = new SocketPageClient(_socket.Accept());
        _clients.Add(client);
        return client;
    }

    public void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>The charger has lost its power: nothing of it is left.</summary>
    public void PowerOff()
    {
        Close();
        _clients.ForEach(c => c.Close());
    }
}

/// <summary>One client's socket, which never blocks.</summary>
public sealed class SocketPageClient : IPageClient
{
    private readonly Socket _socket;

    public SocketPageClient(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    public bool IsClosed { get; private set; }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (IsClosed) return -1;
        int read = _socket.Receive(buffer, offset, count, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        return error == SocketError.Success && read > 0 ? read : -1;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (IsClosed) return -1;
        int sent = _socket.Send(buffer, offset, count, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        return error == SocketError.Success ? sent : -1;
    }

    public void Close()
    {
        IsClosed = true;
        _socket.Dispose();
    }
}
