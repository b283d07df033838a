using Firmware;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Session;

/// <summary>Why a charger cannot work with its central system: keeps the reason of the link's last end, which the next attempt clears.</summary>
public sealed class LinkTrouble(ChargerWorld world) : IModel
{
    private const int LookEveryMs = 50;

    private LinkEnd _end = LinkEnd.None;
    private int _code;

    public string Name => "link trouble";

    public long Step(long nowMs)
    {
        if (world.Firmware is Composition { Link.LastEnd: not LinkEnd.None } firmware) (_end, _code) = (firmware.Link.LastEnd, firmware.Link.LastEndCode);
        return nowMs + LookEveryMs;
    }

    /// <summary>One part of a sentence for the verdict.</summary>
    public string Told()
    {
        if (world.Firmware is not Composition firmware) return "no firmware runs";
        LinkTarget? target = firmware.CentralSystem.Target;
        if (target == null) return "no address of a central system is set";
        string where = $"{target.Host}:{target.Port}";
        if (firmware.Link.State == LinkState.Open) return $"connected to {where}, {(firmware.ChargePoint.IsOnline ? "accepted" : "not accepted")}, {firmware.ChargePoint.Queue.Waiting} messages wait";
        return _end switch
        {
            LinkEnd.None => $"no answer from {where} yet",
            LinkEnd.Refused => $"last error: connection refused by {where}",
            _ => $"last error: {where}: {LinkEnds.Describe(_end, _code)}",
        };
    }
}
