namespace Simulator.Can;

/// <summary>A node on the wire that is no controller model: power module, BMS, a listener of a test. It always acknowledges.</summary>
public interface ICanPeer
{
    /// <summary>A frame of another node has arrived whole; the data is only good during the call.</summary>
    void OnFrame(uint id, byte[] data, int length, long timeMs);
}

/// <summary>What the wire asks of everything attached to it.</summary>
internal interface ICanNode
{
    /// <summary>It listens and would acknowledge a frame.</summary>
    bool Acknowledges { get; }

    /// <summary>The frame it wants to send now, if any.</summary>
    WireFrame? Offer();

    /// <summary>Its frame has been sent and acknowledged.</summary>
    void Sent(WireFrame frame);

    /// <summary>Its frame was destroyed or not acknowledged.</summary>
    void Failed(WireFrame frame, bool unacknowledged);

    void Receive(WireFrame frame, long timeUs);

    /// <summary>It saw a frame of another destroyed.</summary>
    void SawError();
}

/// <summary>One extended data frame.</summary>
internal sealed class WireFrame(uint id, byte[] data, int buffer = 0)
{
    public uint Id { get; } = id;

    public byte[] Data { get; } = data;

    /// <summary>Transmit buffer it lies in, for a controller.</summary>
    public int Buffer { get; } = buffer;
}
