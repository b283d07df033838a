using Charger.Can;
using Charger.Runtime;
using Simulator.Can;

namespace Simulator.Tests.Can;

/// <summary>One controller model on one wire with a peer, driven by the firmware's driver; time moves by hand.</summary>
internal sealed class Bench2515 : ICanPeer
{
    public const int FrameUs = 700;

    private long _nowUs;

    public Bench2515(uint[]? wanted = null, bool interruptWired = true, int crystalHz = 8_000_000)
    {
        Wire = new CanWire("CAN1", 250_000, () => _nowUs);
        Model = new Mcp2515Model(Wire);
        Peer = Wire.Attach(this);
        Controller = new Mcp2515Controller(Model, interruptWired ? Model : null, crystalHz, 250_000, wanted ?? WantedFrames.Of(CanBus.Module));
    }

    public CanWire Wire { get; }

    public Mcp2515Model Model { get; }

    public Mcp2515Controller Controller { get; }

    public CanTap Peer { get; }

    public List<(uint Id, byte[] Data)> Heard { get; } = [];

    public void OnFrame(uint id, byte[] data, int length, long timeMs) => Heard.Add((id, data.ToArray()));

    public void Pass(long us)
    {
        _nowUs += us;
        Wire.AdvanceTo(_nowUs);
    }

    public void Arrive(uint id, params byte[] data)
    {
        Peer.Send(id, data);
        Pass(FrameUs);
    }
}

internal sealed class ListLog : ILog
{
    public List<string> Lines { get; } = [];

    public bool IsOn(LogLevel level, LogSection section) => true;

    public void Write(LogLevel level, LogSection section, string text) => Lines.Add($"{level} {text}");
}

internal sealed class HandClock : IMonotonicClock
{
    public long NowMs { get; set; }
}
