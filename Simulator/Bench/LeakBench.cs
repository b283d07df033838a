using Ocpp.Client.Connection;
using System.Net;
using Simulator.Leak;

namespace Simulator.Bench;

/// <summary>Memory that is not released after a connection, by the way it ends; the leak command does the same with more cycles.</summary>
public sealed class LeakBench : IBench
{
    private const int Cycles = 300;

    public string Name => "leak";

    public void Run(IFigures figures)
    {
        using var peer = new LeakPeer(IPAddress.Loopback, 0, 0);
        var run = new LeakRun("127.0.0.1", peer.Port, peer.SecurePort) { PeerActive = () => peer.Active };
        foreach (LeakEnding ending in LeakEndingList.All)
        {
            LeakResult result = run.Run(ending, Cycles);
            figures.Add($"leak.{LeakEndings.NameOf(ending)}.live_per_cycle", result.LivePerCycle, result.LivePerCycle == 0 ? 0 : 4);
            figures.Add($"leak.{LeakEndings.NameOf(ending)}.bytes_per_cycle", result.BytesPerCycle, 1);
        }
    }
}
