namespace Simulator.Models;

/// <summary>A node on a simulated CAN bus: what it receives, and where it sends.</summary>
public abstract class BusNode
{
    /// <summary>Puts a frame with 8 data bytes on the bus; set by whoever attaches the node.</summary>
    public Action<uint, byte[]>? Send { get; set; }

    /// <summary>Frames this node has put on the bus.</summary>
    public int Sent { get; private set; }

    /// <summary>A frame of another node has arrived.</summary>
    public abstract void Receive(uint id, ReadOnlySpan<byte> data, long nowMs);

    protected void Transmit(uint id, byte[] data)
    {
        Sent++;
        Send?.Invoke(id, data);
    }

    protected static void PutU32(byte[] data, int at, uint value)
    {
        data[at] = (byte)(value >> 24);
        data[at + 1] = (byte)(value >> 16);
        data[at + 2] = (byte)(value >> 8);
        data[at + 3] = (byte)value;
    }

    protected static uint GetU32(ReadOnlySpan<byte> data, int at) =>
        ((uint)data[at] << 24) | ((uint)data[at + 1] << 16) | ((uint)data[at + 2] << 8) | data[at + 3];

    protected static void PutU16(byte[] data, int at, int value)
    {
        data[at] = (byte)(value >> 8);
        data[at + 1] = (byte)value;
    }
}
