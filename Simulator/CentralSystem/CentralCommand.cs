using System.CommandLine;
using System.Diagnostics;
using System.Net;
using Simulator.CentralModel;
using Simulator.Cli;
using Simulator.Play;
using Simulator.Web;

namespace Simulator.CentralSystem;

/// <summary>The embedded central system by itself, for real chargers: messages and connections as lines.</summary>
public static class CentralCommand
{
    private static readonly Option<IPEndPoint> s_listen = OptionOf.Listen("Where to listen. For a charger on the desk: 0.0.0.0:9000.", new IPEndPoint(IPAddress.Loopback, 9000));
    private static readonly Option<int> s_seconds = OptionOf.Whole("--seconds", "Ends after this long; 0 for never.", 0, 0, 1_000_000);

    private const int StatusEveryMs = 500;

    public static Command Create()
    {
        var command = new Command("central", "The embedded central system by itself: ws://HOST:PORT/ocpp/IDENTITY, files under /files/, counts under /stats.");
        command.Options.Add(s_listen);
        command.Options.Add(s_seconds);
        WebOptions.AddTo(command, withAddress: false);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken end)
    {
        IPEndPoint where = parsed.GetValue(s_listen)!;
        var settings = CentralPages.Settings(parsed, where.Address);
        PlayScreen screen = PlayTerminal.Screen();
        CentralPages? pages = null;
        try
        {
            await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions { Address = where.Address, Port = where.Port, Log = TellAll });
            var runner = new ActionRunner(null, central);
            pages = CentralPages.Join(central, runner, settings);
            central.Files.Uploaded = (name, bytes) => TellAll($"file {name}, {bytes} bytes, under {central.FilesUrl}");
            Tell($"central system on {central.Url}/IDENTITY, every identity and no password; {central.FilesUrl}firmware-50000.bin serves 50,000 bytes; times are UTC, today is {DateTime.UtcNow:yyyy-MM-dd}");
            Tell($"page: {pages.Url?.ToString() ?? central.PageUrl}; 'help' lists what can be typed");
            await ServeAsync(central, runner, screen, parsed.GetValue(s_seconds), end);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"error: --listen '{where}': {e.Message}");
            return Program.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            // Ended by its user.
        }
        finally
        {
            screen.Close();
            pages?.Dispose();
        }
        return 0;

        void TellAll(string line)
        {
            Tell(line);
            pages?.Log(line);
        }

        void Tell(string line) => screen.Line(DateTime.UtcNow, "central", line);
    }

    private static async Task ServeAsync(EmbeddedCentralSystem central, ActionRunner runner, PlayScreen screen, int seconds, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        if (seconds > 0) over.CancelAfter(TimeSpan.FromSeconds(seconds));
        var started = Stopwatch.StartNew();
        var lines = new LineWait(screen, () => started.Elapsed.TotalSeconds);
        var shell = new PlayShell(runner, screen, null) { Wait = lines.ForAsync };
        central.Trace += trace => Traced(screen, shell, trace);
        using var status = new Timer(_ => screen.Status(StatusText(central, runner)), null, 0, StatusEveryMs);
        bool ended = await PlayTerminal.ReadAsync(screen, PlayWords.OfCentral(central), line => shell.RunAsync(line, over.Token), over.Token);
        // Without input, as a service has none, it runs until it is ended.
        if (ended && !PlayTerminal.IsLive) await Task.Delay(Timeout.InfiniteTimeSpan, over.Token);
    }

    private static string StatusText(EmbeddedCentralSystem central, ActionRunner runner)
    {
        int running = central.Transactions.Count(t => !t.Stopped);
        string broken = string.Concat(runner.Lasting.Select(c => $" | {c}"));
        return $" {central.Connections.Active} of {central.Sessions.Count} chargers connected | {running} transactions run | {central.Messages} messages{(runner.Chosen == null ? "" : $" | in use: {Secrets.Shown(runner.Chosen)}")}{broken}";
    }

    private static void Traced(PlayScreen screen, PlayShell shell, OcppTrace trace)
    {
        if (!shell.TraceOn) return;
        string text = trace.ToString();
        screen.Line(trace.AtUtc, "ocpp " + text[..2], $"{trace.Identity} {text[3..]}");
    }
}
