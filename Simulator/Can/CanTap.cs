namespace Simulator.Can;

/// <summary>A node's connection to the bus: a bounded queue of frames that it wants to send.</summary>
public sealed class CanTap : ICanNode
{
    private const int MostWaiting = 4096;

    private readonly CanWire _wire;
    private readonly ICanPeer? _peer;
    private readonly Queue<WireFrame> _waiting = new();

    internal CanTap(CanWire wire, ICanPeer? peer)
    {
        _wire = wire;
        _peer = peer;
    }

    bool ICanNode.Acknowledges => _peer != null && Connected;

    /// <summary>False: it neither sends nor receives, as with its connector unplugged.</summary>
    public bool Connected { get; set; } = true;

    public int Waiting => _waiting.Count;

    /// <summary>Frames dropped because too many were waiting.</summary>
    public int Dropped { get; private set; }

    /// <summary>Puts a frame of 0 to 8 bytes behind those waiting; it goes out when arbitration lets it.</summary>
    public void Send(uint id, byte[] data)
    {
        if (!Connected) return;
        if (_waiting.Count == MostWaiting)
        {
            Dropped++;
            return;
        }
        _wire.Settle();
        _waiting.Enqueue(new WireFrame(id, data.ToArray()));
        _wire.Request();
    }

    WireFrame? ICanNode.Offer() => Connected && _waiting.TryPeek(out var frame) ? frame : null;

    void ICanNode.Sent(WireFrame frame) => _waiting.TryDequeue(out _);

    void ICanNode.Failed(WireFrame frame, bool unacknowledged)
    {
    }

    void ICanNode.Receive(WireFrame frame, long timeUs)
    {
        if (Connected) _peer?.OnFrame(frame.Id, frame.Data, frame.Data.Length, timeUs / 1000);
    }

    void ICanNode.SawError()
    {
    }
}
