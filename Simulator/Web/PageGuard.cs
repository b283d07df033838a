using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Simulator.Web;

/// <summary>
/// Who may read the page and who may press its buttons. Host must be an address or localhost, so that a name of somebody
/// else's that was made to point here (DNS rebinding) reads nothing; what changes something needs the page's own origin and
/// its token, which no other site can read.
/// </summary>
internal sealed class PageGuard(PageSettings settings)
{
    public const string TokenHeader = "X-Page-Token";
    private const string Scheme = "Basic ";
    private readonly WrongPasswords _wrong = new(settings.Time);

    /// <summary>What is answered instead; null lets the request in.</summary>
    public (int Status, string Why)? Refusal(HttpRequest request)
    {
        if (!IsOurs(request.Host)) return (StatusCodes.Status421MisdirectedRequest, "this page is reached by an IP address or as localhost");
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is "cross-site" or "same-site" && !IsNavigation(request)) return (StatusCodes.Status403Forbidden, "another site asks for it");
        // A browser names who asks in requests across origins and for a WebSocket; who asks for a page or its stream otherwise is not named.
        if (request.Headers.Origin.Count > 0 && !IsOwn(request)) return (StatusCodes.Status403Forbidden, "the request comes from another site: Origin is not this page");
        if (PasswordRefusal(request) is { } refusal) return refusal;
        return HttpMethods.IsGet(request.Method) ? null : ChangeRefusal(request);
    }

    /// <summary>A link on another site may be followed to the page, and to nothing else of it.</summary>
    private static bool IsNavigation(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/" && request.Headers["Sec-Fetch-Mode"] == "navigate";

    private static bool IsOurs(HostString host) =>
        host.HasValue && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Host.Trim('[', ']'), out _));

    private static bool IsOwn(HttpRequest request) => request.Headers.Origin.ToString().Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static (int, string)? ChangeRefusal(HttpRequest request, string? expected)
    {
        if (!HttpMethods.IsPost(request.Method)) return (StatusCodes.Status405MethodNotAllowed, "GET reads, POST changes");
        if (!IsOwn(request)) return (StatusCodes.Status403Forbidden, "the request comes from another site: Origin is not this page");
        if (!PageSettings.Same(request.Headers[TokenHeader].ToString(), expected!)) return (StatusCodes.Status403Forbidden, $"{TokenHeader} is missing or of an earlier start: load the page anew");
        return request.HasJsonContentType() ? null : (StatusCodes.Status415UnsupportedMediaType, "a JSON body is expected");
    }

    private (int, string)? ChangeRefusal(HttpRequest request) => ChangeRefusal(request, settings.Token);

    private (int, string)? PasswordRefusal(HttpRequest request)
    {
        if (settings.Password == null) return null;
        IPAddress from = request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_wrong.TooMany(from)) return (StatusCodes.Status429TooManyRequests, "too many wrong passwords: wait a minute");
        string? shown = Shown(request.Headers.Authorization.ToString());
        if (shown != null && PageSettings.Same(shown, settings.Password)) return null;
        if (shown != null) _wrong.Count(from);
        return (StatusCodes.Status401Unauthorized, "the page asks for its password; the user name does not matter");
    }

    private static string? Shown(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        byte[] text = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), text, out int length)) return null;
        string pair = Encoding.UTF8.GetString(text, 0, length);
        return pair[(pair.IndexOf(':') + 1)..];
    }
}

/// <summary>Limits attempts to guess the password: so many wrong ones in a minute from one address.</summary>
internal sealed class WrongPasswords(TimeProvider time)
{
    public const int MostInAMinute = 10;
    private const int MostAddresses = 256;

    private readonly Lock _guard = new();
    private readonly Dictionary<IPAddress, (int Count, DateTimeOffset Until)> _by = [];

    public bool TooMany(IPAddress from)
    {
        lock (_guard) return _by.TryGetValue(from, out var entry) && entry.Until > time.GetUtcNow() && entry.Count >= MostInAMinute;
    }

    public void Count(IPAddress from)
    {
        lock (_guard)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (IPAddress over in _by.Where(e => e.Value.Until <= now).Select(e => e.Key).ToList()) _by.Remove(over);
            if (_by.Count >= MostAddresses) _by.Remove(_by.MinBy(e => e.Value.Until).Key);
            _by[from] = _by.TryGetValue(from, out var entry) ? (entry.Count + 1, entry.Until) : (1, now.AddMinutes(1));
        }
    }
}
