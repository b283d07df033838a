using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Simulator.Cli;

namespace Simulator.Leak;

/// <summary>The server's part of leak, for a charger on the bench.</summary>
public static class LeakPeerCommand
{
    private static readonly Option<int> Port = OptionOf.Whole("--port", "Port for ws; wss is the next one.", 9100, 1, 65534);
    private static readonly Option<int> Seconds = OptionOf.Whole("--seconds", "Ends after this long; 0 for never.", 0, 0, 1_000_000);

    public static Command Create()
    {
        var command = new Command("leak-peer", "Plays the server's part of leak: ws://HOST:PORT/leak/ENDING/IDENTITY ends each connection as its path says.");
        command.Options.Add(Port);
        command.Options.Add(Seconds);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken end)
    {
        int port = parsed.GetValue(Port);
        try
        {
            using var peer = new LeakPeer(IPAddress.Any, port, port + 1);
            Console.WriteLine($"leak-peer on ws://0.0.0.0:{peer.Port}/leak/ENDING/IDENTITY and wss://0.0.0.0:{peer.SecurePort}; endings: {string.Join(", ", LeakEndings.All.Select(LeakEndings.NameOf))}");
            int seconds = parsed.GetValue(Seconds);
            await Task.Delay(seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds), end);
        }
        catch (SocketException e)
        {
            Console.Error.WriteLine($"error: --port '{port}': {e.Message}");
            return Program.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            // Ended by its user.
        }
        return 0;
    }
}
