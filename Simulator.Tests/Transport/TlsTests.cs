using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.Client.Transport;
using Simulator.Net;

namespace Simulator.Tests.Transport;

/// <summary>What TLS checks: the chain, the name, the dates, the version; and our own certificate.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _root = Issue("CN=root", null, s_now.AddDays(-10), s_now.AddDays(30));
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Dispose()
    {
        _listener.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData("right", "localhost", -1, 20, true, SslProtocols.Tls12, OpenResult.Open)]
    [InlineData("another name", "elsewhere.test", -1, 20, true, SslProtocols.Tls12, OpenResult.Untrusted)]
    [InlineData("expired", "localhost", -5, -1, true, SslProtocols.Tls12, OpenResult.Untrusted)]
    [InlineData("not valid yet", "localhost", 2, 20, true, SslProtocols.Tls12, OpenResult.Untrusted)]
    [InlineData("another root", "localhost", -1, 20, false, SslProtocols.Tls12, OpenResult.Untrusted)]
    public async Task Certificate_OfTheServer_IsTrustedOnlyWhenAllIsRight(string row, string name, int fromDays, int toDays, bool ourRoot, SslProtocols protocol, OpenResult expected)
    {
        using X509Certificate2 certificate = Issue("CN=" + name, _root, s_now.AddDays(fromDays), s_now.AddDays(toDays), name);
        using X509Certificate2 other = Issue("CN=other", null, s_now.AddDays(-1), s_now.AddDays(1));
        Task<string?> server = ServeAsync(certificate, protocol, askClient: false);
        var transport = Connect(new TlsTrust { Roots = [ourRoot ? _root : other] }, out OpenResult result);
        Assert.True(expected == result, $"{row}: {result} {transport.Failure}");
        if (result == OpenResult.Open) Assert.Equal("ok", Converse(transport));
        transport.Close();
        transport.Close();
        await server;
    }

    [Fact]
    public async Task Certificate_OfTheCharger_IsShown()
    {
        using X509Certificate2 certificate = Issue("CN=localhost", _root, s_now.AddDays(-1), s_now.AddDays(20), "localhost");
        using X509Certificate2 client = Issue("CN=CP1", _root, s_now.AddDays(-1), s_now.AddDays(20));
        Task<string?> server = ServeAsync(certificate, SslProtocols.Tls12, askClient: true);
        var transport = Connect(new TlsTrust { Roots = [_root], Client = client }, out OpenResult result);
        Assert.Equal(OpenResult.Open, result);
        Assert.Equal("ok", Converse(transport));
        transport.Close();
        Assert.Equal("CN=CP1", await server);
    }

    private TlsTransport Connect(TlsTrust trust, out OpenResult result)
    {
        var transport = new TlsTransport(new SocketTransport(() => _clock.ElapsedMilliseconds), () => _clock.ElapsedMilliseconds, trust);
        result = transport.Open("localhost", ((IPEndPoint)_listener.LocalEndpoint).Port, 10_000);
        while (result == OpenResult.Pending)
        {
            Thread.Yield();
            result = transport.PollOpen();
        }
        return transport;
    }

    /// <summary>Sends "ping" and reads what comes until there are two bytes.</summary>
    private string Converse(TlsTransport transport)
    {
        Assert.Equal(4, transport.Write("ping"u8.ToArray(), 0, 4));
        var buffer = new byte[16];
        int length = 0;
        while (length < 2)
        {
            int read = transport.Read(buffer, length, buffer.Length - length);
            Assert.True(read >= 0 && _clock.ElapsedMilliseconds < 20_000, "the stream ended or nothing came");
            length += read;
            Thread.Yield();
        }
        return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
    }

    private async Task<string?> ServeAsync(X509Certificate2 certificate, SslProtocols protocol, bool askClient)
    {
        _listener.Start();
        using Socket socket = await _listener.AcceptSocketAsync();
        await using var stream = new SslStream(new NetworkStream(socket));
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
                EnabledSslProtocols = protocol,
                ClientCertificateRequired = askClient,
                RemoteCertificateValidationCallback = (_, shown, _, _) => !askClient || shown != null,
            });
            if (await stream.ReadAsync(new byte[16]) > 0) await stream.WriteAsync("ok"u8.ToArray());
            return stream.RemoteCertificate?.Subject;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return null;
        }
    }

    private static X509Certificate2 Issue(string subject, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to, string? dnsName = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer == null, false, 0, true));
        if (dnsName != null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(dnsName);
            request.CertificateExtensions.Add(names.Build());
        }
        using X509Certificate2 made = issuer == null
            ? request.CreateSelfSigned(from, to)
            : request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
