using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Simulator.Web;

/// <summary>The page's requests: its files, its stream of events, and what its buttons do.</summary>
public sealed class PageHandler(IPageSource source, PageSettings settings)
{
    /// <summary>Pages that may be open at once.</summary>
    public const int MostStreams = 16;

    /// <summary>Longest body of a request.</summary>
    public const int LongestBody = 16 * 1024;

    /// <summary>Longest line that is typed.</summary>
    public const int LongestLine = 500;

    private const string Root = "/web/";
    private const string TokenPlace = "{{token}}";

    /// <summary>Scripts and styles are the page's own files, nothing is loaded from elsewhere, and text never becomes markup.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly PageGuard _guard = new(settings);
    private int _streams;

    /// <summary>Whether a path is the page's.</summary>
    public static bool Owns(string path) => path == "/" || path.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>Name and bytes of each file of the page as it lies in the program.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files() => s_files.Select(f => (f.Key, f.Value));

    private static readonly SortedDictionary<string, byte[]> s_files = ReadFiles();

    public async Task HandleAsync(HttpContext context)
    {
        Harden(context.Response.Headers);
        if (_guard.Refusal(context.Request) is (int status, string why))
        {
            await RefuseAsync(context.Response, status, why);
            return;
        }
        string path = context.Request.Path.Value ?? "/";
        Task answered = HttpMethods.IsPost(context.Request.Method) ? PostAsync(context, path) : GetAsync(context, path);
        await answered;
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static async Task RefuseAsync(HttpResponse response, int status, string why)
    {
        response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Basic realm=\"charger page\", charset=\"UTF-8\"";
        await response.WriteAsJsonAsync(new PageAnswer(false, why));
    }

    private Task GetAsync(HttpContext context, string path) => path switch
    {
        "/" => FileAsync(context.Response, "index.html"),
        Root + "events" => StreamAsync(context),
        Root + "actions" => JsonAsync(context.Response, PageFeed.Json(source.Actions)),
        _ => FileAsync(context.Response, path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : ""),
    };

    private async Task FileAsync(HttpResponse response, string name)
    {
        if (!s_files.TryGetValue(name, out byte[]? bytes))
        {
            await RefuseAsync(response, StatusCodes.Status404NotFound, "the page has no such file");
            return;
        }
        response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };
        if (name == "index.html") await response.WriteAsync(System.Text.Encoding.UTF8.GetString(bytes).Replace(TokenPlace, settings.Token));
        else await response.Body.WriteAsync(bytes);
    }

    private static async Task JsonAsync(HttpResponse response, string json)
    {
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(json);
    }

    private async Task StreamAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            await RefuseAsync(context.Response, StatusCodes.Status503ServiceUnavailable, $"{MostStreams} pages are open already: close one");
            return;
        }
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            string hello = PageFeed.Json(new { instance = settings.Token[..8], source.Kind, source.Title, source.Missing });
            var stream = new EventStream(source.Feed, settings, context.Response);
            await stream.RunAsync(hello, StreamPlace.Parse(context.Request.Query["after"]), context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The page was closed, or the server ends.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task PostAsync(HttpContext context, string path)
    {
        JsonObject? body = await BodyAsync(context.Request);
        if (body == null)
        {
            await RefuseAsync(context.Response, StatusCodes.Status400BadRequest, $"the body is no JSON object of at most {LongestBody} bytes");
            return;
        }
        if (path is not (Root + "do" or Root + "type"))
        {
            await RefuseAsync(context.Response, StatusCodes.Status404NotFound, "the page has no such request");
            return;
        }
        if (Wrong(path, body) is string wrong)
        {
            await RefuseAsync(context.Response, StatusCodes.Status422UnprocessableEntity, wrong);
            return;
        }
        PageAnswer answer = await (path == Root + "do" ? DoAsync(body, context.RequestAborted) : source.TypeAsync(Text(body, "line"), context.RequestAborted));
        await JsonAsync(context.Response, PageFeed.Json(answer));
    }

    /// <summary>What the page itself would never ask for; null when it may be tried.</summary>
    private string? Wrong(string path, JsonObject body)
    {
        if (path == Root + "type")
        {
            string line = Text(body, "line");
            return line.Length > LongestLine || line.Any(char.IsControl) ? $"a line has at most {LongestLine} characters and no control characters" : null;
        }
        string name = Text(body, "name");
        PageAction? action = source.Actions.FirstOrDefault(a => a.Name == name);
        return action == null ? $"there is no action '{CentralModel.Secrets.Shown(name)}'" : action.Missing;
    }

    private static async Task<JsonObject?> BodyAsync(HttpRequest request)
    {
        byte[] buffer = new byte[LongestBody + 1];
        int length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > LongestBody) return null;
        try
        {
            return JsonNode.Parse(buffer.AsSpan(0, length)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task<PageAnswer> DoAsync(JsonObject body, CancellationToken end)
    {
        bool begins = body["begins"] is not JsonValue value || !value.TryGetValue(out bool given) || given;
        var fields = (body["fields"] as JsonObject ?? []).ToDictionary(f => f.Key, f => f.Value is JsonValue ? f.Value.ToString() : "");
        string charger = Text(body, "charger");
        return source.DoAsync(Text(body, "name"), fields, begins, charger.Length > 0 ? charger : null, end);
    }

    private static string Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static SortedDictionary<string, byte[]> ReadFiles()
    {
        const string Prefix = "Simulator.Web.Page/";
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        Assembly program = typeof(PageHandler).Assembly;
        foreach (string name in program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream file = program.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            files[name[Prefix.Length..]] = bytes;
        }
        return files;
    }
}
