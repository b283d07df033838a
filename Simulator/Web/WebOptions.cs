using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;
using Simulator.Cli;

namespace Simulator.Web;

/// <summary>--web, --listen and --password-file of the commands that have a page.</summary>
public static class WebOptions
{
    public const int UsualPort = 8080;

    /// <summary>The other place for the password.</summary>
    public const string PasswordVariable = "CHARGER_PAGE_PASSWORD";

    private const string Web = "--web";
    private const string Listen = "--listen";
    private const string PasswordFile = "--password-file";
    private const int LongestPassword = 1000;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="withAddress">False where the command has a --listen of its own.</param>
    public static void AddTo(Command command, bool withAddress = true)
    {
        var web = new Option<int?>(Web) { Description = $"A page in the browser, on this machine only unless --listen says otherwise [port, {UsualPort} unless told; 0 takes a free one].", Arity = ArgumentArity.ZeroOrOne };
        web.CustomParser = result =>
        {
            if (result.Tokens.Count == 0) return UsualPort;
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out int port) && port <= 65535) return port;
            result.AddError($"{Web} '{text}' is not allowed: a port from 0 to 65535");
            return null;
        };
        command.Options.Add(web);
        command.Options.Add(OptionOf.ExistingFile(PasswordFile, $"A file whose first line is the page's password, at least {PageSettings.ShortestPassword} characters; else the variable {PasswordVariable} counts. Beyond this machine there must be one."));
        if (withAddress) command.Options.Add(AddressOption());
    }

    /// <summary>Where and for whom the page is served; null without --web.</summary>
    /// <exception cref="UsageException">The page would be open to others without a password, or the password is no good.</exception>
    public static PageSettings? Read(ParseResult parsed, bool withAddress = true)
    {
        bool wanted = parsed.GetResult(Web) is OptionResult { Implicit: false };
        IPAddress? address = withAddress ? parsed.GetValue<IPAddress?>(Listen) : null;
        if (!wanted && address != null) throw new UsageException($"{Listen} '{address}' is not allowed without {Web}: it is where the page listens");
        return wanted ? Settings(parsed, address ?? IPAddress.Loopback, parsed.GetValue<int?>(Web) ?? UsualPort) : null;
    }

    /// <summary>Settings of a page at an address; beyond loopback there must be a password.</summary>
    public static PageSettings Settings(ParseResult parsed, IPAddress address, int port)
    {
        string? password = Password(parsed);
        if (password == null && !IPAddress.IsLoopback(address))
            throw new UsageException($"{Listen} '{address}' is not allowed without a password: whoever reaches the page drives the charger; give {PasswordFile} FILE or set {PasswordVariable}");
        return new PageSettings { Address = address, Port = port, Password = password };
    }

    /// <summary>Serves a page, or refuses with the reason when the port is not to be had.</summary>
    public static PageServer Serve(IPageSource source, PageSettings settings)
    {
        try
        {
            return PageServer.StartAsync(source, settings).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new UsageException($"{Web} '{settings.Port}' is not allowed: {settings.Address}:{settings.Port} cannot be listened on: {e.Message}");
        }
    }

    /// <summary>What is told when nothing is left to do but to serve the page.</summary>
    public static string StaysOn(PageServer server) => $"the charger stays on for its page, {server.Url}; Ctrl-C ends";

    /// <summary>The page's password; null where none was given.</summary>
    /// <exception cref="UsageException">It is too short or too long.</exception>
    public static string? Password(ParseResult parsed) => Password(parsed.GetValue<FileInfo?>(PasswordFile));

    internal static string? Password(FileInfo? file)
    {
        string where = file == null ? PasswordVariable : $"{PasswordFile} '{file}'";
        string? password = file == null ? Environment.GetEnvironmentVariable(PasswordVariable) : File.ReadLines(file.FullName).FirstOrDefault() ?? "";
        if (string.IsNullOrEmpty(password) && file == null) return null;
        if (password!.Length < PageSettings.ShortestPassword || password.Length > LongestPassword) throw new UsageException($"{where} is not allowed: a password of {PageSettings.ShortestPassword} to {LongestPassword} characters, not {password.Length}");
        return password;
    }

    private static Option<IPAddress?> AddressOption()
    {
        var option = new Option<IPAddress?>(Listen) { Description = "Address of this machine where the page listens [127.0.0.1 unless told; 0.0.0.0 for every network]; beyond this machine a password is asked for." };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (IPAddress.TryParse(text, out IPAddress? address)) return address;
            result.AddError($"{Listen} '{text}' is not allowed: an IP address of this machine, such as 0.0.0.0 for every network");
            return null;
        };
        return option;
    }
}
