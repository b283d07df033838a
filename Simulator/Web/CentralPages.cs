using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Http;
using Simulator.CentralSystem;
using Simulator.Cli;
using Simulator.Play;

namespace Simulator.Web;

/// <summary>
/// The pages of a central system by itself: at / of the address where chargers connect, and with --web on a port of its own
/// on this machine. An address beyond loopback is for chargers; its page is shown with a password only.
/// </summary>
public sealed class CentralPages : IDisposable
{
    private readonly CentralPage _page;
    private readonly PageServer? _server;

    private CentralPages(CentralPage page, PageServer? server)
    {
        _page = page;
        _server = server;
    }

    /// <summary>Where --web has the page; null without it.</summary>
    public Uri? Url => _server?.Url;

    /// <summary>A line about connections and files.</summary>
    public void Log(string line) => _page.Log(line);

    /// <summary>What the options allow, before anything is started.</summary>
    /// <exception cref="UsageException">The password is no good.</exception>
    public static (PageSettings? Web, PageSettings? Root) Settings(ParseResult parsed, IPAddress chargers)
    {
        PageSettings? web = WebOptions.Read(parsed, withAddress: false);
        string? password = WebOptions.Password(parsed);
        bool open = IPAddress.IsLoopback(chargers) || password != null;
        return (web, open ? new PageSettings { Address = chargers, Password = password } : null);
    }

    /// <summary>Joins the pages to a central system that runs.</summary>
    /// <exception cref="UsageException">The port of --web is not to be had.</exception>
    public static CentralPages Join(EmbeddedCentralSystem central, ActionRunner runner, (PageSettings? Web, PageSettings? Root) settings)
    {
        var page = new CentralPage(central, runner);
        central.Page = settings.Root is PageSettings root ? new PageHandler(page, root).HandleAsync : RefuseAsync;
        return new CentralPages(page, settings.Web is PageSettings web ? WebOptions.Serve(page, web) : null);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _page.Dispose();
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"This address is for chargers. Its page is shown with a password only: start central with --password-file FILE or with {WebOptions.PasswordVariable} set. On the machine itself, --web serves it to that machine alone.\n");
    }
}
