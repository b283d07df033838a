using System.Net;
using System.Net.Sockets;
using Charger.Runtime;
using Firmware.Adapters;
using Ocpp.Client.Transport;

namespace Simulator.Tests.Transport;

/// <summary>The device's TCP adapter: its timer may fire late, on the platform's own thread.</summary>
public sealed class DeadlineTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Firmware.Adapters.SocketTransport _transport = new(new AddressCache(new NoClock(), new NoLog()));

    public DeadlineTests()
    {
        _listener.Start();
    }

    public void Dispose()
    {
        _transport.Close();
        _listener.Dispose();
    }

    [Fact]
    public void Deadline_FiresLate_LeavesTheNewerConnectionAlone()
    {
        Socket first = Open();
        _transport.Close();
        Socket second = Open();
        _transport.OnDeadline(first);
        Assert.Same(second, _transport.Socket);
        Assert.Equal(1, _transport.Write([1], 0, 1));
        Assert.Equal(0, _transport.Read(new byte[1], 0, 1));
    }

    [Fact]
    public void Deadline_FiresLate_DoesNotMakeTheNextAttemptTimeOut()
    {
        Socket first = Open();
        _transport.OnDeadline(first);
        _transport.Close();
        Open();
    }

    [Fact]
    public void Deadline_FiresTwiceAndOnAClosedSocket_ThrowsNothing()
    {
        Socket first = Open();
        _transport.OnDeadline(first);
        Assert.Equal(-1, _transport.Read(new byte[1], 0, 1));
        Assert.Equal(-1, _transport.Write([1], 0, 1));
        _transport.Close();
        _transport.OnDeadline(first);
        _transport.OnDeadline(null);
    }

    private Socket Open()
    {
        Assert.Equal(OpenResult.Open, _transport.Open("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, 60_000));
        return _transport.Socket;
    }

    private sealed class NoClock : IMonotonicClock
    {
        public long NowMs => 0;
    }

    private sealed class NoLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }
}
