using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Simulator.CentralModel;

namespace Simulator.CentralSystem;

/// <summary>
/// An OCPP 1.6J central system on a real WebSocket at ws://127.0.0.1:PORT/ocpp/IDENTITY, with GET /stats beside it. Every
/// message in both directions is checked against the schemas.
/// </summary>
public sealed partial class EmbeddedCentralSystem : IAsyncDisposable, IDisposable
{
    private const string Subprotocol = "ocpp1.6";
    private const string Endpoint = "/ocpp/";
    private const int MostIdentities = 10_000;

    private readonly EmbeddedCentralOptions _options;
    private readonly WebApplication _app;
    private readonly ConnectionRegister _register;
    private readonly ConcurrentDictionary<string, CentralSession> _sessions = new();
    private readonly Func<DateTime> _utcNow;
    private readonly bool _asksPassword;
    private ITimer? _sweeper;
    private int _numbers;
    private int _transactions;

    private EmbeddedCentralSystem(EmbeddedCentralOptions options)
    {
        _options = options;
        _asksPassword = !options.Passwords.IsEmpty;
        _utcNow = options.UtcNow ?? (() => options.Time.GetUtcNow().UtcDateTime);
        _register = new ConnectionRegister(options.IdleLimit, line => options.Log?.Invoke(line));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The host's own lifetime would take Ctrl-C and SIGTERM from the command that runs it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(options.Address, options.Port);
            if (options.Pki is CentralPki pki) k.Listen(options.Address, 0, listen => listen.UseHttps(https => Secure(https, pki)));
        });
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AcceptAsync);
    }

    /// <summary>Base of the charge points' URL, without the identity and without a trailing slash.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The same over TLS; null where no certificates were given.</summary>
    public Uri? SecureUrl { get; private set; }

    /// <summary>Answers the page's paths (/ and /web/); null for none.</summary>
    public RequestDelegate? Page { get; set; }

    /// <summary>Where its page is, if it has one.</summary>
    public string PageUrl => "http://" + Url.Authority + "/";

    /// <summary>Every message in either direction; may come from any thread.</summary>
    public event Action<OcppTrace>? Trace;

    public ConnectionTotals Connections => _register.Totals;

    /// <summary>Chargers that are connected now, in order of their identities.</summary>
    public IReadOnlyList<string> ConnectedIdentities => [.. _register.Active.Select(c => c.Identity).Order(StringComparer.Ordinal)];

    /// <summary>The clock of its answers.</summary>
    public DateTime UtcNow => _utcNow();

    /// <summary>Of all chargers, in order of their ids.</summary>
    public IReadOnlyList<CentralTransaction> Transactions => [.. _sessions.Values.SelectMany(s => s.Transactions).OrderBy(t => t.Id)];

    public IReadOnlyList<string> Violations => [.. _sessions.Values.SelectMany(s => s.Violations)];

    public int Messages => _sessions.Values.Sum(s => s.Messages);

    public static async Task<EmbeddedCentralSystem> StartAsync(EmbeddedCentralOptions? options = null)
    {
        var central = new EmbeddedCentralSystem(options ?? new EmbeddedCentralOptions());
        await central._app.StartAsync();
        central.Url = new Uri(central._app.Urls.First(u => u.StartsWith("http://", StringComparison.Ordinal)).Replace("http://", "ws://") + Endpoint.TrimEnd('/'));
        if (central._app.Urls.FirstOrDefault(u => u.StartsWith("https://", StringComparison.Ordinal)) is string secure) central.SecureUrl = new Uri(secure.Replace("https://", "wss://") + Endpoint.TrimEnd('/'));
        TimeSpan every = central._options.SweepEvery;
        central._sweeper = central._options.Time.CreateTimer(_ => central._register.Sweep(), null, every, every);
        return central;
    }

    /// <summary>The conversation with a charger; it is made when first asked for.</summary>
    public CentralSession SessionOf(string identity) => _sessions.GetOrAdd(identity, Create);

    /// <summary>Sends a CALL and waits for its answer; <see cref="CallAnswer.None"/> when there is none within the CALL limit.</summary>
    /// <param name="payload">A JSON object as text.</param>
    public async Task<CallAnswer> CallAsync(string identity, string action, string payload, bool checkedBySchema = true)
    {
        var answered = new TaskCompletionSource<CallAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        SessionOf(identity).Call(action, payload, answer =>
        {
            if (action == "ChangeConfiguration" && JsonNode.Parse(payload) is JsonObject change) Learn(identity, action, change, answer);
            answered.TrySetResult(answer);
        }, checkedBySchema);
        try
        {
            return await answered.Task.WaitAsync(_options.CallLimit, _options.Time);
        }
        catch (TimeoutException)
        {
            return CallAnswer.None;
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        _sweeper?.Dispose();
        _trial?.Dispose();
        LinkDown = false;
        foreach (ChargerConnection connection in _register.Active) connection.Abort();
        await _app.DisposeAsync();
    }

    /// <summary>A password that is shown must be right as far as it is known; none is enough where none is asked for.</summary>
    private bool Knows(string? authorization, string identity) =>
        !_asksPassword && (authorization == null || !_options.Passwords.ContainsKey(identity)) || BasicAuthentication.Holds(authorization, identity, _options.Passwords);

    // Who shows no certificate may still have a password, so a handshake is not refused for that.
    private void Secure(HttpsConnectionAdapterOptions https, CentralPki pki)
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.ServerCertificateSelector = (_, _) => UntrustedTls ? pki.Stranger : pki.Server;
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (_, _, _) => true;
    }

    private CentralSession Create(string identity)
    {
        var records = new CentralRecords(_utcNow) { HeartbeatSeconds = _options.HeartbeatSeconds, TransactionIds = () => Interlocked.Increment(ref _transactions) };
        _options.Prepare?.Invoke(records);
        var session = new CentralSession(identity, records, _utcNow) { Traced = Tell };
        session.CallWaiting = () => Pump(session);
        return session;
    }

    private void Tell(OcppTrace trace)
    {
        Trace?.Invoke(trace);
        Traced?.Invoke(trace);
    }

    private async Task AcceptAsync(HttpContext context)
    {
        string path = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        if (Page is RequestDelegate page && Web.PageHandler.Owns(path))
        {
            await page(context);
            return;
        }
        if (path == "/stats")
        {
            await context.Response.WriteAsJsonAsync(Stats());
            return;
        }
        await Gate();
        if (Killed) context.Abort();
        else if (path.StartsWith(FileService.Root, StringComparison.Ordinal)) await ServeFileAsync(context, path);
        else if (!path.StartsWith(Endpoint, StringComparison.Ordinal)) context.Response.StatusCode = StatusCodes.Status404NotFound;
        else await UpgradeAsync(context, Uri.UnescapeDataString(path[Endpoint.Length..]));
    }

    private async Task UpgradeAsync(HttpContext context, string identity)
    {
        (int status, string why) = Refusal(context, identity);
        if (status != 0)
        {
            _register.Refused(identity, why);
            if (status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Basic realm=\"ocpp\"";
            context.Response.StatusCode = status;
            return;
        }
        // The sweep finds what hangs, so no pings of the server's own.
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = Subprotocol, KeepAliveInterval = TimeSpan.Zero });
        var connection = new ChargerConnection(Interlocked.Increment(ref _numbers), identity, socket,
            context.Features.Get<IConnectionSocketFeature>()?.Socket, context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort, _options.Time);
        await ServeAsync(connection);
    }

    private (int Status, string Why) Refusal(HttpContext context, string identity)
    {
        if (identity.Length == 0 || (_options.Identities != null && !_options.Identities.Contains(identity))) return (404, "unknown identity");
        if (!context.WebSockets.IsWebSocketRequest) return (426, "no WebSocket");
        bool certified = _options.Pki is CentralPki pki && pki.Names(context.Connection.ClientCertificate, identity);
        if (!certified && !Knows(context.Request.Headers.Authorization, identity)) return (401, "wrong or no password");
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol)) return (400, $"no {Subprotocol} among its subprotocols");
        if (_sessions.Count >= MostIdentities && !_sessions.ContainsKey(identity)) return (503, $"{MostIdentities} identities are known already");
        return (0, "");
    }

    private async Task ServeAsync(ChargerConnection connection)
    {
        CentralSession session = SessionOf(connection.Identity);
        _register.Enter(connection);
        session.Connected();
        Task sender = connection.SendAllAsync(Gate);
        Pump(session);
        while (await connection.ReceiveAsync() is string text)
        {
            await Gate();
            if (_register.Of(connection.Identity) != connection) continue;
            CentralReply reply = session.Receive(text);
            if (reply.DropLink) connection.Abort();
            if (reply.Text != null) connection.Send(reply.Text);
            Pump(session);
        }
        bool current = _register.Of(connection.Identity) == connection;
        _register.Leave(connection);
        if (current) session.Disconnected();
        connection.End();
        await sender;
    }

    /// <summary>Sends the next CALL if the charger is there.</summary>
    private void Pump(CentralSession session)
    {
        ChargerConnection? connection = _register.Of(session.Identity);
        if (connection == null || session.NextCall() is not string text) return;
        string id = session.OutstandingId;
        connection.Send(text);
        if (id.Length > 0) _ = GiveUpAfterAsync(session, id);
    }

    private async Task GiveUpAfterAsync(CentralSession session, string id)
    {
        await Task.Delay(_options.CallLimit, _options.Time);
        if (session.OutstandingId != id) return;
        session.GiveUpCall(id);
        Pump(session);
    }
}
