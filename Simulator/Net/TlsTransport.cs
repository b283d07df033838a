using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ocpp.Client.Transport;

namespace Simulator.Net;

/// <summary>The roots that TLS trusts, and our own certificate, on the desktop.</summary>
public sealed class TlsTrust
{
    /// <summary>Roots that count instead of the machine's own; null for the machine's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Our own certificate (security profile 3), with its key; null for none.</summary>
    public X509Certificate2? Client { get; init; }
}

/// <summary>
/// TLS 1.2 or later over <see cref="SocketTransport"/>, the desktop's counterpart of the device's adapter: chain, host name and
/// validity are always checked. The trusted roots are read at each opening. One read and one write are under way at most; nothing blocks.
/// </summary>
public sealed class TlsTransport(SocketTransport tcp, Func<long> nowMs, Func<TlsTrust?> trustNow) : ITransport, IOpenStage
{
    public TlsTransport(SocketTransport tcp, Func<long> nowMs, TlsTrust? trust = null)
        : this(tcp, nowMs, () => trust)
    {
    }

    private readonly byte[] _arrived = new byte[4096];
    private readonly byte[] _leaving = new byte[4096];
    private string _host = "";
    private long _deadlineMs;
    private SslStream? _stream;
    private Task? _handshake;
    private Task<int>? _reading;
    private Task? _writing;
    private int _at;
    private int _end;

    /// <summary>Why the last handshake failed, for the log.</summary>
    public string Failure { get; private set; } = "";

    public OpenStage Stage => _handshake == null ? tcp.Stage : OpenStage.TlsHandshake;

    public OpenResult Open(string host, int port, int timeoutMs)
    {
        Close();
        _host = host;
        _deadlineMs = nowMs() + timeoutMs;
        return tcp.Open(host, port, timeoutMs) is var below && below != OpenResult.Open ? below : PollOpen();
    }

    public OpenResult PollOpen()
    {
        if (_handshake == null)
        {
            OpenResult below = tcp.PollOpen();
            if (below != OpenResult.Open) return below;
            Begin();
        }
        if (!_handshake!.IsCompleted) return nowMs() >= _deadlineMs ? Fail(OpenResult.TimedOut) : OpenResult.Pending;
        if (_handshake.IsCompletedSuccessfully) return OpenResult.Open;
        Failure = _handshake.Exception?.InnerException?.Message ?? "cancelled";
        return Fail(OpenResult.Untrusted);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (_stream == null) return -1;
        if (_at == _end && !Refill(out bool ended)) return ended ? -1 : 0;
        int read = Math.Min(count, _end - _at);
        Array.Copy(_arrived, _at, buffer, offset, read);
        _at += read;
        return read;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (_stream == null || _writing is { IsFaulted: true }) return -1;
        if (_writing is { IsCompleted: false }) return 0;
        int taken = Math.Min(count, _leaving.Length);
        Array.Copy(buffer, offset, _leaving, 0, taken);
        _writing = _stream.WriteAsync(_leaving, 0, taken);
        return taken;
    }

    public void Close()
    {
        SslStream? stream = _stream;
        _stream = null;
        foreach (Task? task in new[] { _handshake, _reading, _writing }) task?.ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
        _handshake = _writing = null;
        _reading = null;
        _at = _end = 0;
        tcp.Close();
        stream?.Dispose();
    }

    private void Begin()
    {
        Socket socket = tcp.Socket!;
        TlsTrust? trust = trustNow();
        socket.Blocking = true;
        _stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
        _handshake = _stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = _host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificates = trust?.Client == null ? null : [trust.Client],
            CertificateChainPolicy = Policy(trust),
        });
    }

    private static X509ChainPolicy Policy(TlsTrust? trust)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (trust?.Roots == null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(trust.Roots);
        return policy;
    }

    private bool Refill(out bool ended)
    {
        ended = false;
        _reading ??= _stream!.ReadAsync(_arrived, 0, _arrived.Length);
        if (!_reading.IsCompleted) return false;
        ended = !_reading.IsCompletedSuccessfully || _reading.Result == 0;
        if (ended) return false;
        (_at, _end) = (0, _reading.Result);
        _reading = null;
        return true;
    }

    private OpenResult Fail(OpenResult result)
    {
        Close();
        return result;
    }
}
