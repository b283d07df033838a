using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Simulator.CentralSystem;

namespace Simulator.Web;

/// <summary>Serves the page over HTTP from this process.</summary>
public sealed class PageServer : IAsyncDisposable, IDisposable
{
    private const int MostConnections = 128;

    private readonly WebApplication _app;

    private PageServer(IPageSource source, PageSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The host's own lifetime would take Ctrl-C and SIGTERM from the command that runs it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(settings.Address, settings.Port);
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = PageHandler.LongestBody + 1;
            k.Limits.MaxConcurrentConnections = MostConnections;
        });
        _app = builder.Build();
        _app.Run(new PageHandler(source, settings).HandleAsync);
    }

    /// <summary>Where the page is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts to serve. Throws IOException when the port is taken.</summary>
    public static async Task<PageServer> StartAsync(IPageSource source, PageSettings settings)
    {
        var server = new PageServer(source, settings);
        await server._app.StartAsync();
        server.Url = new Uri(server._app.Urls.First());
        return server;
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
