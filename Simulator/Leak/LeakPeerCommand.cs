using Ocpp.Client.Connection;
using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Simulator.Cli;

namespace Simulator.Leak;

/// <summary>The server's part of leak, for a real charger.</summary>
public static class LeakPeerCommand
{
    private static readonly Option<IPEndPoint> s_listen = OptionOf.Listen("Where to listen for ws; wss is the next port. For a charger on the desk: 0.0.0.0:9100.", new IPEndPoint(IPAddress.Loopback, 9100));
    private static readonly Option<int> s_seconds = OptionOf.Whole("--seconds", "Ends after this long; 0 for never.", 0, 0, 1_000_000);

    public static Command Create()
    {
        var command = new Command("leak-peer", "Plays the server's part of leak: ws://HOST:PORT/leak/ENDING/IDENTITY ends each connection as its path says.");
        command.Options.Add(s_listen);
        command.Options.Add(s_seconds);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken end)
    {
        IPEndPoint where = parsed.GetValue(s_listen)!;
        try
        {
            using var peer = new LeakPeer(where.Address, where.Port, where.Port == 0 ? 0 : where.Port + 1);
            Console.WriteLine($"leak-peer on ws://{where.Address}:{peer.Port}/leak/ENDING/IDENTITY and wss://{where.Address}:{peer.SecurePort}; endings: {string.Join(", ", LeakEndingList.All.Select(LeakEndings.NameOf))}");
            int seconds = parsed.GetValue(s_seconds);
            await Task.Delay(seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds), end);
        }
        catch (SocketException e)
        {
            Console.Error.WriteLine($"error: --listen '{where}': {e.Message}");
            return Program.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            // Ended by its user.
        }
        return 0;
    }
}
