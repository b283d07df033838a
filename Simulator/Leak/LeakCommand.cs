using Ocpp.Client.Connection;
using System.CommandLine;
using System.Globalization;
using System.Net;
using Simulator.Cli;

namespace Simulator.Leak;

/// <summary>Runs cycles of every ending and reports what each does not release.</summary>
public static class LeakCommand
{
    private static readonly Option<int> s_cycles = OptionOf.Whole("--cycles", "Connections made and ended in each way.", 1000, 10, 1_000_000);
    private static readonly Option<string> s_ending = OptionOf.Word("--ending", "The way they end.", "all", ["all", .. LeakEndingList.All.Select(LeakEndings.NameOf)]);
    private static readonly Option<bool> s_brief = new("--brief") { Description = "Without the line for each cycle." };
    private static readonly Option<Uri?> s_peer = OptionOf.WebSocketAddress("--peer", "A leak-peer that runs elsewhere; one of its own unless told.");

    public static Command Create()
    {
        var command = new Command("leak", "Connects and ends in every way a connection can end, and counts what stays: objects, sockets, threads, timers, pool blocks, bytes.");
        foreach (Option option in new Option[] { s_cycles, s_ending, s_brief, s_peer }) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Uri? elsewhere = parsed.GetValue(s_peer);
        using LeakPeer? peer = elsewhere == null ? new LeakPeer(IPAddress.Loopback, 0, 0) : null;
        LeakRun run = peer != null ? new LeakRun("127.0.0.1", peer.Port, peer.SecurePort) : new LeakRun(elsewhere!.Host, elsewhere.Port, elsewhere.Port + 1);
        if (peer != null) run.PeerActive = () => peer.Active;
        if (!parsed.GetValue(s_brief)) run.Told = Console.WriteLine;
        string only = parsed.GetValue(s_ending)!;
        bool good = true;
        foreach (LeakEnding ending in LeakEndingList.All.Where(e => only == "all" || LeakEndings.NameOf(e) == only))
        {
            try
            {
                LeakResult result = run.Run(ending, parsed.GetValue(s_cycles));
                foreach (string line in Figures(result)) Console.WriteLine(line);
                good &= result.Holds;
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException)
            {
                Console.Error.WriteLine($"error: {LeakEndings.NameOf(ending)}: {e.Message}");
                return 1;
            }
        }
        Console.WriteLine(good ? "verdict: nothing leaks" : "verdict: LEAKS");
        return good ? 0 : 1;
    }

    private static IEnumerable<string> Figures(LeakResult result)
    {
        string name = "leak." + LeakEndings.NameOf(result.Ending);
        yield return $"{name}.live_per_cycle={result.LivePerCycle.ToString("0.####", CultureInfo.InvariantCulture)}";
        yield return $"{name}.bytes_per_cycle={result.BytesPerCycle.ToString("0.0", CultureInfo.InvariantCulture)}";
    }
}
