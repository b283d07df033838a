using System.CommandLine;
using System.Net;
using Simulator.CentralModel;
using Simulator.Cli;
using Simulator.Play;
using Simulator.Web;

namespace Simulator.CentralSystem;

/// <summary>The embedded central system by itself, for a board on the desk: messages and connections as lines.</summary>
public static class CentralCommand
{
    private static readonly Option<IPEndPoint> s_listen = OptionOf.Listen("Where to listen. For a charger on the desk: 0.0.0.0:9000.", new IPEndPoint(IPAddress.Loopback, 9000));
    private static readonly Option<int> s_seconds = OptionOf.Whole("--seconds", "Ends after this long; 0 for never.", 0, 0, 1_000_000);

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
        CentralPages? pages = null;
        try
        {
            await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync(new EmbeddedCentralOptions { Address = where.Address, Port = where.Port, Log = TellAll });
            pages = CentralPages.Join(central, new ActionRunner(null, central), settings);
            central.Trace += trace => Tell($"{trace.Identity} {trace}");
            central.Files.Uploaded = (name, bytes) => TellAll($"file {name}, {bytes} bytes, under {central.FilesUrl}");
            Tell($"central system on {central.Url}/IDENTITY, every identity and no password; {central.FilesUrl}firmware-50000.bin serves 50,000 bytes");
            Tell($"page: {pages.Url?.ToString() ?? central.PageUrl}");
            int seconds = parsed.GetValue(s_seconds);
            await Task.Delay(seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds), end);
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
            pages?.Dispose();
        }
        return 0;

        void TellAll(string line)
        {
            Tell(line);
            pages?.Log(line);
        }
    }

    private static void Tell(string line) => Console.WriteLine(Secrets.Shown(line));
}
